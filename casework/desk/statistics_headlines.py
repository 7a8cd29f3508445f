"""The figures that stand above the tables, and all that is shown of one way of requests."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from casework.desk.statistics_table import Table, share
from casework.figures.reading import Figures, at_share


@dataclass(frozen=True)
class Headline:
    """A figure that stands above the tables."""

    label: str
    value: int | None
    unit: str
    about: str


@dataclass(frozen=True)
class Part:
    """Figures of received requests, or of sent ones. title: "" where there is only this part."""

    key: str
    title: str
    headlines: Sequence[Headline]
    tables: Sequence[Table]
    is_empty: bool = False


def headlines(found: Figures, *, is_sent: bool = False) -> list[Headline]:
    """Return the figures that are asked for first."""
    review, time = found.by("review_time", "time"), found.by("execution_time", "time")
    days = found.histogram("whole_days")
    begun = Headline(_("Received"), found.all("received"), "", _("by day of receipt"))
    if is_sent:
        begun = Headline(_("Begun"), found.all("received"), "", _("by day of registration here"))
    return [
        begun,
        Headline(_("Ended"), found.all("ended"), "", _("by day of the end")),
        Headline(_("Open"), found.open_after, "", _("at the end of the period")),
        Headline(
            _("Reviewed in time"),
            share(review["in_time"], review.total()),
            "%",
            _("of reviews that were over, where a last day ran"),
        ),
        Headline(
            _("Executed in time"),
            share(time["in_time"], time.total()),
            "%",
            _("of results reported; what is still open, overdue or not, does not count"),
        ),
        Headline(
            _("Half ended within"),
            at_share(days, 0.5),
            _("days"),
            _("from receipt to the end: the median"),
        ),
    ]
