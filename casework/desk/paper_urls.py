"""The pages of what hangs on a case: documents, letters, notes, links, read access."""

from django.urls import path

from casework.desk import documents, grants, kept, letters, letters_anew, links, notes

LETTER = "<uuid:public_id>/letters/<uuid:letter>/"

urlpatterns = [
    path("<uuid:public_id>/documents/", documents.document_add, name="document_add"),
    path("<uuid:public_id>/documents/<uuid:document>/", documents.document, name="document"),
    path("<uuid:public_id>/letters/", letters.letter_add, name="letter_add"),
    path(LETTER, letters.letter, name="letter"),
    path(f"{LETTER}anew/", letters_anew.letter_anew, name="letter_anew"),
    path(f"{LETTER}print/", letters.letter_print, name="letter_print"),
    path(f"{LETTER}sent/", letters.letter_sent, name="letter_sent"),
    path(f"{LETTER}drop/", letters.letter_drop, name="letter_drop"),
    path("<uuid:public_id>/notes/", notes.note_add, name="note_add"),
    path("<uuid:public_id>/notes/<int:note>/confirmed/", notes.note_confirmed,
         name="note_confirmed"),
    path("<uuid:public_id>/links/", links.link_add, name="link_add"),
    path("<uuid:public_id>/preserved/", kept.kept_add, name="kept_add"),
    path("<uuid:public_id>/preserved/<int:link>/end/", kept.kept_end, name="kept_end"),
    path("<uuid:public_id>/preserved/<int:link>/let-go/", kept.kept_let_go, name="kept_let_go"),
    path("<uuid:public_id>/grants/", grants.grant_add, name="grant_add"),
    path("<uuid:public_id>/grants/<int:grant>/end/", grants.grant_end, name="grant_end"),
]  # fmt: skip
