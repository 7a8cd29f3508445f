"""Who may stand in for whom: the rules of an absence, for the desk and for the administration."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _

from casework.access.models import Absence, Membership, User
from casework.access.permissions import Role
from casework.access.supervision import not_ended
from casework.clock import today

STANDING_IN = (Role.OFFICER, Role.LAWYER, Role.SUPERVISOR)


class AbsenceForm(forms.ModelForm):
    """An absence that can be: the deputy works where the person does, and is there."""

    class Meta:
        model = Absence
        fields = ["user", "deputy", "from_on", "until_on"]

    def clean(self) -> dict[str, Any]:
        """Refuse what cannot be, with a sentence at its field."""
        found = super().clean() or self.cleaned_data
        person = found.get("user") or (self.instance.user if self.instance.user_id else None)
        deputy, begin = found.get("deputy"), found.get("from_on")
        if not self.has_changed() or person is None or deputy is None or begin is None:
            return found
        refused = refusals(person, deputy, begin, found.get("until_on"), but=self.instance.pk)
        for field, words in refused.items():
            self.add_error(field if field in self.fields else None, words)
        return found


def refusals(
    person: User, deputy: User, begin: date, end: date | None, *, but: int | None = None
) -> dict[str, str]:
    """Return by field what stands against this absence. Three queries.

    but  the key of the absence that is being changed
    """
    found = {}
    if end is not None and end < today():
        found["until_on"] = _("This day has passed.")
    if not works_beside(deputy, person):
        found["deputy"] = _(
            "The deputy must be an officer, lawyer or supervisor wherever the person works."
        )
    days = Q(until_on=None) | Q(until_on__gte=begin)
    others = Absence.objects.filter(days, user__in=[person, deputy])
    if but is not None:
        others = others.exclude(pk=but)
    if end is not None:
        others = others.filter(from_on__lte=end)
    away = set(others.values_list("user_id", flat=True))
    if person.pk in away:
        found["from_on"] = _("An absence in these days is entered already.")
    if deputy.pk in away:
        found["deputy"] = _("The deputy is away in these days too.")
    return found


def works_beside(deputy: User, person: User) -> bool:
    """Whether the deputy works in every authority and procedure in which the person has a role."""
    rows = Membership.objects.in_force(today()).filter(user__in=[person, deputy])
    theirs, own = set(), set()
    for user, authority, role, procedure in rows.values_list(
        "user_id", "authority_id", "role", "procedure"
    ):
        if user == person.pk:
            theirs.add((authority, procedure))
        elif role in STANDING_IN:
            own.add((authority, procedure))
    return all((one, kind) in own or (one, "") in own for one, kind in theirs)


def wholly_of(authorities: Collection[int]) -> Any:
    """Return who may sign in and works in these authorities, and in no others."""
    rows = Membership.objects.filter(not_ended())
    here, elsewhere = (
        rows.filter(authority__in=authorities),
        rows.exclude(authority__in=authorities),
    )
    people = User.objects.filter(is_active=True, pk__in=here.values("user"))
    return people.exclude(pk__in=elsewhere.values("user"))


def colleagues_of(authorities: Collection[int]) -> Any:
    """Return who may sign in and works today in one of these authorities."""
    rows = Membership.objects.in_force(today()).filter(
        authority__in=authorities, role__in=STANDING_IN
    )
    return User.objects.filter(is_active=True, pk__in=rows.values("user"))
