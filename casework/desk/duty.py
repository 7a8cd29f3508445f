"""The Duty page: who is on duty, what the shift before wrote, and what this one has to know."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from casework.access.duty import DutyTurn, ShiftNote
from casework.access.models import User
from casework.access.permissions import Role
from casework.cases.additions import Note
from casework.desk import duty_lists as lists
from casework.desk import duty_turns as turns
from casework.desk.duty_forms import CallOfCaseForm, HandOverForm
from casework.desk.duty_lists import Shown
from casework.desk.duty_now import Shift, authorities_of, shifts_of
from casework.desk.home import signed_in
from casework.desk.notes import add
from casework.desk.papers import ADDING, acting, back_to
from casework.directory.models import Authority
from casework.workflow.people import words_for

LATELY = 5  # turns that have ended, on the page
NOTES = 20  # hand-over notes on a page


@dataclass(frozen=True)
class Group:
    """Lists that belong together. is_empty: there is nothing in any of them."""

    name: str
    title: str | Promise
    shown: list[Shown]

    @property
    def is_empty(self) -> bool:
        """Whether none of the lists has an entry."""
        return not any(one.entries for one in self.shown)


GROUPS = {
    "waiting": (gettext_lazy("Waits for somebody now"), lists.WAITING),
    "by_day": (gettext_lazy("To be confirmed by day"), lists.BY_DAY),
    "happened": (gettext_lazy("Happened in this shift"), lists.HAPPENED),
}


@require_safe
def duty(request: HttpRequest) -> HttpResponse:
    """Show who is on duty, the latest hand-over note, and what the shift has to know."""
    return page(request, reader(request))


def page(
    request: HttpRequest, person: User, code: str = "", form: HandOverForm | None = None
) -> HttpResponse:
    """Return the Duty page; with a form that was refused, as 422 with what was typed.

    code  of the authority to which that form belongs
    """
    shifts = shifts_of(person)
    since = since_of(shifts, request)
    forms = [form if form and one.authority.code == code else form_for(one) for one in shifts]
    context = {
        "shifts": list(zip(shifts, forms, strict=True)),
        "lately": turns_lately(shifts),
        "since": since,
        "on_duty": any(shift.mine for shift in shifts),
        "is_last": is_last(request),
        "refused": form,
        **groups_of(person, since),
        "may_call": person.has_role(*ADDING),
    }
    return render(request, "desk/duty.html", context, status=422 if form else 200)


def groups_of(person: User, since: datetime) -> dict[str, Group]:
    """Return the groups of lists by name, each list with its first entries."""
    return {
        name: Group(
            name, title, [lists.page_of(one, person, since, limit=lists.FEW) for one in listings]
        )
        for name, (title, listings) in GROUPS.items()
    }


def form_for(shift: Shift) -> HandOverForm:
    """Return the empty form of the hand-over note; its ids are those of the authority."""
    return HandOverForm(auto_id=f"{shift.authority.code}-%s")


def is_last(request: HttpRequest) -> bool:
    """Whether the last 12 hours are asked for, whenever the person's own turn began."""
    return "last" in request.GET


def since_of(shifts: list[Shift], request: HttpRequest) -> datetime:
    """Return since when things happened in this shift: the person's turn, or 12 hours."""
    begun = [one.mine.from_at for one in shifts if one.mine and not is_last(request)]
    return lists.since_when(min(begun, default=None))


def turns_lately(shifts: list[Shift]) -> list[DutyTurn]:
    """Return the latest turns that have ended at these authorities."""
    keys = [shift.authority.pk for shift in shifts]
    rows = DutyTurn.objects.filter(authority__in=keys).exclude(until_at=None)
    return list(rows.select_related("user", "authority").order_by("-from_at")[:LATELY])


@require_safe
def one_list(request: HttpRequest) -> HttpResponse:
    """Show one of the lists of the Duty page, fifty entries at a time."""
    person = reader(request)
    listing = lists.LISTINGS.get(request.GET.get("what", "steps"))
    if listing is None:
        raise Http404
    since = since_of(shifts_of(person), request)
    after = key_in(request.GET.get("after", ""))
    shown = lists.page_of(listing, person, since, limit=lists.MANY, after=after)
    context = {"shown": shown, "since": since, "is_later": after is not None,
               "is_past": listing in lists.HAPPENED, "is_last": is_last(request)}  # fmt: skip
    return render(request, "desk/duty_list.html", context)


@require_POST
def begin(request: HttpRequest, code: str) -> HttpResponse:
    """Put the person on duty; with `over`, in the place of those whom the person saw there."""
    person, authority = server(request, code)
    seen = {key for word in request.POST.getlist("turn") if (key := key_in(word))}
    taken = seen if "over" in request.POST else set()
    if turns.begin(authority, person, instead_of=taken):
        messages.success(request, _("You are on duty now."))
    else:
        messages.info(request, _("You are on duty already."))
    return redirect("duty")


@require_POST
def end(request: HttpRequest, code: str, turn: int) -> HttpResponse:
    """End a turn: one's own, or one that somebody has forgotten."""
    person, authority = server(request, code)
    row = get_object_or_404(DutyTurn.objects.select_related("user"), authority=authority, pk=turn)
    going_on = list(DutyTurn.objects.going_on().filter(authority=authority))
    if not turns.may_end(person, row, going_on):
        raise PermissionDenied(_("Take over first, or ask a supervisor: then it can be ended."))
    if turns.end(row, person):
        said = _("You are not on duty any more.") if row.user == person else _("The turn ended.")
        messages.success(request, said)
    else:
        messages.info(request, _("This turn had ended before."))
    return redirect("duty")


@require_POST
def note(request: HttpRequest, code: str) -> HttpResponse:
    """Keep the hand-over note; with `end`, end the person's own turn with it."""
    person, authority = server(request, code)
    form = HandOverForm(request.POST, auto_id=f"{authority.code}-%s")
    if not form.is_valid():
        return page(request, person, authority.code, form)
    turns.hand_over(authority, person, form.cleaned_data["text"])
    messages.success(request, _("The hand-over note is kept."))
    mine = DutyTurn.objects.going_on().filter(authority=authority, user=person).first()
    if "end" in request.POST and mine and turns.end(mine, person):
        messages.success(request, _("You are not on duty any more."))
    return redirect("duty")


@require_POST
def note_read(request: HttpRequest, code: str, note: int) -> HttpResponse:
    """Record that the person has read the note, and lead back to where it was read."""
    person, authority = member(request, code)
    turns.read(get_object_or_404(ShiftNote, authority=authority, pk=note), person)
    return redirect("home" if request.POST.get("from") == "home" else "duty")


@require_safe
def notes(request: HttpRequest, code: str) -> HttpResponse:
    """Show the hand-over notes of an authority, the latest first."""
    _person, authority = member(request, code)
    rows = ShiftNote.objects.filter(authority=authority).select_related("made_by")
    after = key_in(request.GET.get("after", ""))
    found = list((rows.filter(pk__lt=after) if after else rows).order_by("-pk")[: NOTES + 1])
    further = found[NOTES - 1].pk if len(found) > NOTES else None
    context = {"authority": authority, "notes": found[:NOTES], "further": further,
               "is_later": after is not None}  # fmt: skip
    return render(request, "desk/duty_notes.html", context)


@require_http_methods(["GET", "POST"])
def call(request: HttpRequest) -> HttpResponse:
    """Add a call to a case that is named by its reference."""
    person = reader(request)
    if not person.has_role(*ADDING):
        raise PermissionDenied(_("This is for: %(roles)s.") % {"roles": words_for(ADDING)})
    if request.method == "POST":
        form = CallOfCaseForm(request.POST, by=person)
        if form.is_valid():
            fields: dict[str, Any] = {**form.cleaned_data, "kind": Note.Kind.CALL}
            case = fields.pop("reference")
            user, on_behalf_of = acting(request, case, ADDING)
            add(case, by=user, on_behalf_of=on_behalf_of, **fields)
            messages.success(request, _("The call was added."))
            return back_to(case, "notes")
    else:
        form = CallOfCaseForm(by=person, initial={"reference": request.GET.get("reference", "")})
    return render(
        request, "desk/duty_call.html", {"form": form}, status=422 if form.errors else 200
    )


def reader(request: HttpRequest) -> User:
    """Return the person. Raises PermissionDenied for who has no role today."""
    person = signed_in(request)
    if not person.current_roles:
        raise PermissionDenied(_("This page is for who has a role at an authority."))
    return person


def member(request: HttpRequest, code: str) -> tuple[User, Authority]:
    """Return the person and the authority. Raises Http404 unless it is the person's own."""
    person = signed_in(request)
    for authority in authorities_of(person):
        if authority.code.lower() == code.lower():
            return person, authority
    raise Http404


def server(request: HttpRequest, code: str) -> tuple[User, Authority]:
    """Return the same for who may be on duty there. Raises PermissionDenied for the others."""
    person, authority = member(request, code)
    if not turns.may_serve(person, authority.pk):
        roles = words_for((Role.OFFICER, Role.LAWYER, Role.SUPERVISOR))
        raise PermissionDenied(_("This is for: %(roles)s.") % {"roles": roles})
    return person, authority


def key_in(words: str) -> int | None:
    """Return the key that an address names; None if it makes no sense: the beginning."""
    key = int(words) if words.isdecimal() and words.isascii() and len(words) < 19 else 0
    return key or None
