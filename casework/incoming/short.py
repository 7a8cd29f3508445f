"""A request in short: what somebody has to have before their eyes who finds on it in law."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from casework.cases.items import DataItem
from casework.incoming.content import in_both_zones


@dataclass(frozen=True)
class Said:
    """A heading, and what the request says under it, line by line; notes are second to the text."""

    heading: str
    lines: list[str]
    notes: list[str] = field(default_factory=list)


def in_short(case: Any) -> list[Said]:
    """Return urgency, offence, facts, data and terms of the request; what it leaves out is missing.

    Two queries, for items and what identifies them; none if the case is gathered.
    """
    found = [*of_haste(case), *of_offence(case), *of_data(case), *of_terms(case)]
    return [said for said in found if any(said.lines) or said.notes]


def of_haste(case: Any) -> Iterator[Said]:
    """Give why it is urgent, when data may be lost, and when an answer is asked for."""
    if case.is_urgent:
        yield Said(_("Urgent"), [case.get_urgency_display()], texts(case.urgency_note))
    for heading, instant in (
        (_("Data may be lost on"), case.loss_expected_at),
        (_("Answer asked for by"), case.answer_by_at),
    ):
        if instant:
            there, here = in_both_zones(instant, case.zone)
            yield Said(heading, [here or there], texts(there if here else ""))


def of_offence(case: Any) -> Iterator[Said]:
    """Give the offence with its provisions and penalties, and the facts."""
    provisions = " · ".join(texts(case.provisions, case.penalties))
    yield Said(_("Offence"), texts(case.offence), texts(provisions))
    yield Said(_("Facts"), texts(case.summary))


def of_data(case: Any) -> Iterator[Said]:
    """Give what is asked for, why, and where it may be."""
    items = list(case.dataitems.prefetch_related("identifiers"))
    yield Said(_("Data asked for"), [in_a_line(item) for item in items])
    yield Said(_("What the data have to do with it"), texts(case.relation))
    yield Said(_("Why they are needed"), texts(case.necessity))
    yield Said(_("Where they are"), texts(case.custodian))


def of_terms(case: Any) -> Iterator[Said]:
    """Give what the requester asks for besides."""
    yield Said(_("Special procedure asked for"), texts(case.special_procedure))
    if case.is_confidential:
        yield Said(_("Confidentiality"), [_("is asked for")])
    if case.request_type.is_preservation:
        follows = _("is announced") if case.mla_intended else _("is not announced")
        yield Said(_("A request for legal assistance"), [follows])


def in_a_line(item: DataItem) -> str:
    """Return an item with what identifies it, what is wanted of it and for which time."""
    named = ", ".join(one.value for one in item.identifiers.all())
    about = "; ".join(texts(named, item.description, item.period_there))
    return f"{item}: {about}" if about else str(item)


def texts(*found: str) -> list[str]:
    """Return the texts that are not empty."""
    return [text.strip() for text in found if text and text.strip()]
