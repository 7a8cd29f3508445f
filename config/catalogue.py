"""The Azerbaijani catalogue, kept with Babel alone: gettext's own tools need not be installed.

`make catalogue` collects the sentences of code and templates into locale/az/…/django.po, keeps the
translations that are there, and compiles django.mo. Both are committed, and a test shows that they
are current and complete.
"""

import io
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from babel.messages import pofile
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "locale" / "az" / "LC_MESSAGES"
PACKAGES = ["config", "casework", "contact_point", "mla"]
KEYWORDS = ["_", "gettext", "gettext_lazy", "gettext_noop"]
PLURALS = ["ngettext", "ngettext_lazy"]
CONTEXTS = ["pgettext", "pgettext_lazy"]
# templatize() leaves calls such as `_('…')` between runs of placeholder letters.
CALL = re.compile(
    r"""\b(?:gettext|ngettext|pgettext|npgettext|_)\((?:u?(?:'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")"""
    r"""|[^()'"])*\)"""
)


def collect() -> Catalog:
    """Return every sentence of code and templates that a person may see, without translations."""
    catalog = Catalog(locale="az", project="MLA Desk", fuzzy=False)
    for found in sorted(_found(), key=lambda found: (found.path, found.line)):
        message = found.texts if len(found.texts) > 1 else found.texts[0]
        catalog.add(message, locations=[(found.path, found.line)], context=found.context)
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
    """Return the compiled catalogue; its dates stand still, so that it compares equal."""
    parsed = pofile.read_po(io.BytesIO(as_po(catalog)), locale="az")
    parsed.creation_date = parsed.revision_date = datetime(2026, 1, 1, tzinfo=UTC)
    buffer = io.BytesIO()
    write_mo(buffer, parsed)
    return buffer.getvalue()


def untranslated(catalog: Catalog) -> list[str]:
    """Return the sentences that have no Azerbaijani yet."""
    return [str(message.id) for message in catalog if message.id and not _is_complete(message)]


def _is_complete(message: Message) -> bool:
    strings = [message.string] if isinstance(message.string, str) else message.string or [""]
    return all(strings)


HEADER = b"""# Azerbaijani catalogue of MLA Desk, kept by `make catalogue`.
msgid ""
msgstr ""
"Project-Id-Version: MLA Desk\\n"
"Language: az\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""


@dataclass(frozen=True)
class Found:
    """A sentence, where it stands, its plural and its context."""

    path: str
    line: int
    texts: tuple[str, ...]
    context: str | None = None


def _found() -> Iterator[Found]:
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            if "migrations" not in path.parts:
                yield from _in_python(path, path.read_bytes())
    for path in sorted((ROOT / "templates").rglob("*.*")):
        calls = CALL.findall(templatize(path.read_text(), origin=str(path)))
        yield from _in_python(path, "\n".join(calls).encode())


def _in_python(path: Path, source: bytes) -> Iterator[Found]:
    name = str(path.relative_to(ROOT))
    functions = dict.fromkeys(KEYWORDS + PLURALS + CONTEXTS)
    calls = extract_python(io.BytesIO(source), functions, [], {"encoding": "utf-8"})
    for line, function, arguments, _comments in calls:
        words = [arguments] if isinstance(arguments, str) else list(arguments or [])
        texts = tuple(str(word) for word in words if word)
        if function in KEYWORDS and len(texts) == 1:
            yield Found(name, line, texts)
        elif function in PLURALS and len(texts) >= 2:
            yield Found(name, line, texts[:2])
        elif function in CONTEXTS and len(texts) == 2:
            yield Found(name, line, texts[1:], context=texts[0])


def main() -> None:
    """Write django.po and django.mo; say what still lacks a translation."""
    catalog = updated()
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / "django.po").write_bytes(as_po(catalog))
    (FOLDER / "django.mo").write_bytes(as_mo(catalog))
    missing = untranslated(catalog)
    sys.stdout.write(f"{len(catalog)} sentences, {len(missing)} without Azerbaijani.\n")
    sys.stdout.writelines(f"  {text}\n" for text in missing)


if __name__ == "__main__":
    main()
