"""Our own requests in the demonstration: what they say, and what their steps are told."""

from collections.abc import Callable, Mapping
from typing import Any

from casework.clock import today
from casework.demo.abroad import Office
from casework.demo.papers import Message
from casework.demo.requests import more_of
from casework.demo.scenery import Opening, Scenery, Told
from casework.directory.models import Body, Instrument, RefusalGround, Stage
from casework.files.documents import Document
from mla.demo import details
from mla.demo.abroad import OFFENCES, OFFICES
from mla.demo.requests import door
from mla.outgoing.guards import REQUEST, open_translations
from mla.outgoing.paper import KIND

MATERIAL = Document.Kind.MATERIAL
SAID: Mapping[str, tuple[str, str]] = {
    "provisions": (
        "Criminal Code of the Republic of Azerbaijan, Arts. 178 and 271–273",
        "Azərbaycan Respublikasının Cinayət Məcəlləsi, maddələr 178 və 271–273",
    ),
    "penalties": (
        "Deprivation of liberty, for the gravest of them up to ten years",
        "Azadlıqdan məhrum etmə, ən ağırı üçün on ilədək",
    ),
    "domestic_basis": (
        "Criminal Procedure Code, Arts. 488–491",
        "Cinayət-Prosessual Məcəlləsi, maddələr 488–491",
    ),
    "use_asked": (
        "Evidence in the criminal case named above.",
        "Yuxarıda göstərilən cinayət işi üzrə sübut kimi.",
    ),
    "custodian": (
        "A provider in the State that is asked",
        "Sorğu edilən dövlətdəki xidmət provayderi",
    ),
}
COLLECTED = "Cinayət işinin materialları: qərar, izahat, provayderin məlumatı."
COURT = "sabail-court"
SHARED = ("record_stage", "record_basis", "pass_on", "add_subtask", "finish_subtask")
MESSAGES: Mapping[str, Message] = {
    "collect": Message("materials", COLLECTED, MATERIAL, is_from_abroad=False),
    "record_translation": Message(
        "translation", "The translation of the request and of its materials.", MATERIAL, False
    ),
    "record_partial": Message("partial-reply", "The data of the subscriber are enclosed."),
    "record_reply": Message("reply", "What was asked for is enclosed."),
    "record_late_reply": Message("late-reply", "We found the data after all; they are enclosed."),
}


def prepare() -> None:
    """Add the court that asks at trial: the directory begins without any."""
    Body.objects.get_or_create(
        code=COURT,
        defaults={
            "name_en": "Sabail District Court, Baku",
            "name_az": "Səbail Rayon Məhkəməsi, Bakı",
            "kind": Body.Kind.COURT,
            "time_zone": "Asia/Baku",
        },
    )


def own(opening: Opening) -> dict[str, Any]:
    """Return the columns of a request of ours; a story may name "basis" and "initiator"."""
    office, place = OFFICES[opening.story.by], opening.place
    more = {"stage": Stage.PRE_TRIAL.value, "basis": "ets-185", **more_of(opening)}
    code = more.pop("basis")
    body = more.pop("initiator", COURT if more["stage"] == Stage.TRIAL else "mia")
    return {
        "foreign_reference": "",
        "foreign_case_number": "",
        "requested_authority": office.name,
        "initiator": opening.directory.row(Body, body),
        "initiator_reference": f"{25 + place}/{today():%y}-{4100 + place * 17}",
        "legal_basis": opening.directory.row(Instrument, code) if code else None,
        **{name: of for name, (of, _text) in SAID.items()},
        "texts_in": "en",
        "translated": {name: {"of": of, "text": text} for name, (of, text) in SAID.items()},
        **more,
    }


def no_contacts(_office: Office) -> dict[str, dict[str, str]]:
    """Return no office: who asks stands in the directory."""
    return {}


def translate(told: Told) -> dict[str, Any]:
    """Into the language among the words."""
    language = told.act.words[0] if told.act.words else "English"
    return {"into": language, "translator": "Dövlət Dil Mərkəzi", "asked_on": iso()}


def iso() -> str:
    """Return today as forms take it."""
    return today().isoformat()


DETAILS: Mapping[str, Callable[[Told], dict[str, Any]]] = {
    **{name: details.DETAILS[name] for name in SHARED},
    "translate": translate,
    "record_translation": lambda told: {
        "translation": open_translations(told.case)[0].pk,
        "received_on": iso(),
    },
    "return_defects": lambda told: {
        "defects": list(told.act.words) or ["data"],
        "remark": told.says("Name the period of the data, with its time zone."),
    },
    "come_back": lambda told: {
        "came_on": iso(),
        "mended": told.says("Müddət və vaxt qurşağı əlavə edildi."),
    },
    "pass_check": lambda told: {
        "reasons": told.says("Facts, provisions, data and legal basis are stated.")
    },
    "approve": lambda told: {"remark": told.story.says.get("approve", "")},
    "send": lambda told: {"sent_on": iso(), "number": number_of(told)},
    "send_directly": lambda told: {
        "sent_on": iso(),
        "number": number_of(told),
        "channel": told.act.word("email", "network", "mail") or "email",
    },
    "acknowledge": lambda told: {
        "acknowledged_on": iso(),
        "reference": f"IN-{today():%Y}-{told.case.pk * 31 % 9000 + 1000}",
    },
    "record_question": lambda told: {
        "asked_on": iso(),
        "question": told.says("Which of the accounts was used on the day of the act?"),
    },
    "answer_question": lambda told: {
        "answered_on": iso(),
        "answer": told.says("The first one; the log of the bank is enclosed."),
    },
    "record_partial": lambda told: {
        "replied_on": iso(),
        "remark": told.says("The connections are still missing."),
    },
    "record_reply": lambda told: {"replied_on": iso()},
    "record_late_reply": lambda told: {"replied_on": iso()},
    "record_refusal": lambda told: {
        "refused_on": iso(),
        "ground": told.key(RefusalGround, "dual-criminality"),
        "reasons": told.says("The conduct is no offence under our law."),
    },
    "record_kept": lambda told: {
        "reference": told.says("24/7-118"),
        "effective_on": iso(),
        "days": told.act.number(60),
    },
    "withdraw": lambda told: {"reason": told.says("The suspect has been identified here.")},
    "void": lambda told: {"reason": told.says("Registered twice.")},
}


def number_of(told: Told) -> str:
    """Return the outgoing number under which the request leaves."""
    return f"14/{int(told.case.reference[-6:]):03}-{today():%y}"


SCENERY = Scenery(
    kind=KIND,
    offices=OFFICES,
    offences=OFFENCES,
    door=door,
    own=own,
    contacts=no_contacts,
    details=DETAILS,
    messages=MESSAGES,
    channel="diplomatic",
    kept=(REQUEST,),
)
