"""What the steps are told that only legal assistance has, or that it takes in another way."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from casework.clock import now, today
from casework.demo import details as shared
from casework.demo.papers import Message
from casework.demo.scenery import Told
from casework.directory.models import Authority, Body, Instrument, SubstantiveLaw
from casework.incoming.guards.conditions import awaited
from mla.states import FORMAL_LINES, Found, Judgement

ASSURED = (
    "We assure you that a like request of a court of Azerbaijan will be executed by our courts"
    " under the same conditions."
)
DECLINED = (
    "We cannot comply with the condition of use that you have set: our law obliges us to hand such"
    " material on. Please let us know whether it can be given all the same (Article 28)."
)
MESSAGES = {
    "record_assurance": Message("assurance", ASSURED),
    "record_decline": Message("decline", DECLINED),
}
COSTS = {"amount": "340.00", "currency": "AZN"}
ARTICLES = {"ets-30": "3", "minsk": "6", "chisinau": "6", "reciprocity": ""}  # where not the usual
LAWFUL = "Offence, facts, data and legal basis are stated; no condition of the treaty is missing."
BY_TREATY = "Reciprocity follows from the treaty to which both States are parties."
BY_CONDUCT = "By the conduct described it is an offence here too, whatever it is called there."


def check_formally(told: Told) -> dict[str, Any]:
    """Return every line as present, but for "language:missing" or "persons:not_needed"."""
    found: dict[str, Any] = {f"line_{line}": Found.PRESENT.value for line in FORMAL_LINES}
    for word in told.act.words:
        line, _colon, finding = word.partition(":")
        found |= {f"line_{line}": finding, f"note_{line}": told.says("Not in the request.")}
    return found


def judged(usual: str) -> Callable[[Told], dict[str, Any]]:
    """Return the details of a finding: its word, our article, the reasons."""

    def tell(told: Told) -> dict[str, Any]:
        found: dict[str, Any] = {
            "judgement": told.act.word(*Judgement.values) or Judgement.MET.value,
            "reasons": told.says(usual),
        }
        article = next((word for word in told.act.words if word.startswith("art-")), "")
        if article:
            found["offence"] = told.key(SubstantiveLaw, article)
        return found

    return tell


def record_basis(told: Told) -> dict[str, Any]:
    """The instrument is the word, "none" if there is none."""
    code = told.act.words[0]
    return {"instrument": None if code == "none" else told.key(Instrument, code)}


def accept(told: Told) -> dict[str, Any]:
    """Both findings; the special procedure is followed unless the act says otherwise."""
    basis = told.case.legal_basis
    usual = shared.accept(told)
    found = {
        **usual,
        "instrument": basis.pk if basis else told.key(Instrument, "reciprocity"),
        "article": ARTICLES.get(basis.code, usual["article"]) if basis else "",
        "international_reasons": told.says(LAWFUL),
    }
    if told.case.special_procedure:
        is_followed = "unfollowed" not in told.act.words
        found["special"] = "yes" if is_followed else "no"
        found["special_reason"] = "" if is_followed else told.story.says["unfollowed"]
    return found


def refuse(told: Told) -> dict[str, Any]:
    """The provision, where the ground lies in a law or another treaty than the Convention."""
    return {**shared.refuse(told), "provision": told.story.says.get("provision", "")}


def add_subtask(told: Told) -> dict[str, Any]:
    """A translation, materials to be collected, or costs to be settled, due in so many days."""
    kind = told.act.word("translation", "materials", "costs", "other") or "translation"
    found = {
        "kind": kind,
        "what": told.says("Translation of what the providers gave"),
        "asked_of": told.story.says.get("asked_of", "Dövlət Dil Mərkəzi, Bakı"),
        "asked_on": today().isoformat(),
        "due_on": (today() + timedelta(days=told.act.number(14))).isoformat(),
    }
    return {**found, **COSTS} if kind == "costs" else found


def finish_subtask(told: Told) -> dict[str, Any]:
    """The last one that is open; with what it cost, if it is about costs."""
    row = told.case.subtasks.open().last()
    found = {
        "subtask": row.pk,
        "ended_on": today().isoformat(),
        "result": told.says("Done and checked."),
    }
    return {**found, **COSTS} if row.kind == "costs" else found


def ask_to_decide(told: Told) -> dict[str, Any]:
    """The risk is that confidentiality cannot be kept, where that was asked for (Art. 27.8)."""
    usual: dict[str, Any] = shared.DETAILS["ask_to_decide"](told)
    return {**usual, "risk": "not_confidential"} if told.case.is_confidential else usual


DETAILS: Mapping[str, Callable[[Told], dict[str, Any]]] = {
    **shared.DETAILS,
    "check_formally": check_formally,
    "record_stage": lambda told: {"stage": told.act.words[0]},
    "record_basis": record_basis,
    "judge_reciprocity": judged(BY_TREATY),
    "judge_dual_criminality": judged(BY_CONDUCT),
    "record_assurance": lambda told: {"reasons": told.says("It came by diplomatic channels.")},
    "accept": accept,
    "ask_to_decide": ask_to_decide,
    "refuse": refuse,
    "assign_body": lambda told: {
        "body": told.key(Body, told.act.word("mia", "sss-cyber", "cert-az") or "mia"),
        "due_on": (today() + timedelta(days=told.act.number(10))).isoformat(),
    },
    "record_body_report": lambda told: {
        "reported_on": today().isoformat(),
        "remark": told.says("Two witnesses were heard; the records are with the material."),
    },
    "record_decline": lambda told: {
        "conditions": [row.pk for row in awaited(told.case)],
        "declined_on": today().isoformat(),
        "objection": told.says("Our law obliges us to hand such material on."),
    },
    "pass_on": lambda told: {"reason": told.says("The indictment has gone to the court.")},
    "hand_over": lambda told: {
        "to": told.key(Authority, told.act.word("PGO", "MOJ")),
        "reason": told.says("The proceedings are at trial: the Ministry of Justice is competent."),
    },
    "add_receipt": lambda told: {
        "received_at": now().isoformat(),
        "channel": told.act.word("mail", "diplomatic") or "mail",
        "remark": told.says("The original of what came as a copy"),
    },
    "add_subtask": add_subtask,
    "finish_subtask": finish_subtask,
}
