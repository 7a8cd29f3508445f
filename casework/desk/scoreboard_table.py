"""The table of the scoreboard: its columns, its order, its definition."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.cases.items import Outcome
from casework.desk.statistics_table import Row, Table, row
from casework.figures.reading import at_share
from casework.figures.scoreboard import Score


@dataclass(frozen=True)
class Column:
    """A column: its name in addresses, its head, and its number."""

    name: str
    label: str | Promise
    value: Callable[[Score], Any]


COLUMNS = [
    Column("name", gettext_lazy("Provider"), lambda one: str(one.provider).casefold()),
    Column("orders", gettext_lazy("Orders"), lambda one: one.orders),
    Column("answered", gettext_lazy("Answered"), lambda one: one.answered),
    Column("given", gettext_lazy("Items given"), lambda one: one.items[Outcome.GIVEN]),
    Column("refused", gettext_lazy("Items refused"), lambda one: one.items[Outcome.REFUSED]),
    Column("not_held", gettext_lazy("Items not held"), lambda one: one.items[Outcome.NOT_HELD]),
    Column("pending", gettext_lazy("Items pending"), lambda one: one.items[Outcome.PENDING]),
    Column("median", gettext_lazy("Median, days"), lambda one: at_share(one.days, 0.5)),
    Column("ninth", gettext_lazy("90th percentile, days"), lambda one: at_share(one.days, 0.9)),
    Column("again", gettext_lazy("Follow-ups sent"), lambda one: one.followed_up),
    Column("silent", gettext_lazy("Silent now"), lambda one: one.silent),
    Column("beyond", gettext_lazy("Beyond their time"), lambda one: one.beyond),
]
BY_NAME = {column.name: column for column in COLUMNS}


def sorted_by(rows: Iterable[Score], by: str) -> list[Score]:
    """Return the providers in the order asked for ("-orders" is the usual one), then by name."""
    column = BY_NAME.get(by.removeprefix("-"))
    if column is None:
        column, by = BY_NAME["orders"], "-orders"
    value = column.value
    named = sorted(rows, key=BY_NAME["name"].value)
    if column.name == "name":
        return named[::-1] if by.startswith("-") else named
    sign = -1 if by.startswith("-") else 1
    return sorted(named, key=lambda one: (value(one) is None, sign * (value(one) or 0)))


def score_row(one: Score) -> Row:
    """Return a line of the table."""
    return row(str(one.provider), *(column.value(one) for column in COLUMNS[1:]))


def score_table(rows: Sequence[Score]) -> Table:
    """Return the whole table, with what it counts."""
    return Table(
        "providers",
        _("Providers"),
        _("orders and data items"),
        _("by day of the order"),
        _("Answered are orders of the period to which anything was answered; days run from the"
          " order to the first answer. Items are those of orders that were not lifted. Silent now"
          " are orders of open cases without an answer, whenever they were made; beyond their time"
          " after 24 hours if the request is urgent, at half of the time if an answer was asked"
          " for by a time, otherwise once the last day of the case has passed."),
        [str(column.label) for column in COLUMNS],
        [score_row(one) for one in rows],
        empty=_("Nothing was ordered of a provider in this period, and none owes an answer."),
    )  # fmt: skip
