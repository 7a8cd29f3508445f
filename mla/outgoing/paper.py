"""The form on which our request is registered: the boxes of T-CY(2018)10, as far as we fill them.

Box 5, the requesting authority, is the one at which the case is; it stands in the directory.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext_lazy as _

from casework.cases.people import Contact
from casework.incoming.paper import Box, Gap, Label, Paper
from casework.incoming.words import OFFICES
from mla.tcy10 import BOXES, LABELS

KIND = "outgoing"
PART = Contact.Part
NOT_OURS = {"foreign_reference", "foreign_case_number", "confirmation_requested", "formal_required"}

# fmt: off
OURS: dict[int, tuple[str, ...]] = {
    2: ("initiator_reference",),
    7: ("initiator",),
}
WORDS: dict[str, Label] = {
    **LABELS,
    "initiator": Label("Initiator: investigator or court", "Təşəbbüskar: müstəntiq və ya məhkəmə"),
    "initiator_reference": Label("Reference of the initiator", "Təşəbbüskarın istinad nömrəsi"),
    "domestic_basis": Label("Legal basis in our law", "Qanunvericiliyimizdə hüquqi əsas"),
}
# fmt: on


def ours(box: Box) -> Box:
    """Return the box as it is filled in for a request of ours."""
    kept = tuple(name for name in box.fields if name not in NOT_OURS)
    part = "" if box.part == PART.REQUESTING else box.part
    return replace(box, fields=(*OURS.get(box.number, ()), *kept), part=part)


def missing_of(case: Any) -> list[Gap]:
    """Return what the request has not been told; the legal check asks for it."""
    expected = (
        (case.requesting_state_id, _("the State that is asked")),
        (case.requested_authority, _("the requested authority")),
        (case.initiator_id, _("the investigator or court that initiated it")),
        (case.initiator_reference, _("the reference of the initiator")),
        (case.stage, _("the stage of the proceedings")),
        (case.legal_basis_id, _("the instrument on which the request rests")),
        (case.offence and case.provisions, _("the offence and the legal provisions")),
        (case.summary, _("the summary of the facts")),
        (case.dataitems.all(), _("the data asked for")),
        (case.relation or case.necessity, _("the link of the data to the case")),
    )
    return [Gap(words) for is_there, words in expected if not is_there]


def completed(said: Mapping[str, Any], _has_items: bool) -> dict[str, Any]:
    """Return what follows: who requests is the body that initiated it."""
    body = said.get("initiator")
    return {"requesting_authority": str(body) if body else ""}


OUTGOING = Paper(
    kind=KIND,
    name="T-CY(2018)10",
    title=_("Register our own request for legal assistance"),
    url="mla:outgoing",
    boxes=tuple(ours(box) for box in BOXES),
    labels=WORDS,
    contacts={part: names for part, names in OFFICES.items() if part != PART.REQUESTING},
    completed=completed,
    missing=missing_of,
    unsaid=_("The request does not say: %(gaps)s."),
    arrival={
        "authority": _("Central authority"),
        "received_at": _("Came from the initiator at (Baku time)"),
        "requesting_state": _("State that is asked"),
        "channel": _("Came by"),
    },
    zone="Asia/Baku",
)
