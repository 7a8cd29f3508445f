"""What a person chose of the queue: read from the address of the page, and told in words."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.access.models import User
from casework.cases.case import WaitingOn
from casework.cases.subtasks import SubTask
from casework.clock import now, today
from casework.workflow.registry import REGISTERED

ME, NOBODY, UNKNOWN = "me", "none", "unknown"
NOW, FINISH, SUBTASK = "now", "finish", "subtask"
AHEAD, SOON = timedelta(hours=24), timedelta(days=3)
LONGEST_KEY = 18  # digits: no key of a row has more

DUE: dict[str, str | Promise] = {
    NOW: gettext_lazy("Now: urgent or within 24 hours"),
    "overdue": gettext_lazy("Overdue"),
    "today": gettext_lazy("Last day today"),
    "soon": gettext_lazy("Due in 3 days"),
    "ceiling": gettext_lazy("Past the ceiling"),
    "stopped": gettext_lazy("No clock runs"),
    FINISH: gettext_lazy("Ended, to be closed"),
    SUBTASK: gettext_lazy("Sub-task overdue or due in 3 days"),
}
DUE_ROWS: dict[str, Callable[[Any, date, datetime], Any]] = {
    NOW: lambda rows, day, at: rows.for_now(at + AHEAD),
    "overdue": lambda rows, day, at: rows.overdue(day),
    "today": lambda rows, day, at: rows.due_between(day, day),
    "soon": lambda rows, day, at: rows.due_between(day, day + SOON),
    "ceiling": lambda rows, day, at: rows.past_ceiling(day),
    "stopped": lambda rows, day, at: rows.without_clock(),
    FINISH: lambda rows, day, at: rows.to_finish(),
    SUBTASK: lambda rows, day, at: rows.filter(Exists(subtasks_by(day + SOON))),
}


@dataclass(frozen=True)
class Chosen:
    """One value of each filter, "" where nothing is chosen; the names are those of the address.

    officer  the key of a person, ME or NOBODY
    country  the key of the State abroad, or UNKNOWN
    type     the key of a type of request
    ended    "1": with ended ones, the latest first
    """

    due: str = ""
    state: str = ""
    waiting: str = ""
    country: str = ""
    type: str = ""
    officer: str = ""
    ended: str = ""

    @property
    def is_any(self) -> bool:
        """Whether anything is chosen."""
        return self != Chosen()

    @property
    def query(self) -> str:
        """What stands in the address for it, without a question mark."""
        return urlencode({name: value for name, value in asdict(self).items() if value})

    def without(self, name: str) -> "Chosen":
        """Return the same with one filter less."""
        return replace(self, **{name: ""})


def chosen_in(words: Mapping[str, str]) -> Chosen:
    """Return what the address says; a value that makes no sense chooses nothing."""
    found = {name: words.get(name, "") for name in asdict(Chosen())}
    return Chosen(**{name: value for name, value in found.items() if _makes_sense(name, value)})


def _makes_sense(name: str, value: str) -> bool:
    if name == "due":
        return value in DUE
    if name == "state":
        return value in state_labels(REGISTERED)
    if name == "waiting":
        return value in WaitingOn.values
    if name == "ended":
        return value == "1"
    is_key = value.isascii() and value.isdecimal() and len(value) <= LONGEST_KEY
    return is_key or value in {"officer": (ME, NOBODY), "country": (UNKNOWN,)}.get(name, ())


def subtasks_by(day: date) -> Any:
    """Return the sub-tasks of a case that are due until this day: found by authority and day."""
    mine = {"case": OuterRef("pk"), "authority": OuterRef("authority")}
    return SubTask.objects.due_by(day).filter(**mine)


def applied(chosen: Chosen, rows: Any, person: User) -> Any:
    """Return the rows that the person chose; open ones unless ended ones were asked for.

    A sub-task may outlive its case, and so does an answer that has not left.
    """
    rows = rows if chosen.ended or chosen.due in (NOW, FINISH, SUBTASK) else rows.open()
    if chosen.due:
        rows = DUE_ROWS[chosen.due](rows, today(), now())
    if chosen.state:
        rows = rows.filter(state=chosen.state)
    if chosen.waiting:
        rows = rows.filter(waiting_on=chosen.waiting)
    if chosen.type:
        rows = rows.filter(request_type=int(chosen.type))
    if chosen.country:
        known = None if chosen.country == UNKNOWN else int(chosen.country)
        rows = rows.filter(requesting_state=known)
    if chosen.officer:
        keys = {ME: person.pk, NOBODY: None}
        key = keys[chosen.officer] if chosen.officer in keys else int(chosen.officer)
        rows = rows.filter(officer=key)
    return rows


def titles(state_word: str) -> dict[str, str]:
    """Return what each filter is called. state_word: what the State abroad is called here."""
    return {
        "due": _("Last day"),
        "state": _("State of the case"),
        "waiting": _("We wait for"),
        "country": state_word,
        "type": _("Type of request"),
        "officer": _("Officer"),
        "ended": _("With ended ones, the latest first"),
    }


def state_labels(kinds: Any, *, running: bool = False) -> dict[str, str]:
    """Return the states of these procedures by name; only those of open cases if `running`."""
    found: dict[str, str] = {}
    for kind in kinds:
        table = REGISTERED[kind].table
        for state in table.states:
            if not running or state in table.running:
                found.setdefault(str(state), str(state.label))
    return found


def day_and_instant() -> tuple[date, datetime]:
    """Return today in Baku, and the instant until which the first band looks ahead."""
    return today(), now() + AHEAD
