"""The boxes on which spontaneous information is registered: no form of the Council of Europe."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from casework.cases.people import Contact
from casework.incoming.paper import Box, Gap, Label, Paper
from casework.incoming.words import OFFICES, WORDS

KIND = "spontaneous"
PART = Contact.Part

# fmt: off
LABELS: dict[str, Label] = {
    **WORDS,
    "subject": Label("Subject", "Mövzu"),
    "summary": Label("Content of the information", "Məlumatın məzmunu"),
    "terms": Label("Conditions of use (Art. 26.2)", "İstifadə şərtləri (maddə 26.2)"),
    "dated_on": Label("Date of the letter (DD/MM/YYYY)", "Məktubun tarixi (GG/AA/İİİİ)"),
}
BOXES = (
    Box(1, Label("Date and reference of the sender", "Göndərənin tarixi və istinadı"),
        ("dated_on", "foreign_reference", "foreign_case_number")),
    Box(2, Label("Sender", "Göndərən"), part=PART.REQUESTING),
    Box(3, Label("Subject", "Mövzu"), ("subject",)),
    Box(4, Label("Offence and legal provisions", "Cinayət və hüquqi müddəalar"),
        ("offence", "provisions")),
    Box(5, Label("Content", "Məzmun"), ("summary",)),
    Box(6, Label("Persons", "Şəxslər"), rows="persons"),
    Box(7, Label("Confidentiality and use (Art. 26.2)", "Məxfilik və istifadə (maddə 26.2)"),
        ("is_confidential", "terms")),
    Box(8, Label("Confirmation", "Təsdiq"), ("confirmation_requested",)),
    Box(9, Label("Attachments", "Qoşmalar"), rows="files"),
)
# fmt: on


def missing_of(case: Any) -> list[Gap]:
    """Return what the record has not been told."""
    expected = (
        (case.requesting_state_id, _("the State that sent it")),
        (case.subject, _("the subject")),
        (case.summary or case.documents.all(), _("the content, or a document")),
    )
    return [Gap(words) for is_there, words in expected if not is_there]


INFORMATION = Paper(
    kind=KIND,
    name="Art. 26",
    title=_("Register spontaneous information"),
    url="mla:information",
    boxes=BOXES,
    labels=LABELS,
    contacts={PART.REQUESTING: OFFICES[PART.REQUESTING]},
    missing=missing_of,
    unsaid=_("The record does not say: %(gaps)s."),
    arrival={"requesting_state": _("State that sent it"), "request_type": _("Kind of information")},
    zone="Asia/Baku",
)
