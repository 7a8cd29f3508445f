"""Making requests of ours for tests, only through the door."""

from datetime import timedelta

from casework.access.permissions import Role
from casework.clock import now, today
from casework.directory.models import Body, Instrument, RefusalGround
from tests.cases.making import Desk, a_case, a_document, sent

NOT_DIRECT, IS_DIRECT = "ets-30", "ets-185"  # whether the treaty permits the direct channel


def instrument(code):
    return Instrument.objects.get(code=code)


class OutgoingDesk(Desk):
    """The people of a central authority, with details for the steps of our own requests."""

    def details(self, case, name):
        """Return details with which this step may be taken now."""
        day = today().isoformat()
        known = {
            "translate": {"into": "German", "translator": "Bureau Alpha", "asked_on": day},
            "translate_texts": {
                "texts_in": "en",
                "text_summary": "Bir hesabdan istifadə edilib.",
                "text_item_1": "Abunəçinin kimliyi və ünvanı.",
            },
            "return_defects": {"defects": ["facts", "provisions"], "remark": "Say more."},
            "come_back": {"came_on": day, "mended": "The facts are told."},
            "pass_check": {"reasons": "It meets the treaty."},
            "take_back": {"reason": "The facts are incomplete."},
            "send": {"sent_on": day, "number": "12-34"},
            "send_directly": {"sent_on": day, "number": "12-34", "channel": "email"},
            "acknowledge": {"acknowledged_on": day, "reference": "4 AR 17/26"},
            "record_question": {"asked_on": day, "question": "Which account?"},
            "answer_question": {"answered_on": day, "answer": "The first one."},
            "record_refusal": {
                "refused_on": day,
                "ground": RefusalGround.objects.get(code="political-offence").pk,
                "reasons": "A political offence.",
            },
            "record_kept": {"reference": "P-1", "effective_on": day, "days": 60},
            "record_stage": {"stage": "pre_trial"},
            "record_basis": {"instrument": instrument(NOT_DIRECT).pk},
            "pass_on": {"reason": "It is at trial."},
            "withdraw": {"reason": "No longer needed."},
            "void": {"reason": "Registered by mistake."},
            "reopen": {"reason": "It is needed after all."},
            "assign": {"officer": self.officer.pk},
            "add_item": {"category": "traffic", "identifier_kind": "ip", "identifier": "192.0.2.1"},
            "add_person": {"part": "suspect", "full_name": "Max Muster"},
            "correct_content": {
                "request_type": case.request_type_id,
                "requesting_state": case.requesting_state_id,
                "status": "new",
                "sender_zone": "Asia/Baku",
                "summary": "An account was used to defraud.",
                "reason": "Read again.",
            },
        }
        if name.endswith("_subtask"):
            return super().details(case, name)
        if name == "collect":
            return {"document": a_document(case, self.officer, "materials").pk}
        if name == "record_translation":
            row = case.translations.filter(received_on=None).last()
            paper = a_document(case, self.officer, "translation").pk
            return {"translation": row and row.pk, "received_on": day, "document": paper}
        if name in ("record_partial", "record_reply", "record_late_reply"):
            return {"replied_on": day, "document": a_document(case, self.officer, "reply").pk}
        return known.get(name, {})


def ours(desk, *, authority="PGO", stage="pre_trial", basis=NOT_DIRECT, **fields):
    """Return a request of ours, as the initiator's papers came in."""
    found = {
        "stage": stage,
        "legal_basis": instrument(basis) if basis else None,
        "type": "our-subscriber",
        "foreign_reference": "",
        "requested_authority": "Bundesamt für Justiz",
        "initiator": Body.objects.get(code="pgo"),
        "initiator_reference": "260112007",
        "requesting_authority": "Prosecutor General’s Office",
        "summary": "An account was used to defraud.",
        "received_at": now() - timedelta(days=1),
    }
    return a_case(desk.officer, kind="outgoing", authority=authority, **{**found, **fields})


def collected(desk, **fields):
    return desk.step(ours(desk, **fields), "collect")


def in_translation(desk, **fields):
    return desk.step(collected(desk, **fields), "translate")


def central(desk, **fields):
    return desk.steps(in_translation(desk, **fields), "record_translation", "submit")


def in_check(desk, **fields):
    return desk.step(central(desk, **fields), "start_check")


def returned(desk, **fields):
    return desk.step(in_check(desk, **fields), "return_defects")


def approved(desk, **fields):
    return desk.steps(in_check(desk, **fields), "pass_check", "approve")


def sent_abroad(desk, on=None, **fields):
    day = {"sent_on": on.isoformat()} if on else {}
    if on:
        fields.setdefault("received_at", now() - timedelta(days=300))
    return desk.step(approved(desk, **fields), "send", **day)


def acknowledged(desk, **fields):
    return desk.step(sent_abroad(desk, **fields), "acknowledge")


def asked(desk, **fields):
    return desk.step(acknowledged(desk, **fields), "record_question")


def in_part(desk, **fields):
    return desk.step(acknowledged(desk, **fields), "record_partial")


def answered(desk, **fields):
    return desk.step(in_part(desk, **fields), "record_reply")


def told(desk, case):
    """Mark every letter as sent."""
    sent(case)
    return case


REACH = {
    "initiated": ours,
    "collected": collected,
    "translation": in_translation,
    "central": central,
    "check": in_check,
    "defects": returned,
    "approved": lambda desk: approved(desk, basis=IS_DIRECT),
    "sent": sent_abroad,
    "acknowledged": acknowledged,
    "question": asked,
    "partial": in_part,
    "answered": answered,
    "forwarded": lambda desk: told(desk, desk.step(answered(desk), "forward_reply")),
    "refused_abroad": lambda desk: told(desk, desk.step(acknowledged(desk), "record_refusal")),
    "withdrawn": lambda desk: told(desk, desk.step(acknowledged(desk), "withdraw")),
    "closed": lambda desk: desk.step(
        told(desk, desk.steps(answered(desk), "add_subtask", "forward_reply")), "close"
    ),
    "void": lambda desk: desk.step(ours(desk), "void"),
}
ROLES = (Role.OFFICER, Role.LAWYER, Role.SUPERVISOR, Role.REGISTRAR)


def people(make_user, code):
    """Return the people of one central authority."""
    made = [make_user(role, authority=code, full_name=f"{code} {role}") for role in ROLES]
    return OutgoingDesk(*made, make_user(Role.SUPERVISOR, authority=code, full_name=f"{code} 2"))
