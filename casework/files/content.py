"""What a file really is: by its first bytes and by its name, which have to agree.

Only what authorities really send is taken. What a browser would run, or a system start, is refused
by name, by content, and where the two differ.
"""

import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import puremagic
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

HEAD = 64 * 1024  # bytes that are looked at
SURE = 0.8  # puremagic's confidence from which on its word counts against plain text
TEXT_BOMS = (b"\xff\xfe", b"\xfe\xff")
MARKUP = (b"<!doctype", b"<html", b"<svg", b"<?xml", b"<script", b"<head", b"<body", b"<xsl:")
DER = (b"0\x80", b"0\x81", b"0\x82", b"0\x83", b"0\x84")
SIGNED = (*DER, b"-----BEGIN PKCS7", b"-----BEGIN CMS", b"-----BEGIN SIGNED", b"MI")
OLE, ZIP = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04"
OFFICE = "application/vnd.openxmlformats-officedocument."
OPEN = "application/vnd.oasis.opendocument."


class ContentRefused(Exception):  # noqa: N818
    """The file is not taken; `sentence` says why."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True)
class Kind:
    """A kind of file.

    label  what it is, for the sentence about a mismatch
    mime   what is written into the row; the download never uses it
    fits   whether these first bytes, of this file, are of the kind
    """

    label: str | Promise
    mime: str
    fits: Callable[[bytes, Path], bool]


def begins(*starts: bytes) -> Callable[[bytes, Path], bool]:
    """Return a check of the first bytes."""
    return lambda head, path: head.startswith(starts)


def is_pdf(head: bytes, path: Path) -> bool:
    """Whether it is a PDF; readers allow some bytes before its mark."""
    return b"%PDF-" in head[:1024]


def is_markup(head: bytes) -> bool:
    """Whether a browser would take it for a page, a drawing or a style sheet."""
    if head.startswith(TEXT_BOMS):
        head = head[: len(head) // 2 * 2].decode("utf-16", "ignore").encode()
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return start.startswith(MARKUP)


def is_text(head: bytes, path: Path) -> bool:
    """Whether it is plain text, in whatever character set."""
    if is_markup(head) or is_known_binary(head):
        return False
    return head.startswith(TEXT_BOMS) or b"\0" not in head


def is_mail(head: bytes, path: Path) -> bool:
    """Whether it begins with the headers of a mail."""
    first = head.lstrip(b"\xef\xbb\xbf\r\n").split(b"\n", 1)[0]
    named = first.partition(b":")[0]
    has_header = b":" in first and named.replace(b"-", b"").isalnum()
    return is_text(head, path) and (has_header or first.startswith(b"From "))


def is_signed(head: bytes, path: Path) -> bool:
    """Whether it is a signature or a signed message: DER, or PEM."""
    return head.startswith(SIGNED)


def holds(*members: str) -> Callable[[bytes, Path], bool]:
    """Return a check for a ZIP container with all of these members."""
    return lambda head, path: set(members) <= members_of(head, path)


def declares(mime: str) -> Callable[[bytes, Path], bool]:
    """Return a check for a ZIP container whose own `mimetype` is this one."""
    return lambda head, path: declared_in(head, path) == mime


def is_asic(head: bytes, path: Path) -> bool:
    """Whether it is a container of signatures (ASiC), declared or not."""
    if declared_in(head, path).startswith("application/vnd.etsi.asic"):
        return True
    return any(name.startswith("META-INF/") for name in members_of(head, path))


def members_of(head: bytes, path: Path) -> set[str]:
    """Return the names in a ZIP container; none if it is no container or a broken one."""
    if not head.startswith(ZIP):
        return set()
    try:
        with zipfile.ZipFile(path) as container:
            return set(container.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return set()


def declared_in(head: bytes, path: Path) -> str:
    """Return what a container says that it is; a hundred bytes are read at most."""
    if "mimetype" not in members_of(head, path):
        return ""
    try:
        with zipfile.ZipFile(path) as container, container.open("mimetype") as member:
            return member.read(100).decode("ascii", "replace").strip()
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError):
        return ""


_PDF = Kind(gettext_lazy("a PDF document"), "application/pdf", is_pdf)
_PNG = Kind(gettext_lazy("a PNG image"), "image/png", begins(b"\x89PNG\r\n\x1a\n"))
_JPEG = Kind(gettext_lazy("a JPEG image"), "image/jpeg", begins(b"\xff\xd8\xff"))
_TIFF = Kind(gettext_lazy("a TIFF image"), "image/tiff", begins(b"II*\0", b"MM\0*", b"II+\0"))
_SIGNED = Kind(gettext_lazy("a signed message"), "application/pkcs7-mime", is_signed)
_ASIC = Kind(
    gettext_lazy("a container with signatures"), "application/vnd.etsi.asic-e+zip", is_asic
)

KINDS: dict[str, Kind] = {
    ".pdf": _PDF,
    ".png": _PNG,
    ".jpg": _JPEG,
    ".jpeg": _JPEG,
    ".tif": _TIFF,
    ".tiff": _TIFF,
    ".docx": Kind(
        gettext_lazy("a Word document"),
        f"{OFFICE}wordprocessingml.document",
        holds("[Content_Types].xml", "word/document.xml"),
    ),
    ".xlsx": Kind(
        gettext_lazy("an Excel workbook"),
        f"{OFFICE}spreadsheetml.sheet",
        holds("[Content_Types].xml", "xl/workbook.xml"),
    ),
    ".odt": Kind(gettext_lazy("an OpenDocument text"), f"{OPEN}text", declares(f"{OPEN}text")),
    ".ods": Kind(
        gettext_lazy("an OpenDocument spreadsheet"),
        f"{OPEN}spreadsheet",
        declares(f"{OPEN}spreadsheet"),
    ),
    ".asice": _ASIC,
    ".asics": _ASIC,
    ".sce": _ASIC,
    ".zip": Kind(gettext_lazy("a ZIP archive"), "application/zip", begins(ZIP, b"PK\x05\x06")),
    ".doc": Kind(gettext_lazy("an Office document"), "application/msword", begins(OLE)),
    ".xls": Kind(gettext_lazy("an Office document"), "application/vnd.ms-excel", begins(OLE)),
    ".msg": Kind(gettext_lazy("an Outlook message"), "application/vnd.ms-outlook", begins(OLE)),
    ".rtf": Kind(gettext_lazy("an RTF document"), "application/rtf", begins(b"{\\rtf")),
    ".p7m": _SIGNED,
    ".p7s": _SIGNED,
    ".eml": Kind(gettext_lazy("a mail"), "message/rfc822", is_mail),
    ".txt": Kind(gettext_lazy("plain text"), "text/plain", is_text),
    ".csv": Kind(gettext_lazy("plain text"), "text/csv", is_text),
}
BINARY = (_PDF, _PNG, _JPEG, _TIFF)  # what is never mistaken for text


def recognised(path: Path, name: str) -> str:
    """Return the content type of the file at `path`, whose cleaned name is `name`.

    Raises ContentRefused for a kind that is not taken, and where name and content differ.
    """
    extension = Path(name).suffix.lower()
    kind = KINDS.get(extension)
    if kind is None:
        raise ContentRefused(
            _("Files of the kind “%(kind)s” are not taken. Taken are: %(taken)s.")
            % {"kind": extension or "–", "taken": ", ".join(sorted(KINDS))}
        )
    with path.open("rb") as opened:
        head = opened.read(HEAD)
    if not kind.fits(head, path):
        raise ContentRefused(
            _("The file is named %(extension)s, but its content is %(found)s.")
            % {"extension": extension, "found": what_it_is(head, path)}
        )
    return kind.mime


def what_it_is(head: bytes, path: Path) -> str:
    """Return in words what these bytes are, as far as anybody can tell."""
    if is_markup(head):
        return _("a page or drawing that a browser would run")
    for kind in KINDS.values():
        if kind.mime != "text/plain" and kind.fits(head, path):
            return str(kind.label)
    found = guesses(head)
    if found:
        return f"“{found[0].name}”"
    if is_text(head, path):
        return _("plain text")
    return _("of a kind that is not known")


def is_known_binary(head: bytes) -> bool:
    """Whether the bytes are certainly no text: a known document, or what puremagic is sure of."""
    if head.startswith((OLE, ZIP, b"MZ", b"\x7fELF")):
        return True
    if any(kind.fits(head, Path()) for kind in BINARY):
        return True
    sure = [found for found in guesses(head) if found.confidence >= SURE]
    return any(not found.mime_type.startswith(("text/", "message/")) for found in sure)


def guesses(head: bytes) -> list[Any]:
    """Return what puremagic takes the bytes for, the surest first."""
    try:
        return list(puremagic.magic_string(head))
    except (puremagic.PureError, ValueError):
        return []
