"""The pages that only the 24/7 procedure has: registering a request."""

from django.urls import path

from casework.desk import registering
from contact_point import urgent
from contact_point.tcy11 import TCY11

app_name = "contact_point"
urlpatterns = [
    path("register/", registering.register, {"paper": TCY11}, name="register"),
    path("urgent/", urgent.urgent, name="urgent"),
]
