"""Making cases for tests, only through the door: registration and steps, as an officer would."""

import hashlib
import uuid
from datetime import datetime, timedelta

from casework.access.scope import set_scope
from casework.cases.receipts import Channel, Receipt
from casework.clock import BAKU, now, today
from casework.directory.models import (
    Authority,
    Body,
    Instrument,
    Measure,
    Provider,
    RefusalGround,
    RequestType,
    State,
    SubstantiveLaw,
)
from casework.files.documents import Document
from casework.incoming.guards.execution import silent_orders
from casework.workflow import sending
from casework.workflow.door import perform
from casework.workflow.models import Second
from casework.workflow.opening import open_case
from casework.workflow.people import right_of
from casework.workflow.proposals import decide, propose
from casework.workflow.registry import registered

CHECKLIST = {f"has_{letter}": True for letter in "abcdef"}
ACCEPT = {
    "article": "29",
    "international_reasons": "The request meets Art. 29.",
    "national_reasons": "CPC 143.2 applies.",
    **CHECKLIST,
}

FORMALLY = {
    f"line_{line}": "present"
    for line in (
        "signed", "language", "addressee", "requester", "case", "act", "persons", "substance",
        "other",
    )
}  # fmt: skip


def another_authority(case):
    """Return another authority that works on such requests, None if there is none."""
    return Authority.objects.serving(case.kind).exclude(pk=case.authority_id).first()


def a_case(
    by,
    *,
    kind="contact_point",
    authority="SSS",
    type="preservation",
    received_at=None,
    items=1,
    **fields,
):
    """Register a request as this person and return its case."""
    set_scope(by)
    desk = Authority.objects.get(code=authority)
    receipt = Receipt(
        received_at=received_at or now() - timedelta(minutes=5), channel=Channel.EMAIL, door=desk
    )
    fields.setdefault("requesting_state", State.objects.get(code="DE"))
    fields.setdefault("foreign_reference", "BKA 2026/4711")
    fields["request_type"] = RequestType.objects.get(code=type)

    def fill(case):
        for number in range(items):
            case.new_items(
                [
                    {
                        "category": ["subscriber", "traffic", "content"][number % 3],
                        "description": "Identity and address",
                        "zone": "UTC",
                        "identifiers": [
                            {"kind": "ip", "value": f"203.0.113.{number + 1}", "zone": "UTC"}
                        ],
                    }
                ]
            )

    return open_case(
        kind,
        authority=desk,
        by=by,
        receipt=receipt,
        token=uuid.uuid4(),
        fields=fields,
        fill=fill,
    )


def about_condition(case, by, name):
    """Return details with which the first condition is declined, or decided on."""
    open_ones = case.useconditions.filter(decision="", accepted_on=None)
    if name == "record_decline":
        row, paper = open_ones.filter(declined_on=None).first(), a_document(case, by).pk
        declined = {"conditions": [getattr(row, "pk", 0)], "declined_on": today().isoformat()}
        return {**declined, "document": paper}
    row = open_ones.exclude(declined_on=None).first()
    reasons = "The data are public there too."
    return {"condition": getattr(row, "pk", None), "decision": "released", "reasons": reasons}


def about_subtask(case, _by, name):
    """Return details with which a step changes or ends the first open sub-task."""
    row = case.subtasks.filter(ended_on=None).first()
    more = {"asked_of": "Somebody else"} if name == "change_subtask" else {}
    done = {"reason": "Agreed anew."}
    if name == "finish_subtask":
        done = {"ended_on": today().isoformat()}
    return {"subtask": getattr(row, "pk", None), **more, **done}


ABOUT_ROWS = {
    **dict.fromkeys(("change_subtask", "finish_subtask", "drop_subtask"), about_subtask),
    **dict.fromkeys(("record_decline", "decide_condition"), about_condition),
}


def a_document(case, by, text="answer"):
    """Add a document row, with bytes that nobody reads in these tests."""
    return Document.objects.create(
        case_id=case.pk,
        authority_id=case.authority_id,
        made_by=by,
        name=f"{text}.txt",
        size=len(text),
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        content_type="text/plain",
        stored_as=uuid.uuid4().hex,
    )


def sent(case, *kinds, on=None):
    """Mark drafts of the case as sent: all of them, or those of these kinds."""
    rows = case.letters.filter(sent_at=None)
    rows = rows.filter(kind__in=kinds) if kinds else rows
    rows.update(sent_at=now(), sent_on=on or today(), channel=Channel.EMAIL, dispatch_number="1")


def left(case, by):
    """Mark every draft of the case as sent, as its officer does; return the case as it is then."""
    set_scope(by)
    for draft in case.letters.drafts():
        sending.send(
            draft,
            by=by,
            version=draft.version,
            channel="email",
            sent_on=today(),
            dispatch_number="1",
        )
    return type(case).objects.get(pk=case.pk)


class Desk:
    """The people of one authority, and steps taken by whoever they are for."""

    def __init__(self, officer, lawyer, supervisor, registrar=None, second=None):
        self.officer, self.lawyer, self.supervisor = officer, lawyer, supervisor
        self.registrar, self.second = registrar, second

    def take(self, case, name, by=None, **details):
        """Take a step by the first person who may, with a second person where one is needed."""
        row = registered(case.kind).table[name]
        people = [by] if by else [self.officer, self.lawyer, self.supervisor]
        set_scope(people[0])
        for person in people:
            right = right_of(person, case, row)
            if right.may_perform:
                return perform(case, name, by=person, version=case.version, **details)
            if right.may_propose and right.second != Second.NONE:
                proposal = propose(case, name, by=person, version=case.version, **details)
                decider = self.second if person == self.supervisor else self.supervisor
                return decide(proposal, by=decider, accept=True)
        raise AssertionError(f"nobody of {people} may {name}")

    def details(self, case, name):
        """Return details with which this step may be taken now."""
        day = today().isoformat()
        provider = Provider.objects.get(code="azercell").pk
        known = {
            "ask": {"sent_on": day, "gaps": "The period is missing."},
            "ask_to_decide": {"risk": "endangered", "explanation": "The custodian is a suspect."},
            "record_decision": {"choice": "go_on", "decided_on": day},
            "preserve": {
                "measure": Measure.objects.get(code="art16-production").pk,
                "provider": provider,
                "days": 60,
                "items": [item.pk for item in case.dataitems.all()],
            },
            "lift_preservation": {"reason": "Not needed."},
            "accept": {
                **ACCEPT,
                "instrument": Instrument.objects.get(code="ets-185").pk,
                "measure": Measure.objects.get(code="art18-production").pk,
            },
            "answer_directly": {"answer": "The law is published."},
            "order": {
                "measure": Measure.objects.get(code="art18-production").pk,
                "provider": provider,
                "items": [item.pk for item in case.dataitems.all()],
            },
            "apply_to_court": {"applied_on": day, "court": "Nasimi District Court"},
            "refuse": {
                "ground": RefusalGround.objects.get(code="political-offence").pk,
                "consultation": "By e-mail.",
                "reasons": "A political offence.",
            },
            "postpone": {
                "from_on": day,
                "review_on": (today() + timedelta(days=30)).isoformat(),
                "reason": "Our own proceedings.",
                "consultation": "By e-mail.",
            },
            "forward": {"body": Body.objects.first().pk, "reason": "Not competent."},
            "set_condition": {"kind": "confidential"},
            "record_acceptance": {"accepted_on": day},
            "report_alone": {"reason": "Nobody reached."},
            "reopen": {"reason": "New facts."},
            "void": {"reason": "Registered by mistake."},
            "assign": {"officer": self.officer.pk},
            "add_item": {"category": "traffic", "identifier_kind": "ip", "identifier": "192.0.2.1"},
            "add_person": {"part": "suspect", "full_name": "Max Muster"},
            "add_receipt": {"received_at": now().isoformat(), "channel": "mail"},
            "correct_receipt": {
                "received_at": case.received_at.isoformat(),
                "channel": "fax",
                "reason": "It was a fax.",
            },
            "confirm_formally": {"received_on": day},
            "correct_content": {
                "request_type": case.request_type_id,
                "sender_zone": "CET",
                "is_urgent": case.is_urgent,
                "reason": "Read again.",
            },
            "hand_over": {
                "to": getattr(another_authority(case), "pk", None),
                "reason": "The other authority is competent.",
            },
            "check_formally": FORMALLY,
            "record_stage": {"stage": "pre_trial"},
            "record_basis": {"instrument": Instrument.objects.get(code="ets-185").pk},
            "judge_reciprocity": {"judgement": "met", "reasons": "By the treaty."},
            "judge_dual_criminality": {
                "judgement": "met",
                "offence": SubstantiveLaw.objects.first().pk,
                "reasons": "The conduct is fraud here too.",
            },
            "pass_on": {"reason": "The indictment was filed."},
            "assign_body": {"body": Body.objects.first().pk, "due_on": day},
            "record_body_report": {"reported_on": day, "remark": "Nothing to add."},
            "add_subtask": {
                "kind": "translation",
                "what": "The request into Azerbaijani",
                "asked_of": "Translators’ bureau",
                "asked_on": day,
                "due_on": (today() + timedelta(days=5)).isoformat(),
            },
            "reclassify": {
                "kind": "rogatory",
                "authority": Authority.objects.get(code="PGO").pk,
                "reason": "Formal assistance is needed.",
            },
            "prolong": {
                "until": str(case.ceiling_on),
                "ground": "late",
                "reason": "The provider needs longer.",
            },
        }
        if name in ("record_assurance", "withdraw"):
            return {"document": a_document(case, self.officer).pk}
        if name in ABOUT_ROWS:
            return ABOUT_ROWS[name](case, self.officer, name)
        if name in ("record_answer", "record_late_answer"):
            return {"answered_on": day, "document": a_document(case, self.officer).pk}
        if name == "follow_up":
            return {"orders": [order.pk for order in silent_orders(case)]}
        if name == "record_provider_answer":
            return answers(case, "given")
        if name == "record_preserved":
            waiting = case.orders.filter(lifted_at=None, preservation__isnull=False)
            order = waiting.filter(preservation__effective_on=None).last()
            return {"order": order.pk, "effective_on": day}
        if name in ("renew_preservation", "release_preservation"):
            row = case.preservations.exclude(effective_on=None).last()
            until = row.last_on + timedelta(days=90)
            return {"preservation": row.pk, "until_on": until.isoformat(), "reason": "Needed."}
        if name == "cancel_prolongation":
            row = case.prolongations.filter(cancels=None, cancelled_by=None).last()
            return {"prolongation": row.pk, "reason": "Not needed."}
        if name == "correct_question":
            row = case.questions.standing().last()
            answered = row.answers.exists()
            return {
                "question": row.pk,
                "sent_on": day,
                "reason": "Wrong day.",
                **({"answered_on": day} if answered else {}),
            }
        return known.get(name, {})

    def step(self, case, name, by=None, **more):
        """Take a step with details that fit."""
        return self.take(case, name, by=by, **{**self.details(case, name), **more})

    def steps(self, case, *names):
        """Take several steps one after the other."""
        for name in names:
            case = self.step(case, name)
        return case


def answers(case, outcome, *, order=None, reason="provider-refused"):
    """Return the details of a provider's answer: this outcome for each item of the order."""
    order = order or case.orders.last()
    found = {"order": order.pk, "answered_on": today().isoformat()}
    for line in order.orderlines.all():
        found[f"outcome_{line.item_id}"] = outcome
        if outcome in ("refused", "not_held"):
            found[f"reason_{line.item_id}"] = RefusalGround.objects.get(code=reason).pk
    return found


def at(text):
    """Return an instant written as it is on the wall in Baku."""
    return datetime.fromisoformat(text).replace(tzinfo=BAKU)
