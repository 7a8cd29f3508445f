"""The lists of the Duty page: what waits, what has to be confirmed by day, and what happened.

Each is read a page at a time behind a key. What happened is looked for among the latest rows alone:
nothing says by time where a shift begins, and a shift is short.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casework.access.models import User
from casework.access.supervision import reach_of
from casework.audit.events import Event
from casework.cases.additions import Note
from casework.cases.case import Case
from casework.cases.orders import Order
from casework.cases.people import Contact
from casework.cases.urgency import WORKING
from casework.clock import now, today
from casework.desk import duty_entries as entries
from casework.desk.duty_entries import Entry
from casework.directory.models import Provider, RecipientPerson

HOURS = timedelta(hours=12)  # a shift, for whoever is not on duty
LATEST = 300  # events and cases that are looked at, of each authority and procedure
ASKED = 200  # orders among whose providers the list of providers looks
FEW, MANY = 5, 50  # entries on the Duty page, and on a page of one list

Rows = Callable[[User, datetime, int | None], QuerySet[Any]]


@dataclass(frozen=True)
class Listing:
    """One list. `empty` is what the page says where there is nothing."""

    name: str
    title: str | Promise
    empty: str | Promise
    rows: Rows
    entry: Callable[[Any, bool], Entry]


@dataclass(frozen=True)
class Shown:
    """A page of a list. further: the key behind which it goes on, None at its end."""

    listing: Listing
    entries: list[Entry]
    further: int | None


def unseen(person: User, since: datetime, after: int | None) -> QuerySet[Any]:
    """Return urgent cases that nobody has acknowledged, the oldest first."""
    rows = Case.objects.of_roles(person).unacknowledged()
    return behind(rows, after).select_related("requesting_state", "request_type")


def provisional(person: User, since: datetime, after: int | None) -> QuerySet[Any]:
    """Return orders to preserve that a lawyer has still to confirm or lift."""
    rows = Order.objects.filter(
        authority__in=person.authorities,
        case__in=Case.objects.of_roles(person).open(),
        is_provisional=True,
        confirmed_at=None,
        lifted_at=None,
    )
    return behind(rows, after).select_related("case", "provider", "person")


def calls(person: User, since: datetime, after: int | None) -> QuerySet[Any]:
    """Return calls whose written confirmation is pending."""
    rows = Note.objects.filter(
        authority__in=person.authorities,
        case__in=Case.objects.of_roles(person),
        confirmation_pending=True,
        confirmed_on=None,
    )
    return behind(rows, after).select_related("case")


def contacts(person: User, since: datetime, after: int | None) -> QuerySet[Any]:
    """Return offices behind open urgent requests that can be called and were not confirmed."""
    reach = ~Q(phone="", mobile="", email="")
    rows = Contact.objects.filter(
        reach, confirmed_on=None, case__in=Case.objects.of_roles(person).open().urgent()
    )
    return behind(rows, after).select_related("case")


def recipients(person: User, since: datetime, after: int | None) -> QuerySet[Any]:
    """Return persons who were entered as recipients and not confirmed yet."""
    rows = RecipientPerson.objects.kept_by(person.authorities).unconfirmed().offered(today())
    return behind(rows, after)


def providers(person: User, since: datetime, after: int | None) -> QuerySet[Any]:
    """Return providers asked lately by the person's authorities, whose address nobody checked."""
    asked = Order.objects.filter(authority__in=person.authorities, provider__isnull=False)
    keys = set(asked.order_by("-pk").values_list("provider_id", flat=True)[:ASKED])
    reach = ~Q(orders_contact="", night_contact="", legal_email="", phone="", email="")
    rows = Provider.objects.offered(today()).filter(reach, pk__in=keys, verified_on=None)
    return behind(rows, after)


def registered(person: User, since: datetime, after: int | None) -> QuerySet[Any]:
    """Return cases that were registered in the shift, the latest first."""
    before = Q(pk__lt=after) if after else Q()
    parts = [rows.filter(before).order_by("-pk") for rows in Case.objects.ranges_of(person)]
    rows = Case.objects.filter(pk__in=since_then(parts, "opened_at", since))
    return rows.select_related("requesting_state", "request_type").order_by("-pk")


def steps(person: User, since: datetime, after: int | None) -> QuerySet[Any]:
    """Return steps that were taken in the shift, the latest first."""
    before = Q(pk__lt=after) if after else Q()
    parts = [
        Event.objects.filter(before, authority=key).order_by("-number")
        for key in person.authorities
    ]
    rows = Event.objects.filter(
        pk__in=since_then(parts, "at", since),
        version__isnull=False,
        case__in=Case.objects.of_roles(person),
    ).exclude(verb="register")
    return rows.select_related("case", "actor").order_by("-pk")


def since_then(parts: Sequence[QuerySet[Any]], column: str, since: datetime) -> list[int]:
    """Return the keys of the latest rows of these ranges that are not older. One query."""
    latest = [part.values_list("pk", column)[:LATEST] for part in parts]
    if not latest:
        return []
    found = latest[0].union(*latest[1:], all=True) if latest[1:] else latest[0]
    return [key for key, at in found if at >= since]


def behind(rows: QuerySet[Any], after: int | None) -> QuerySet[Any]:
    """Return the rows behind this key, the oldest first."""
    return (rows.filter(pk__gt=after) if after else rows).order_by("pk")


UNSEEN = Listing(
    "unseen", _("Urgent, not acknowledged"), _("Every urgent case was seen."),
    unseen, entries.of_unseen,
)  # fmt: skip
PROVISIONAL = Listing(
    "provisional", _("Provisional preservations to confirm or lift"),
    _("No provisional preservation waits for a lawyer."), provisional, entries.of_provisional,
)  # fmt: skip
CALLS = Listing(
    "calls", _("Calls to be confirmed in writing"), _("No call waits for its confirmation."),
    calls, entries.of_call,
)  # fmt: skip
CONTACTS = Listing(
    "contacts", _("Offices behind urgent requests"), _("Every office behind them is confirmed."),
    contacts, entries.of_contact,
)  # fmt: skip
RECIPIENTS = Listing(
    "recipients", _("Persons as recipients"), _("Every person is confirmed."),
    recipients, entries.of_recipient,
)  # fmt: skip
PROVIDERS = Listing(
    "providers", _("Addresses of providers asked lately"), _("Every address is confirmed."),
    providers, entries.of_provider,
)  # fmt: skip
REGISTERED = Listing(
    "registered", _("Registered"), _("Nothing was registered."),
    registered, entries.of_registered,
)  # fmt: skip
STEPS = Listing("steps", _("Steps taken"), _("No step was taken."), steps, entries.of_event)

WAITING, BY_DAY, HAPPENED = (
    (UNSEEN, PROVISIONAL),
    (CALLS, CONTACTS, RECIPIENTS, PROVIDERS),
    (REGISTERED, STEPS),
)
LISTINGS = {listing.name: listing for listing in (*WAITING, *BY_DAY, *HAPPENED)}


def page_of(
    listing: Listing, person: User, since: datetime, *, limit: int, after: int | None = None
) -> Shown:
    """Return a page of a list, in words."""
    rows = list(listing.rows(person, since, after)[: limit + 1])
    working = reach_of(person, *WORKING)
    own = [(row, getattr(row, "authority_id", None)) for row in rows[:limit]]
    return Shown(
        listing,
        [listing.entry(row, key in working if key else bool(working)) for row, key in own],
        rows[limit - 1].pk if len(rows) > limit else None,
    )


def since_when(begun_at: datetime | None) -> datetime:
    """Return when the shift began: the person's own turn, or twelve hours ago."""
    return begun_at or now() - HOURS
