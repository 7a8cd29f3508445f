"""Files sent with the form of a step: stored before it, so that they survive if it is refused."""

import hashlib

from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict

from casework.cases.case import Case
from casework.desk.step_sheet import documents_of
from casework.desk.step_taking import Taking
from casework.files.documents import Document
from casework.files.store import UploadRefused, store


def with_files(taking: Taking) -> QueryDict:
    """Return what was typed, with the key of each document that was uploaded in its field.

    `taking.problems` takes the sentence of each file that was refused, by field. The case is
    locked first: a double click stores one document, not two.
    """
    request, form = taking.request, taking.asked
    data = request.POST.copy()
    for name in documents_of(form):
        upload = request.FILES.get(f"{name}_file")
        if not isinstance(upload, UploadedFile):
            continue
        Case.objects.select_for_update(no_key=True).get(pk=taking.case.pk)
        try:
            data[name] = str(stored(taking, upload, form.fields[name].kind).pk)
        except UploadRefused as refused:
            taking.problems[name] = refused.sentence
    return data


def stored(taking: Taking, upload: UploadedFile, kind: str) -> Document:
    """Return the document; the same bytes are in a case once, and are meant if sent again."""
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    upload.seek(0)
    known = Document.objects.filter(case=taking.case.pk, sha256=digest.hexdigest()).first()
    return known or store(
        taking.case, upload, by=taking.by, kind=kind, on_behalf_of=taking.on_behalf_of
    )
