"""Who asks the contact point in the demonstration; every office is invented."""

from casework.demo.abroad import Office


def _office(
    state: str, country: str, name: str, person: str, domain: str, zone: str, reference: str
) -> Office:
    return Office(state, name, person, f"24-7@{domain}.example", zone, reference, country)


OFFICES = {
    "bka": _office("DE", "Germany", "Bundeskriminalamt, Cybercrime, Wiesbaden",
                   "Katrin Behrens", "bka", "Europe/Berlin", "SO 4{n}/{year}"),
    "paris": _office("FR", "France", "Office anti-cybercriminalité, Nanterre",
                     "Étienne Marchand", "ofac", "Europe/Paris", "OFAC-{year}-{n}"),
    "hague": _office("NL", "Netherlands", "Landelijke Eenheid, Team High Tech Crime, Driebergen",
                     "Sanne de Wit", "thtc", "Europe/Amsterdam", "THTC{year}{n}"),
    "warsaw": _office("PL", "Poland", "Centralne Biuro Zwalczania Cyberprzestępczości, Warszawa",
                      "Michał Zieliński", "cbzc", "Europe/Warsaw", "CBZC-{n}/{year}"),
    "bucharest": _office("RO", "Romania", "Direcția de Combatere a Criminalității Informatice",
                         "Ioana Petrescu", "dcci", "Europe/Bucharest", "{n}/S4/{year}"),
    "tbilisi": _office("GE", "Georgia", "Central Criminal Police, Cybercrime Division, Tbilisi",
                       "Giorgi Beridze", "ccp", "Asia/Tbilisi", "CCP {year}/{n}"),
    "ankara": _office("TR", "Türkiye", "Siber Suçlarla Mücadele Daire Başkanlığı, Ankara",
                      "Özgür Yıldız", "siber", "Europe/Istanbul", "{year}/SSM-{n}"),
    "kyiv": _office("UA", "Ukraine", "Cyberpolice Department, Kyiv",
                    "Олена Коваленко", "cyberpolice", "Europe/Kyiv", "UA {year}-{n}"),
    "washington": _office("US", "United States", "Computer Crime Section, Washington",
                          "Rebecca Lindqvist", "ccs", "America/New_York", "24/7-{year}-{n}"),
    "london": _office("GB", "United Kingdom", "National Cyber Crime Unit, London",
                      "Owen Hargreaves", "nccu", "Europe/London", "NCCU/{n}/{year}"),
    "tallinn": _office("EE", "Estonia", "Central Criminal Police, Cybercrime Bureau, Tallinn",
                       "Kadri Tamm", "keskpol", "Europe/Tallinn", "KKP-{n}-{year}"),
    "rome": _office("IT", "Italy", "Polizia Postale, Servizio Centrale, Roma",
                    "Giulia Ferrante", "postale", "Europe/Rome", "SCP {n}.{year}"),
    "madrid": _office("ES", "Spain", "Unidad Central de Ciberdelincuencia, Madrid",
                      "Álvaro Núñez", "ucc", "Europe/Madrid", "UCC {year}-{n}"),
    "prague": _office("CZ", "Czechia", "Centrála proti kybernetické kriminalitě, Praha",
                      "Tomáš Dvořák", "nckk", "Europe/Prague", "NCKK-{n}/ČJ-{year}"),
    "tokyo": _office("JP", "Japan", "National Police Agency, Cyber Affairs Bureau, Tokyo",
                     "Haruka Mori", "npa", "Asia/Tokyo", "NPA-CA-{year}-{n}"),
    "chisinau": _office("MD", "Moldova", "Centrul pentru combaterea crimelor cibernetice",
                        "Natalia Rusu", "cccc", "Europe/Chisinau", "CCCC {n}/{year}"),
}  # fmt: skip
