"""The boxes of the Council of Europe's form T-CY(2018)10, in their order, with both languages.

Boxes 1 to 11 follow the template of 9 July 2018; from 12 on they are reconstructed.
"""

from django.utils.translation import gettext_lazy as _

from casework.cases.additions import Link
from casework.cases.people import Contact
from casework.incoming.paper import Box, Label, Paper
from casework.incoming.words import OFFICES, WORDS
from mla.missing import missing_of
from mla.states import Status

KIND = "mla"
PART = Contact.Part
AFTER = (Status.AFTER_REQUEST, Status.AFTER_PRESERVATION)

# fmt: off
LABELS: dict[str, Label] = {
    **WORDS,
    "stage": Label("Stage of the proceedings", "İcraatın mərhələsi"),
    "status": Label("Request status", "Sorğunun statusu"),
    "previous_reference": Label("Number of the previous request", "Əvvəlki sorğunun nömrəsi"),
    "previous_dated_on": Label("Date of the previous request", "Əvvəlki sorğunun tarixi"),
    "previous_channel": Label("Channel of the previous request", "Əvvəlki sorğunun kanalı"),
    "preservation_reference": Label("Number of the preservation request",
                                    "Mühafizə sorğusunun nömrəsi"),
    "preservation_dated_on": Label("Date of the preservation request",
                                   "Mühafizə sorğusunun tarixi"),
    "legal_basis": Label("Treaty or other instrument cited",
                         "İstinad edilən müqavilə və ya digər sənəd"),
    "domestic_basis": Label("Domestic legal basis", "Daxili hüquqi əsas"),
    "use_asked": Label("Intended use of the information", "Məlumatın nəzərdə tutulan istifadəsi"),
}

BOXES = (
    Box(1, Label("Date", "Tarix"), ("dated_on",)),
    Box(2, Label("Reference / case number", "İstinad / iş nömrəsi"),
        ("foreign_reference", "foreign_case_number")),
    Box(3, Label("Request status", "Sorğunun statusu"), ("status",)),
    Box(4, Label("Requested authority", "Sorğu edilən orqan"), ("requested_authority",)),
    Box(5, Label("Requesting authority", "Sorğu edən orqan"), ("reply_channel",),
        part=PART.REQUESTING),
    Box(6, Label("Contact for additional confirmation", "Əlavə təsdiq üçün əlaqə"),
        part=PART.CONFIRMATION),
    Box(7, Label("Investigative authority in charge of the case",
                 "İş üzrə məsul istintaq orqanı"), part=PART.INVESTIGATING),
    Box(8, Label("Prosecution office or court", "Prokurorluq və ya məhkəmə"), ("stage",),
        part=PART.PROSECUTION),
    Box(9, Label("Previous request for legal assistance", "Əvvəlki hüquqi yardım sorğusu"),
        ("previous_reference", "previous_dated_on", "previous_channel")),
    Box(10, Label("Previous preservation request", "Əvvəlki mühafizə sorğusu"),
        ("preservation_reference", "preservation_dated_on")),
    Box(11, Label("Legal basis", "Hüquqi əsas"), ("legal_basis", "domestic_basis")),
    Box(12, Label("Offence, legal provisions, penalties", "Cinayət, hüquqi müddəalar, cəzalar"),
        ("offence", "provisions", "penalties")),
    Box(13, Label("Summary of the case", "İşin qısa məzmunu"), ("summary", "necessity")),
    Box(14, Label("Persons", "Şəxslər"), rows="persons"),
    Box(15, Label("Link of the data to the case", "Verilənlərin işlə əlaqəsi"), ("relation",)),
    Box(16, Label("Information asked for (Art. 18.3)", "Xahiş olunan məlumat (maddə 18.3)"),
        rows="items"),
    Box(17, Label("Provider or custodian", "Xidmət provayderi və ya verilənləri saxlayan"),
        ("custodian",)),
    Box(18, Label("Urgency", "Təcililik"),
        ("is_urgent", "urgency", "urgency_note", "loss_expected_at", "answer_by_at")),
    Box(19, Label("Confidentiality and confirmation", "Məxfilik və təsdiq"),
        ("is_confidential", "confirmation_requested", "formal_required")),
    Box(20, Label("Use and special procedures", "İstifadə və xüsusi qaydalar"),
        ("use_asked", "special_procedure")),
    Box(21, Label("Attachments", "Qoşmalar"), rows="files"),
    Box(22, Label("Signature, stamp", "İmza, möhür"), ("is_signed",)),
)
# fmt: on

TCY10 = Paper(
    kind=KIND,
    name="T-CY(2018)10",
    title=_("Register a request for legal assistance"),
    url="mla:register",
    boxes=BOXES,
    labels=LABELS,
    contacts=OFFICES,
    missing=missing_of,
    follows=lambda said: Link.Kind.FOLLOW_UP.value if said.get("status") in AFTER else "",
    keeps=("preservation_reference", "previous_reference"),
    unsaid=_("The request does not say: %(gaps)s."),
)
