"""Links between cases: a remark for people, which moves neither of them."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from casework.access.models import User
from casework.audit import chain
from casework.cases.additions import Link
from casework.cases.case import Case
from casework.desk.paper_forms import LinkForm
from casework.desk.papers import ADDING, acting, back_to, case_for
from casework.figures.keeping import tally
from casework.letters.changes import lock_case


@require_http_methods(["GET", "POST"])
def link_add(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Link the case with another one that the person sees too."""
    case = case_for(request, public_id)
    if request.method == "GET":  # after signing in again
        return back_to(case, "links")
    user, on_behalf_of = acting(request, case, ADDING)
    form = LinkForm(request.POST, case=case, by=user)
    if not form.is_valid():
        return render(request, "desk/link_form.html", {"case": case, "form": form}, status=422)
    found = form.cleaned_data
    add(case, found["reference"], by=user, on_behalf_of=on_behalf_of,
        kind=found["kind"], remark=found["remark"])  # fmt: skip
    messages.success(request, _("The cases are linked."))
    return back_to(case, "links")


def add(
    case: Case, other: Case, *, by: User, kind: str, on_behalf_of: User | None = None, **more: Any
) -> Link:
    """Return the link between the two cases; linked twice in the same way, it is one."""
    with transaction.atomic():
        if other.kind != case.kind:  # both are counted anew; locked in this order, as by the door
            rows = Case.objects.select_for_update(no_key=True).order_by("pk")
            list(rows.filter(pk__in=(case.pk, other.pk)))
        held = lock_case(case.pk, by)
        fields = {"authority_id": held.authority_id, "made_by": by, **more}
        link, is_new = Link.objects.get_or_create(
            case=held, other=other, kind=kind, defaults=fields
        )
        if is_new:
            about = {"other": other.reference, "kind": kind, **more}
            chain.record(held, "add_link", by=by, on_behalf_of=on_behalf_of, details=about)
            if other.kind != case.kind and other.authority_id == held.authority_id:
                tally(held)
                tally(other)
    return link
