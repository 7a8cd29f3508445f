"""Offences of the Convention in domestic law, and the laws that the profile names."""

from datetime import date

from casework.directory.seeds.tables import PROFILE, Row, row


def offence(position: int, name_en: str, name_az: str, how: str, *notes: str) -> Row:
    """Return the row of the article with this number; notes in English and Azerbaijani."""
    note_en, note_az = notes or ("", "")
    return row(
        f"art-{position}",
        name_en,
        name_az,
        article=str(position),
        position=position,
        implementation=how,
        note_en=note_en,
        note_az=note_az,
        source=PROFILE,
    )


OFFENCES: list[Row] = [
    offence(2, "Illegal access", "Qanunsuz daxilolma", "full"),
    offence(3, "Illegal interception", "Qanunsuz ələ keçirmə", "full"),
    offence(4, "Data interference", "Verilənlərə müdaxilə", "full"),
    offence(5, "System interference", "Sistemə müdaxilə", "full"),
    offence(6, "Misuse of devices", "Qurğulardan sui-istifadə", "full"),
    offence(7, "Computer-related forgery", "Kompüterlə bağlı saxtakarlıq", "yes"),
    offence(
        8,
        "Computer-related fraud",
        "Kompüterlə bağlı dələduzluq",
        "general",
        "General fraud; the provision has no computer element.",
        "Ümumi dələduzluq; normada kompüter elementi yoxdur.",
    ),
    offence(
        9,
        "Child pornography",
        "Uşaq pornoqrafiyası",
        "lacking",
        "Necessary definitions are lacking.",
        "Zəruri anlayışlar yoxdur.",
    ),
    offence(
        10,
        "Infringement of copyright and related rights",
        "Müəllif hüquqlarının və əlaqəli hüquqların pozulması",
        "general",
        "General provisions are used.",
        "Ümumi normalar tətbiq olunur.",
    ),
    offence(11, "Attempt, aiding and abetting", "Cəhd, köməkçilik və təhrikçilik", "yes"),
    offence(
        12,
        "Corporate liability",
        "Hüquqi şəxslərin məsuliyyəti",
        "general",
        "Provisions are there, but general.",
        "Normalar var, lakin ümumi xarakterlidir.",
    ),
]


def related(code: str, name_en: str, name_az: str, adopted_on: date) -> Row:
    """Return the row of a law that the profile names with its date."""
    return row(code, name_en, name_az, adopted_on=adopted_on, source=PROFILE)


RELATED_LAWS: list[Row] = [
    related("criminal-code", "Criminal Code", "Cinayət Məcəlləsi", date(1999, 12, 30)),
    related(
        "criminal-procedure-code",
        "Criminal Procedure Code",
        "Cinayət-Prosessual Məcəlləsi",
        date(2000, 7, 14),
    ),
    related(
        "national-security-concept",
        "National Security Concept",
        "Milli Təhlükəsizlik Konsepsiyası",
        date(2007, 5, 23),
    ),
    related(
        "critical-infrastructure",
        "Decree on Certain Measures to Ensure the Security of Critical Information Infrastructure",
        "Kritik informasiya infrastrukturunun təhlükəsizliyinin təmin edilməsi sahəsində bəzi"
        " tədbirlər haqqında Fərman",
        date(2021, 4, 17),
    ),
    related(
        "detective-search",
        "Detective-Search Activity Act",
        "Əməliyyat-axtarış fəaliyyəti haqqında Qanun",
        date(1999, 10, 28),
    ),
    related(
        "civil-defence", "Law on Civil Defence", "Mülki müdafiə haqqında Qanun", date(1997, 12, 30)
    ),
    related(
        "personal-data",
        "Law on Personal Data Protection",
        "Fərdi məlumatlar haqqında Qanun",
        date(2010, 5, 11),
    ),
    related(
        "telecommunications",
        "Law on Telecommunications",
        "Telekommunikasiya haqqında Qanun",
        date(2005, 6, 14),
    ),
    related(
        "information",
        "Law on Information, Informatization and Protection of Information",
        "İnformasiya, informasiyalaşdırma və informasiyanın mühafizəsi haqqında Qanun",
        date(1998, 4, 3),
    ),
    related(
        "right-to-information",
        "Law on the Right to Obtain Information",
        "İnformasiya əldə etmək haqqında Qanun",
        date(2005, 9, 30),
    ),
    related(
        "children-information",
        "Law on Protection of Children from Harmful Information",
        "Uşaqların zərərli informasiyadan qorunması haqqında Qanun",
        date(2018, 10, 30),
    ),
    related(
        "government-cloud",
        "Decree on the Government Cloud and the Provision of Cloud Services",
        "“Hökumət buludu”nun yaradılması və bulud xidmətlərinin göstərilməsi sahəsində"
        " tədbirlər haqqında Fərman",
        date(2018, 6, 3),
    ),
    related(
        "information-security-commission",
        "Order on the Coordination Commission for Information Security",
        "İnformasiya Təhlükəsizliyi üzrə Koordinasiya Komissiyasının yaradılması haqqında Sərəncam",
        date(2018, 3, 29),
    ),
]
