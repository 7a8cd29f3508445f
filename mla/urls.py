"""The pages that only legal assistance has: registering a request."""

from django.urls import path

from casework.desk import registering
from mla.tcy10 import TCY10

app_name = "mla"
urlpatterns = [path("register/", registering.register, {"paper": TCY10}, name="register")]
