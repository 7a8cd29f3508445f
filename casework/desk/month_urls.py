"""The month, and the address at which one's own last days are read as a calendar."""

from django.urls import path

from casework.desk import feed, month

urlpatterns = [
    path("", month.calendar, name="calendar"),
    path("address/", feed.address, name="calendar_address"),
    path("address/revoke/", feed.revoked, name="calendar_revoke"),
    path("feed/<slug:secret>.ics", feed.feed, name="calendar_feed"),
]
