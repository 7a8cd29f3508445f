"""Cases that have ended and are not closed: what is still to be sent, and then to close."""

from django.utils.translation import gettext as _

from casework.access.models import User
from casework.cases.case import Case
from casework.desk.queue_filter import FINISH, ME, Chosen
from casework.desk.queue_rows import Row, page_after
from casework.desk.queue_words import Line
from casework.letters.kinds import outcome_kinds, titles
from casework.letters.models import Letter

MINE = Chosen(due=FINISH, officer=ME)


def to_finish(person: User, limit: int) -> list[Row]:
    """Return the ended cases of this officer that wait for a letter or to be closed."""
    return page_after(person, MINE, None, limit=limit)


def in_words(rows: list[Row], lines: list[Line]) -> list[tuple[Line, str]]:
    """Return each case in words, with what is left to do. One query, none without a case."""
    waiting = drafts_of(rows)
    return [
        (line, left_to_do(row, waiting.get(row.id, [])))
        for row, line in zip(rows, lines, strict=True)
    ]


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
