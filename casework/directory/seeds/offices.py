"""The authorities of this installation, other bodies, their other names, and who is competent."""

from datetime import date

from casework.directory.seeds.tables import PROFILE, Row, row

BAKU = {"time_zone": "Asia/Baku", "source": PROFILE}

BODIES: list[Row] = [
    row(
        "sss",
        "State Security Service of the Republic of Azerbaijan",
        "Azərbaycan Respublikasının Dövlət Təhlükəsizliyi Xidməti",
        kind="ministry",
        note_en="Chairs the interagency commission that discusses amendments of procedural law.",
        note_az="Onun sədrliyi ilə idarələrarası komissiya prosessual qanunvericiliyə"
        " dəyişiklikləri müzakirə edir.",
        **BAKU,
    ),
    row(
        "sss-economy",
        "Counter-intelligence Provision of the Economy",
        "İqtisadiyyatın əks-kəşfiyyat təminatı",
        kind="department",
        parent="sss",
        **BAKU,
    ),
    row(
        "sss-cyber",
        "Department of Combating Crimes in Communications and IT",
        "Rabitə və informasiya texnologiyaları sahəsində cinayətlərə qarşı mübarizə şöbəsi",
        kind="department",
        parent="sss-economy",
        note_en="The 24/7 contact point of Article 35.",
        note_az="35-ci maddədə nəzərdə tutulmuş 24/7 əlaqə mərkəzi.",
        **BAKU,
    ),
    row(
        "pgo",
        "Prosecutor General’s Office of the Republic of Azerbaijan",
        "Azərbaycan Respublikasının Baş Prokurorluğu",
        kind="prosecution",
        **BAKU,
    ),
    row(
        "pgo-international",
        "International Legal Cooperation Department",
        "Beynəlxalq hüquqi əməkdaşlıq idarəsi",
        kind="department",
        parent="pgo",
        note_en="An independent structural unit; central authority before trial.",
        note_az="Müstəqil struktur qurumu; məhkəməyədək icraatda mərkəzi orqan.",
        **BAKU,
    ),
    row(
        "moj",
        "Ministry of Justice of the Republic of Azerbaijan",
        "Azərbaycan Respublikasının Ədliyyə Nazirliyi",
        kind="ministry",
        note_en="Competent at the trial stage.",
        note_az="Məhkəmə icraatı mərhələsində səlahiyyətli orqan.",
        **BAKU,
    ),
    row(
        "mia",
        "Ministry of Internal Affairs of the Republic of Azerbaijan",
        "Azərbaycan Respublikasının Daxili İşlər Nazirliyi",
        kind="ministry",
        note_en="Public security and prevention of crime; a unit was being set up in 2022.",
        note_az="İctimai təhlükəsizlik və cinayətlərin qarşısının alınması; 2022-ci ildə bölmə"
        " yaradılmaqda idi.",
        **BAKU,
    ),
    row(
        "digital",
        "Ministry of Digital Development and Transport",
        "Rəqəmsal İnkişaf və Nəqliyyat Nazirliyi",
        kind="ministry",
        **BAKU,
    ),
    row(
        "cert-az",
        "Cyber Security Service (CERT-AZ)",
        "Kibertəhlükəsizlik Xidməti (CERT-AZ)",
        kind="response",
        parent="digital",
        note_en="Coordinates the owners of information infrastructure, reports risks, advises.",
        note_az="İnformasiya infrastrukturu subyektlərinin fəaliyyətini əlaqələndirir, risklər"
        " barədə məlumat verir, metodiki yardım göstərir.",
        **BAKU,
    ),
    row(
        "special-communication",
        "Special Communication and Information Security State Service",
        "Xüsusi Rabitə və İnformasiya Təhlükəsizliyi Dövlət Xidməti",
        kind="ministry",
        **BAKU,
    ),
    row(
        "cert-gov-az",
        "Computer Emergency Response Center (CERT.GOV.AZ)",
        "Kompüter İnsidentlərinə Qarşı Mübarizə Mərkəzi (CERT.GOV.AZ)",
        kind="response",
        parent="special-communication",
        note_en="Information security of the systems and networks of State organisations.",
        note_az="Dövlət qurumlarının informasiya sistemlərinin və şəbəkələrinin təhlükəsizliyi.",
        **BAKU,
    ),
    row(
        "anas",
        "Azerbaijan National Academy of Sciences",
        "Azərbaycan Milli Elmlər Akademiyası",
        kind="other",
        **BAKU,
    ),
    row(
        "azsciencecert",
        "Computer Security Incident Response Team (AzScienceCERT)",
        "Kompüter təhlükəsizliyi insidentlərinə cavab qrupu (AzScienceCERT)",
        kind="response",
        parent="anas",
        note_en="Information security of the institutes and enterprises of the Academy.",
        note_az="Akademiyanın institut və müəssisələrinin informasiya təhlükəsizliyi.",
        **BAKU,
    ),
]

FORMER = {"is_former": True}
OTHER_NAMES: list[tuple[str, Row]] = [
    ("sss", {"name": "DTX"}),
    (
        "sss",
        {"name": "Ministry of National Security", "used_until": date(2015, 12, 14), **FORMER},
    ),
    (
        "sss",
        {"name": "Milli Təhlükəsizlik Nazirliyi", "used_until": date(2015, 12, 14), **FORMER},
    ),
    ("mia", {"name": "DİN"}),
    ("digital", {"name": "Ministry of Transport, Communications and High Technologies", **FORMER}),
    ("digital", {"name": "Nəqliyyat, Rabitə və Yüksək Texnologiyalar Nazirliyi", **FORMER}),
    ("digital", {"name": "Ministry of Communications and High Technologies", **FORMER}),
    ("digital", {"name": "Rabitə və Yüksək Texnologiyalar Nazirliyi", **FORMER}),
    ("cert-az", {"name": "AZ-CERT"}),
    ("cert-az", {"name": "Electronic Security Center", **FORMER}),
    ("cert-az", {"name": "Elektron Təhlükəsizlik Mərkəzi", **FORMER}),
    ("azsciencecert", {"name": "ScienceCERT"}),
]

AUTHORITIES: list[Row] = [
    row(
        "SSS",
        "State Security Service",
        "Dövlət Təhlükəsizliyi Xidməti",
        department_en="Department of Combating Crimes in Communications and IT",
        department_az="Rabitə və informasiya texnologiyaları sahəsində cinayətlərə qarşı"
        " mübarizə şöbəsi",
        body="sss-cyber",
        office_hours="24/7",
        procedures=["contact_point"],
        **BAKU,
    ),
    row(
        "PGO",
        "Prosecutor General’s Office",
        "Baş Prokurorluq",
        department_en="International Legal Cooperation Department",
        department_az="Beynəlxalq hüquqi əməkdaşlıq idarəsi",
        body="pgo-international",
        procedures=["mla", "outgoing", "spontaneous"],
        **BAKU,
    ),
    row(
        "MOJ",
        "Ministry of Justice",
        "Ədliyyə Nazirliyi",
        body="moj",
        procedures=["mla", "outgoing", "spontaneous"],
        **BAKU,
    ),
]

COMPETENCES: list[Row] = [
    {"authority": "SSS", "fields": {"procedure": "contact_point", "stage": "", "source": PROFILE}},
    {"authority": "PGO", "fields": {"procedure": "mla", "stage": "", "source": PROFILE}},
    {"authority": "PGO", "fields": {"procedure": "mla", "stage": "pre_trial", "source": PROFILE}},
    {"authority": "MOJ", "fields": {"procedure": "mla", "stage": "trial", "source": PROFILE}},
    *(
        {"authority": code, "fields": {"procedure": "outgoing", "stage": stage, "source": PROFILE}}
        for code, stage in (("PGO", ""), ("PGO", "pre_trial"), ("MOJ", "trial"))
    ),
]
