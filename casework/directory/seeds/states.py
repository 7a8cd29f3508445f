"""States: codes of ISO 3166-1, names from the Unicode locale tables."""

from babel import Locale
from django_countries.data import COUNTRIES

from casework.directory.seeds.tables import Row, row

# Parties to the Convention on Cybercrime as far as known for certain; the others stay unknown.
CODES = """
AD AL AM AR AT AU AZ BA BE BG BR CA CH CL CM CO CR CV CY CZ DE DK DO EE ES FI FR GB GE GH GR
HR HU IL IS IT JP LI LK LT LU LV MA MC MD ME MK MT MU NG NL NO PA PE PH PL PT PY RO RS SE SI
SK SM SN TN TO TR UA US
"""
PARTIES = frozenset(CODES.split())


def rows() -> list[Row]:
    """Return every State with its names in English and Azerbaijani."""
    english, azerbaijani = Locale("en").territories, Locale("az").territories
    return [
        row(
            code,
            english[code],
            azerbaijani[code],
            is_party_to_cybercrime="yes" if code in PARTIES else "unknown",
        )
        for code in sorted(COUNTRIES)
    ]
