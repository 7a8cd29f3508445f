"""A year's figures for the Cybercrime Convention Committee (T-CY), received and sent apart."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from casework.access.models import User
from casework.clock import today
from casework.desk.home import signed_in
from casework.desk.statistics import CSV, XLSX, attached, refuse_without_role
from casework.desk.statistics_files import Heading, as_csv, as_xlsx
from casework.desk.statistics_headlines import Part, headlines
from casework.desk.statistics_own import own_tables
from casework.desk.statistics_records import record_headlines
from casework.desk.statistics_ways import ways
from casework.desk.statistics_whose import Whose, is_meant, whose_of
from casework.desk.statistics_words import words_for
from casework.desk.statistics_year_tables import year_tables
from casework.directory.procedures import is_record
from casework.figures.counting import is_sent
from casework.figures.following import Followed, followed
from casework.figures.issuing import issuable, latest_number
from casework.figures.periods import BEGINNING
from casework.figures.reading import Tallied, has_figures, tallied
from casework.workflow.people import is_head

OFFERED = 6  # years, this one and those before it


@dataclass(frozen=True)
class YearAsked:
    """Which year of whom."""

    year: int
    whose: Whose
    kinds: frozenset[str]

    @property
    def first(self) -> date:
        """The first day."""
        return date(self.year, 1, 1)

    @property
    def last(self) -> date:
        """The last day."""
        return date(self.year, 12, 31)

    @property
    def query(self) -> str:
        """The same question as part of an address."""
        chosen = {"authority": self.whose.authority, "kind": self.whose.kind}
        return urlencode({"year": self.year, **{n: word for n, word in chosen.items() if word}})

    @property
    def heading(self) -> Heading:
        """What stands above a file."""
        rows = ", ".join(str(row) for row in self.whose.shown_authorities)
        kinds = ", ".join(label for kind, label in self.whose.kinds if kind in self.kinds)
        title = _("Figures of %(year)s for the T-CY") % {"year": self.year}
        return Heading(title, self.first, self.last, f"{rows} · {kinds}")

    @property
    def years(self) -> list[int]:
        """The years to choose from, the latest first."""
        present = today().year
        return sorted({*range(present, present - OFFERED, -1), self.year}, reverse=True)

    @property
    def has_not_ended(self) -> bool:
        """Whether figures may still come."""
        return self.last >= today()

    def name(self, ending: str) -> str:
        """Return a plain name for a file."""
        words = ["tcy", str(self.year), self.whose.authority, self.whose.kind]
        return "-".join(word for word in words if word) + f".{ending}"


@require_safe
def year(request: HttpRequest) -> HttpResponse:
    """Show the year's figures, what each means, and where they are issued."""
    question = year_asked(request)
    context: dict[str, Any] = {
        "asked": question,
        "ways": ways(signed_in(request), "statistics_year"),
        "parts": parts_of(question),
        "after": seen_by_issuer(signed_in(request), question),
        "is_head": is_head(signed_in(request)),
    }
    return render(request, "desk/statistics_year.html", context)


@require_safe
def year_csv(request: HttpRequest) -> HttpResponse:
    """Return the same tables as CSV."""
    question = year_asked(request)
    return attached(as_csv(question.heading, parts_of(question)), question.name("csv"), CSV)


@require_safe
def year_xlsx(request: HttpRequest) -> HttpResponse:
    """Return the same tables as a workbook."""
    question = year_asked(request)
    return attached(as_xlsx(question.heading, parts_of(question)), question.name("xlsx"), XLSX)


def year_asked(request: HttpRequest) -> YearAsked:
    """Return what is asked of: the last year that is over, unless another one is named.

    Where nothing was counted in that one yet, it is this year.

    Raises PermissionDenied for who has no role, Http404 for what is not theirs or no year.
    """
    person = signed_in(request)
    whose = whose_of(person, request.GET)
    refuse_without_role(whose.authorities)
    named = request.GET.get("year", "")
    chosen = year_in(named)
    if not named and not has_figures(whose.scope, chosen):
        chosen += 1
    return of_year(whose, chosen)


def of_year(whose: Whose, chosen: int) -> YearAsked:
    """Return the question of a year, of the procedures there are to choose from."""
    kinds = frozenset(kind for kind, _label in whose.kinds if is_meant(kind, whose.kind))
    return YearAsked(chosen, whose, kinds)


def year_in(text: str) -> int:
    """Return the year that stands in an address; last year if none does. Raises Http404."""
    present = today().year
    if not text:
        return present - 1
    if not (text.isascii() and text.isdecimal() and len(text) == 4):
        raise Http404
    if not BEGINNING.year <= int(text) <= present:
        raise Http404
    return int(text)


def parts_of(question: YearAsked) -> list[Part]:
    """Return received and sent requests, each with its tables; at most fifteen queries."""
    found = tallied(question.whose.scope, question.first, question.last)
    following = followed(question.whose.scope, question.first, question.last)
    return parts_from(found, following, question.kinds)


def parts_from(found: Tallied, following: list[Followed], kinds: Collection[str]) -> list[Part]:
    """Return received and sent requests of these procedures, as far as there are such.

    Records stand alone: only they are asked of then.
    """
    records = [kind for kind in kinds if is_record(kind)]
    if records:
        sums = found.of(records)
        own = own_tables(sums, records)
        return [Part("records", "", record_headlines(sums), own, sums.is_empty)]
    ways = {way: sorted(k for k in kinds if is_sent(k) == way) for way in (False, True)}
    titles = {False: _("Received requests"), True: _("Sent requests")}
    found_parts = []
    for way, chosen in ways.items():
        if not chosen:
            continue
        sums = found.of(chosen)
        words = words_for(sums, chosen, is_sent=way)
        found_parts.append(
            Part(
                "sent" if way else "received",
                titles[way],
                headlines(sums, is_sent=way),
                year_tables(sums, words, chosen, following),
                sums.is_empty,
            )
        )
    return found_parts


def seen_by_issuer(person: User, question: YearAsked) -> int | None:
    """Return the number of the latest report there, None for who cannot issue this one.

    Nobody issues over a report that was not seen: the form says which one was the latest.
    A report is one authority's, and of a year that is over. Two queries.
    """
    (authority, *others) = question.whose.shown_authorities
    if question.has_not_ended or others or authority.pk not in issuable(person, question.kinds):
        return None
    return latest_number(authority)
