"""Reasons of the clock in words: why a date is that date, and why facts cannot be.

The clock gives codes and values (casework.clock.reasons); here stands the sentence of each code,
in the active language.
"""

from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _

from casework.clock import DayOff, Limit, Reason, Unit

SENTENCES = {
    # Day 0
    "received": _("Received on %(day)s at %(instant)s Baku time: this calendar day is day 0."),
    "policy": _("The policy in force since %(day)s applies."),
    "first_policy": _(
        "The first policy of the procedure applies: it is in force from the beginning, %(day)s."
    ),
    # Legal review
    "review_limit": _("Legal review: %(limit)s after %(start)s end on %(day)s. %(source)s"),
    "review_stays": _(
        "%(day)s is not a working day: %(off)s. This day is not moved: by the policy legal review"
        " may end on a day off."
    ),
    "review_anew": _("The answer of %(day)s started a new review; the earlier one no longer runs."),
    "review_stopped": _(
        "A question has been open since %(day)s: no review clock runs until the answer comes."
    ),
    # Execution
    "execution_limit": _("Execution: %(limit)s after %(start)s end on %(day)s. %(source)s"),
    "execution_restarts": _(
        "By the rule “restart” the time for execution counts from the last answer, %(day)s."
    ),
    "questions_move_nothing": _("By the rule “continue” questions to the requester move nothing."),
    "question_pause": _("Question: paused from %(begin)s to the answer on %(end)s, %(days)s."),
    "question_open": _("Question: paused since %(begin)s and still open, %(days)s up to %(end)s."),
    "postponement_pause": _("Postponed from %(begin)s to %(end)s, %(days)s."),
    "postponement_open": _("Postponed since %(begin)s and not resumed, %(days)s up to %(end)s."),
    "days_counted_once": _("Of these, %(days)s lie in more than one pause and count once."),
    "execution_moved": _("The pauses move the nominal last day by %(days)s to %(day)s."),
    "day_skipped": _("%(day)s is not a working day: %(off)s."),
    "rolled": _("So the last day moves to the next working day, %(day)s."),
    "weekend_is_worked": _("%(day)s falls on a weekend but is a working day by the calendar."),
    # Prolongation
    "prolonged": _("Prolonged on %(decided)s to %(until)s; this day does not move off a day off."),
    "prolonged_late": _(
        "Prolonged late, on %(decided)s, to %(until)s: execution had been overdue for %(days)s, "
        "which stay counted."
    ),
    "prolongation_moved": _("The pauses since the decision move it by %(days)s to %(day)s."),
    "prolongation_ended": _(
        "The answer of %(day)s, given after the decision of %(decided)s, ended that prolongation."
    ),
    # Ceiling
    "ceiling_limit": _("Ceiling: %(limit)s after %(start)s end on %(day)s. %(source)s"),
    "month_is_shorter": _("That month has no day %(number)s: its last day counts."),
    "ceiling_moved": _("The pauses move the ceiling by %(days)s to %(day)s."),
    # Preservation
    "preservation_limit": _(
        "Preservation: in effect on %(start)s; %(days)s after it end on %(day)s. It never moves to "
        "a working day. Source: Convention on Cybercrime, Art. 29(7)."
    ),
    # Last days that a procedure counts itself
    "awaited_since_sent": _("Our request left on %(day)s."),
    "awaited_since_answer": _("Our answer to their question left on %(day)s: counted from then."),
    "reminded": _("We sent a reminder on %(day)s."),
    "awaited_limit": _("%(days)s after %(start)s end on %(day)s: then a reminder is due."),
    "kept_abroad_limit": _(
        "Kept for us abroad since %(start)s; %(days)s after it end on %(day)s: until then our "
        "request for legal assistance has to leave."
    ),
    # What must not be missed
    "projection": _("A pause is still open: the date is a projection as of %(day)s."),
    "beyond_ceiling": _(
        "%(day)s lies beyond the ceiling, %(ceiling)s: no prolongation is possible."
    ),
    "overdue": _("The last day, %(day)s, has passed: overdue for %(days)s."),
    "not_overdue": _("Overdue from 00:00 Baku time of the day after %(day)s, not earlier."),
    "unknown_fields": _("Not known and therefore not used: %(fields)s."),
    # Facts that cannot be
    "receipt_after_as_of": _(
        "The receipt, %(day)s, lies after the day from which it is looked at, %(as_of)s."
    ),
    "question_before_receipt": _(
        "The question of %(day)s was sent before the day of receipt, %(day_zero)s."
    ),
    "question_after_as_of": _(
        "The question of %(day)s lies after the day from which it is looked at, %(as_of)s."
    ),
    "question_end_after_as_of": _(
        "The answer of %(day)s lies after the day from which it is looked at, %(as_of)s."
    ),
    "question_ends_before_start": _(
        "The answer of %(end)s came before its question was sent, %(start)s."
    ),
    "postponement_before_receipt": _(
        "The postponement of %(day)s began before the day of receipt, %(day_zero)s."
    ),
    "postponement_after_as_of": _(
        "The postponement of %(day)s lies after the day from which it is looked at, %(as_of)s."
    ),
    "postponement_end_after_as_of": _(
        "The resumption of %(day)s lies after the day from which it is looked at, %(as_of)s."
    ),
    "postponement_ends_before_start": _(
        "The postponement ended on %(end)s, before it began on %(start)s."
    ),
    "prolongation_before_receipt": _(
        "The prolongation of %(day)s was decided before the day of receipt, %(day_zero)s."
    ),
    "prolongation_after_as_of": _(
        "The prolongation of %(day)s lies after the day from which it is looked at, %(as_of)s."
    ),
    "preservation_before_receipt": _(
        "Preservation took effect on %(day)s, before the day of receipt, %(day_zero)s."
    ),
    "preservation_after_as_of": _(
        "Preservation in effect on %(day)s lies after the day from which it is looked at, "
        "%(as_of)s."
    ),
    "preservation_too_short": _(
        "Preservation for %(days)s is too short: the Convention on Cybercrime, Art. 29(7), asks "
        "for not less than %(shortest)s."
    ),
    "prolongation_not_later": _(
        "The prolongation decided on %(decided)s to %(until)s is not later than the last day that "
        "applied then, %(effective)s."
    ),
    "prolongation_after_ceiling": _(
        "The prolongation decided on %(decided)s to %(until)s lies after the ceiling that applied "
        "then, %(ceiling)s."
    ),
    "missing_year": _("The calendar of working days has no entries for the year %(year)s."),
    "no_policy": _("No policy of this procedure was in force on %(day)s."),
    # Input that cannot be read
    "not_json": _("The line is not valid JSON."),
    "not_object": _("“%(field)s” must be a JSON object."),
    "not_list": _("“%(field)s” must be a list."),
    "missing": _("“%(field)s” is missing."),
    "unknown_procedure": _("The procedure “%(value)s” is not known; known are: %(known)s."),
    "unknown_rule": _("The clarification rule “%(value)s” is not known; known are: %(known)s."),
    "bad_instant": _(
        "“%(field)s” must be an instant with its zone, such as 2026-02-03T10:15:00+04:00, not "
        "“%(value)s”."
    ),
    "bad_date": _("“%(field)s” must be a date such as 2026-02-03, not “%(value)s”."),
    "bad_boolean": _("“%(field)s” must be true or false, not “%(value)s”."),
    "bad_number": _("“%(field)s” must be a whole number of days, not “%(value)s”."),
    "out_of_range": _("These facts lead to a date that no calendar can name."),
}
COUNTED = {"days", "shortest"}


def sentence(reason: Reason) -> str:
    """Return `reason` as a sentence in the active language."""
    language = get_language() or "en"
    words = {name: _in_words(name, value, language) for name, value in reason.values.items()}
    limit = reason.values.get("limit")
    if isinstance(limit, Limit):
        words["source"] = _source_text(limit.source, language)
    return (_template(reason.code, language) % words).strip()


def sentences(reasons: tuple[Reason, ...]) -> list[str]:
    """Return each of `reasons` as a sentence in the active language."""
    return [sentence(reason) for reason in reasons]


def day_text(day: date) -> str:
    """Return a day with its weekday: "Fri 13.02.2026", in Azerbaijani "13.02.2026, cümə"."""
    return _day_text(day, get_language() or "en")


# The active language is part of each key below: texts are translated once, not once a line.


@lru_cache(maxsize=1_000)
def _template(code: str, _language: str) -> str:
    return gettext(SENTENCES[code])  # type: ignore[arg-type]


@lru_cache(maxsize=1_000)
def _source_text(source: str, _language: str) -> str:
    return gettext("Source: %s.") % gettext(source) if source else ""


@lru_cache(maxsize=20_000)
def _day_text(day: date, language: str) -> str:
    if language == "az":
        return date_format(day, "d.m.Y, l").lower()
    return date_format(day, "D d.m.Y")


@lru_cache(maxsize=5_000)
def _count_text(count: int, unit: Unit, _language: str) -> str:
    if unit is Unit.WORKING:
        return ngettext("%(n)s working day", "%(n)s working days", count) % {"n": count}
    return ngettext("%(n)s calendar day", "%(n)s calendar days", count) % {"n": count}


@lru_cache(maxsize=1_000)
def _limit_text(limit: Limit, language: str) -> str:
    if limit.months:
        return ngettext("%(n)s month", "%(n)s months", limit.months) % {"n": limit.months}
    return _count_text(limit.days, limit.unit, language)


@lru_cache(maxsize=1_000)
def _off_text(off: DayOff, language: str) -> str:
    name = off.name_az if language == "az" else off.name_en
    if not name:
        return gettext("weekend")
    return gettext("%s (estimated date)") % name if off.is_estimated else name


def _in_words(name: str, value: Any, language: str) -> Any:
    if isinstance(value, datetime):
        return value.strftime("%H:%M:%S") if value.second else value.strftime("%H:%M")
    if isinstance(value, date):
        return _day_text(value, language)
    if isinstance(value, Limit):
        return _limit_text(value, language)
    if isinstance(value, DayOff):
        return _off_text(value, language)
    if name in COUNTED and isinstance(value, int):
        return _count_text(value, Unit.CALENDAR, language)
    return value
