"""The log of reads in words: who looked at what and searched for what, the latest first."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from casework.access.models import User
from casework.audit.events import ReadLog
from casework.cases.case import Case
from casework.cases.items import Identifier

MANY = 100  # rows of a page
KINDS = dict(Identifier.Kind.choices)
DID: dict[str, str | Promise] = {
    ReadLog.What.CASE: gettext_lazy("read the page of the case"),
    ReadLog.What.HISTORY: gettext_lazy("read the whole history of the case"),
    ReadLog.What.LETTER: gettext_lazy("read a letter of the case"),
    ReadLog.What.DOCUMENT: gettext_lazy("opened a document of the case"),
}


@dataclass(frozen=True)
class Line:
    """One reading or search in words; case is None if there is none, or none that is seen here."""

    reading: Any
    did: str
    case: Case | None


def page_of(
    person: User,
    authorities: Collection[int],
    *,
    what: str,
    who: int | None,
    before: int | None,
    case: Case | None = None,
) -> tuple[list[Line], int | None]:
    """Return a page of the log of these authorities, and where the next one begins. Two queries.

    what    "search" for searches alone; who: the key of one person; before: a key of the log
    case    one case that the person sees
    """
    rows = ReadLog.objects.filter(authority__in=authorities)
    if what:
        rows = rows.filter(what=what)
    if case:
        rows = rows.filter(case=case.pk)
    if who:
        rows = rows.filter(user=who)
    if before:
        rows = rows.filter(pk__lt=before)
    found = list(rows.select_related("user").order_by("-pk")[: MANY + 1])
    shown = found[:MANY]
    cases = Case.objects.visible_to(person).in_bulk({row.case_id for row in shown} - {None})
    lines = [Line(row, did(row), cases.get(row.case_id)) for row in shown]
    return lines, shown[-1].pk if len(found) > MANY else None


def did(row: ReadLog) -> str:
    """Return what the person did; the person is the subject."""
    words = {"typed": row.typed, "count": row.found}
    if row.what == ReadLog.What.REFERENCE:
        return _("learned by the reference “%(typed)s” that data are preserved in the case") % words
    if row.what == ReadLog.What.IDENTIFIER:
        kinds = ", ".join(str(KINDS.get(kind, kind)) for kind in row.typed.split(", "))
        said = _("learned by an identifier (%(kinds)s) that data are preserved in the case")
        return said % {"kinds": kinds}
    if row.what != ReadLog.What.SEARCH:
        return str(DID[row.what])
    if row.case_id:
        return _("searched for “%(typed)s”, which opened the case") % words
    if row.found is None:
        return _("searched for “%(typed)s” in the administration") % words
    return (
        ngettext(
            "searched for “%(typed)s”: %(count)s case listed",
            "searched for “%(typed)s”: %(count)s cases listed",
            row.found,
        )
        % words
    )
