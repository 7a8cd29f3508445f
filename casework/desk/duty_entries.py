"""The lines of the lists on the Duty page, in words: each row becomes an entry."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from casework.audit import said
from casework.audit.events import Event
from casework.cases.additions import Note
from casework.cases.case import Case
from casework.cases.orders import Order
from casework.cases.people import Contact
from casework.clock import now
from casework.desk.calculator_cards import Chip
from casework.desk.spans import span
from casework.directory.models import Provider, RecipientPerson
from casework.workflow.registry import REGISTERED


@dataclass(frozen=True)
class Action:
    """What a person may do about an entry: a form of one button, or a link."""

    url: str
    label: str
    is_post: bool = True


@dataclass(frozen=True)
class Entry:
    """One line. `url` may be "": then the title leads nowhere. at: when it was, for the margin."""

    key: int
    title: str
    url: str
    words: list[str]
    at: datetime | None = None
    chip: Chip | None = None
    is_urgent: bool = False
    action: Action | None = None


def of_unseen(case: Case, may_act: bool) -> Entry:
    """Return an urgent case that nobody has acknowledged."""
    since = case.urgent_at or case.opened_at
    seen = Action(reverse("acknowledge", args=[case.public_id]), _("I have seen it"))
    return Entry(
        key=case.pk,
        title=case.reference,
        url=case.get_absolute_url(),
        words=[about(case)],
        chip=Chip("red", _("for %(span)s") % {"span": span(now() - since)}),
        action=seen if may_act else None,
    )


def of_provisional(order: Order, may_act: bool) -> Entry:
    """Return a provisional preservation that a lawyer has still to confirm or lift."""
    return Entry(
        key=order.pk,
        title=order.case.reference,
        url=f"{order.case.get_absolute_url()}#orders",
        words=[str(order.recipient)],
        at=order.ordered_at,
        is_urgent=order.case.is_urgent,
    )


def of_call(note: Note, may_act: bool) -> Entry:
    """Return a call whose written confirmation is pending."""
    url = reverse("note_confirmed", args=[note.case.public_id, note.pk])
    return Entry(
        key=note.pk,
        title=note.case.reference,
        url=f"{note.case.get_absolute_url()}#notes",
        words=[_("Call with %(person)s") % {"person": note.spoke_with}, note.phone],
        at=note.called_at,
        is_urgent=note.case.is_urgent,
        action=Action(url, _("Confirmed in writing"), is_post=False) if may_act else None,
    )


def of_contact(contact: Contact, may_act: bool) -> Entry:
    """Return an office behind an urgent request whose telephone nobody has checked."""
    reach = [contact.phone, contact.mobile, contact.email]
    return Entry(
        key=contact.pk,
        title=str(contact) or contact.get_part_display(),
        url=contact.case.get_absolute_url(),
        words=[f"{contact.case.reference} · {contact.get_part_display()}", joined(reach)],
        action=confirming("contact", contact.pk) if may_act else None,
    )


def of_recipient(person: RecipientPerson, may_act: bool) -> Entry:
    """Return a person who was entered as recipient and not confirmed yet."""
    return Entry(
        key=person.pk,
        title=str(person),
        url="",
        words=[person.holds, joined([person.phone, person.mobile, person.email])],
        action=confirming("recipient", person.pk) if may_act else None,
    )


def of_provider(provider: Provider, may_act: bool) -> Entry:
    """Return a provider who was asked lately and whose entry nobody has checked."""
    reach = [
        provider.orders_contact, provider.night_contact, provider.legal_email, provider.email,
        provider.phone,
    ]  # fmt: skip
    return Entry(
        key=provider.pk,
        title=provider.name,
        url="",
        words=[joined(reach)],
        action=confirming("provider", provider.pk) if may_act else None,
    )


def of_registered(case: Case, may_act: bool) -> Entry:
    """Return a case that was registered in the shift."""
    url = f"{reverse('duty_call')}?{urlencode({'reference': case.reference})}"
    return Entry(
        key=case.pk,
        title=case.reference,
        url=case.get_absolute_url(),
        words=[about(case)],
        at=case.opened_at,
        is_urgent=case.is_urgent,
        action=Action(url, _("Note a call"), is_post=False) if may_act else None,
    )


def of_event(event: Event, may_act: bool) -> Entry:
    """Return what somebody did in the shift."""
    case = event.case
    assert case is not None  # noqa: S101 - for mypy; the list names no event without a case
    procedure = REGISTERED.get(case.kind)
    verbs = procedure.said if procedure else {}
    did = verbs.get(event.verb) or said.SAID.get(event.verb, said.OTHERWISE)
    who = str(event.actor) if event.actor else _("The system")
    return Entry(
        key=event.pk,
        title=case.reference,
        url=case.get_absolute_url(),
        words=[_("%(who)s %(did)s.") % {"who": who, "did": did}],
        at=event.at,
        is_urgent=case.is_urgent,
    )


def about(case: Case) -> str:
    """Return the State and the type of request."""
    country = case.requesting_state.name if case.requesting_state else _("State not known")
    return f"{country} · {case.request_type.name}"


def confirming(what: str, key: int) -> Action:
    """Return the button by which somebody says: checked by day."""
    return Action(reverse("duty_confirm", args=[what, key]), _("Confirmed by day"))


def joined(words: list[Any]) -> str:
    """Return the words that are there, in one line."""
    return " · ".join(str(word) for word in words if word)
