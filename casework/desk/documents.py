"""Documents of a case: adding them, and handing them out byte for byte, never shown in place."""

from typing import Any
from uuid import UUID

from csp.constants import HEADER
from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from casework.audit.events import ReadLog
from casework.desk.home import signed_in
from casework.desk.paper_forms import DocumentForm
from casework.desk.papers import ADDING, acting, back_to, case_for
from casework.files.documents import Document
from casework.files.store import UploadRefused, read, store
from casework.workflow.registry import registered

SANDBOX = "default-src 'none'; sandbox"


@require_http_methods(["GET", "POST"])
def document_add(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Store an uploaded file as a document of the case; ask again with the reason if refused.

    kind, then  in the address: what the file is likely to be, and the step for which it is needed
    """
    case = case_for(request, public_id)
    user, on_behalf_of = acting(request, case, ADDING)
    form = DocumentForm(initial={"kind": request.GET.get("kind", Document.Kind.REQUEST)})
    if request.method == "POST":
        form = DocumentForm(request.POST, request.FILES)
        if form.is_valid():
            found = form.cleaned_data
            try:
                document = store(
                    case,
                    found["file"],
                    by=user,
                    on_behalf_of=on_behalf_of,
                    kind=found["kind"],
                    title=found["title"],
                )
            except UploadRefused as refused:
                form.add_error("file", refused.sentence)
            else:
                messages.success(request, _("“%(name)s” was added.") % {"name": document})
                return onwards(request, case)
    status = 422 if form.errors else 200
    return render(request, "desk/document_form.html", {"case": case, "form": form}, status=status)


def onwards(request: HttpRequest, case: Any) -> HttpResponse:
    """Return to the step for which the file was needed, else to the documents of the case."""
    step = request.GET.get("then", "")
    if step in registered(case.kind).table:
        return redirect("step", case.public_id, step)
    return back_to(case, "documents")


@require_safe
def document(request: HttpRequest, public_id: UUID, document: UUID) -> HttpResponseBase:
    """Hand out the bytes as an attachment that no browser runs; who read it is logged."""
    case = case_for(request, public_id)
    row = get_object_or_404(case.documents, public_id=document)
    try:
        opened = read(row)
    except FileNotFoundError:
        return render(request, "desk/document_missing.html", {"case": case, "row": row}, status=404)
    ReadLog.objects.create(
        user=signed_in(request),
        authority_id=case.authority_id,
        case=case,
        what=ReadLog.What.DOCUMENT,
        row=row.pk,
    )
    response = FileResponse(
        opened, as_attachment=True, filename=row.name, content_type="application/octet-stream"
    )
    response["X-Content-Type-Options"] = "nosniff"
    response[HEADER] = SANDBOX
    response["Cache-Control"] = "no-store"
    return response
