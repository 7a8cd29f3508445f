"""Letters of a case: both languages side by side, the page for print, marking as sent."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from casework.audit.events import ReadLog
from casework.cases.case import Case
from casework.desk import drafts
from casework.desk.errors import conflict
from casework.desk.home import signed_in
from casework.desk.leaving_forms import DropForm, SentForm
from casework.desk.left_behind import left_behind
from casework.desk.paper_forms import LetterForm, LetterTextForm
from casework.desk.papers import (
    WRITING,
    acting,
    back_to,
    case_for,
    has_role,
    labelled,
    mark_overtaken,
    own_model,
)
from casework.letters import changes
from casework.letters.changes import TEXTS, LetterChanged, LetterRefused
from casework.letters.drafts import LANGUAGES
from casework.letters.models import Letter
from casework.workflow import drafts as kept
from casework.workflow import sending

SEND = "send"
HEAD = 1500  # letters of a text within which its own date stands: before what it says


@require_http_methods(["GET", "POST"])
def letter_add(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Draft a letter by hand; ask again with the reason if it cannot be."""
    case = case_for(request, public_id)
    if request.method == "GET":  # after signing in again
        return back_to(case, "letters")
    user, on_behalf_of = acting(request, case, WRITING)
    form = LetterForm(request.POST, case=case)
    if form.is_valid():
        kind, order = form.cleaned_data["kind"], form.cleaned_data["order"]
        try:
            letter = changes.add(
                own_model(case), kind, by=user, order=order, on_behalf_of=on_behalf_of
            )
        except LetterRefused as refused:
            form.add_error("order", refused.sentence)
        else:
            return to_letter(case, letter)
    return render(request, "desk/letter_add.html", {"case": case, "form": form}, status=422)


@require_http_methods(["GET", "POST"])
def letter(request: HttpRequest, public_id: UUID, letter: UUID) -> HttpResponse:
    """Show a letter in both languages; while it is a draft, save what was changed."""
    case = case_for(request, public_id)
    row = letter_of(case, letter)
    if request.method == "POST":
        return save(request, case, row)
    log_reading(request, case, row)
    form, draft = LetterTextForm(instance=row), drafts.typed_on(request)
    if draft is None or not row.is_draft:
        return letter_page(request, case, row, form)
    kept.fill(form, {name: draft.typed[name] for name in TEXTS if name in draft.typed})
    more: dict[str, Any] = {"draft": draft}
    if row.edited_at and row.edited_at > draft.saved_at:
        more["conflict"] = _("Somebody changed this letter after you had typed.")
    return letter_page(request, case, row, form, **more)


def save(request: HttpRequest, case: Case, row: Any) -> HttpResponse:
    """Save the texts; 409 with what was typed if somebody else changed the letter meanwhile."""
    user, on_behalf_of = acting(request, case, WRITING)
    form = LetterTextForm(request.POST, instance=row)
    if not form.is_valid():
        return letter_page(request, case, row, form, status=422)
    texts = {name: form.cleaned_data[name] for name in TEXTS}
    version = form.cleaned_data["version"]
    try:
        changes.edit(row, by=user, version=version, texts=texts, on_behalf_of=on_behalf_of)
    except LetterChanged as changed:
        now_there = labelled(case, [changed.letter])[0]
        again = LetterTextForm({**texts, "version": now_there.version}, instance=now_there)
        return letter_page(request, case, now_there, again, conflict=changed.sentence, status=409)
    except LetterRefused as refused:
        return letter_page(request, case, row, form, conflict=refused.sentence, status=409)
    kept.drop(user, request.path)
    if request.POST.get("then") == SEND:
        return redirect("letter_sent", public_id=case.public_id, letter=row.public_id)
    messages.success(request, _("The letter was saved."))
    return to_letter(case, row)


def letter_page(
    request: HttpRequest, case: Case, row: Any, form: LetterTextForm, **more: Any
) -> HttpResponse:
    """Return the page of the letter.

    conflict  why what was typed was not saved; the page then shows what is there now beside it
    """
    status = more.pop("status", 200)
    held = row if "conflict" not in more else Letter.objects.get(pk=row.pk)
    columns = [
        {
            "language": language,
            "fields": [form[f"subject_{language}"], form[f"text_{language}"]],
            "subject_now": getattr(held, f"subject_{language}"),
            "text_now": getattr(held, f"text_{language}"),
        }
        for language in LANGUAGES
    ]
    mark_overtaken(case, [row])
    may_edit = row.is_draft and not row.settled and has_role(signed_in(request), case, WRITING)
    context = {"case": case, "letter": row, "form": form, "columns": columns, "may_edit": may_edit}
    context |= {"left_behind": left_behind(case, held), "may_write": may_edit}
    return render(request, "desk/letter.html", {**context, **more}, status=status)


@require_safe
def letter_print(request: HttpRequest, public_id: UUID, letter: UUID) -> HttpResponse:
    """Show the letter for print, in one language or in both, one after the other."""
    case = case_for(request, public_id)
    row = letter_of(case, letter)
    log_reading(request, case, row)
    chosen = request.GET.get("language", "")
    shown = [language for language in LANGUAGES if chosen in (language, "")] or list(LANGUAGES)
    sheets = [sheet_of(case, row, language) for language in shown]
    context = {"case": case, "letter": row, "sheets": sheets, "chosen": chosen}
    context |= {
        "left_behind": left_behind(case, row),
        "may_write": not row.settled and has_role(signed_in(request), case, WRITING),
    }
    return render(request, "desk/letter_print.html", context)


def sheet_of(case: Case, row: Any, language: str) -> dict[str, Any]:
    """Return what one sheet says, in its own language; its date stands in the text or above it."""
    text = getattr(row, f"text_{language}")
    return {
        "language": language,
        "authority": getattr(case.authority, f"name_{language}"),
        "department": getattr(case.authority, f"department_{language}"),
        "subject": getattr(row, f"subject_{language}"),
        "text": text,
        "is_dated": bool(row.sent_on) and f"{row.sent_on:%d.%m.%Y}" in text[:HEAD],
    }


@require_http_methods(["GET", "POST"])
def letter_sent(request: HttpRequest, public_id: UUID, letter: UUID) -> HttpResponse:
    """Mark a letter as sent, with channel, day and number; then it stands."""
    done = _("The letter is marked as sent.")
    return ended(request, public_id, letter, SentForm, sending.send, "desk/letter_sent.html", done)


@require_http_methods(["GET", "POST"])
def letter_drop(request: HttpRequest, public_id: UUID, letter: UUID) -> HttpResponse:
    """Decide that a draft is not needed, with a reason."""
    done = _("The letter is kept as not needed.")
    return ended(request, public_id, letter, DropForm, sending.drop, "desk/letter_drop.html", done)


def ended(
    request: HttpRequest,
    public_id: UUID,
    letter: UUID,
    form_class: type[SentForm] | type[DropForm],
    change: Callable[..., Letter],
    page: str,
    done: str,
) -> HttpResponse:
    """Ask what ends a draft, then end it; 409 if it can no longer be ended this way."""
    case = case_for(request, public_id)
    row = letter_of(case, letter)
    user, on_behalf_of = acting(request, case, WRITING)
    if request.method == "GET" and not row.is_draft:
        return to_letter(case, row)
    form = form_class(request.POST if request.method == "POST" else None, letter=row)
    if form.is_bound and form.is_valid():
        try:
            change(row, by=user, on_behalf_of=on_behalf_of, **form.cleaned_data)
        except LetterRefused as refused:
            return conflict(request, [refused.sentence])
        messages.success(request, done)
        return redirect(case)  # at its top: there stand this message and what comes next
    context = {"case": case, "letter": row, "form": form, "may_write": True}
    context["left_behind"] = left_behind(case, row)
    return render(request, page, context, status=422 if form.errors else 200)


def letter_of(case: Case, public_id: UUID) -> Any:
    """Return a letter of the case, with its label. Raises Http404."""
    orders = ("order__measure", "order__provider", "order__person")
    related = ("case", *orders, "sent_by", "edited_by", "made_by")
    row = get_object_or_404(case.letters.select_related(*related), public_id=public_id)
    return labelled(case, [row])[0]


def log_reading(request: HttpRequest, case: Case, row: Letter) -> None:
    """Keep who looked at the letter."""
    ReadLog.objects.create(
        user=signed_in(request),
        authority_id=case.authority_id,
        case=case,
        what=ReadLog.What.LETTER,
        row=row.pk,
    )


def to_letter(case: Case, row: Letter) -> HttpResponse:
    """Return the way to the page of the letter."""
    return redirect("letter", public_id=case.public_id, letter=row.public_id)
