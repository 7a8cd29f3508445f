"""A step on the desk: its form, and what becomes of it when it is sent."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import ModelChoiceField
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from casework.cases.case import Case
from casework.desk import drafts
from casework.desk.case_rows import RELATED, seen_case
from casework.desk.home import signed_in
from casework.desk.step_files import with_files
from casework.desk.step_pages import overtaken, page_of, refused
from casework.desk.step_taking import Taking
from casework.workflow import drafts as kept
from casework.workflow.checks import refuse_objections, refuse_strangers
from casework.workflow.door import perform
from casework.workflow.forms import plain
from casework.workflow.people import right_of
from casework.workflow.proposals import propose
from casework.workflow.refusals import InvalidDetails, NotAllowed, Stale, StepRefused
from casework.workflow.registry import registered


@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, public_id: UUID, name: str) -> HttpResponse:
    """Ask what the step needs, then take it; 409 if the case has moved on meanwhile."""
    related = ("request_type",) if request.method == "POST" else RELATED  # the door reads the rest
    case, person = seen_case(request, public_id, related), signed_in(request)
    table = registered(case.kind).table
    if name not in table:
        raise Http404
    row = table[name]
    taking = Taking(request, case, row, person, right_of(person, case, row))
    try:
        return sent(taking) if request.method == "POST" else asked(taking)
    except NotAllowed as error:
        context = {"case": case, "sentence": error.sentence}
        return render(request, "403.html", context, status=403)
    except Case.DoesNotExist as error:  # handed over between two queries
        raise Http404 from error
    except StepRefused as error:
        return refused(taking, error)
    except Stale as error:
        return overtaken(taking, error)
    except InvalidDetails as error:
        return render(request, "desk/step.html", page_of(taking, error.form), status=422)


def asked(taking: Taking) -> HttpResponse:
    """Return the form, with what was typed before, or what the address of the page prefers."""
    refuse_strangers(taking.right, taking.row)
    refuse_objections(taking.case, taking.row, taking.by)
    form, draft = taking.form(), drafts.typed_on(taking.request)
    choose_the_only_order(form)
    if draft:
        kept.fill(form, draft.typed)
    for name, value in taking.request.GET.items():
        if isinstance(form.fields.get(name), ModelChoiceField):
            form.initial[name] = value
    return render(taking.request, "desk/step.html", {**page_of(taking, form), "draft": draft})


def sent(taking: Taking) -> HttpResponse:
    """Take the step, or propose it, and go to the case; what was typed is kept if that fails."""
    request = taking.request
    refuse_strangers(taking.right, taking.row)
    data = with_files(taking)
    try:
        done = taken(taking, data)
    except (StepRefused, Stale, InvalidDetails, NotAllowed, Case.DoesNotExist):
        kept.save(taking.by, request.path, dict(data.lists()))
        raise
    kept.drop(taking.by, request.path)
    messages.success(request, said_of(taking, done))
    return redirect(taking.case if is_still_here(taking, done) else "cases")


def said_of(taking: Taking, done: Any) -> str:
    """Return what was done, and that a letter which was drafted has still to leave."""
    step = {"step": taking.row.label}
    if taking.is_proposal:
        return _("Proposed: %(step)s. Another person decides.") % step
    owes_letter = bool(taking.row.letters or done.act.letters)
    words = (_("%(step)s: recorded.") if owes_letter else _("%(step)s: done.")) % step
    if taking.case.is_unacknowledged and done.acknowledged_at:
        words = " ".join([words, _("The urgent case is acknowledged with it.")])
    if not owes_letter:
        return words
    drafted = _("Its letter is drafted and has still to be sent.")
    address = f"{taking.case.get_absolute_url()}#letters"
    link = '{} {} <a class="alert-link" href="{}">{}</a>'
    return format_html(link, words, drafted, address, _("Letters"))


def taken(taking: Taking, data: QueryDict) -> Any:
    """Return the case after the step, or after it was proposed. Raises what refuses it."""
    if taking.problems:
        raise InvalidDetails(taking.form(data))
    taking.details, seen = plain(data, taking.asked), seen_version(taking.request)
    take: Any = propose if taking.is_proposal else perform
    return take(taking.case, taking.row.name, by=taking.by, version=seen, **taking.details)


def is_still_here(taking: Taking, done: Any) -> bool:
    """Whether the person still sees the case after what was done: it may have been handed over."""
    if done.authority_id == taking.case.authority_id:
        return True
    return bool(Case.objects.visible_to(taking.by).filter(pk=taking.case.pk).exists())


def choose_the_only_order(form: Any) -> None:
    """Let a form about an order begin with it where there is only one."""
    if "order" in form.fields:
        offered = list(form.fields["order"].queryset[:2])
        if len(offered) == 1:
            form.initial["order"] = offered[0].pk


def seen_version(request: HttpRequest) -> int:
    """Return the version that the person saw; 0, which no case has, if the form says nothing."""
    typed = request.POST.get("version", "")
    return int(typed) if typed.isdecimal() and len(typed) < 10 else 0
