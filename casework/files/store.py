"""Writing and reading the bytes of documents: random names, private folders, nothing half done.

The bytes are on the disk before the row that names them. A marker stands beside the file until the
transaction has committed: a rollback leaves file and marker, and sweep() takes both away later. A
file without a marker belongs to a committed row and is never touched.
"""

import hashlib
import os
import unicodedata
import uuid
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path, PurePath
from typing import IO

import structlog
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from casework.access.models import User
from casework.access.scope import set_scope_of_all
from casework.audit import chain
from casework.cases.case import Case
from casework.clock import now
from casework.files.content import ContentRefused, recognised
from casework.files.documents import Document
from casework.search.writing import add_words

log = structlog.get_logger(__name__)

LONGEST_NAME = 255
LONGEST_EXTENSION = 20
UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}  # control, bidi, surrogate, line separators
UNCOMMITTED_KEPT = timedelta(days=1)


class UploadRefused(Exception):  # noqa: N818
    """The file was not stored; `sentence` says why."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True)
class Staged:
    """An upload on the disk, not yet a document."""

    path: Path
    size: int
    sha256: str


def store(
    case: Case,
    upload: UploadedFile,
    *,
    by: User,
    kind: str,
    title: str = "",
    on_behalf_of: User | None = None,
) -> Document:
    """Keep an uploaded file as a document of the case, with an event, and return it.

    Raises UploadRefused for what is too large, empty, not taken, or in this case already, and
    Case.DoesNotExist for a case that the person does not see.
    """
    name = clean_name(upload.name or "")
    staged = stage(upload)
    try:
        content_type = recognised(staged.path, name)
        document = Document(
            kind=kind,
            title=title[:300],
            name=name,
            size=staged.size,
            sha256=staged.sha256,
            content_type=content_type,
            stored_as=staged.path.name,
        )
        return keep(case, document, by=by, on_behalf_of=on_behalf_of)
    except ContentRefused as refused:
        discard(staged.path.name)
        raise UploadRefused(refused.sentence) from refused
    except BaseException:
        discard(staged.path.name)
        raise


def keep(case: Case, document: Document, *, by: User, on_behalf_of: User | None) -> Document:
    """Save the row of a staged file, with its event; the case row is locked first."""
    with transaction.atomic():
        held = Case.objects.visible_to(by).select_for_update(no_key=True).get(pk=case.pk)
        same = Document.objects.filter(case=held, sha256=document.sha256).first()
        if same is not None:
            raise UploadRefused(
                _("This file is among the documents of the case already, as “%(name)s”.")
                % {"name": same}
            )
        document.case, document.authority_id, document.made_by = held, held.authority_id, by
        document.save(force_insert=True)
        about = {
            "document": str(document.public_id),
            "name": document.name,
            "sha256": document.sha256,
            "size": document.size,
            "kind": document.kind,
        }
        chain.record(held, "add_document", by=by, on_behalf_of=on_behalf_of, details=about)
        add_words(held, [document.title])
        transaction.on_commit(partial(settle, document.stored_as), robust=True)
    return document


def stage(upload: UploadedFile) -> Staged:
    """Write the upload, byte for byte, under a random name and return where it is.

    Raises UploadRefused if it is empty or larger than the setting MAX_UPLOAD_MB.
    """
    stored_as = uuid.uuid4().hex
    marker, final = marker_of(stored_as), path_of(stored_as)
    make_folder(marker.parent)
    make_folder(final.parent)
    os.close(os.open(marker, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    partial_path = final.with_suffix(".part")
    try:
        size, sha256 = write(upload, partial_path)
        partial_path.replace(final)
        for folder in (final.parent, marker.parent):
            make_lasting(folder)
    except BaseException:
        partial_path.unlink(missing_ok=True)
        discard(stored_as)
        raise
    return Staged(final, size, sha256)


def write(upload: UploadedFile, path: Path) -> tuple[int, str]:
    """Copy the upload to `path` and return its size in bytes and its SHA-256."""
    limit = settings.MAX_UPLOAD_MB * 1024 * 1024
    digest, size = hashlib.sha256(), 0
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as opened:
        for chunk in upload.chunks():
            size += len(chunk)
            if size > limit:
                raise UploadRefused(
                    _("The file is larger than %(limit)s MB.") % {"limit": settings.MAX_UPLOAD_MB}
                )
            digest.update(chunk)
            opened.write(chunk)
        opened.flush()
        os.fsync(opened.fileno())
    if size == 0:
        raise UploadRefused(_("The file is empty."))
    return size, digest.hexdigest()


def read(document: Document) -> IO[bytes]:
    """Return the document's bytes, opened for reading.

    Raises FileNotFoundError if they are not where they should be; the log says which.
    """
    try:
        return document.path.open("rb")
    except FileNotFoundError:
        log.error("document_missing", document=str(document.public_id), case=document.case_id)
        raise


def clean_name(name: str) -> str:
    """Return a file name that is safe to show: no path, nothing unseen, at most 255 letters."""
    bare = name.replace("\\", "/").rpartition("/")[2]
    normal = unicodedata.normalize("NFC", bare)
    seen = "".join(" " if letter.isspace() else letter for letter in normal)
    seen = "".join(letter for letter in seen if unicodedata.category(letter) not in UNSEEN)
    seen = " ".join(seen.split()).strip(". ")
    if len(seen) <= LONGEST_NAME:
        return seen or "–"
    extension = PurePath(seen).suffix
    if len(extension) > LONGEST_EXTENSION:
        extension = ""
    return seen[: LONGEST_NAME - len(extension)] + extension


def sweep() -> int:
    """Delete files of transactions that were rolled back over a day ago; return how many."""
    before = (now() - UNCOMMITTED_KEPT).timestamp()
    folder, gone = marker_of("").parent, 0
    for marker in folder.glob("*") if folder.is_dir() else ():
        if marker.stat().st_mtime > before:
            continue
        if is_recorded(marker.name):
            settle(marker.name)
        else:
            discard(marker.name)
            gone += 1
    return gone


def is_recorded(stored_as: str) -> bool:
    """Whether a document of any authority names this file: one not seen would be swept away."""
    with transaction.atomic():
        set_scope_of_all()
        return Document.objects.filter(stored_as=stored_as).exists()


def settle(stored_as: str) -> None:
    """Take the marker away: the row that names the file is committed."""
    marker_of(stored_as).unlink(missing_ok=True)


def discard(stored_as: str) -> None:
    """Delete a file that no row names, and then its marker."""
    for path in (path_of(stored_as), path_of(stored_as).with_suffix(".part")):
        path.unlink(missing_ok=True)
    settle(stored_as)


def path_of(stored_as: str) -> Path:
    """Return where the bytes of this random name are."""
    return Document(stored_as=stored_as).path


def marker_of(stored_as: str) -> Path:
    """Return the marker that says that the row may not be committed."""
    return Path(settings.DOCUMENTS_DIR) / "uncommitted" / (stored_as or "-")


def make_folder(folder: Path) -> None:
    """Make the folder and the ones above it, for the own account alone."""
    for part in reversed((folder, *folder.parents)):
        with suppress(FileExistsError):
            part.mkdir(mode=0o700)


def make_lasting(folder: Path) -> None:
    """Have the folder's own entries written to the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
