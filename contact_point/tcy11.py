"""The boxes of the Council of Europe's form T-CY(2018)11, in their order, with both languages.

The form is printed in both, so these texts stand beside each other on every page and are never
translated. Boxes 1 to 7 follow the template of 9 July 2018; from 8 on they are reconstructed.
"""

from django.utils.translation import gettext_lazy as _

from casework.cases.additions import Link
from casework.cases.people import Contact
from casework.incoming.paper import Box, Label, Paper
from casework.incoming.words import OFFICES, WORDS
from contact_point.missing import completed, missing_of

KIND = "contact_point"

# fmt: off
NEW = Label("New request", "Yeni sorğu")
EXTENSION = Label("Extension of previous request", "Əvvəlki sorğunun vaxtının uzadılması")

PART = Contact.Part

BOXES = (
    Box(1, Label("Date", "Tarix"), ("dated_on",)),
    Box(2, Label("Reference / case number", "İstinad / iş nömrəsi"),
        ("foreign_reference", "foreign_case_number")),
    Box(3, Label("Request status", "Sorğunun statusu"), ("is_extension", "previous_reference")),
    Box(4, Label("Requested authority", "Sorğu edilən orqan"), ("requested_authority",)),
    Box(5, Label("Requesting authority", "Sorğu edən orqan"), ("reply_channel",),
        part=PART.REQUESTING),
    Box(6, Label("Contact for additional confirmation", "Əlavə təsdiq üçün əlaqə"),
        part=PART.CONFIRMATION),
    Box(7, Label("Investigative or operational authority in charge of the case",
                 "İş üzrə məsul istintaq və ya əməliyyat orqanı"), part=PART.INVESTIGATING),
    Box(8, Label("Prosecution office or court", "Prokurorluq və ya məhkəmə"),
        part=PART.PROSECUTION),
    Box(9, Label("Offence, legal provisions, penalties", "Cinayət, hüquqi müddəalar, cəzalar"),
        ("offence", "provisions", "penalties")),
    Box(10, Label("Summary, purpose and necessity", "Qısa məzmun, məqsəd və zərurət"),
        ("summary", "necessity", "relation")),
    Box(11, Label("Suspects", "Şübhəli şəxslər"), rows="persons"),
    Box(12, Label("Data to be preserved", "Mühafizə edilməli verilənlər"), rows="items"),
    Box(13, Label("Provider or custodian", "Xidmət provayderi və ya verilənləri saxlayan"),
        ("custodian",)),
    Box(14, Label("Disclosure of traffic data", "Trafik verilənlərinin açıqlanması"),
        ("partial_disclosure",)),
    Box(15, Label("Urgency", "Təcililik"),
        ("is_urgent", "urgency", "urgency_note", "loss_expected_at", "answer_by_at")),
    Box(16, Label("Confidentiality and confirmation", "Məxfilik və təsdiq"),
        ("is_confidential", "confirmation_requested")),
    Box(17, Label("Intention to send a request for mutual legal assistance",
                  "Qarşılıqlı hüquqi yardım sorğusu göndərmək niyyəti"),
        ("mla_intended", "formal_required", "special_procedure")),
    Box(18, Label("Attachments", "Qoşmalar"), rows="files"),
    Box(19, Label("Signature, stamp", "İmza, möhür"), ("is_signed",)),
)
# fmt: on


TCY11 = Paper(
    kind=KIND,
    name="T-CY(2018)11",
    title=_("Register a request"),
    url="contact_point:register",
    urgent="contact_point:urgent",
    boxes=BOXES,
    labels=WORDS,
    contacts=OFFICES,
    statuses={False: NEW, True: EXTENSION},
    completed=completed,
    follows=lambda said: Link.Kind.EXTENSION.value if said.get("is_extension") else "",
    missing=missing_of,
    unsaid=_("The request does not say (Art. 29.2): %(gaps)s."),
)
