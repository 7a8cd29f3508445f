"""What is shown of records: nobody asked anything of us, so they are never added to requests."""

from datetime import date

from django.utils.translation import gettext as _

from casework.desk.statistics_headlines import Headline
from casework.desk.statistics_table import Table, row
from casework.figures.reading import Figures, at_share


def record_headlines(found: Figures) -> list[Headline]:
    """Return the figures that are asked for first; no limit runs on a record."""
    days = found.histogram("whole_days")
    return [
        Headline(_("Received"), found.all("received"), "", _("by day of receipt")),
        Headline(_("Ended"), found.all("ended"), "", _("by day of the end")),
        Headline(_("Open"), found.open_after, "", _("at the end of the period")),
        Headline(
            _("Half ended within"),
            at_share(days, 0.5),
            _("days"),
            _("from receipt to the end: the median"),
        ),
    ]


def record_course(
    span: str, rows: list[tuple[date, int, int]], label: dict[date, str], kind: str
) -> Table:
    """Return what came and ended by day, month or year. kind: what the procedure is called."""
    heads = {"day": _("Day"), "month": _("Month"), "year": _("Year")}
    return Table(
        "course",
        _("Received and ended"),
        kind,
        _("by day of receipt, and of the end"),
        _("Each counts once on its day of receipt and once on the day on which its record ended."
          " Nobody asks anything of us in it: it is not counted among the requests."),
        [heads[span], _("Received"), _("Ended")],
        [row(label[day], received, ended) for day, received, ended in rows],
    )  # fmt: skip
