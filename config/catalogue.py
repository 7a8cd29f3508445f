"""The Azerbaijani catalogue, kept with Babel alone: gettext's own tools need not be installed.

`manage.py catalogue` collects the sentences of code and templates into locale/az/…/django.po,
keeps the translations that are there, and compiles django.mo. Both are committed, and a test
shows that they are current and complete.
"""

import io
import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages import pofile
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "locale" / "az" / "LC_MESSAGES"
PACKAGES = ["config", "casework", "contact_point", "mla"]
KEYWORDS = {
    "_": (1,),
    "gettext": (1,),
    "gettext_lazy": (1,),
    "gettext_noop": (1,),
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
# templatize() leaves calls such as `_('…')` between runs of placeholder letters.
CALL = re.compile(
    r"""\b(?:gettext|ngettext|pgettext|npgettext|_)\((?:u?(?:'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")"""
    r"""|[^()'"])*\)"""
)


def collect() -> Catalog:
    """Return every sentence of code and templates that a person may see, without translations."""
    catalog = Catalog(locale="az", project="MLA Desk", fuzzy=False)
    for path, line, message, context in sorted(_found(), key=lambda found: found[:2]):
        catalog.add(message, locations=[(path, line)], context=context)
    return catalog


def current() -> Catalog:
    """Return the catalogue as it stands in locale/az."""
    path = FOLDER / "django.po"
    if not path.exists():
        return Catalog(locale="az")
    with path.open("rb") as file:
        return pofile.read_po(file, locale="az")


def updated() -> Catalog:
    """Return the collected sentences with the translations that are there already."""
    catalog, before = collect(), current()
    for message in catalog:
        known = before.get(message.id, message.context) if message.id else None
        if known:
            message.string = known.string
    return catalog


def as_po(catalog: Catalog) -> bytes:
    """Return the catalogue as the text of django.po, without dates, so that it compares equal."""
    buffer = io.BytesIO()
    pofile.write_po(buffer, catalog, omit_header=True, sort_by_file=True, include_lineno=False)
    return HEADER + buffer.getvalue()


def as_mo(catalog: Catalog) -> bytes:
    """Return the compiled catalogue."""
    buffer = io.BytesIO()
    write_mo(buffer, pofile.read_po(io.BytesIO(as_po(catalog)), locale="az"))
    return buffer.getvalue()


def untranslated(catalog: Catalog) -> list[str]:
    """Return the sentences that have no Azerbaijani yet."""
    return [
        message.id if isinstance(message.id, str) else message.id[0]
        for message in catalog
        if message.id and not all(_as_tuple(message.string))
    ]


def _as_tuple(text: str | tuple[str, ...]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else text


HEADER = b"""# Azerbaijani catalogue of MLA Desk, kept by `manage.py catalogue`.
msgid ""
msgstr ""
"Project-Id-Version: MLA Desk\\n"
"Language: az\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""


def _found() -> Iterator[tuple[str, int, str | tuple[str, ...], str | None]]:
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            if "migrations" not in path.parts:
                yield from _in_python(path, path.read_bytes())
    for path in sorted((ROOT / "templates").rglob("*.*")):
        calls = CALL.findall(templatize(path.read_text(), origin=str(path)))
        yield from _in_python(path, "\n".join(calls).encode())


def _in_python(
    path: Path, source: bytes
) -> Iterator[tuple[str, int, str | tuple[str, ...], str | None]]:
    name = str(path.relative_to(ROOT))
    found = extract_python(io.BytesIO(source), list(KEYWORDS), [], {"encoding": "utf-8"})
    for line, function, arguments, _comments in found:
        words = arguments if isinstance(arguments, tuple) else (arguments,)
        if not words or any(word is None for word in words[: len(KEYWORDS[function])]):
            continue
        context = str(words[0]) if function.startswith(("pgettext", "npgettext")) else None
        texts = words[1:] if context is not None else words
        plural = "ngettext" in function or "npgettext" in function
        yield name, line, tuple(texts[:2]) if plural else texts[0], context
