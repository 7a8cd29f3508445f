"""The page on which a request is linked with the preserved data that it is about."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from casework.access.models import User
from casework.audit.events import ReadLog
from casework.audit.reads import log_preserved
from casework.cases.additions import Link
from casework.cases.case import Case
from casework.cases.items import Identifier
from casework.cases.kept import Held, kept_of, preserved_for
from casework.cases.likely import look_of
from casework.desk.kept_words import held_in_words, same_in_words
from casework.desk.papers import ADDING, LETTING_GO, acting, back_to, case_for, own_model
from casework.incoming.paper import PAPERS
from casework.workflow.fields import TextField
from casework.workflow.kept import end_link, let_go, link_preserved
from casework.workflow.refusals import StepRefused

Offered = list[tuple[Held, str, str]]


class TypedForm(forms.Form):
    reference = forms.CharField(
        label=gettext_lazy("Our reference of the preservation"), max_length=40
    )


class EndForm(forms.Form):
    reason = TextField(label=gettext_lazy("Why the link was wrong"))


class LetGoForm(forms.Form):
    reason = TextField(label=gettext_lazy("Why the data are kept no longer"))


@require_http_methods(["GET", "POST"])
def kept_add(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show the cases whose preserved data the request may be about, and link the chosen one.

    A reference that is typed finds a case of the same State only; each look is logged.
    """
    case = case_for(request, public_id)
    user, on_behalf_of = acting(request, case, ADDING)
    form = TypedForm(request.POST) if request.method == "POST" else TypedForm()
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data["reference"]
        held = found_for(case, typed, by=user)
        log_look(case, user, typed, held)
        if held is None:
            form.add_error(
                "reference",
                _("No preserved data are known under this reference for this State."),
            )
        else:
            try:
                is_new = link_preserved(case, held, by=user, on_behalf_of=on_behalf_of)
            except StepRefused as error:
                form.add_error(None, error.sentences)
            else:
                say(request, is_new, held)
                return back_to(case, "kept")
    context = {"case": case, "form": form, "offered": in_words(offered_to(case, by=user))}
    return render(request, "desk/kept_add.html", context, status=422 if form.errors else 200)


def say(request: HttpRequest, is_new: bool, held: Held) -> None:
    """Tell that the link is made, or was there before."""
    words = {"reference": held.holder, "authority": held.authority}
    if is_new:
        messages.success(
            request, _("Linked with the data preserved under %(reference)s, %(authority)s.") % words
        )
    else:
        messages.info(request, _("The request is linked with %(reference)s already.") % words)


@require_http_methods(["GET", "POST"])
def kept_end(request: HttpRequest, public_id: UUID, link: int) -> HttpResponse:
    """Ask why a link was wrong, and take it back."""
    case = case_for(request, public_id)
    row = get_object_or_404(Link, pk=link, case=case.pk, kind=Link.Kind.PRESERVED)
    user, on_behalf_of = acting(request, case, ADDING)
    kept = next(one for one in kept_of([case.pk]) if one.link_id == row.pk)
    form = EndForm(request.POST) if request.method == "POST" else EndForm()
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        if end_link(case, kept, reason=reason, by=user, on_behalf_of=on_behalf_of):
            messages.success(request, _("The link was taken back."))
        else:
            messages.info(request, _("The link had been taken back already."))
        return back_to(case, "kept")
    context = {"case": case, "kept": kept, "form": form}
    return render(request, "desk/kept_end.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def kept_let_go(request: HttpRequest, public_id: UUID, link: int) -> HttpResponse:
    """Ask a supervisor of whoever holds the data why they are kept no longer, and end that.

    Only for a request that is with a body outside; what came of it meanwhile comes back with 409.
    """
    case = case_for(request, public_id)
    row = get_object_or_404(Link, pk=link, other=case.pk, kind=Link.Kind.PRESERVED)
    user, on_behalf_of = acting(request, case, LETTING_GO)
    kept = next((one for one in kept_of([case.pk]) if one.link_id == row.pk), None)
    if kept is None:  # handed over to another authority meanwhile
        raise Http404
    form = LetGoForm(request.POST) if request.method == "POST" else LetGoForm()
    status = 422 if form.errors else 200
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            if let_go(case, kept, reason=reason, by=user, on_behalf_of=on_behalf_of):
                said = _("The data are no longer kept for %(reference)s: renew or release them.")
                messages.success(request, said % {"reference": kept.request})
            else:
                messages.info(request, _("The link had been ended already."))
            return back_to(case, "kept")
        except StepRefused as error:
            form.add_error(None, error.sentences)
            status = 409
    context = {"case": case, "kept": kept, "form": form}
    return render(request, "desk/kept_let_go.html", context, status=status)


def offered_to(case: Case, *, by: User) -> list[Held]:
    """Return the cases whose data this request may be about, without those it is linked with.

    Whoever holds the data finds it in the log of reads.
    """
    linked = {row.holder_id for row in kept_of([case.pk]) if not row.is_over}
    but = linked | {case.pk}
    found = preserved_for(look_at(case), references_of(own_model(case)), but=but)
    log_preserved(by, found)
    return found


def found_for(case: Case, typed: str, *, by: User) -> Held | None:
    """Return the case with preserved data that has exactly this reference of ours, if any.

    Whoever holds the data finds it in the log of reads.
    """
    wanted = typed.strip().upper()
    look = look_of("", case.requesting_state, [])
    found = preserved_for(look, own=wanted, but=[case.pk])
    log_preserved(by, found)
    return next((one for one in found if one.holder == wanted), None)


def look_at(case: Case) -> Any:
    """Return what the preserved data of this request are found by."""
    values = Identifier.objects.filter(case=case.pk).values_list("value", flat=True)
    return look_of(case.foreign_reference, case.requesting_state, list(values))


def references_of(case: Any) -> list[str]:
    """Return what the request says of the earlier ones: numbers of theirs, or ours."""
    paper = PAPERS.get(case.kind)
    names = paper.keeps if paper else ()
    return [text for name in names if (text := getattr(case, name, ""))]


def log_look(case: Case, user: User, typed: str, held: Held | None) -> None:
    """Add to the log of searches that somebody looked for preserved data of maybe another desk."""
    ReadLog.objects.create(
        user=user,
        authority_id=case.authority_id,
        case_id=case.pk,
        what=ReadLog.What.SEARCH,
        typed=typed[:200],
        found=1 if held else 0,
    )


def in_words(found: list[Held]) -> Offered:
    """Return each case with what is held there, and what both have in common."""
    return [(one, held_in_words(one), same_in_words(one)) for one in found]
