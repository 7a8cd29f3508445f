"""A row of the queue in words.

A page has a hundred of them, so whatever two rows may share is worded once: a template that
translates, includes or reverses in each row costs more than the queries.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, TypedDict

from django.urls import reverse
from django.utils.translation import gettext as _

from casework.access.models import User
from casework.cases.case import WaitingOn
from casework.cases.clocks import ENDING
from casework.cases.queries import served_by
from casework.clock import BAKU, baku_day, now, today
from casework.desk.calculator_cards import Chip
from casework.desk.case_clocks import day_chip
from casework.desk.case_kept import calm_chip
from casework.desk.month_due import WHAT
from casework.desk.queue_filter import AHEAD
from casework.desk.queue_names import Names
from casework.desk.queue_rows import Row
from casework.desk.spans import span
from casework.explain import day_text
from casework.languages import per_language
from casework.workflow.registry import registered


class Reason(TypedDict):
    """Why a case stands in the first band: how long from now, and what it is."""

    chip: Chip
    words: str
    at: str


class Line(TypedDict):
    """A row as the page shows it; a dictionary, because a template reads it fastest.

    mark      the public id and the version that the person saw
    reasons   why it stands in the first band, none if it does not
    averted   the loss that was expected by now, had the data not been preserved; else None
    nominal   the nominal last day where it differs from the effective one, else ""
    reading   whether the person may only read it
    subtask   how its next sub-task stands, None unless it is overdue or due soon
    """

    url: str
    mark: str
    reference: str
    is_urgent: bool
    urgent_at: datetime | None
    type: str
    country: str
    foreign: str
    state: str
    is_ended: bool
    waits: str
    chip: Chip
    day: str
    nominal: str
    past_ceiling: str
    officer: str
    reading: bool
    subtask: Chip | None
    reasons: list[Reason]
    averted: Reason | None


def lines_of(
    rows: Iterable[Row], names: Names, person: User, subtasks: Mapping[int, Chip] | None = None
) -> list[Line]:
    """Return the rows in words, in their order. subtasks: chips of their cases, by key."""
    teller = Teller(names, person, subtasks or {})
    return [teller.line(row) for row in rows]


class Teller:
    """Words of one page: each distinct day, state and type is worded once."""

    def __init__(self, names: Names, person: User, subtasks: Mapping[int, Chip]) -> None:
        self.names, self.day, self.at = names, today(), now()
        self.subtasks = subtasks
        self.served = set(served_by(person))
        self.before, _slash, self.after = reverse("case", args=[_NO_ID]).partition(_NO_ID)
        self.states: dict[tuple[str, str], str] = {}
        self.chips: dict[date, Chip] = {}
        self.days: dict[date, str] = {}
        self.waiting = waiting_words()
        self.ending = {name: str(WHAT[name]) for name in ENDING}

    def line(self, row: Row) -> Line:
        """Return one row in words."""
        names, is_ended = self.names, row.ended_at is not None
        country = names.country.get(row.requesting_state_id or 0)
        return {
            "url": f"{self.before}{row.public_id}{self.after}",
            "mark": f"{row.public_id}:{row.version}",
            "reference": row.reference,
            "is_urgent": row.is_urgent,
            "urgent_at": row.urgent_at,
            "type": names.type.get(row.request_type_id, ""),
            "country": country or _("State not known"),
            "foreign": row.foreign_reference,
            "state": self.state(row),
            "is_ended": is_ended,
            "waits": self.waits(row),
            "chip": self.chip(row),
            "day": self.day_of(row),
            "nominal": self.nominal(row),
            "past_ceiling": self.past_ceiling(row),
            "officer": names.officer.get(row.officer_id or 0, ""),
            "reading": (row.authority_id, row.kind) not in self.served,
            "subtask": self.subtasks.get(row.id),
            "reasons": self.reasons(row),
            "averted": self.averted(row),
        }

    def state(self, row: Row) -> str:
        """Return the state of the case."""
        key = row.kind, row.state
        if key not in self.states:
            self.states[key] = str(registered(row.kind).table.states(row.state).label)
        return self.states[key]

    def waits(self, row: Row) -> str:
        """Return whom we wait for; of a case that has ended, that its answer has not left."""
        if row.ended_at is None:
            return self.waiting[row.waiting_on]
        return _("The answer has still to leave") if row.owes_answer else ""

    def chip(self, row: Row) -> Chip:
        """Return the time left; words alone say it."""
        if row.ended_at is not None:
            return Chip("secondary", _("Has ended"))
        if row.due_on is not None:
            if row.due_on not in self.chips:
                self.chips[row.due_on] = due_chip(row.due_on, self.day)
            return self.chips[row.due_on]
        return Chip("azure", _("Suspended") if row.suspended_since else _("No clock runs"))

    def day_of(self, row: Row) -> str:
        """Return the effective last day and of what, or since when it stands still."""
        if row.ended_at is not None:
            return self.text(baku_day(row.ended_at))
        if row.due_on is not None:
            what = self.ending.get(row.due_clock)
            if what is None:  # from before its clock was kept
                what = self.ending["review" if row.due_on == row.review_on else "execution"]
            return f"{what}: {self.text(row.due_on)}"
        if row.suspended_since:
            return _("since %(day)s") % {"day": self.text(row.suspended_since)}
        return ""

    def nominal(self, row: Row) -> str:
        """Return the nominal last day of execution where a day off has moved it."""
        day = row.execution_nominal_on
        if row.ended_at is not None or day is None or row.due_on != row.execution_on:
            return ""
        if day == row.execution_on:
            return ""
        return _("nominal: %(day)s") % {"day": self.text(day)}

    def past_ceiling(self, row: Row) -> str:
        """Return that the ceiling has passed."""
        is_past = row.ended_at is None and row.ceiling_on is not None and row.ceiling_on < self.day
        return _("Past the ceiling") if is_past else ""

    def reasons(self, row: Row) -> list[Reason]:
        """Return why it waits for no day, the earliest instant first."""
        until, is_open = self.at + AHEAD, row.ended_at is None
        asked = (
            (row.loss_expected_at, _("Loss of data expected"), is_open and not row.is_kept),
            (row.answer_by_at, _("Answer asked for by"), is_open or row.owes_answer),
        )
        found = sorted((at, words) for at, words, presses in asked if at and presses)
        reasons = [reason(at, words, self.at) for at, words in found if at <= until]
        if is_open and row.is_urgent and not row.is_secured:
            words = _("Urgent, nothing preserved or ordered yet")
            since = row.urgent_at or self.at
            chip = Chip("red", _("for %(span)s") % {"span": span(self.at - since)})
            reasons.append({"chip": chip, "words": words, "at": ""})
        return reasons

    def averted(self, row: Row) -> Reason | None:
        """Return the loss that would press, were the data of this open case not preserved."""
        at = row.loss_expected_at
        if row.ended_at is not None or not row.is_kept or at is None or at > self.at + AHEAD:
            return None
        return {"chip": calm_chip(), "words": _("Loss of data expected"), "at": _instant(at)}

    def text(self, day: date) -> str:
        """Return a day with its weekday, which no line breaks apart."""
        if day not in self.days:
            self.days[day] = day_text(day).replace(" ", "\u00a0")
        return self.days[day]


def due_chip(last: date, day: date) -> Chip:
    """Return the days left, or how long the last day has passed."""
    return Chip("yellow", _("Last day today")) if last == day else day_chip(last, day)


def hours_chip(at: datetime, moment: datetime) -> Chip:
    """Return an instant in hours from now: "in 3 h", "2 h ago"."""
    if at <= moment:
        return Chip("red", _("%(span)s ago") % {"span": span(moment - at)})
    return Chip("yellow", _("in %(span)s") % {"span": span(at - moment)})


def reason(at: datetime, words: str, moment: datetime) -> Reason:
    """Return how long it is until the instant."""
    return {"chip": hours_chip(at, moment), "words": words, "at": _instant(at)}


def pressing_of(case: Any) -> Reason | None:
    """Return how long it is until the first instant that presses on this case, None without one."""
    if case.pressing_at is None:
        return None
    is_answer = case.pressing_at == case.answer_by_at
    words = _("Answer asked for by") if is_answer else _("Loss of data expected")
    return reason(case.pressing_at, words, now())


@per_language
def waiting_words() -> dict[str, str]:
    """Return whom we wait for, as a sentence."""
    return {
        WaitingOn.US: _("It is our turn"),
        WaitingOn.PROVIDER: _("We wait for the provider"),
        WaitingOn.REQUESTER: _("We wait for the requester"),
        WaitingOn.INITIATOR: _("We wait for who initiated the request"),
        WaitingOn.TRANSLATOR: _("We wait for the translator"),
        WaitingOn.ABROAD: _("We wait for the authority abroad"),
        WaitingOn.COURT: _("We wait for the court"),
        WaitingOn.BODY: _("We wait for the executing body"),
        WaitingOn.NOBODY: _("We wait for nobody"),
    }


def _instant(at: datetime) -> str:
    return f"{at.astimezone(BAKU):%d.%m.%Y %H:%M}"


_NO_ID = "00000000-0000-0000-0000-000000000000"
