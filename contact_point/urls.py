"""The pages that only the 24/7 procedure has: registering a request."""

from django.urls import URLPattern

app_name = "contact_point"
urlpatterns: list[URLPattern] = []
