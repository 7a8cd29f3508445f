"""The order of names in a list, by the alphabet of the page's language."""

import unicodedata

from casework.languages import is_azerbaijani

AZERBAIJANI = "abcçdeəfgğhxıijkqlmnoöprsştuüvyzw"  # w is foreign to it and stands last
PLACE = {letter: place for place, letter in enumerate(AZERBAIJANI)}
SMALL = str.maketrans({"İ": "i", "I": "ı"})


def by_alphabet(text: str) -> tuple[tuple[int, str], ...]:
    """Return what to sort a name by: in Azerbaijani Ç after C, Ə after E, X after H, Q after K.

    What is no letter comes first; in English a letter with a sign stands as the one without.
    """
    if not is_azerbaijani():
        plain = unicodedata.normalize("NFKD", text).casefold()
        return tuple((0, sign) for sign in plain if not unicodedata.combining(sign))
    return tuple((PLACE.get(sign, -1), sign) for sign in text.translate(SMALL).lower())
