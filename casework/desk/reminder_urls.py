"""The pages of the reminders."""

from django.urls import path

from casework.desk import reminders

urlpatterns = [
    path("", reminders.reminders, name="reminders"),
    path("again/", reminders.all_again, name="reminders_again"),
    path("<int:notice>/again/", reminders.again, name="reminder_again"),
    path("machines/<int:machine>/release/", reminders.release, name="machine_release"),
]
