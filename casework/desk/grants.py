"""Read access to one case: a supervisor lets one person read it, and ends that again."""

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from casework.access.models import User
from casework.access.permissions import Role
from casework.audit import chain
from casework.cases.case import Case
from casework.cases.grants import Grant
from casework.clock import today
from casework.desk import drafts
from casework.desk.papers import acting, back_to, case_for, has_role
from casework.letters.changes import lock_case
from casework.workflow import drafts as kept
from casework.workflow.fields import DayField, TextField

GRANTING = (Role.SUPERVISOR,)


class SeesAnyway(Exception):  # noqa: N818
    """The person needs no grant."""


class GrantForm(forms.Form):
    email = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        max_length=254,
        help_text=gettext_lazy("Of the account of the person, letter by letter."),
    )
    reason = TextField(label=gettext_lazy("Why this person may read the case"))
    until_on = DayField(
        label=gettext_lazy("Last day"),
        required=False,
        help_text=gettext_lazy("Leave empty if no day is known yet."),
    )

    def clean_email(self) -> User:
        """Return the person; no account and one that is switched off are the same refusal."""
        typed = self.cleaned_data["email"]
        found: User | None = User.objects.filter(email__iexact=typed, is_active=True).first()
        if found is None:
            raise forms.ValidationError(
                _("Nobody can be given access under this address. Check how it is written.")
            )
        return found

    def clean_until_on(self) -> date | None:
        """Refuse a last day that has passed."""
        day: date | None = self.cleaned_data["until_on"]
        if day and day < today():
            raise forms.ValidationError(_("This day has passed."))
        return day


class EndForm(forms.Form):
    reason = TextField(label=gettext_lazy("Why it ends"))


def grants_of(case: Case, user: User) -> dict[str, Any]:
    """Return the context of the card: may_grant, and for who may the grants that count."""
    if not has_role(user, case, GRANTING):
        return {"may_grant": False}
    rows = case.grants.not_ended().select_related("user", "made_by")
    return {"may_grant": True, "grants": list(rows)}


@require_http_methods(["GET", "POST"])
def grant_add(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Let a person read the case; ask again with what was typed if that cannot be."""
    case = case_for(request, public_id)
    user, on_behalf_of = acting(request, case, GRANTING)
    draft = None
    if request.method == "POST":
        form = GrantForm(request.POST)
        if form.is_valid() and (grant := given(form, case, user, on_behalf_of)):
            kept.drop(user, request.path)
            messages.success(
                request, _("%(person)s may read the case now.") % {"person": grant.user}
            )
            return back_to(case, "grants")
    else:
        form, draft = GrantForm(), drafts.typed_on(request)
        if draft:
            kept.fill(form, draft.typed)
    context = {"case": case, "form": form, "draft": draft}
    return render(request, "desk/grant_form.html", context, status=422 if form.errors else 200)


def given(form: GrantForm, case: Case, by: User, on_behalf_of: User | None) -> Grant | None:
    """Return the grant that the form asks for; None, with an error in the form, if not needed."""
    found = form.cleaned_data
    try:
        return give(
            case, found["email"], by=by, on_behalf_of=on_behalf_of,
            reason=found["reason"], until_on=found["until_on"],
        )  # fmt: skip
    except SeesAnyway:
        form.add_error("email", _("This person sees the case anyway."))
        return None


def give(
    case: Case,
    person: User,
    *,
    by: User,
    reason: str,
    until_on: date | None = None,
    on_behalf_of: User | None = None,
) -> Grant:
    """Return the grant of this person; given twice in the same words, it is one.

    Raises SeesAnyway for whoever sees the case by a role, or by a grant in other words.
    """
    with transaction.atomic():
        held = lock_case(case.pk, by)
        fields = {"reason": reason, "until_on": until_on, "made_by": by}
        known: Grant | None = held.grants.in_force(today()).filter(user=person, **fields).first()
        if known is not None:
            return known
        if Case.objects.visible_to(person).filter(pk=held.pk).exists():
            raise SeesAnyway
        grant = Grant.objects.create(
            case=held, authority_id=held.authority_id, user=person, **fields
        )
        about = {"grant": grant.pk, "user": person.pk, "reason": reason, "until_on": until_on}
        chain.record(held, "grant_read", by=by, on_behalf_of=on_behalf_of, details=about)
    return grant


@require_http_methods(["GET", "POST"])
def grant_end(request: HttpRequest, public_id: UUID, grant: int) -> HttpResponse:
    """Ask whether and why a person may no longer read the case, and end it."""
    case = case_for(request, public_id)
    row = get_object_or_404(case.grants.select_related("user"), pk=grant)
    user, on_behalf_of = acting(request, case, GRANTING)
    form = EndForm()
    if request.method == "POST":
        form = EndForm(request.POST)
        if form.is_valid():
            reason = form.cleaned_data["reason"]
            end(row, by=user, on_behalf_of=on_behalf_of, reason=reason)
            said = _("%(person)s may not read the case any more.")
            messages.success(request, said % {"person": row.user})
            return back_to(case, "grants")
    context = {"case": case, "grant": row, "form": form}
    return render(request, "desk/grant_end.html", context, status=422 if form.errors else 200)


def end(grant: Grant, *, by: User, reason: str, on_behalf_of: User | None = None) -> None:
    """End the grant at once; one that has ended stays as it is."""
    with transaction.atomic():
        case = lock_case(grant.case_id, by)
        if case.grants.filter(pk=grant.pk).end():
            about = {"grant": grant.pk, "user": grant.user_id, "reason": reason}
            chain.record(case, "end_grant", by=by, on_behalf_of=on_behalf_of, details=about)
