"""The way between the pages of statistics."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from casework.access.models import User
from casework.access.permissions import Role


@dataclass(frozen=True)
class Way:
    """A page of statistics; is_here: the one that is shown."""

    view: str
    label: str
    is_here: bool


def ways(person: User, here: str) -> list[Way]:
    """Return the pages of statistics that this person may open; no query."""
    found = [
        ("statistics", _("Any period")),
        ("statistics_year", _("Year for the T-CY")),
        ("statistics_issued_list", _("Issued reports")),
    ]
    if person.has_role(Role.SUPERVISOR) or person.has_role(Role.AUDITOR):
        found.append(("scoreboard", _("Providers")))
    return [Way(view, label, view == here) for view, label in found]
