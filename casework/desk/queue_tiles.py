"""The tiles above the queue: counts that read at most a hundred index entries each."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Value
from django.utils.translation import gettext as _

from casework.access.models import User
from casework.desk.queue_filter import FINISH, ME, NOBODY, Chosen
from casework.desk.queue_rows import ranges_of
from casework.notices.headings import told

MOST = 100  # entries that are counted; from here on a tile says 99+
WANTED = {
    "overdue": Chosen(due="overdue"),
    "soon": Chosen(due="soon"),
    "unassigned": Chosen(officer=NOBODY),
    "mine": Chosen(officer=ME),
    "finish": Chosen(due=FINISH),
}
TONES = {
    "overdue": "red",
    "soon": "yellow",
    "unassigned": "grey",
    "mine": "blue",
    "finish": "green",
}


@dataclass(frozen=True)
class Tile:
    """One count, and the filter that it leads to."""

    label: str
    count: str
    tone: str
    query: str
    is_chosen: bool


def tiles_of(person: User, chosen: Chosen) -> list[Tile]:
    """Return the tiles; each counts exactly what its filter shows."""
    counted, labels = counts_of(person), labels_of()
    return [
        Tile(labels[name], told(counted[name], MOST), TONES[name], wanted.query, wanted == chosen)
        for name, wanted in WANTED.items()
    ]


def labels_of() -> dict[str, str]:
    """Return what each tile is called."""
    return {
        "overdue": _("Overdue"),
        "soon": _("Due in 3 days"),
        "unassigned": _("Unassigned"),
        "mine": _("Assigned to me"),
        "finish": _("Ended, to be closed"),
    }


def counts_of(person: User) -> Counter[str]:
    """Return how many cases each tile has, counted no further than MOST. One query."""
    counted = [
        part.order_by().values_list(Value(name))[:MOST]
        for name, wanted in WANTED.items()
        for part in ranges_of(person, wanted)
    ]
    if not counted:
        return Counter()
    rows = counted[0].union(*counted[1:], all=True) if counted[1:] else counted[0]
    return Counter(name for (name,) in rows)
