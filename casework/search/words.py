"""Words: how a text is folded and cut into what is kept and what is looked for. Pure Python.

Folded, a text has no capitals, no accents on Latin letters, and no Azerbaijani letter that other
keyboards lack: İ, I and ı are i, ə is e. Cyrillic stays as it is, in small letters. Pieces of an
address or a reference are words of their own, and so is the whole, as far as its signs matter.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import ip_address
from itertools import chain

from casework.cases.keys import reference_key

LONGEST = 60  # letters of a word; the rest is cut off
LONGEST_TEXT = 200_000  # letters of one text that are read
MOST_WORDS = 2_000  # different ones of one text: a log pasted into a note stays bounded
MOST_ASKED = 10
MOST_REMEMBERED = 2_048  # pieces of texts whose words are kept in memory: half a megabyte

AZERBAIJANI = str.maketrans("İIıƏə", "iiiee")
OTHER_LATIN = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe"})
ACCENTS = re.compile(r"([a-z])[\u0300-\u036f]+")
PIECE = re.compile(r"[^\W_]+")
EDGES = re.compile(r"^\W+|\W+$")
# A telephone number with its signs: +994 50 123-45-67, (050) 123 45 67, 00994501234567.
PHONE = re.compile(
    r"(?<!\w)(?<!\d[.:/-])(?:\+|\(?00?(?=[1-9]))[\d \u00a0()-]{5,20}\d(?!\w|[.:/-]\w)"
)
ADDRESS = re.compile(r"(\d{1,3}(?:\.\d{1,3}){3}|[\da-f]*:[\da-f]*:[\da-f:.]*)(?:[:/]\d{1,5})?")
EMAIL = re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)*")
BEFORE_SITE = re.compile(r"^(?:[a-z][a-z\d+.-]*://)?(?:www\.)?")
DOTTED = re.compile(r"[\w-]{2,}(?:\.[\w-]{2,})+|\d{1,3}(?:\.\d{1,3}){1,2}")
HERE = "994"  # the country code of Azerbaijan


@dataclass(frozen=True)
class Asked:
    """What somebody looks for: words of which each must be found, and the whole as a reference.

    is_cut  whether more words were typed than are looked for
    """

    words: tuple[str, ...]
    key: str
    is_cut: bool


def fold(text: str) -> str:
    """Return the text in small letters without accents, the same for every spelling."""
    if text.isascii():
        return text.lower()
    small = unicodedata.normalize("NFKC", text.translate(AZERBAIJANI)).casefold()
    apart = unicodedata.normalize("NFD", small.translate(OTHER_LATIN))
    return unicodedata.normalize("NFC", ACCENTS.sub(r"\1", apart))


def words_of(*texts: str) -> set[str]:
    """Return the words by which these texts are found."""
    found: set[str] = set()
    for text in texts:
        own: set[str] = set()
        for word in _kept_words(fold(text[:LONGEST_TEXT])):
            if len(word) > 1 or word.isdigit():
                own.add(word[:LONGEST])
            if len(own) >= MOST_WORDS:
                break
        found |= own
    return found


def key_of(reference: str) -> str:
    """Return the whole of a reference as a word: folded letters and digits only."""
    return fold(reference_key(reference))[:LONGEST]


def asked_of(text: str) -> Asked:
    """Return what is looked for when somebody types this."""
    folded = fold(text.replace("\x00", ""))
    numbers = [_digits(number) for number in PHONE.findall(folded)]
    rest = PHONE.sub(" ", folded)
    words = [word for chunk in rest.split() for word in _asked_words(chunk)]
    wanted = list(dict.fromkeys(word[:LONGEST] for word in [*numbers, *words]))
    return Asked(tuple(wanted[:MOST_ASKED]), key_of(text), len(wanted) > MOST_ASKED)


def _kept_words(folded: str) -> Iterator[str]:
    for number in PHONE.findall(folded):
        yield from _dialled(_digits(number))
    for written in dict.fromkeys(folded.split()):
        yield from _kept_of(written)


@lru_cache(maxsize=MOST_REMEMBERED)
def _kept_of(written: str) -> tuple[str, ...]:
    """Return the words of what stands between two spaces; letters say the same again and again."""
    chunk = EDGES.sub("", written)
    address = _address(chunk)
    if address:
        return tuple(address)
    if "@" in chunk:
        emails = [(email, *email.split("@")) for email in EMAIL.findall(chunk)]
        return (*chain.from_iterable(emails), *PIECE.findall(chunk))
    return tuple(_of_chunk(chunk))


def _of_chunk(chunk: str) -> Iterator[str]:
    """Give what was written without a space: its pieces, a site with its host, the whole."""
    whole = BEFORE_SITE.sub("", chunk)
    pieces = PIECE.findall(whole)
    if _is_site(chunk):
        yield from (whole, whole.split("/")[0])
    else:
        yield "".join(pieces)
    for piece in pieces:
        yield from (piece, piece.lstrip("0") if piece.isdigit() else piece)


def _asked_words(written: str) -> Iterator[str]:
    chunk = EDGES.sub("", written)
    address = _address(chunk)
    if address:
        yield address[0]
    elif EMAIL.fullmatch(chunk):
        yield chunk
    elif _is_site(chunk):
        yield BEFORE_SITE.sub("", chunk)
    else:
        yield from (piece for piece in PIECE.findall(chunk) if len(piece) > 1 or piece.isdigit())


def _is_site(chunk: str) -> bool:
    host = BEFORE_SITE.sub("", chunk).split("/")[0]
    return "://" in chunk or DOTTED.fullmatch(host) is not None


def _address(chunk: str) -> tuple[str, ...]:
    """Return an IP address in its one spelling, and as it stands; nothing if it is none."""
    found = ADDRESS.fullmatch(chunk)
    try:
        return (str(ip_address(found[1])), found[1]) if found else ()
    except ValueError:
        return ()


def _digits(number: str) -> str:
    """Return the digits of a telephone number, without the 00 that stands for the plus."""
    return "".join(PIECE.findall(number)).removeprefix("00")


def _dialled(digits: str) -> Iterable[str]:
    """Give a number as it is dialled from abroad and at home."""
    yield digits
    if digits.startswith(HERE):
        yield f"0{digits.removeprefix(HERE)}"
    elif digits.startswith("0"):
        yield f"{HERE}{digits[1:]}"
