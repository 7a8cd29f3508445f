"""What the Convention on Cybercrime adds, article by article, in our own words."""

from casework.directory.seeds.tables import CONVENTION, Row, row


def article(number: str, names: tuple[str, str], rule_en: str, rule_az: str, **fields: str) -> Row:
    """Return the row of an article; both names, then the rule, in English and Azerbaijani."""
    return row(
        f"ets-185-{number.replace('.', '-').replace('–', '-')}",
        *names,
        instrument="ets-185",
        number=number,
        rule_en=rule_en,
        rule_az=rule_az,
        source=CONVENTION,
        **fields,
    )


ARTICLES: list[Row] = [
    article(
        "16.2–3",
        ("Preservation ordered at home", "Ölkə daxilində mühafizə"),
        "An order lasts at most 90 days and may be renewed; the custodian keeps it secret.",
        "Qərar ən çoxu 90 gün qüvvədədir və yenilənə bilər; verilənləri saxlayan onu gizli"
        " saxlayır.",
    ),
    article(
        "18.3",
        ("Subscriber information", "Abunəçi məlumatları"),
        "Service used and its period; identity, address, numbers, billing; where equipment"
        " is installed.",
        "İstifadə olunan xidmət və onun müddəti; şəxsiyyət, ünvan, nömrələr, ödənişlər;"
        " avadanlığın quraşdırıldığı yer.",
    ),
    article(
        "25.3",
        ("Urgent means of communication", "Təcili rabitə vasitələri"),
        "Urgent requests may come by fax or e-mail; a formal confirmation may follow.",
        "Təxirəsalınmaz sorğu faks və ya e-poçtla göndərilə bilər; rəsmi təsdiq sonra gələ bilər.",
    ),
    article(
        "25.4",
        ("Conditions of domestic law", "Daxili qanunvericiliyin şərtləri"),
        "The grounds of our law and of treaties apply; an offence of Arts. 2–11 is not"
        " refused only because it is fiscal.",
        "Qanunvericiliyimizdəki və müqavilələrdəki əsaslar tətbiq olunur; 2–11-ci maddələrdəki"
        " cinayətə görə yalnız maliyyə xarakterli olduğu üçün imtina edilmir.",
    ),
    article(
        "25.5",
        ("Dual criminality", "İkili cinayət"),
        "The conduct must be an offence in both States, whatever it is called.",
        "Adından asılı olmayaraq, əməl hər iki dövlətdə cinayət sayılmalıdır.",
    ),
    article(
        "27.2",
        ("Central authorities", "Mərkəzi orqanlar"),
        "Central authorities send, answer and carry out requests, and talk to each other directly.",
        "Mərkəzi orqanlar sorğuları göndərir, cavablandırır, icra edir və bir-biri ilə"
        " birbaşa əlaqə saxlayır.",
        declaration_en="The declaration on record names the predecessor of the State Security"
        " Service; competence in this installation follows its rules of competence.",
        declaration_az="Mövcud bəyanatda Dövlət Təhlükəsizliyi Xidmətinin sələfi göstərilib; bu"
        " sistemdə səlahiyyət müvafiq qaydalarla müəyyən olunur.",
    ),
    article(
        "27.3",
        ("Procedure asked for", "İstənilən prosedur"),
        "Follow the procedure that the requester asks for unless our law forbids it.",
        "Qanunvericiliyimizə zidd olmadıqda, sorğu edənin istədiyi prosedura əməl edilir.",
    ),
    article(
        "27.4",
        ("Further grounds of refusal", "İmtinanın əlavə əsasları"),
        "(a) a political offence; (b) sovereignty, security, ordre public, essential interests.",
        "(a) siyasi cinayət; (b) suverenlik, təhlükəsizlik, ictimai qayda, mühüm maraqlar.",
    ),
    article(
        "27.5",
        ("Postponement", "Təxirə salma"),
        "Action may be postponed if it would prejudice our own proceedings.",
        "İcra öz icraatımıza xələl gətirərsə, təxirə salına bilər.",
    ),
    article(
        "27.6",
        ("Consultation first", "Əvvəlcə məsləhətləşmə"),
        "Before refusing or postponing consult, and consider an answer in part or under"
        " conditions.",
        "İmtinadan və ya təxirə salmadan əvvəl məsləhətləşmə aparılır, qismən və ya şərtlə"
        " icra nəzərdən keçirilir.",
    ),
    article(
        "27.7",
        ("Outcome and reasons", "Nəticə və səbəblər"),
        "Tell the requester the outcome soon, with reasons for refusal, postponement,"
        " impossibility or significant delay.",
        "Nəticə tez bildirilir; imtina, təxirə salma, mümkünsüzlük və ya xeyli gecikmə"
        " əsaslandırılır.",
    ),
    article(
        "27.8",
        ("Confidentiality asked for", "Məxfilik xahişi"),
        "If the request cannot be kept confidential, tell the requester, who decides.",
        "Məxfilik təmin edilə bilmədikdə, sorğu edənə bildirilir və qərarı o verir.",
    ),
    article(
        "27.9",
        ("Urgent requests, wrong door", "Təcili sorğu, səhv ünvan"),
        "Urgent requests go from judicial authority to judicial authority or by INTERPOL; one"
        " at the wrong door is forwarded and the requester is told.",
        "Təcili sorğu məhkəmə orqanları arasında birbaşa və ya İNTERPOL vasitəsilə göndərilir;"
        " səhv ünvana gələn sorğu aidiyyəti üzrə yönəldilir və sorğu edənə bildirilir.",
        declaration_en="Under 27.9.e urgent direct requests are to be sent to the central"
        " authority.",
        declaration_az="27.9.e bəndinə əsasən təcili birbaşa sorğular mərkəzi orqana"
        " göndərilməlidir.",
    ),
    article(
        "28.2–4",
        ("Conditions of use", "İstifadə şərtləri"),
        "Material may be given on condition of confidentiality and of use in the stated case"
        " only; an explanation of its use may be asked for.",
        "Material məxfilik və yalnız göstərilən iş üzrə istifadə şərti ilə verilə bilər;"
        " istifadəsi barədə izahat istənilə bilər.",
    ),
    article(
        "29.2",
        ("Content of a preservation request", "Mühafizə sorğusunun məzmunu"),
        "(a) the authority; (b) the offence and facts; (c) the data and their link to it;"
        " (d) anything known of custodian or place; (e) why it is necessary; (f) that a"
        " request for assistance will follow.",
        "(a) orqan; (b) cinayət və faktlar; (c) verilənlər və onların cinayətlə əlaqəsi;"
        " (d) saxlayan və ya yer barədə məlum olanlar; (e) zərurət; (f) qarşılıqlı yardım"
        " sorğusunun göndəriləcəyi.",
    ),
    article(
        "29.3",
        ("No dual criminality for preservation", "Mühafizə üçün ikili cinayət şərti"),
        "Dual criminality is no condition for preservation.",
        "Mühafizə üçün ikili cinayət şərti tələb olunmur.",
    ),
    article(
        "29.4",
        ("Reservation on dual criminality", "İkili cinayət üzrə qeyd-şərt"),
        "A State that reserved it may require dual criminality for other offences than Arts. 2–11.",
        "Qeyd-şərt etmiş dövlət 2–11-ci maddələrdən kənar cinayətlər üçün ikili cinayət şərti"
        " qoya bilər.",
        reservation="unknown",
    ),
    article(
        "29.5",
        ("Refusal of preservation", "Mühafizədən imtina"),
        "Only for a political offence, or for sovereignty, security, ordre public, essential"
        " interests.",
        "Yalnız siyasi cinayət və ya suverenlik, təhlükəsizlik, ictimai qayda, mühüm maraqlar"
        " əsası ilə.",
    ),
    article(
        "29.6",
        ("Risk of preservation", "Mühafizənin riski"),
        "If preservation would not secure the data or would endanger confidentiality, tell"
        " the requester, who decides.",
        "Mühafizə verilənləri təmin etmirsə və ya məxfiliyə xələl gətirirsə, sorğu edənə"
        " bildirilir və qərarı o verir.",
    ),
    article(
        "29.7",
        ("Length of preservation", "Mühafizənin müddəti"),
        "At least 60 days; once the request for assistance has come, until its decision.",
        "Ən azı 60 gün; yardım sorğusu daxil olduqda, onun üzrə qərara qədər.",
    ),
    article(
        "30.1",
        ("Provider of another State", "Başqa dövlətin provayderi"),
        "If a provider of another State took part, disclose enough traffic data to name it"
        " and the path.",
        "Başqa dövlətin provayderi iştirak edibsə, onu və yolu müəyyən etmək üçün kifayət"
        " edən trafik verilənləri açıqlanır.",
    ),
    article(
        "30.2",
        ("Refusal of disclosure", "Açıqlamadan imtina"),
        "Only on the two grounds of Art. 29.5.",
        "Yalnız 29.5-ci maddədəki iki əsasla.",
    ),
    article(
        "31.3",
        ("Expedited answer", "Təxirəsalınmaz cavab"),
        "Answer faster where data are likely to be lost or changed, or a treaty says so.",
        "Verilənlərin itmə və ya dəyişmə ehtimalı olduqda və ya müqavilə nəzərdə tutduqda daha"
        " tez cavab verilir.",
    ),
    article(
        "33",
        ("Real-time traffic data", "Real vaxtda trafik verilənləri"),
        "Assistance under the conditions of our own law.",
        "Yardım öz qanunvericiliyimizin şərtləri ilə göstərilir.",
    ),
    article(
        "34",
        ("Content data", "Məzmun verilənləri"),
        "Assistance as far as treaties and our own law permit.",
        "Yardım müqavilələrin və qanunvericiliyimizin imkan verdiyi həddə göstərilir.",
    ),
    article(
        "35.1",
        ("24/7 contact point", "24/7 əlaqə mərkəzi"),
        "At every hour: (a) technical advice; (b) preservation under Arts. 29 and 30;"
        " (c) evidence, legal information, locating suspects.",
        "Günün istənilən saatında: (a) texniki məsləhət; (b) 29 və 30-cu maddələr üzrə"
        " mühafizə; (c) sübut, hüquqi məlumat, şübhəlinin yerinin müəyyən edilməsi.",
    ),
]
for place, entry in enumerate(ARTICLES):
    entry["position"] = 10 * (place + 1)
