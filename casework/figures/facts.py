"""The recorded facts of cases from which figures are counted, in one query for any number."""

import json
from collections.abc import Callable, Collection
from functools import cache
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import Exists, F, Func, OuterRef, Q, QuerySet, Subquery, TextField
from django.db.models.functions import JSONObject

from casework.audit.events import Event
from casework.cases.additions import NOT_WRONG, Link
from casework.cases.case import Case
from casework.cases.facts import Prolongation, Question
from casework.cases.items import DataItem, Outcome
from casework.cases.orders import Order, OrderLine, Preservation
from casework.cases.prepared import prepared
from casework.cases.subtasks import SubTask
from casework.cases.whole import READ_AS
from casework.figures import due
from casework.figures.counting import COUNTINGS


class Changes(Func):
    """The old and new columns that an event keeps, as JSON text.

    As text: what people typed may hold a character that only a JSON value of PostgreSQL refuses.
    """

    template = "(%(expressions)s::json -> 'changes')::text"
    output_field = TextField()


class Typed(Func):
    """The closed reason that was typed into the form of a step, as its event keeps it."""

    template = "(%(expressions)s::json -> 'details' ->> 'ground')"
    output_field = TextField()


COLUMNS = (
    "pk", "kind", "authority_id", "state", "received_at", "ended_at", "is_urgent",
    "request_type__code", "request_type__is_preservation", *due.COLUMNS,
)  # fmt: skip
# Steps; and letters that left or were dropped, where the case waits for somebody else since.
IN_COURSE = Q(version__isnull=False) | Q(verb__in=["send_letter", "drop_letter"]) & ~Q(after="")


def facts_of(keys: Collection[int], kind: str) -> list[dict[str, Any]]:
    """Return what is recorded of these cases of one kind, and what they were counted as."""
    sql, read_as = _statement(kind)
    if len(keys) == 1:
        (answer,) = prepared(f"{sql} = $1", "bigint", list(keys))
    else:
        (answer,) = prepared(f"{sql} = ANY($1)", "bigint[]", [list(keys)])
    rows: list[dict[str, Any]] = json.loads(answer)
    for row in rows:
        for name in read_as:
            row[name] = read_as[name](row[name]) if row[name] is not None else None
    return rows


@cache
def _statement(kind: str) -> tuple[str, dict[str, Callable[[Any], Any]]]:
    """Return the question as SQL up to the keys, and how columns are read from JSON.

    Putting it together and planning it takes longer than answering it.
    """
    compiler = _facts_of_kind(kind).query.get_compiler(connection=connection)
    sql, values = compiler.as_sql()
    with connection.cursor() as cursor:
        whole = cursor.mogrify(sql, values)
    types = {name: type(column.output_field) for column, _sql, name in compiler.select}
    read_as = {name: READ_AS[found] for name, found in types.items() if found in READ_AS}
    question = f"SELECT coalesce(json_agg(f), '[]')::text FROM ({whole}) f WHERE f.pk"  # noqa: S608 - our own
    return question, read_as


def _facts_of_kind(kind: str) -> QuerySet[Any, dict[str, Any]]:
    """Return the question for a whole kind, which nobody asks."""
    mine = {"case": OuterRef("pk")}
    return (
        Case.objects.filter(kind=kind)
        .order_by("pk")
        .values(
            *COLUMNS,
            counted_as=F("counted__figures"),
            **_own_of(kind),
            steps=rows_of(
                Event.objects.filter(IN_COURSE, **mine).order_by("at", "pk"),
                at="at", before="before", after="after", changes=Changes("details"),
            ),
            items=rows_of(
                DataItem.objects.filter(**mine).order_by("number"),
                category="category", outcome="outcome", reason="reason__code",
            ),
            prolonged=rows_of(
                Prolongation.objects.filter(**mine, cancels=None, cancelled_by=None).annotate(
                    ground=Subquery(_decided().values(ground=Typed("details"))[:1])
                ),
                on="decided_on", previous="previous_on", at="made_at", ground="ground",
            ),
            asked=rows_of(
                Question.objects.filter(**mine, corrected_by=None).order_by("sent_on")[:1],
                on="sent_on",
            ),
            followed=rows_of(_followed_by().order_by("made_at")[:1], at="made_at"),
        )
    )  # fmt: skip


def _own_of(kind: str) -> dict[str, Any]:
    """Return where the procedure keeps what differs, and what only it counts by."""
    counting = COUNTINGS[kind]
    ground = {"ground": F(counting.ground)} if counting.ground else {}
    return {**ground, "state_code": F(counting.state), **counting.facts, **_due_beside()}


def _due_beside() -> dict[str, Any]:
    """Return what ends beside the case: data kept for somebody, sub-tasks, answers of providers."""
    mine = {"case": OuterRef("pk")}
    linked = Link.objects.filter(kind=Link.Kind.PRESERVED, other=OuterRef("pk"))
    kept = Preservation.objects.filter(**mine, released_at=None, last_on__isnull=False)
    asked = SubTask.objects.filter(**mine, ended_on=None)
    lines = OrderLine.objects.filter(order=OuterRef("pk"), outcome=Outcome.PENDING)
    promised = Q(Exists(lines), silent_until_on__isnull=False)
    orders = Order.objects.filter(Q(answered_at=None) | promised, **mine, lifted_at=None)
    return {
        "due_as": F("counted__due"),
        "is_linked": Exists(linked),
        "due_preserved": rows_of(kept, on="last_on"),
        "due_subtasks": rows_of(asked, on="due_on"),
        "due_orders": rows_of(
            orders.filter(provider__isnull=False),
            provider="provider", ordered_at="ordered_at", answered_at="answered_at",
            until="silent_until_on",
        ),
    }  # fmt: skip


def rows_of(rows: QuerySet[Any], **columns: Any) -> ArraySubquery:
    """Return an expression that finds these rows of each case, each as the columns by name."""
    return ArraySubquery(rows.values(row=JSONObject(**columns)))


def _decided() -> QuerySet[Event]:
    """Return the event of the step by which execution was prolonged: it has the same instant."""
    return Event.objects.filter(case=OuterRef("case"), verb="prolong", at=OuterRef("made_at"))


def _followed_by() -> QuerySet[Link]:
    """Return the links of the case with what goes on from it as another kind of request.

    A case of another authority is not read here: what a case counts as would depend on who asks.
    """
    mine, theirs = Q(case=OuterRef("pk")), Q(other=OuterRef("pk"))
    continued = theirs & Q(kind__in=(Link.Kind.CONTINUES, Link.Kind.PRESERVED))
    authority, kind = OuterRef("authority"), OuterRef("kind")
    there = Q(mine, other__authority=authority) & ~Q(other__kind=kind)
    here = Q(theirs, case__authority=authority) & ~Q(case__kind=kind)
    wanted = continued | there & ~Q(kind=Link.Kind.CONTINUES) | here
    return Link.objects.filter(wanted, NOT_WRONG)
