"""Who asks for assistance in the demonstration, and about what else; all of it is invented."""

from casework.demo.abroad import OFFENCES as SHARED
from casework.demo.abroad import Offence, Office


def _office(
    state: str, country: str, name: str, person: str, domain: str, zone: str, reference: str
) -> Office:
    return Office(state, name, person, f"mla@{domain}.example", zone, reference, country)


OFFICES = {
    "cologne": _office("DE", "Germany", "Staatsanwaltschaft Köln, Zentralstelle Cybercrime",
                       "Jürgen Weißenfels", "zac", "Europe/Berlin", "{n} UJs 12/{year}"),
    "paris": _office("FR", "France", "Tribunal judiciaire de Paris, section J3",
                     "Hélène Garnier", "j3", "Europe/Paris", "J3-{year}-{n}"),
    "rotterdam": _office("NL", "Netherlands", "Landelijk Parket, Rotterdam",
                         "Joris van der Meer", "lp", "Europe/Amsterdam", "LURIS-{year}-{n}"),
    "krakow": _office("PL", "Poland", "Prokuratura Okręgowa w Krakowie",
                      "Agnieszka Wójcik", "po-krakow", "Europe/Warsaw", "PO III Oz {n}.{year}"),
    "warsaw": _office("PL", "Poland", "Sąd Okręgowy w Warszawie, VIII Wydział Karny",
                      "Paweł Jabłoński", "so-warszawa", "Europe/Warsaw", "VIII K {n}/{year}"),
    "bucharest": _office("RO", "Romania", "DIICOT, Structura Centrală, București",
                         "Ștefan Ionescu", "diicot", "Europe/Bucharest", "{n}/D/P/{year}"),
    "tbilisi": _office("GE", "Georgia", "Prosecution Service of Georgia, Tbilisi",
                       "Nino Kapanadze", "psg", "Asia/Tbilisi", "PSG {year}/{n}"),
    "izmir": _office("TR", "Türkiye", "İzmir 7. Ağır Ceza Mahkemesi",
                     "Gökçe Şahin", "izmir", "Europe/Istanbul", "{year}/{n} Esas"),
    "kyiv": _office("UA", "Ukraine", "Офіс Генерального прокурора, Київ",
                    "Андрій Шевчук", "gp", "Europe/Kyiv", "19/1/1-{n}-{year}"),
    "odesa": _office("UA", "Ukraine", "Приморський районний суд, Одеса",
                     "Ірина Ткаченко", "od", "Europe/Kyiv", "522/{n}/{year}"),
    "washington": _office("US", "United States", "Office of International Affairs, Washington",
                          "Marcus Ellery", "oia", "America/New_York", "OIA 182-{n}"),
    "london": _office("GB", "United Kingdom", "UK Central Authority, London",
                      "Priya Nair", "ukca", "Europe/London", "UKCA/{year}/{n}"),
    "milan": _office("IT", "Italy", "Procura della Repubblica presso il Tribunale di Milano",
                     "Chiara Lombardi", "procura", "Europe/Rome", "RGNR {n}/{year}"),
    "madrid": _office("ES", "Spain", "Juzgado Central de Instrucción n.º 4, Madrid",
                      "Álvaro Núñez", "jci", "Europe/Madrid", "DP {n}/{year}"),
    "prague": _office("CZ", "Czechia", "Nejvyšší státní zastupitelství, Brno",
                      "Eliška Řeháková", "nsz", "Europe/Prague", "6 NZC {n}/{year}"),
    "tallinn": _office("EE", "Estonia", "Riigiprokuratuur, Tallinn",
                       "Kristjan Põld", "prok", "Europe/Tallinn", "RP-6-{n}/{year}"),
    "tokyo": _office("JP", "Japan", "Ministry of Justice, Criminal Affairs Bureau, Tokyo",
                     "Kenji Hayashi", "moj", "Asia/Tokyo", "CAB-{year}-{n}"),
    "chisinau": _office("MD", "Moldova", "Procuratura Generală, Chișinău",
                        "Ion Țurcanu", "pg", "Europe/Chisinau", "17-{n}/{year}"),
    "astana": _office("KZ", "Kazakhstan", "Бас прокуратура, Астана",
                      "Әсел Нұрланова", "prokuror", "Asia/Almaty", "2-{n}-{year}"),
    "dubai": _office("AE", "United Arab Emirates", "Ministry of Justice, Abu Dhabi",
                     "Mariam Al Suwaidi", "moj-ae", "Asia/Dubai", "MOJ/IC/{year}/{n}"),
    "delhi": _office("IN", "India", "District Court (Saket), New Delhi",
                     "Raghav Menon", "saket", "Asia/Kolkata", "LR {n} of {year}"),
    "cbi": _office("IN", "India", "Central Bureau of Investigation, New Delhi",
                   "Ananya Rao", "cbi", "Asia/Kolkata", "CBI/IPCC/{n}/{year}"),
    "vilnius": _office("LT", "Lithuania", "Generalinė prokuratūra, Vilnius",
                       "Rūta Žukauskaitė", "gp-lt", "Europe/Vilnius", "14.3-{n}/{year}"),
}  # fmt: skip

OFFENCES = SHARED | {
    "gambling": Offence(
        "Unlicensed betting on the internet",
        "Criminal code of the requesting State, organising games of chance without a licence",
        "Imprisonment up to three years",
        "A site takes bets without a licence. Its accounts are kept from the addresses below.",
        necessity="Who keeps the accounts leads to the organisers.",
    ),
    "voucher": Offence(
        "Computer-related forgery (Art. 7) and evasion of value added tax",
        "Criminal code of the requesting State, forgery of documents, tax evasion",
        "Imprisonment up to ten years",
        "Electronic invoices of companies that do not exist were made on a rented server. Tax of"
        " 2.4 million euro was deducted with them.",
        necessity="The user of the server is the only link to whoever ordered the invoices.",
    ),
    "insider": Offence(
        "Illegal access (Art. 2): data of customers sold by an employee",
        "Criminal code of the requesting State, illegal access, breach of trade secrets",
        "Imprisonment up to five years",
        "An administrator of a bank copied the data of 61 000 customers and offered them for sale;"
        " the buyer’s account is kept with a provider in Azerbaijan.",
        necessity="The correspondence with the buyer is evidence of intent.",
    ),
}
