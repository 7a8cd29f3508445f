"""Files sent with the form of a step: stored before it, so that they survive if it is refused."""

import hashlib
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, QueryDict

from casework.access.models import User
from casework.cases.case import Case
from casework.desk.home import signed_in
from casework.desk.step_sheet import documents_of
from casework.files.documents import Document
from casework.files.store import UploadRefused, store


def with_files(case: Any, request: HttpRequest, form: Any, problems: dict[str, str]) -> QueryDict:
    """Return what was typed, with the key of each document that was uploaded in its field.

    problems  takes the sentence of each file that was refused, by field

    The case is locked first: a double click stores one document, not two.
    """
    data, person = request.POST.copy(), signed_in(request)
    for name in documents_of(form):
        upload = request.FILES.get(f"{name}_file")
        if not isinstance(upload, UploadedFile):
            continue
        Case.objects.select_for_update(no_key=True).get(pk=case.pk)
        try:
            data[name] = str(stored(case, upload, person, form.fields[name].kind).pk)
        except UploadRefused as refused:
            problems[name] = refused.sentence
    return data


def stored(case: Any, upload: UploadedFile, by: User, kind: str) -> Document:
    """Return the document; the same bytes are in a case once, and are meant if sent again."""
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    upload.seek(0)
    known = Document.objects.filter(case=case.pk, sha256=digest.hexdigest())
    return known.first() or store(case, upload, by=by, kind=kind)
