"""What each step of a story is told: the words of its act, else what an officer would write."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from casework.cases.orders import Order
from casework.clock import today
from casework.demo.scenery import Told
from casework.directory.models import Body, Instrument, Measure, Provider, RefusalGround
from casework.incoming.guards.execution import silent_orders
from casework.incoming.guards.keeping import preservations

PROVIDERS = (
    "azercell", "bakcell", "azerfon", "delta-telecom", "azertelecom", "aztelekom", "baktelecom",
    "ultel",
)  # fmt: skip
MEASURES = {
    "search": "art18-search",
    "traffic-live": "art20-traffic",
    "keep": "art16-production",
    "disclose": "art17-cooperation",
    "content-live": "art21-content",
}
BY_COURT = ("art18-search", "art20-traffic", "art21-content")
GROUNDS = {"court": "court", "Traffic data": "volume", "provider": "late"}  # by words of a reason
USUAL = {"preservation": "art16-production", "disclosure": "art17-cooperation"}
LAWFUL = "The request comes from the 24/7 network, names offence, facts and data, and is necessary."
NATIONAL = "The measure is open under the Code of Criminal Procedure; no ground of refusal is seen."


def recipient(told: Told) -> dict[str, Any]:
    """Return the provider of the act, else a person whom nobody has confirmed."""
    code = told.act.word(*PROVIDERS)
    if code:
        return {"provider": told.key(Provider, code)}
    return {"new_person": told.says("Rövşən Talıbov"), "new_contact": "+994 12 555 01 47"}


def measure(told: Told) -> str:
    """Return the measure of the act, or the usual one of this type of request."""
    return MEASURES.get(told.act.word(*MEASURES)) or USUAL.get(told.story.kind, "art18-production")


def items_of(told: Told) -> list[int]:
    """Return the items of the case; a number among the words names one alone."""
    keys = [item.pk for item in told.case.dataitems.all()]
    one = told.act.number(0)
    return [keys[one - 1]] if one else keys


def preserve(told: Told) -> dict[str, Any]:
    """A recipient is asked to keep the data."""
    return {
        "measure": told.key(Measure, "art16-production"),
        **recipient(told),
        "days": told.act.number(60),
        "items": [item.pk for item in told.case.dataitems.all()],
    }


def order(told: Told) -> dict[str, Any]:
    """A measure is ordered; coercive ones with the decision of a court."""
    code = measure(told)
    found = {
        "measure": told.key(Measure, code),
        **recipient(told),
        "items": items_of(told),
        "foreign_case_number": told.case.foreign_case_number or "PR 2117/4",
    }
    if code == "art16-production":
        found["days"] = 60
    if code in BY_COURT:
        found |= {
            "court": "Sabail District Court, Baku",
            "decision_number": f"4(009)-{int(told.case.reference[-6:]) + 110}",
            "decision_on": today().isoformat(),
            "why_not_less": told.says("The provider does not give the data of its own accord."),
        }
    if code in BY_COURT[1:]:
        found["until_on"] = (today() + timedelta(days=60)).isoformat()
    return found


def record_provider_answer(told: Told) -> dict[str, Any]:
    """What the recipient of the last order answered: an outcome for each item, or for all."""
    row = told.case.orders.filter(lifted_at=None).last()
    found: dict[str, Any] = {"order": row.pk, "answered_on": today().isoformat()}
    if told.act.word("pending"):
        days = timedelta(days=told.act.number(7))
        return {**found, "pending_until": (today() + days).isoformat()}
    outcomes = [word for word in told.act.words if word in ("given", "refused", "not_held")]
    lines = list(row.orderlines.order_by("item__number"))
    for line, outcome in zip(lines, outcomes + outcomes[-1:] * len(lines), strict=False):
        found |= {f"outcome_{line.item_id}": outcome, **reason_of(told, row, line, outcome)}
    return found


def reason_of(told: Told, row: Order, line: Any, outcome: str) -> dict[str, Any]:
    """Return why an item was not given."""
    codes = {"refused": "provider-refused", "not_held": "not-retained"}
    code = told.act.word("deleted", "impossible", "not-held") or codes.get(outcome, "")
    if outcome == "given" or not code:
        return {}
    return {
        f"reason_{line.item_id}": told.key(RefusalGround, code),
        f"note_{line.item_id}": told.says(f"{row.recipient}: letter of {today():%d.%m.%Y}"),
    }


def accept(told: Told) -> dict[str, Any]:
    """Both findings, and the checklist where there is one."""
    return {
        "instrument": told.key(Instrument, "ets-185"),
        "article": told.case.request_type.article[:40],
        "measure": told.key(Measure, measure(told)),
        "court_needed": measure(told) in BY_COURT,
        "international_reasons": told.says(LAWFUL),
        "national_reasons": NATIONAL,
        **{f"has_{letter}": True for letter in "abcdef"},
    }


def prolong(told: Told) -> dict[str, Any]:
    """So many days after the receipt, or as far as the ceiling allows."""
    until = told.case.ceiling_on
    if told.act.number(0):
        until = told.case.receipt.received_on + timedelta(days=told.act.number(0))
    reason = told.says("The provider needs more time.")
    ground = next((words for words in GROUNDS if words in reason), "provider")
    return {"until": str(until), "reason": reason, "ground": GROUNDS[ground]}


def record_preserved(told: Told) -> dict[str, Any]:
    """Since today the recipient keeps the data."""
    rows = [row for row in preservations(told.case) if row.effective_on is None]
    return {"order": rows[-1].order_id, "effective_on": today().isoformat()}


def kept(told: Told) -> dict[str, Any]:
    """A preservation goes on or ends."""
    row, last_on = [(row, row.last_on) for row in preservations(told.case) if row.last_on][-1]
    until = last_on + timedelta(days=told.act.number(60))
    reason = told.says("A request for mutual legal assistance is being prepared.")
    return {"preservation": row.pk, "until_on": until.isoformat(), "reason": reason}


def refuse(told: Told) -> dict[str, Any]:
    """The ground is among the words."""
    codes = (
        "political-offence", "essential-interests", "dual-criminality", "no-legal-basis",
        "no-reciprocity", "domestic-law",
    )  # fmt: skip
    ground = told.act.word(*codes) or "political-offence"
    return {
        "ground": told.key(RefusalGround, ground),
        "consultation": "Consulted by e-mail; the requester added nothing to the facts.",
        "reasons": told.says("The act is of a political character for us."),
    }


def postpone(told: Told) -> dict[str, Any]:
    """To be looked at again after so many days."""
    return {
        "from_on": today().isoformat(),
        "review_on": (today() + timedelta(days=told.act.number(30))).isoformat(),
        "reason": told.says("Searches in our own criminal case of the same group are at hand."),
        "consultation": "By telephone; the requester agrees to wait.",
    }


def reasoned(otherwise: str, name: str = "reason") -> Callable[[Told], dict[str, Any]]:
    """Return the details of a step that is told one text."""
    return lambda told: {name: told.says(otherwise)}


DETAILS: Mapping[str, Callable[[Told], dict[str, Any]]] = {
    "preserve": preserve,
    "lift_preservation": reasoned("The data are not needed any longer."),
    "record_preserved": record_preserved,
    "renew_preservation": kept,
    "release_preservation": kept,
    "ask": lambda told: {
        "sent_on": today().isoformat(),
        "gaps": told.says("The time zone of the times in the request.\nThe period of the data."),
    },
    "record_answer": lambda told: {"answered_on": today().isoformat()},
    "record_late_answer": lambda told: {"answered_on": today().isoformat()},
    "ask_to_decide": lambda told: {
        "risk": "endangered",
        "explanation": told.says("The provider may tell its customer, who is the suspect."),
    },
    "record_decision": lambda told: {"choice": "go_on", "decided_on": today().isoformat()},
    "accept": accept,
    "answer_directly": reasoned("The answer.", "answer"),
    "order": order,
    "apply_to_court": lambda told: {
        "applied_on": today().isoformat(),
        "court": "Sabail District Court, Baku",
    },
    "follow_up": lambda told: {"orders": [row.pk for row in silent_orders(told.case)]},
    "record_provider_answer": record_provider_answer,
    "prolong": prolong,
    "set_condition": lambda told: {"kind": "limited", "text": told.says("")},
    "record_acceptance": lambda told: {"accepted_on": today().isoformat()},
    "report": lambda told: {"remark": told.story.says.get("report", "")},
    "report_alone": reasoned("At night nobody else could be reached before the time asked for."),
    "refuse": refuse,
    "postpone": postpone,
    "forward": lambda told: {
        "body": told.key(Body, told.act.word("mia", "cert-az") or "mia"),
        "reason": told.says("The matter is for another body."),
    },
    "void": reasoned("Registered by mistake: a notice of delivery, no request."),
    "reopen": reasoned("The requester names a further address of the same offender."),
    "add_item": lambda told: {
        "category": "subscriber",
        "identifier_kind": "ip",
        "identifier": "203.0.113.100",
    },
    "add_person": lambda told: {
        "part": "suspect",
        "full_name": told.says("Murad Hacızadə"),
        "nationality": "Azerbaijan",
    },
    "confirm_formally": lambda told: {"received_on": today().isoformat()},
}
