"""Preserved data and the requests they are kept for, in words: on the pages of both cases."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from casework.access.models import User
from casework.cases.additions import Link
from casework.cases.case import Case
from casework.cases.kept import Held, Kept, kept_of
from casework.clock.preservation import expiry, in_time
from casework.desk.calculator_cards import Chip
from casework.directory.models import Authority
from casework.explain import day_text

MANY = 50  # cases that a list shows


@dataclass(frozen=True)
class KeptLine:
    """A link in words, as the page of one of its two cases shows it.

    reference, url  the other case; "" where the person does not see it
    is_request      whether the page is that of the request: there the link is taken back
    has_left        whether the request is with a body outside: who holds the data may let them go
    """

    link: int
    reference: str
    authority: Authority | None
    url: str
    sentence: str
    chip: Chip
    is_request: bool
    has_left: bool
    is_over: bool


def kept_lines(case: Any, person: User, rows: Iterable[Kept] | None = None) -> list[KeptLine]:
    """Return the links of the case with preserved data, or with requests about data it holds.

    rows  what is known of them already
    """
    rows = kept_of([case.pk]) if rows is None else list(rows)
    if not rows:
        return []
    others = {row.holder_id if row.request_id == case.pk else row.request_id for row in rows}
    seen = Case.objects.visible_to(person).in_bulk(others)
    keys = {key for row in rows for key in (row.holder_authority, row.request_authority)}
    offices = Authority.objects.in_bulk(keys)
    return [line_of(row, case.pk, seen, offices) for row in rows]


def line_of(row: Kept, key: int, seen: dict[int, Case], offices: dict[int, Authority]) -> KeptLine:
    """Return one link as the case with this key shows it."""
    is_request = row.request_id == key
    office = offices.get(row.holder_authority if is_request else row.request_authority)
    other = seen.get(row.holder_id if is_request else row.request_id)
    words = {
        "reference": row.holder if is_request else row.request,
        "authority": office.name if office else "",
        "received": day_text(row.received_on),
        "decided": day_text(row.decided_on) if row.decided_on else "",
        "last": day_text(row.latest) if row.latest else "",
        "left": day_text(row.left_on) if row.left_on else "",
    }
    sentence = (said_to_request(row) if is_request else said_to_holder(row)) % words
    return KeptLine(
        link=row.link_id,
        reference=words["reference"],
        authority=office,
        url=other.get_absolute_url() if other else "",
        sentence=sentence,
        chip=chip_of(row),
        is_request=is_request,
        has_left=row.has_left,
        is_over=row.is_over,
    )


def said_to_holder(row: Kept) -> str:
    """Return the sentence for the case that holds the data, with its marks."""
    if row.is_taken_back:
        return _("The link with %(reference)s was taken back on %(decided)s.")
    if row.was_let_go:
        return _(
            "%(reference)s went to a body outside. Since %(decided)s the data are no longer kept"
            " for it: a supervisor decides whether they are renewed or released."
        )
    if not row.came_in_time:
        return _(
            "%(reference)s was received on %(received)s, after the last day %(last)s:"
            " it keeps nothing."
        )
    if row.has_left:
        return _(
            "%(reference)s, received %(received)s, was forwarded to a body outside on %(left)s."
            " Whether it is decided there nobody learns here: the data are kept for it until a"
            " supervisor ends that."
        )
    if row.decided_on:
        return _(
            "%(reference)s, received %(received)s, was decided or ended on %(decided)s."
            " A supervisor decides whether the data are renewed or released."
        )
    return _(
        "This preservation is kept for %(reference)s, received %(received)s, until it is decided."
    )


def said_to_request(row: Kept) -> str:
    """Return the sentence for the request, with its marks."""
    if row.is_over or row.has_left:
        return said_to_one_that_left(row)
    if not row.is_asked:
        return _("The data of %(reference)s (%(authority)s) are no longer preserved.")
    if not row.came_in_time:
        return _(
            "Data were preserved at %(authority)s under %(reference)s until %(last)s. This request"
            " came after that day: it keeps nothing."
        )
    if row.decided_on:
        return _(
            "The data were kept at %(authority)s under %(reference)s until this case was decided."
            " A supervisor there decides whether they are released."
        )
    if not row.is_held:
        return _(
            "Preservation was asked for at %(authority)s under %(reference)s; no recipient has"
            " confirmed it yet. It will not expire until this case is decided."
        )
    return _(
        "The data are preserved at %(authority)s under %(reference)s; they do not expire until"
        " this case is decided."
    )


def said_to_one_that_left(row: Kept) -> str:
    """Return the sentence for a request whose link was ended, or that is with a body outside."""
    if row.is_taken_back:
        return _("The link with %(reference)s was taken back on %(decided)s.")
    if row.was_let_go:
        return _(
            "This case went to a body outside. Since %(decided)s the data of %(reference)s"
            " (%(authority)s) are no longer kept for it."
        )
    return _(
        "The data are preserved at %(authority)s under %(reference)s. This case was forwarded to a"
        " body outside on %(left)s: they are kept until the link is taken back here, or a"
        " supervisor there ends that."
    )


def chip_of(row: Kept) -> Chip:
    """Return the state of the link in two words."""
    if row.is_taken_back:
        return Chip("secondary", _("Taken back"))
    if row.was_let_go:
        return Chip("secondary", _("No longer kept for it"))
    if not row.is_asked:
        return Chip("secondary", _("Released"))
    if not row.came_in_time:
        return Chip("secondary", _("Came too late"))
    if row.decided_on:
        return Chip("yellow", _("Request decided"))
    if row.has_left:
        return Chip("yellow", _("Request left us"))
    return Chip("azure", _("Does not expire"))


def ends_in_words(last_on: date, rows: Iterable[Kept]) -> tuple[Chip, str] | None:
    """Return the chip and the words of a preservation that requests keep; None if none does."""
    rows = list(rows)
    came = in_time(last_on, [row.as_linked for row in rows])
    if not [one for one in came if not one.was_wrong]:
        return None
    end = expiry(last_on, came)
    if end is None and any(row.has_left for row in rows):
        return Chip("yellow", _("Request left us")), _(
            "Kept for a request that is with a body outside, until a supervisor ends that."
        )
    if end is None:
        chip = Chip("azure", _("Does not expire"))
        return chip, _("Kept until a linked request is decided, beyond the last day if need be.")
    return Chip("yellow", _("Request decided")), _(
        "Kept until %(day)s. A supervisor decides whether the data are renewed or released."
    ) % {"day": day_text(end)}


def frozen(rows: Iterable[Kept]) -> tuple[date, date | None] | None:
    """Return since when and until when data are kept for requests; None if they are for none."""
    came = [row for row in rows if row.came_in_time and row.is_asked and not row.is_taken_back]
    if not came:
        return None
    decided = [row.decided_on for row in came if row.decided_on]
    until = max(decided) if len(decided) == len(came) else None
    return min(row.received_on for row in came), until


def preserved_and_frozen(
    case: Any,
) -> tuple[tuple[date, date] | None, tuple[date, date | None] | None]:
    """Return what the time line draws of data: kept since and until, and for a request."""
    rows = [order.preservation for order in case.orders.all() if hasattr(order, "preservation")]
    days = [
        (row.effective_on, row.last_on)
        for row in rows
        if row.effective_on and row.last_on and not row.released_at and not row.order.lifted_at
    ]
    own = (min(day for day, _end in days), max(end for _day, end in days)) if days else None
    return own, frozen(getattr(case, "kept", ()))


def frozen_for(person: User) -> list[tuple[Case, KeptLine]]:
    """Return the person's cases of which preserved data do not expire, the latest link first."""
    mine = Case.objects.of_roles(person)
    links = Link.objects.filter(kind=Link.Kind.PRESERVED, end=None, other__in=mine)
    keys = list(links.order_by("-pk").values_list("other", flat=True)[:MANY])
    rows = [row for row in kept_of(keys) if row.freezes and row.holder_id in keys]
    cases = mine.in_bulk({row.holder_id for row in rows})
    offices = Authority.objects.in_bulk({row.request_authority for row in rows})
    return [
        (cases[row.holder_id], line_of(row, row.holder_id, {}, offices)) for row in reversed(rows)
    ]


def held_in_words(one: Held) -> str:
    """Return whether data are held there, and until when."""
    if one.is_held and one.until:
        return _("Data are held until %(day)s.") % {"day": day_text(one.until)}
    if one.is_asked:
        return _("Preservation was asked for; no recipient has confirmed it yet.")
    return _("The data are no longer held.")


def same_in_words(one: Held) -> str:
    """Return what the request and that case have in common."""
    found = [_("reference")] if one.references else []
    found += [_("identifier")] if one.identifiers else []
    return ", ".join(found)
