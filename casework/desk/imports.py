"""Bringing in an older register: a file, its columns, the dry run, the confirmation, the course."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from casework.access.models import User
from casework.access.scope import set_scope
from casework.desk.home import signed_in
from casework.desk.imports_forms import MatchForm, UploadForm
from casework.desk.imports_rows import counts_of, page_of, wrong_rows
from casework.registers import keeping
from casework.registers.checking import check_batch
from casework.registers.keeping import NotNow, samples_of
from casework.registers.kinds import IMPORTING
from casework.registers.model import RegisterImport, desks_of
from casework.registers.reading import MOST_ROWS, FileRefused, table_of

Status = RegisterImport.Status
PREPARED = (Status.READ, Status.CHECKING, Status.CHECKED)
SHOWN = 30  # registers on the first page; an office has a handful in its life


@require_http_methods(["GET", "POST"])
def imports(request: HttpRequest) -> HttpResponse:
    """Show the registers so far and take a new file; 403 for whoever brings in none."""
    person = supervising(request)
    files = request.FILES if request.method == "POST" else None
    form = UploadForm(request.POST if files is not None else None, files, by=person)
    if files is not None and form.is_valid():
        authority, kind = form.desk()
        try:
            table = table_of(form.cleaned_data["file"])
            begun = keeping.begin(table, authority=authority, kind=kind, by=person)
            return redirect("import_columns", begun.pk)
        except FileRefused as refused:
            form.add_error("file", refused.sentence)
        except NotNow as known:
            return told_otherwise(request, known)
    rows = RegisterImport.objects.visible_to(person).select_related("authority", "made_by")
    context = {"form": form, "registers": rows[:SHOWN], "most": MOST_ROWS}
    return render(request, "desk/imports.html", context, status=422 if form.errors else 200)


@require_safe
def register(request: HttpRequest, key: int) -> HttpResponse:
    """Show how far the register is, and its rows: those to be corrected, or what came of them."""
    found = mine(request, key)
    if found.status == Status.READ:
        return redirect("import_columns", found.pk)
    counts = counts_of(found)
    context = {
        "register": found,
        "counts": counts,
        "page": page_of(found, counts, request.GET),
        "others": None if found.is_busy else others_of(found),
    }
    return render(request, "desk/import.html", context)


@require_http_methods(["GET", "POST"])
def columns(request: HttpRequest, key: int) -> HttpResponse:
    """Ask which column is which; check the rows by it, the first ones at once."""
    found = mine(request, key)
    if found.status not in PREPARED:
        return redirect("import", found.pk)
    posted = request.POST if request.method == "POST" else None
    form = MatchForm(posted, register=found, samples=samples_of(found))
    if posted is not None and form.is_valid():
        try:
            keeping.match(found, form.chosen())
            check_batch(found.pk)
            set_scope(signed_in(request))
        except NotNow as error:
            messages.error(request, error.sentence)
        return redirect("import", found.pk)
    context = {"register": found, "form": form, "total": found.rows.count()}
    return render(request, "desk/import_columns.html", context, status=422 if form.errors else 200)


@require_POST
def start(request: HttpRequest, key: int) -> HttpResponse:
    """Bring in what can be: a worker makes the cases. Says so if it stands otherwise."""
    found = mine(request, key)
    try:
        keeping.confirm(found, by=signed_in(request), mark=request.POST.get("mark", ""))
    except NotNow as error:
        return told_otherwise(request, error, found)
    return redirect("import", found.pk)


@require_POST
def dropped(request: HttpRequest, key: int) -> HttpResponse:
    """Give the register up; what its rows said goes away."""
    found = mine(request, key)
    try:
        keeping.drop(found)
        messages.success(request, _("%(name)s is given up.") % {"name": found.name})
    except NotNow as error:
        return told_otherwise(request, error, found)
    return redirect("imports")


@require_safe
def wrong(request: HttpRequest, key: int) -> HttpResponse:
    """Return the rows that are to be corrected as a CSV, with what is wrong; no formula runs."""
    found = mine(request, key)
    response = HttpResponse(wrong_rows(found), content_type="text/csv; charset=utf-8")
    name = f"rows-to-correct-{found.pk}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def supervising(request: HttpRequest) -> User:
    """Return the person. Raises PermissionDenied for whoever supervises no desk with registers."""
    person = signed_in(request)
    if not any(kind in IMPORTING for _authority, kind in desks_of(person)):
        raise PermissionDenied(_("Registers are brought in by a supervisor."))
    return person


def mine(request: HttpRequest, key: int) -> RegisterImport:
    """Return the register. 403 for whoever supervises nothing; 404 for one of somebody else's."""
    rows = RegisterImport.objects.visible_to(supervising(request))
    found: RegisterImport = get_object_or_404(rows.select_related("authority", "made_by"), pk=key)
    return found


def others_of(register: RegisterImport) -> RegisterImport | None:
    """Return another register of the authority that is being brought in, if there is one."""
    rows = RegisterImport.objects.filter(authority=register.authority_id, status=Status.RUNNING)
    return rows.exclude(pk=register.pk).first()


def told_otherwise(
    request: HttpRequest, error: NotNow, register: RegisterImport | None = None
) -> HttpResponse:
    """Say how it stands, and go to the register in question."""
    messages.warning(request, error.sentence)
    asked = error.register or register
    return redirect("import", asked.pk) if asked else redirect("imports")
