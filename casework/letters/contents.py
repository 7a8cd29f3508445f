"""What a letter can speak of: read once from the case, put into words for each language.

Templates only choose and arrange. Dates of other places come as text with their zone: the filters
of the templates would turn them into Baku time.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from casework.audit import chain
from casework.cases.facts import standing
from casework.cases.items import DataItem, Identifier, Outcome
from casework.cases.law import Finding
from casework.cases.orders import Order
from casework.cases.people import Contact
from casework.cases.whole import gather, is_gathered
from casework.clock import on_the_wall, today
from casework.files.documents import material_of
from casework.letters.haste import about_haste, preserved_before
from casework.letters.kinds import KINDS, LetterKind
from casework.letters.models import Letter

ADDRESSED = ["organisation", "person", "job_title", "address", "email", "fax"]
REASONED = ["forward", "hand_over"]  # steps whose reason is for the requester too


@dataclass(frozen=True)
class Entry:
    """An item as a letter names it, in the language of the letter."""

    number: int
    category: str
    description: str
    named: list[str]
    period: str
    outcome: str
    reason: str
    article: str
    note: str


def facts_for(case: Any, name: str, order: Order | None) -> dict[str, Any]:
    """Return what the letter `name` can speak of, in no language yet; two queries, or none.

    case   as its procedure's own model; gathered, or it is gathered here
    order  the order that the letter is about, if it is about one
    """
    if not is_gathered(case):
        gather(case)
    order = order and next(row for row in case.orders.all() if row.pk == order.pk)
    postponement = latest(standing(case.postponements.all()))
    return {
        "case": case,
        "authority": case.authority,
        "order": order,
        "today": today(),
        "received_on": case.receipt.received_on,
        "receipt": case.receipt,
        "items": list(case.dataitems.all()),
        "question": latest(standing(case.questions.all())),
        "prolongation": latest(in_force(case.prolongations.all())),
        "postponement": postponement,
        "resumption": postponement and next(iter(postponement.resumptions.all()), None),
        "decision": latest(case.requesterdecisions.all()),
        "international": last_of(case.findings.all(), Finding.Side.INTERNATIONAL),
        "national": last_of(case.findings.all(), Finding.Side.NATIONAL),
        "conditions": [row for row in case.useconditions.all() if row.stands],
        "encloses": material_of(case),
        "contacts": {contact.part: contact for contact in case.contacts.all()},
        **about_preservation(case, order),
        "answer_by": on_the_wall(case.answer_by_at, case.sender_zone),
        "answer_by_baku": on_the_wall(case.answer_by_at, "Asia/Baku"),
        "reason": reason_of(case, name),
        **about_order(order),
    }


def last_of(findings: Iterable[Finding], side: str) -> Finding | None:
    """Return the latest finding of this side."""
    return latest(finding for finding in findings if finding.side == side)


def latest(rows: Iterable[Any]) -> Any:
    """Return the last of these rows, which are in their order; None if there is none."""
    return next(reversed(list(rows)), None)


def in_force(rows: Iterable[Any]) -> list[Any]:
    """Return the prolongations that no later row cancels."""
    known = list(rows)
    cancelled = {row.cancels_id for row in known}
    return [row for row in known if row.cancels_id is None and row.pk not in cancelled]


def about_preservation(case: Any, order: Order | None) -> dict[str, Any]:
    """Return what recipients keep, the last renewal, what was released last, and the haste."""
    rows = sorted(case.preservations.all(), key=lambda row: row.pk)
    released = sorted((row for row in rows if row.released_at), key=lambda row: row.released_at)
    kept = [row for row in rows if not row.released_at and not row.order.lifted_at]
    return {
        "kept": kept,
        "is_provisional": any(
            row.order.is_provisional and not row.order.confirmed_at for row in kept
        ),
        "renewed": latest(case.renewals.all()),
        "released": released[-1] if released else None,
        "earlier": preserved_before(case, order),
        **about_haste(case, order),
    }


def about_order(order: Order | None) -> dict[str, Any]:
    """Return the items of the order and what was asked to be kept, if there is an order."""
    if order is None:
        return {"asked": [], "preservation": None, "renewal": None}
    preservation = getattr(order, "preservation", None)
    return {
        "asked": [line.item for line in order.orderlines.all()],
        "preservation": preservation,
        "renewal": latest(preservation.renewals.all()) if preservation else None,
    }


def reason_of(case: Any, name: str) -> str:
    """Return the reason that somebody gave in the step which owes this letter, or ""."""
    if not name.startswith(tuple(REASONED)):
        return ""
    event = case.events.filter(verb__in=REASONED).last()
    return str(chain.parsed(event.details).get("details", {}).get("reason", "")) if event else ""


def in_words(facts: dict[str, Any], name: str) -> dict[str, Any]:
    """Return the facts with what depends on the language, which has to be active."""
    entries = [entry_of(item) for item in facts["items"]]
    question, decision = facts["question"], facts["decision"]
    kind = KINDS[facts["case"].kind][name]
    return {
        **facts,
        "to": addressee(facts, kind),
        "entries": entries,
        "given": [entry for entry in entries if entry.outcome == Outcome.GIVEN],
        "missing": [entry for entry in entries if entry.outcome != Outcome.GIVEN],
        "ordered": [entry_of(item) for item in facts["asked"]],
        "gaps": lines_of(question.gaps) if question else [],
        "risk": decision.get_risk_display() if decision else "",
        "terms": [str(condition) for condition in facts["conditions"]],
        **kind.says(facts["case"]),
    }


def entry_of(item: DataItem) -> Entry:
    """Return the item in the active language."""
    return Entry(
        number=item.number,
        category=item.get_category_display(),
        description=item.description.strip(),
        named=[said_of(identifier) for identifier in item.identifiers.all()],
        period=" = ".join(filter(None, (item.period_there, item.period_here))),
        outcome=item.outcome,
        reason=item.reason.name if item.reason else "",
        article=item.reason.article if item.reason else "",
        note=item.outcome_note.strip(),
    )


def said_of(identifier: Identifier) -> str:
    """Return an identifier with its kind and its instant, as it was stated and in Baku."""
    seen = " = ".join(filter(None, (identifier.seen_there, identifier.seen_here)))
    named = f"{identifier.get_kind_display()}: {identifier.value}"
    return f"{named}, {seen}" if seen else named


def lines_of(text: str) -> list[str]:
    """Return the lines of a text without its empty ones and its own dashes."""
    return [line.strip(" -–•\t") for line in text.splitlines() if line.strip(" -–•\t")]


def addressee(facts: dict[str, Any], kind: LetterKind) -> list[str]:
    """Return to whom the letter goes, line by line."""
    case, order = facts["case"], facts["order"]
    if kind.addressee == Letter.Addressee.BODY:
        return reached(getattr(case, kind.body, None))
    if kind.addressee == Letter.Addressee.RECIPIENT:
        return reached(order.recipient if order else None)
    state = case.requesting_state.name if case.requesting_state else ""
    if kind.addressee == Letter.Addressee.ABROAD:
        return [*lines_of(case.requested_authority), *lines_of(state)]
    contact = facts["contacts"].get(Contact.Part.REQUESTING)
    found = [getattr(contact, name, "") for name in ADDRESSED]
    if not found[0]:
        found[0] = case.requesting_authority
    return [line for text in [*found[:3], state, *found[3:]] for line in lines_of(text or "")]


def reached(recipient: Any) -> list[str]:
    """Return a row of the directory as an address, as far as it is known."""
    if recipient is None:
        return []
    contact = getattr(recipient, "orders_contact", "")
    email = getattr(recipient, "legal_email", "") or recipient.email
    texts = [str(recipient), contact, recipient.address, email, recipient.fax]
    return [line for text in texts for line in lines_of(text)]
