"""Issuing a report: what was counted is written down for good, with an event in the chain."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from casework.access.models import User
from casework.audit.apart import record_apart
from casework.audit.chain import canonical, locked_head
from casework.clock import now, today
from casework.directory.models import Authority
from casework.figures.counted import counted_in
from casework.figures.following import Followed, followed
from casework.figures.issued import CASES, ISSUE, IssuedReport, digest_of
from casework.figures.reading import Tallied, scope_of, tallied
from casework.notices.headings import headed_by


class IssuedMeanwhileError(Exception):
    """Somebody issued another report of the authority, which whoever asks has not seen."""


@dataclass(frozen=True)
class Counted:
    """What a report says was counted: the figures, and the cases behind them.

    cases  the canonical JSON of each case: reference, kind and its entries, which are
           [day, measure, dimension, value, count]
    """

    authority: Authority
    kinds: list[str]
    first: date
    last: date
    found: Tallied
    following: list[Followed]
    cases: list[str] = field(default_factory=list)

    @property
    def as_rows(self) -> dict[str, Any]:
        """The same as the document keeps it, but for the cases."""
        figures = [[*key, count] for key, count in sorted(self.found.counts.items())]
        opened = sorted(kind_and_count for kind_and_count in self.found.open_before.items())
        return {
            "authority": self.authority.code,
            "kinds": self.kinds,
            "first": self.first.isoformat(),
            "last": self.last.isoformat(),
            "figures": figures,
            "open_before": [list(one) for one in opened],
            "followed": [
                [one.reference, one.state, str(one.received_on), str(one.followed_on)]
                for one in self.following
            ],
        }


def counted_of(authority: Authority, kinds: Collection[str], first: date, last: date) -> Counted:
    """Return what counts for an authority in a period, with every case; it costs what they do."""
    chosen = sorted(kinds)
    scope = frozenset((authority.pk, kind) for kind in chosen)
    return Counted(
        authority,
        chosen,
        first,
        last,
        tallied(scope, first, last),
        followed(scope, first, last),
        [canonical(one) for one in counted_in(authority.pk, chosen, first, last)],
    )


def issue(counted: Counted, *, by: User, after: int, printed: Mapping[str, Any]) -> IssuedReport:
    """Keep what was counted, and how it was printed in each language; return the report.

    after  number of the latest report that `by` has seen; of two at once the second is refused

    Must run in a transaction. Raises IssuedMeanwhileError.
    """
    authority, at = counted.authority, now()
    locked_head(authority.pk)
    number = latest_number(authority) + 1
    if number != after + 1:
        raise IssuedMeanwhileError
    about = {"number": number, "issued_at": at.isoformat(), "issued_by": str(by)}
    document = document_of(counted, {**about, "printed": printed})
    sha256 = digest_of(document)
    event = record_apart(authority.pk, ISSUE, by=by, details={"number": number, "sha256": sha256})
    return IssuedReport.objects.create(
        authority=authority,
        number=number,
        kinds=counted.kinds,
        first_on=counted.first,
        last_on=counted.last,
        issued_at=at,
        issued_by=by,
        cases=len(counted.cases),
        document=document,
        sha256=sha256,
        event=event,
    )


def document_of(counted: Counted, about: Mapping[str, Any]) -> str:
    """Return the document: canonical JSON of all of it, the cases as each was written."""
    whole = canonical({**counted.as_rows, **about, "cases": []})
    before, after = whole.split(f"{CASES}]", 1)
    return "".join((before, CASES, ",".join(counted.cases), "]", after))


def latest_number(authority: Authority) -> int:
    """Return the number of the latest report of an authority, 0 if there is none."""
    latest = IssuedReport.objects.filter(authority=authority).order_by("-number")
    return latest.values_list("number", flat=True).first() or 0


def issuable(person: User, kinds: Collection[str]) -> set[int]:
    """Return the authorities that the person heads today for all of these procedures. One query."""
    headed = set(headed_by(person, today()))
    return {
        authority
        for authority, _kind in headed
        if kinds and all((authority, kind) in headed for kind in kinds)
    }


def reports_of(person: User) -> QuerySet[IssuedReport]:
    """Return the reports whose figures the person may read today, the latest first."""
    mine: dict[int, list[str]] = {}
    for authority, kind in sorted(scope_of(person)):
        mine.setdefault(authority, []).append(kind)
    condition = Q(pk__in=[])
    for authority, kinds in mine.items():
        condition |= Q(authority=authority, kinds__contained_by=kinds)
    rows = IssuedReport.objects.filter(condition).select_related("authority", "issued_by")
    return rows.order_by("-pk")
