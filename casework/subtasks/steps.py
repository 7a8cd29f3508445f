"""Adding, changing, finishing and dropping a sub-task; no step of them moves a legal clock."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from casework.cases.subtasks import SubTask
from casework.workflow.registry import registered
from casework.workflow.steps import step

ADDING = "add_subtask"


@dataclass(frozen=True)
class Costs:
    """What the sub-tasks of a case cost in one currency: those that are done, and open ones."""

    currency: str
    done: Decimal
    still_open: Decimal

    @property
    def total(self) -> Decimal:
        """Both together."""
        return self.done + self.still_open


class SubTaskSteps:
    """For a model that has `adds`, which makes a row of its case."""

    def costs(self: Any) -> list[Costs]:
        """Return the sums by currency; what was dropped costs nothing."""
        sums: dict[str, list[Decimal]] = {}
        for row in self.subtasks.all():
            if row.amount is not None and not row.is_dropped:
                found = sums.setdefault(row.currency, [Decimal(0), Decimal(0)])
                found[row.is_open] += row.amount
        return [Costs(currency, *sums[currency]) for currency in sorted(sums)]

    @step
    def add_subtask(self: Any, **fields: Any) -> None:
        """Record what somebody else is asked to do, and by when."""
        self.adds_subtask(**fields)

    def adds_subtask(self: Any, **fields: Any) -> SubTask:
        """Return a new sub-task of the case, with the next number."""
        added: SubTask = self.adds(SubTask, number=self.subtasks.count() + 1, **fields)
        return added

    @step
    def change_subtask(self: Any, *, subtask: SubTask, reason: str, **fields: Any) -> None:
        """Change what is asked, of whom, or by when; what is not named stays."""
        for name, value in fields.items():
            setattr(subtask, name, value)
        subtask.save(update_fields=list(fields))

    @step
    def finish_subtask(self: Any, *, subtask: SubTask, **found: Any) -> None:
        """Record on which day it was done, with what result, and what it cost."""
        for name, value in found.items():
            setattr(subtask, name, value)
        subtask.save(update_fields=list(found))

    @step
    def drop_subtask(self: Any, *, subtask: SubTask, reason: str) -> None:
        """Record that it is not needed any more, and why."""
        self.drops_subtask(subtask, reason)

    def drops_subtask(self: Any, subtask: SubTask, reason: str) -> None:
        """End a sub-task that is not needed any more."""
        subtask.ended_on, subtask.drop_reason = self.act.today, reason
        subtask.save(update_fields=["ended_on", "drop_reason"])


def is_offered(kind: str) -> bool:
    """Whether cases of this kind may have sub-tasks: their procedure names the steps."""
    return ADDING in registered(kind).table.rows


def open_subtasks(case: Any) -> list[SubTask]:
    """Return the sub-tasks that are still to be done, the next day first."""
    rows = [row for row in case.subtasks.all() if row.is_open]
    return sorted(rows, key=lambda row: (row.due_on, row.number))


def no_open_subtask(case: Any) -> str:
    """No sub-task is still to be done."""
    return "" if open_subtasks(case) else _("No sub-task is open.")


def next_due_on(case: Any) -> date | None:
    """Return the day of the sub-task that is due next, None if none is open."""
    rows = open_subtasks(case)
    return rows[0].due_on if rows else None
