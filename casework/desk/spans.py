"""A length of time in words: as lists say it at a glance, or exactly, as a clock does."""

from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

HOUR, DAY = 60, 24 * 60  # in minutes
IN_DAYS = 3 * DAY  # from here on hours say nothing to anybody


def span(length: timedelta, *, exact: bool = False) -> str:
    """Return a length in hours, below one hour in minutes, beyond three days in days.

    exact  in its two largest units: "2 d 4 h", "3 h 20 min"
    """
    minutes = int(length.total_seconds() // 60)
    if exact:
        return two_units(minutes)
    if minutes < HOUR:
        return _("%(n)s min") % {"n": minutes}
    if minutes < IN_DAYS:
        return _("%(n)s h") % {"n": minutes // HOUR}
    return ngettext("%(n)s day", "%(n)s days", length.days) % {"n": length.days}


def two_units(minutes: int) -> str:
    """Return days and hours, or hours and minutes below a day."""
    if minutes >= DAY:
        return _("%(d)s d %(h)s h") % {"d": minutes // DAY, "h": minutes % DAY // HOUR}
    return _("%(h)s h %(m)s min") % {"h": minutes // HOUR, "m": minutes % HOUR}
