"""Notes and calls of a case: for colleagues, and for what was done by telephone."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from casework.access.models import User
from casework.audit import chain
from casework.cases.additions import Note
from casework.cases.case import Case
from casework.clock import now
from casework.desk import drafts
from casework.desk.errors import conflict
from casework.desk.paper_forms import CallForm, ConfirmedForm, NoteForm
from casework.desk.papers import ADDING, acting, back_to, case_for
from casework.letters.changes import lock_case
from casework.workflow import drafts as kept

SAME_CLICK = timedelta(minutes=1)


@require_http_methods(["GET", "POST"])
def note_add(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Add a note or a call; ask again with what was typed if something is missing."""
    case = case_for(request, public_id)
    user, on_behalf_of = acting(request, case, ADDING)
    if request.method == "GET":
        return asked_again(request, case)
    is_call = request.POST.get("kind") == Note.Kind.CALL
    form = CallForm(request.POST) if is_call else NoteForm(request.POST)
    if not form.is_valid():
        context = {"case": case, "form": form, "is_call": is_call}
        return render(request, "desk/note_form.html", context, status=422)
    kept.drop(user, request.path)
    fields = {**form.cleaned_data, "kind": Note.Kind.CALL if is_call else Note.Kind.NOTE}
    add(case, by=user, on_behalf_of=on_behalf_of, **fields)
    messages.success(request, _("The call was added.") if is_call else _("The note was added."))
    return back_to(case, "notes")


def asked_again(request: HttpRequest, case: Case) -> HttpResponse:
    """Return the form with what was typed before the session ended, or the case if nothing was."""
    draft = drafts.typed_on(request)
    if draft is None:
        return back_to(case, "notes")
    is_call = draft.typed.get("kind") == [Note.Kind.CALL]
    form = CallForm() if is_call else NoteForm()
    kept.fill(form, draft.typed)
    context = {"case": case, "form": form, "is_call": is_call, "draft": draft}
    return render(request, "desk/note_form.html", context)


def add(case: Case, *, by: User, on_behalf_of: User | None = None, **fields: Any) -> Note:
    """Return the note with these fields; the same one within a minute is one."""
    with transaction.atomic():
        held = lock_case(case.pk, by)
        since = now() - SAME_CLICK
        same = {name: value for name, value in fields.items() if name != "called_at"}
        twin = Note.objects.filter(case=held, made_by=by, made_at__gte=since, **same).first()
        if twin is not None:
            return twin
        note = Note.objects.create(case=held, authority_id=held.authority_id, made_by=by, **fields)
        about = {"note": note.pk, **fields}
        chain.record(held, "add_note", by=by, on_behalf_of=on_behalf_of, details=about)
    return note


@require_http_methods(["GET", "POST"])
def note_confirmed(request: HttpRequest, public_id: UUID, note: int) -> HttpResponse:
    """Record on which day a call was confirmed in writing."""
    case = case_for(request, public_id)
    row = get_object_or_404(case.notes, pk=note, confirmation_pending=True)
    user, on_behalf_of = acting(request, case, ADDING)
    form = ConfirmedForm(note=row)
    if request.method == "POST":
        form = ConfirmedForm(request.POST, note=row)
        if form.is_valid():
            day = form.cleaned_data["confirmed_on"]
            known = confirm(row, day, by=user, on_behalf_of=on_behalf_of)
            if known.confirmed_on != day:
                sentence = _("The call was recorded as confirmed on another day already.")
                return conflict(request, [sentence])
            messages.success(request, _("The confirmation was recorded."))
            return back_to(case, "notes")
    context = {"case": case, "note": row, "form": form}
    return render(request, "desk/note_confirmed.html", context, status=422 if form.errors else 200)


def confirm(note: Note, day: Any, *, by: User, on_behalf_of: User | None = None) -> Note:
    """Return the note, confirmed on `day` unless it was confirmed before."""
    with transaction.atomic():
        case = lock_case(note.case_id, by)
        held = Note.objects.select_for_update(no_key=True).get(pk=note.pk)
        if held.confirmed_on is None:
            held.confirmed_on = day
            held.save(update_fields=["confirmed_on"])
            about = {"note": held.pk, "confirmed_on": day}
            chain.record(case, "confirm_note", by=by, on_behalf_of=on_behalf_of, details=about)
    return held
