"""Rows of a register whose case stands still: a question without its answer, a postponement.

The clock stops on the day that the row names. A register rarely says whether that was in legal
review or in execution; where it says nothing the case goes on in review, so that none is skipped.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy

from casework.cases.case import WaitingOn
from casework.cases.facts import Postponement, Question
from casework.clock import baku_day, today
from casework.incoming.states import ENDED, S

STOPPED_IN = (S.REVIEW, S.EXECUTION)
# By state: the day that it needs, and what else the row may say of it.
WAITS: dict[str, tuple[str, tuple[str, ...]]] = {
    str(S.CLARIFICATION.value): ("asked_on", ("gaps",)),
    str(S.POSTPONED.value): ("postponed_on", ("look_again_on", "postponed_because")),
}
MISSING: dict[str, str | Promise] = {
    "asked_on": gettext_lazy("On which day was the question put? The clock stops on that day."),
    "postponed_on": gettext_lazy("On which day was it postponed? The clock stops on that day."),
    "look_again_on": gettext_lazy("On which day is it to be looked at again?"),
}
NOT_SO: dict[str, str | Promise] = {
    "asked_on": gettext_lazy(
        "It has the day of a question: write “Clarification awaited” if the answer is awaited;"
        " if it came, leave the day out."
    ),
    "postponed_on": gettext_lazy(
        "It has the day of a postponement: write “Postponed” if it still is; if not, leave the day"
        " out."
    ),
}


def judge_waits(form: Any, state: str) -> None:
    """Say what is wrong with the days of a question or a postponement; what is over goes in words.

    form   of the row, whose cells were read
    state  where the row says that the case stands
    """
    found = form.cleaned_data
    for waiting, (name, more) in WAITS.items():
        if name not in found:
            continue
        if state == waiting:
            judge_day(form, name, found[name])
        elif state in {str(one.value) for one in ENDED}:
            keep_in_words(form, (name, *more))
        elif found[name]:
            form.add_error("state", NOT_SO[name])
    if state == S.POSTPONED and "look_again_on" in found:
        judge_next_look(form, found["look_again_on"], found.get("postponed_on"))


def judge_day(form: Any, name: str, day: date | None) -> None:
    """Say what is wrong with the day from which the clock stands still."""
    received_at = form.cleaned_data.get("received_at")
    if day is None:
        form.add_error(name, MISSING[name])
    elif day > today():
        form.add_error(name, gettext("This day lies in the future."))
    elif received_at and day < baku_day(received_at):
        form.add_error(name, gettext("This day lies before the receipt."))


def judge_next_look(form: Any, day: date | None, postponed_on: date | None) -> None:
    """Say what is wrong with the day on which a postponement is to be looked at again."""
    if day is None:
        form.add_error("look_again_on", MISSING["look_again_on"])
    elif postponed_on and day <= postponed_on:
        sentence = gettext("The day to look at it again lies after the decision.")
        form.add_error("look_again_on", sentence)


def keep_in_words(form: Any, names: tuple[str, ...]) -> None:
    """Keep what a row says of a wait that is over: how long it was, nobody knows."""
    for name in names:
        said = form.cleaned_data.get(name)
        if said:
            form.in_words.append((name, f"{said:%d.%m.%Y}" if isinstance(said, date) else said))


def waiting_columns(state: str) -> dict[str, Any]:
    """Return the columns of a case that stands still."""
    return {"waiting_on": WaitingOn.REQUESTER} if state == S.CLARIFICATION else {}


def wait_of(found: Mapping[str, Any], of: Callable[..., Any]) -> Iterator[Any]:
    """Give the fact by which the clock of the case stands still, not saved; none if it runs.

    of  makes a row of the case
    """
    stopped_in = found["stopped_in"] or str(S.REVIEW.value)
    if found["state"] == S.CLARIFICATION:
        gaps = found["gaps"] or gettext("The question is in the older register.")
        yield of(Question, sent_on=found["asked_on"], gaps=gaps, asked_in=stopped_in)
    if found["state"] == S.POSTPONED:
        reason = found["postponed_because"] or gettext("The reason is in the older register.")
        yield of(
            Postponement,
            from_on=found["postponed_on"],
            review_on=found["look_again_on"],
            reason=reason,
            consultation=gettext("Before the case was brought in from the older register."),
            postponed_in=stopped_in,
        )
