"""What the desk shows of a step: its form, and the pages that say why it was not taken."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render

from casework.audit import chain
from casework.cases.orders import Order
from casework.desk.case_rows import found_case
from casework.desk.step_sheet import documents_of, problems_of, sections_of
from casework.desk.step_taking import Taking
from casework.workflow import drafts
from casework.workflow.checks import refuse_objections, refuse_strangers
from casework.workflow.history import lines_of
from casework.workflow.models import Proposal
from casework.workflow.people import right_of
from casework.workflow.refusals import NotAllowed, Stale, StepRefused
from casework.workflow.registry import registered

LONGEST_KEY = 20  # digits: no key of a row has more


def page_of(taking: Taking, form: Any) -> dict[str, Any]:
    """Return what the form of the step shows, whether it is new or comes back with errors."""
    chosen = form["order"].value() if "order" in form.fields else None
    asked_of = form.answering
    if hasattr(form, "items") and not asked_of:
        asked_of = recipients_of(taking.case, str(chosen or ""))
    return {
        "case": taking.case,
        "row": taking.row,
        "form": form,
        "sections": sections_of(taking.row.name, form, asked_of),
        "problems": problems_of(form),
        "is_proposal": taking.is_proposal,
        "on_behalf_of": taking.on_behalf_of,
        "has_files": bool(documents_of(form)),
        "told": form.told(),
        "warned": form.warned(),
        "in_short": form.in_short(),
    }


def recipients_of(case: Any, chosen: str) -> dict[int, list[str]]:
    """Return, by item, who was asked for it; only of the chosen order if one is chosen."""
    related = ("measure", "provider", "person")
    orders: QuerySet[Order] = case.orders.filter(lifted_at=None).select_related(*related)
    if chosen.isdecimal() and len(chosen) < LONGEST_KEY:
        orders = orders.filter(pk=chosen)
    found: dict[int, list[str]] = {}
    for order in orders.prefetch_related("orderlines"):
        for line in order.orderlines.all():
            found.setdefault(line.item_id, []).append(f"{order.number}. {order.recipient}")
    return found


def refused(taking: Taking, error: StepRefused) -> HttpResponse:
    """Return the 409 page with the sentences that stand against the step, and what was typed."""
    if is_proposed_already(taking):
        drafts.drop(taking.by, taking.request.path)
    context = {
        "case": taking.case,
        "row": taking.row,
        "sentences": error.sentences,
        "typed": typed_in_words(taking),
    }
    return render(taking.request, "409.html", context, status=409)


def overtaken(taking: Taking, error: Stale) -> HttpResponse:
    """Return the 409 page that says who changed what, with the form as it was typed.

    The form carries the new version: one click repeats the step, if it is still possible. A second
    click on what the same person has just done finds nothing to repeat.
    """
    is_repeat = is_done_already(taking, error)
    if is_repeat:
        drafts.drop(taking.by, taking.request.path)
    taking.case = found_case(taking.request, taking.case.public_id)
    taking.right = right_of(taking.by, taking.case, taking.row)
    context: dict[str, Any] = {
        "case": taking.case,
        "happened": lines_of(taking.case, error.events),
        "is_repeat": is_repeat,
        "state_label": registered(taking.case.kind).table.states(taking.case.state).label,
    }
    if not is_repeat:
        context |= form_again(taking)
    return render(taking.request, "409.html", context, status=409)


def form_again(taking: Taking) -> dict[str, Any]:
    """Return the form with what was typed, or why the step is no longer possible."""
    try:
        refuse_strangers(taking.right, taking.row)
        refuse_objections(taking.case, taking.row, taking.by)
    except NotAllowed as error:
        return {"sentences": [error.sentence], "typed": typed_in_words(taking)}
    except StepRefused as error:
        return {"sentences": error.sentences, "typed": typed_in_words(taking)}
    form, draft = taking.form(), drafts.load(taking.by, taking.request.path)
    if draft:
        drafts.fill(form, draft.typed)
    return {**page_of(taking, form), "may_repeat": True}


def is_done_already(taking: Taking, error: Stale) -> bool:
    """Whether one of the events is this very step, with the same details, by the same person."""
    return any(
        event.actor_id == taking.by.pk
        and event.verb == taking.row.name
        and chain.parsed(event.details).get("details") == taking.details
        for event in error.events
    )


def is_proposed_already(taking: Taking) -> bool:
    """Whether this person has proposed exactly this, and it is still to be decided."""
    return Proposal.objects.filter(
        case=taking.case.pk,
        made_by=taking.by,
        step=taking.row.name,
        status=Proposal.Status.OPEN,
        details=chain.canonical(taking.details),
    ).exists()


def typed_in_words(taking: Taking) -> list[tuple[str, str]]:
    """Return (label, text) of what was written in words, so that it can be copied."""
    draft = drafts.load(taking.by, taking.request.path)
    if draft is None:
        return []
    fields = taking.form().fields
    return [
        (str(fields[name].label), values[-1])
        for name, values in draft.typed.items()
        if name in fields
        and isinstance(fields[name].widget, forms.TextInput | forms.Textarea)
        and values
        and values[-1]
    ]
