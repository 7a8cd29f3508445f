"""A case as the desk reads it: found by its public id, with everything that its page shows."""

from typing import Any
from uuid import UUID

from django.db.models import Prefetch
from django.http import Http404, HttpRequest

from casework.cases.case import Case
from casework.cases.facts import Postponement, Prolongation, Question
from casework.cases.items import DataItem
from casework.cases.orders import Order, OrderLine
from casework.workflow.registry import REGISTERED, registered

ORDERS = Order.objects.select_related("measure", "provider", "person", "preservation")
LINES = OrderLine.objects.select_related("item", "reason")
ITEMS = DataItem.objects.select_related("reason").prefetch_related("identifiers")
QUESTIONS = Question.objects.standing().prefetch_related("answers__document")
POSTPONEMENTS = Postponement.objects.standing().prefetch_related("resumptions")
PROLONGATIONS = Prolongation.objects.filter(cancels=None).select_related("cancelled_by", "made_by")


def found_case(request: HttpRequest, public_id: UUID) -> Any:
    """Return the case as its procedure's own model; 404 if it is missing or not this person's."""
    kinds = Case.objects.visible_to(request.user).filter(public_id=public_id)
    kind = kinds.values_list("kind", flat=True).first()
    if kind not in REGISTERED:
        raise Http404
    related = ("authority", "officer", "requesting_state", "request_type", "receipt")
    rows = registered(kind).model.objects.select_related(*related)
    return rows.get(public_id=public_id)


def whole_case(request: HttpRequest, public_id: UUID) -> Any:
    """Return the case with all its rows read: as many queries for fifteen orders as for one.

    Raises Http404 like found_case.
    """
    case = found_case(request, public_id)
    kind = type(case).objects.select_related(
        "authority", "officer", "requesting_state", "request_type", "receipt"
    )
    return kind.prefetch_related(
        Prefetch("dataitems", ITEMS.all()),
        Prefetch("orders", ORDERS.all()),
        Prefetch("orders__orderlines", LINES.all()),
        "orders__preservation__renewals",
        "useconditions",
        "requesterdecisions",
        "findings__instrument",
        "findings__measure",
        "letters",
        Prefetch("questions", QUESTIONS.all(), to_attr="asked"),
        Prefetch("postponements", POSTPONEMENTS.all(), to_attr="postponed"),
        Prefetch("prolongations", PROLONGATIONS.all(), to_attr="prolonged"),
    ).get(pk=case.pk)
