"""A body that executes the request: it is assigned, and reports what came of each item.

Until it has reported it has a sub-task with a day of its own, by which it is reminded of as every
sub-task is; the limits of the case go on.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from casework.cases.items import DataItem
from casework.cases.subtasks import SubTask
from casework.clock import today
from casework.directory.models import Body
from casework.files.documents import Document
from casework.incoming.forms.given import ItemAnswer
from casework.workflow.steps import step
from mla.executed import BodyAnswer

ASSIGNMENT = "execution_assignment"


@dataclass(frozen=True)
class BodyTask:
    """By when the body is to report, and whether that day has passed."""

    due_on: date
    is_late: bool


def task_of_body(case: Any) -> SubTask | None:
    """Return the sub-task of the body that has still to report, None if there is none."""
    rows = [one for one in case.subtasks.all() if one.is_open and one.kind == one.Kind.EXECUTION]
    return rows[-1] if rows else None


def nothing_assigned(case: Any) -> str:
    """No body executes the request."""
    return "" if case.executing_body_id else _("No executing body has been assigned.")


class ExecutingSteps:
    """Who executes the request, and with what result."""

    @step
    def assign_body(self: Any, *, body: Body, due_on: date, instructions: str) -> None:
        """Record which body executes the request; the letter tells it what is asked, and how.

        due_on  by when it is to report; whoever was to report before is not waited for any more
        """
        former = task_of_body(self)
        if former is not None:
            self.drops_subtask(former, f"→ {body}")
        self.keeps(executing_body=body)
        self.adds_subtask(
            kind=SubTask.Kind.EXECUTION,
            what=self.foreign_reference or self.reference,
            asked_of=str(body),
            asked_on=self.act.today,
            due_on=due_on,
        )
        self.act.owe(ASSIGNMENT, instructions=instructions, report_by=due_on)

    @step
    def record_body_report(
        self: Any,
        *,
        reported_on: date,
        answers: Sequence[ItemAnswer],
        remark: str,
        pending_until: date | None,
        document: Document | None,
    ) -> None:
        """Record what the executing body reports, item by item.

        pending_until  the day for which it announces the rest; else its sub-task is done
        """
        fields = {"body": self.executing_body, "reported_on": reported_on, "document": document}
        rows = [{**fields, **vars(answer)} for answer in answers]
        self.adds_all(BodyAnswer, rows)
        self.settle([answer.item for answer in answers])
        task = task_of_body(self)
        if task is None:
            return
        if pending_until:
            task.due_on = pending_until
        else:
            task.ended_on = reported_on
        task.result = "\n".join(text for text in (task.result, remark) if text)
        task.save(update_fields=["due_on", "ended_on", "result"])

    def answers_besides(self: Any, items: Iterable[DataItem]) -> Iterable[BodyAnswer]:
        """Return the latest report on each of these items."""
        rows = BodyAnswer.objects.filter(item__in=list(items)).order_by("pk")
        return {row.item_id: row for row in rows}.values()

    def body_reports(self: Any) -> list[tuple[BodyAnswer, bool]]:
        """Return each report on an item, and whether a later one took its place."""
        rows = list(self.bodyanswers.all())
        latest = {row.item_id: row.pk for row in rows}
        return [(row, latest[row.item_id] != row.pk) for row in rows]

    def body_task(self: Any) -> BodyTask | None:
        """Return by when the body is to report, None if it has nothing to report."""
        task = task_of_body(self)
        return None if task is None else BodyTask(task.due_on, task.is_overdue(today()))

    def is_with_body(self: Any) -> bool:
        """Whether the body has the assignment and something is still to be reported."""
        items = self.dataitems.all()
        is_open = not items or not all(item.is_settled for item in items)
        return task_of_body(self) is not None and is_open and not self.unsent(ASSIGNMENT)
