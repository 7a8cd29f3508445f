"""Cases that have ended and are not closed: what is still to be sent, and then to close."""

from datetime import datetime
from typing import NamedTuple

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from casework.access.models import User
from casework.cases.case import Case
from casework.desk.queue_filter import FINISH, ME, Chosen
from casework.desk.queue_rows import Row, first_of, ranges_of
from casework.desk.queue_words import Line, Reason, pressing_of
from casework.letters.kinds import outcome_kinds, titles
from casework.letters.models import Letter

MINE = Chosen(due=FINISH, officer=ME)
PRESSING = ("-is_unsent", "-is_urgent", "pressing_at", "id")  # NULL comes last


class Finishing(NamedTuple):
    """A case in words, what is left to do, and until when an answer is asked for, if it is owed."""

    line: Line
    left: str
    asked: Reason | None


def to_finish(person: User, limit: int) -> list[Row]:
    """Return the ended cases of this officer that wait for a letter or to be closed.

    Those of which a letter has still to leave come first: urgent ones, then by the time until
    which an answer is asked for. The list of all of them stays in its own order.
    """
    unsent = Exists(Letter.objects.drafts().filter(case=OuterRef("pk")))
    parts = [rows.annotate(is_unsent=unsent) for rows in ranges_of(person, MINE)]
    return first_of(parts, PRESSING, limit, "is_unsent")


def in_words(rows: list[Row], lines: list[Line]) -> list[Finishing]:
    """Return each case in words, with what is left to do. One query, none without a case."""
    waiting = drafts_of(rows)
    return [
        Finishing(line, left_to_do(row, drafts), pressing_of(row))
        for row, line in zip(rows, lines, strict=True)
        for drafts in [waiting.get(row.id, [])]
    ]


def presses_first(ended: list[Row], ours: list[Row], until: datetime) -> list[Row]:
    """Return the ended case of which the answer is asked for sooner than anything of ours presses.

    until  what comes later than this instant does not press yet
    """
    owed = [(row.pressing_at, row) for row in ended if row.pressing_at and row.pressing_at <= until]
    if not owed:
        return []
    at, first = min(owed, key=lambda one: one[0])
    is_first = all(row.pressing_at is None or row.pressing_at >= at for row in ours[:1])
    return [first] if is_first else []


def drafts_of(rows: list[Row]) -> dict[int, list[Letter]]:
    """Return the letters that have not left, by case; what tells the outcome comes first."""
    found: dict[int, list[Letter]] = {}
    if not rows:
        return found
    outcomes = {row.id: outcome_kinds(row.kind, row.state) for row in rows}
    drafts = Letter.objects.drafts().filter(case__in=Case.objects.filter(pk__in=outcomes))
    for letter in drafts.select_related("order__measure").order_by("pk"):
        found.setdefault(letter.case_id, []).append(letter)
    for key, letters in found.items():
        letters.sort(key=lambda letter: letter.kind not in outcomes[key])
    return found


def left_to_do(row: Row, drafts: list[Letter]) -> str:
    """Return which letters are to be sent, or that only closing is left."""
    if not drafts:
        return _("Nothing is left to be sent: close it.")
    return _("To be sent: %(letters)s.") % {"letters": "; ".join(titles(row.kind, drafts))}
