"""The boxes of the Council of Europe's form T-CY(2018)11, in their order, with both languages.

The form is printed in both, so these texts stand beside each other on every page and are never
translated. Boxes 1 to 7 follow the template of 9 July 2018; from 8 on they are reconstructed.
"""

from django.utils.translation import gettext_lazy as _

from casework.cases.people import Contact
from casework.incoming.paper import Box, Label, Paper
from contact_point.missing import completed, missing_of

KIND = "contact_point"

# fmt: off
LABELS: dict[str, Label] = {
    "dated_on": Label("Date (DD/MM/YYYY)", "Tarix (GG/AA/İİİİ)"),
    "foreign_reference": Label("Reference", "İstinad"),
    "foreign_case_number": Label("Case number", "İş nömrəsi"),
    "is_extension": Label("Request status", "Sorğunun statusu"),
    "previous_reference": Label("Ticket / reference number of the previous request",
                                "Əvvəlki sorğunun bilet/istinad nömrəsi"),
    "requested_authority": Label("Requested authority", "Sorğu edilən orqan"),
    "organisation": Label("Organisation", "Təşkilat"),
    "person": Label("Person in charge", "Sorğuya məsul şəxs"),
    "name": Label("Name", "Ad"),
    "job_title": Label("Job title", "Vəzifə"),
    "function": Label("Function", "Funksiya"),
    "address": Label("Address", "Ünvan"),
    "phone": Label("Telephone number", "Telefon nömrəsi"),
    "mobile": Label("Cell phone", "Mobil telefon nömrəsi"),
    "email": Label("E-mail address", "E-poçt ünvanı"),
    "fax": Label("Fax number", "Faks nömrəsi"),
    "office_hours": Label("Office hours", "İş saatları"),
    "time_zone": Label("Time zone", "Saat qurşağı"),
    "numbers": Label("Numbers and decisions", "Nömrələr və qərarlar"),
    "reply_channel": Label("Response preferred by", "Cavabın üstün tutulan yolu"),
    "offence": Label("Offence", "Cinayət"),
    "provisions": Label("Legal provisions", "Hüquqi müddəalar"),
    "penalties": Label("Penalties", "Cəzalar"),
    "summary": Label("Summary of the facts", "Faktların qısa məzmunu"),
    "necessity": Label("Purpose and necessity", "Məqsəd və zərurət"),
    "relation": Label("Relation of the data to the offence", "Verilənlərin cinayətlə əlaqəsi"),
    "custodian": Label("Provider, custodian or location of the data",
                       "Xidmət provayderi, verilənləri saxlayan və ya onların yeri"),
    "partial_disclosure": Label("Partial disclosure of traffic data (Art. 30)",
                                "Trafik verilənlərinin qismən açıqlanması (maddə 30)"),
    "is_urgent": Label("The request is urgent", "Sorğu təcilidir"),
    "urgency": Label("Reason of urgency", "Təcililiyin səbəbi"),
    "urgency_note": Label("More on the urgency", "Təcililik barədə əlavə məlumat"),
    "loss_expected_at": Label("Loss of data expected", "Verilənlərin itirilməsi gözlənilir"),
    "answer_by_at": Label("Answer needed by", "Cavab bu vaxta qədər lazımdır"),
    "is_confidential": Label("Confidentiality is requested", "Məxfilik xahiş olunur"),
    "confirmation_requested": Label("Confirmation of receipt is requested",
                                    "Alınmanın təsdiqi xahiş olunur"),
    "mla_intended": Label("A request for mutual legal assistance will follow",
                          "Qarşılıqlı hüquqi yardım sorğusu göndəriləcək"),
    "formal_required": Label("Formal confirmation is required (Art. 25.3)",
                             "Rəsmi təsdiq tələb olunur (maddə 25.3)"),
    "special_procedure": Label("Special procedure requested (Art. 27.3)",
                               "Xüsusi qayda xahiş olunur (maddə 27.3)"),
    "is_signed": Label("Signed and stamped", "İmzalanıb və möhürlənib"),
    "attachments": Label("Files", "Fayllar"),
}

NEW = Label("New request", "Yeni sorğu")
EXTENSION = Label("Extension of previous request", "Əvvəlki sorğunun vaxtının uzadılması")

PART = Contact.Part
OFFICE = ("organisation", "person", "job_title", "function", "phone", "mobile", "email")
CONTACTS: dict[str, tuple[str, ...]] = {
    PART.REQUESTING: ("organisation", "person", "address", "phone", "mobile", "email", "fax",
                      "office_hours", "time_zone"),
    PART.CONFIRMATION: ("person", "job_title", "function", "phone", "mobile", "email"),
    PART.INVESTIGATING: (*OFFICE, "address"),
    PART.PROSECUTION: ("organisation", "person", "phone", "email", "numbers"),
}

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
    labels=LABELS,
    contacts=CONTACTS,
    statuses={False: NEW, True: EXTENSION},
    completed=completed,
    missing=missing_of,
    unsaid=_("The request does not say (Art. 29.2): %(gaps)s."),
)
