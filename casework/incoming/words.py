"""What the forms of the Council of Europe print beside their fields, in both languages."""

from casework.cases.people import Contact
from casework.incoming.paper import Label

# fmt: off
WORDS: dict[str, Label] = {
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

PART = Contact.Part
OFFICE = ("organisation", "person", "job_title", "function", "phone", "mobile", "email")
OFFICES: dict[str, tuple[str, ...]] = {
    PART.REQUESTING: ("organisation", "person", "address", "phone", "mobile", "email", "fax",
                      "office_hours", "time_zone"),
    PART.CONFIRMATION: ("person", "job_title", "function", "phone", "mobile", "email"),
    PART.INVESTIGATING: (*OFFICE, "address"),
    PART.PROSECUTION: ("organisation", "person", "phone", "email", "numbers"),
}
# fmt: on
