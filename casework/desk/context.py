"""What every page shows: the site's name, the way round, and who is signed in."""

import tomllib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casework.access.models import User
from casework.access.permissions import Role
from casework.access.supervision import reach_of
from casework.clock import now, zone
from casework.desk.theme import theme_of
from casework.directory.models import Authority
from casework.notices.health import shared_health
from casework.workflow.opening import REGISTERING
from casework.workflow.people import is_head
from casework.workflow.registry import REGISTERED

VERSION = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text())["project"]["version"]


@dataclass(frozen=True)
class NavItem:
    """One line of the side bar; `view` is the name of its URL."""

    view: str
    label: str | Promise
    icon: str


HOME = NavItem("home", _("Home"), "house")
CASES = NavItem("cases", _("Work queue"), "list-checks")
OVERVIEW = NavItem("overview", _("The authority today"), "layout-dashboard")
DUTY = NavItem("duty", _("Duty"), "moon")
CALENDAR = NavItem("calendar", _("Calendar"), "calendar-days")
CALCULATOR = NavItem("calculator", _("Deadline calculator"), "calculator")
REMINDERS = NavItem("reminders", _("Reminders"), "bell")
STATISTICS = NavItem("statistics", _("Statistics"), "chart-column")
IMPORTS = NavItem("imports", _("Bring in a register"), "file-up")
READS = NavItem("reads", _("Log of reads"), "eye")
ADMINISTRATION = NavItem("admin:index", _("Administration"), "settings")
MAILBOX = NavItem("mailbox", _("Mail catcher"), "mails")
DEMO_CLOCK = NavItem("demo_clock", _("Demonstration clock"), "clock")


def site(request: HttpRequest) -> dict[str, Any]:
    """Return what base.html needs; an unsigned or broken request has no person."""
    user = getattr(request, "user", None)
    person = user if isinstance(user, User) else None
    ways = register_ways(person) if person else []
    return {
        "site_name": settings.SITE_NAME,
        "is_demo": settings.DEMO,
        "version": VERSION,
        "person": person,
        "person_roles": role_labels(person) if person else [],
        "nav_items": nav_items(person, ways) if person else [],
        "register_ways": ways,
        "second_factor_required": settings.SECOND_FACTOR_REQUIRED,
        "reminders": shared_health(),
        "moved_to": moved_to(),
        "theme": theme_of(request),
    }


def moved_to() -> datetime | None:
    """Return what time it is where the demonstration's clock was moved, None anywhere else."""
    return now() if settings.DEMO and zone.MOVED and zone.moved_by() else None


def nav_items(person: User, ways: list[NavItem]) -> list[NavItem]:
    """Return the lines of the side bar that lead somewhere for this person.

    ways  where the person registers requests
    """
    items = [HOME, CASES]
    if is_head(person):
        items.append(OVERVIEW)
    items += ways
    if person.current_roles:
        items += [CALENDAR, DUTY]
    items.append(CALCULATOR)
    if person.current_roles:
        items.append(REMINDERS)
        items.append(STATISTICS)  # they name no case; an officer plans by them as a head does
    if person.has_role(Role.SUPERVISOR):
        items.append(IMPORTS)
    if reach_of(person, Role.SUPERVISOR, Role.AUDITOR, whole=True):
        items.append(READS)
    if person.is_staff:
        items.append(ADMINISTRATION)
    if settings.DEMO:
        items += [MAILBOX, DEMO_CLOCK]
    return items


def register_ways(person: User) -> list[NavItem]:
    """Return where this person registers requests: as officer or registrar who serves them."""
    kinds = {
        kind
        for kind in REGISTERED
        if any(r in REGISTERING and p in ("", kind) for _a, r, p in person.current_roles)
    }
    if not kinds:
        return []
    keys = {authority for authority, role, _p in person.current_roles if role in REGISTERING}
    served = Authority.objects.filter(pk__in=keys, is_active=True).values_list("procedures")
    kinds &= {kind for (kept,) in served for kind in kept}
    return [NavItem(*door) for kind in sorted(kinds) for door in REGISTERED[kind].doors]


def role_labels(person: User) -> list[str]:
    """Return what the person is today, each role once, in the order of the roles."""
    held = {role for _authority, role, _procedure in person.current_roles}
    return [str(role.label) for role in Role if role in held]
