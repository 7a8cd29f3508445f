"""The pages of the duty: the page itself, its lists, turns, hand-over notes and confirmations."""

from django.urls import path

from casework.desk import duty, duty_confirm

urlpatterns = [
    path("", duty.duty, name="duty"),
    path("list/", duty.one_list, name="duty_list"),
    path("call/", duty.call, name="duty_call"),
    path("confirm/<slug:what>/<int:key>/", duty_confirm.confirmed, name="duty_confirm"),
    path("at/<slug:code>/begin/", duty.begin, name="duty_begin"),
    path("at/<slug:code>/turns/<int:turn>/end/", duty.end, name="duty_end"),
    path("at/<slug:code>/note/", duty.note, name="duty_note"),
    path("at/<slug:code>/notes/", duty.notes, name="duty_notes"),
    path("at/<slug:code>/notes/<int:note>/read/", duty.note_read, name="duty_note_read"),
]
