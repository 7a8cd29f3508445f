"""The pages that only legal assistance has: registering requests."""

from django.urls import path

from casework.desk import registering
from mla.outgoing.paper import OUTGOING
from mla.spontaneous.paper import INFORMATION
from mla.tcy10 import TCY10

app_name = "mla"
urlpatterns = [
    path("register/", registering.register, {"paper": TCY10}, name="register"),
    path("outgoing/register/", registering.register, {"paper": OUTGOING}, name="outgoing"),
    path("information/", registering.register, {"paper": INFORMATION}, name="information"),
]
