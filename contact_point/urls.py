"""The pages that only the 24/7 procedure has: registering a request."""

from django.urls import path

from contact_point import register_urgent, register_views

app_name = "contact_point"
urlpatterns = [
    path("register/", register_views.register, name="register"),
    path("urgent/", register_urgent.urgent, name="urgent"),
]
