"""Whose figures are asked of: authority and procedure, out of those that a person may read."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import Http404, QueryDict

from casework.access.models import User
from casework.directory.models import Authority
from casework.directory.procedures import PROCEDURES, is_record
from casework.figures.counting import is_sent
from casework.figures.reading import Scope, scope_of


@dataclass(frozen=True)
class Whose:
    """What was chosen, and what there is to choose from.

    scope        of what was chosen
    authorities  in which the person has a role; kinds: procedures that one of them works by
    """

    scope: Scope
    authorities: list[Authority]
    authority: str
    kinds: list[tuple[str, str]]
    kind: str

    @property
    def has_records(self) -> bool:
        """Whether there are records to choose: then all procedures are all but these."""
        return has_records(self.kinds)

    def toward(self, sent: bool) -> Scope:
        """Return what was chosen of requests sent by us, or of received ones."""
        return frozenset((a, kind) for a, kind in self.scope if is_sent(kind) == sent)

    @property
    def shown_authorities(self) -> list[Authority]:
        """The chosen authority, or all of them."""
        return [row for row in self.authorities if self.authority in ("", row.code)]


def has_records(kinds: Iterable[tuple[str, str]]) -> bool:
    """Whether any of these (kind, label) is one of records."""
    return any(is_record(kind) for kind, _label in kinds)


def is_meant(kind: str, chosen: str) -> bool:
    """Whether figures of this procedure are shown; those of records only where they are chosen.

    chosen  the procedure that is asked of, "" for all requests
    """
    return kind == chosen if chosen else not is_record(kind)


def whose_of(person: User, query: QueryDict, within: Scope | None = None) -> Whose:
    """Return whose figures are meant. Raises Http404 where these are not the person's to read."""
    scope = scope_of(person)
    if within is not None:
        scope &= within
    authority, kind = query.get("authority", ""), query.get("kind", "")
    rows = list(Authority.objects.filter(pk__in={key for key, _kind in scope}).order_by("code"))
    if authority and authority not in {row.code for row in rows}:
        raise Http404
    if kind and kind not in {k for _a, k in scope}:
        raise Http404
    works_by = {row.pk: set(row.procedures) for row in rows if authority in ("", row.code)}
    served = {k for a, k in scope if k in works_by.get(a, ())} or {k for _a, k in scope}
    kinds = [(k, str(PROCEDURES[k].label)) for k in sorted(served | ({kind} - {""}))]
    if kinds and all(is_record(k) for k, _label in kinds):
        kind = kinds[0][0]
    chosen = frozenset((a, k) for a, k in scope if a in works_by and is_meant(k, kind))
    return Whose(chosen, rows, authority, kinds, kind)
