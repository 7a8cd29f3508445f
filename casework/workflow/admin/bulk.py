"""A step for several rows: its form, a page that lists exactly these rows, and what came of each.

Each row goes along with the version that was shown; only rows that are still ticked on the last
page are touched.
"""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse

from casework.access.models import User
from casework.cases.case import Case
from casework.workflow.admin.choices import Choice, Result, typed_details
from casework.workflow.labels import labels_of_steps, state_label

AT_MOST = 100  # rows in one go: the page stays readable, the transaction short


def bulk_page(
    request: HttpRequest, model_admin: Any, choice: Choice, rows: Any, *, begins: bool = False
) -> HttpResponse:
    """Return the page that comes next: form, confirmation, or result.

    rows    what this person may choose from; what was chosen, if it `begins`
    """
    if begins:
        shown = [entry(row) for row in choice.rows(rows)[:AT_MOST]]
        return page(request, model_admin, choice, shown, choice.form(request, None))
    wanted = wanted_rows(request.POST)
    known = choice.rows(rows).filter(pk__in=wanted) if wanted else []
    shown = [entry(row, wanted[row.pk]) for row in list(known)[:AT_MOST]]
    if request.method != "POST":
        return page(request, model_admin, choice, [], choice.form(request, None))
    form = choice.form(request, request.POST)
    if not form.is_valid() or "_again" in request.POST:
        return page(request, model_admin, choice, shown, form)
    if "_confirm" not in request.POST:
        return page(request, model_admin, choice, shown, form, is_confirmation=True)
    results = take(choice, shown, request.user, typed_details(form))
    return page(request, model_admin, choice, shown, form, results=results)


def wanted_rows(data: Any) -> dict[int, int]:
    """Return the version that was shown by the key of each row that is still chosen."""
    found = {}
    for word in data.getlist("row"):
        key, _colon, version = word.partition(":")
        if key.isdecimal() and version.isdecimal() and len(word) < 40:
            found[int(key)] = int(version)
    return found


def entry(row: Any, version: int | None = None) -> dict[str, Any]:
    """Return a row as the pages show it; its version as it is, or as it was shown."""
    is_case = isinstance(row, Case)
    case = row if is_case else row.case
    return {
        "row": row,
        "case": case,
        "state": state_label(case),
        "step": "" if is_case else labels_of_steps(case.kind).get(row.step, ""),
        "made_by": None if is_case else row.made_by,
        "version": row.version if version is None else version,
    }


def take(choice: Choice, shown: list[dict[str, Any]], by: Any, details: Any) -> list[Result]:
    """Take the step for each row; one that is refused stops none of the others.

    Every case is locked before the first step: each step locks the end of the chain, and a case
    locked after that could wait for somebody who waits for the chain.
    """
    if not isinstance(by, User):
        return []
    keys = sorted({one["case"].pk for one in shown})
    cases = Case.objects.visible_to(by).filter(pk__in=keys)
    list(cases.select_for_update(no_key=True).order_by("pk").values_list("pk"))
    return [choice.take(one["row"], one["version"], by, dict(details)) for one in shown]


def page(
    request: HttpRequest,
    model_admin: Any,
    choice: Choice,
    shown: list[dict[str, Any]],
    form: Any,
    **more: Any,
) -> HttpResponse:
    """Return one of the three pages of the step."""
    name = f"admin:{model_admin.opts.app_label}_{model_admin.opts.model_name}"
    context: Mapping[str, Any] = {
        **model_admin.admin_site.each_context(request),
        "title": choice.label,
        "opts": model_admin.opts,
        "action_url": reverse(f"{name}_{choice.name}"),
        "list_url": reverse(f"{name}_changelist"),
        "rows": shown,
        "form": form,
        "is_confirmation": False,
        "results": None,
        **more,
    }
    return TemplateResponse(request, "admin/casework/case/bulk.html", dict(context))
