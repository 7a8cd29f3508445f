"""What a case counted as, and what a figure is of, in words."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casework.desk.statistics_own import SAID
from casework.desk.statistics_words import Words
from casework.explain import day_text

MEASURES: dict[str, str | Promise] = {
    "open_before": _("open when the period began"),
    "received": _("received"),
    "items": _("data items"),
    "review_days": _("legal review over"),
    "review_time": _("legal review, in time or late"),
    "deficient": _("deficient"),
    "prolonged": _("prolonged"),
    "followed": _("followed by another request"),
    "ended": _("ended"),
    "refused": _("refused"),
    "answered": _("outcome of data items"),
    "not_given": _("not given"),
    "whole_days": _("days in all"),
    "execution_days": _("days of execution"),
    "execution_time": _("execution, in time or late"),
    "waited": _("days waited"),
    "handed_over": _("handed over"),
    "void": _("declared void"),
}
DIMENSIONS: dict[tuple[str, str], str] = {  # what the words of a value are found under
    ("received", "state"): "state",
    ("deficient", "state"): "state",
    ("received", "type"): "type",
    ("items", "category"): "category",
    ("ended", "outcome"): "outcome",
    ("refused", "ground"): "ground",
    ("not_given", "reason"): "reason",
    ("answered", "outcome"): "item",
    ("waited", "who"): "who",
    ("prolonged", "waiting"): "who",
    ("prolonged", "ground"): "prolonging",
}


def measure_said(measure: str, dimension: str, value: str, words: Words) -> str:
    """Return what is counted, and which one, in words."""
    said = str(MEASURES.get(measure) or SAID.get(measure, measure))
    if not dimension:
        return said
    name = DIMENSIONS.get((measure, dimension))
    return f"{said}: {words.of(name, value) if name else value or '–'}"


def entry_said(entry: Sequence[Any], words: Words) -> str:
    """Return one thing that a case counts as, with its day."""
    day, measure, dimension, value, count = entry
    said = measure_said(measure, dimension, value, words)
    times = f" ({count})" if count > 1 else ""
    return f"{said}{times}, {day_text(date.fromisoformat(day))}"


def case_said(entries: Iterable[Sequence[Any]], words: Words) -> str:
    """Return in short what a case counted as: what happened, and how it ended."""
    shown = [
        row for row in entries
        if row[1:3] == ["ended", "outcome"] or (not row[2] and row[1] != "ended")
    ]  # fmt: skip
    return "; ".join(entry_said(row, words) for row in shown)
