"""The tables of the statistics page, in the order of the page."""

from datetime import date

from django.utils.translation import gettext as _

from casework.desk.statistics_endings import (
    answers,
    further,
    in_time,
    not_given,
    outcome,
    prolonged,
    prolonged_for,
    refused,
    stages,
)
from casework.desk.statistics_table import (
    Table,
    by_end,
    by_receipt,
    items,
    requests,
    row,
    share,
    share_rows,
)
from casework.desk.statistics_words import Words
from casework.figures.reading import Figures


def tables(found: Figures, words: Words) -> list[Table]:
    """Return every table that goes with the course of the period."""
    return [
        outcome(found, words),
        stages(found),
        in_time(found),
        waiting(found, words),
        states(found, words),
        types(found, words),
        categories(found, words),
        answers(found, words),
        not_given(found, words),
        prolonged(found, words),
        prolonged_for(found, words),
        refused(found, words),
        further(found),
    ]


def course_table(span: str, rows: list[tuple[date, int, int]], label: dict[date, str]) -> Table:
    """Return what was received and ended by day, month or year."""
    heads = {"day": _("Day"), "month": _("Month"), "year": _("Year")}
    return Table(
        "course",
        _("Received and ended"),
        requests(),
        _("by day of receipt, and of the end"),
        _("Each request counts once on its day of receipt and once on the day on which it ended."),
        [heads[span], _("Received"), _("Ended")],
        [row(label[day], received, ended) for day, received, ended in rows],
    )


def waiting(found: Figures, words: Words) -> Table:
    """Whom the requests waited for."""
    return Table(
        "waiting",
        _("Whom we waited for"),
        _("calendar days"),
        by_end(),
        _("The days from receipt to the end of every request that ended, by who had to act."),
        [_("Who had to act"), _("Days"), _("Share, %")],
        share_rows(found.by("waited", "who"), lambda value: words.of("who", value)),
        empty=_("No request ended in this period."),
    )


def states(found: Figures, words: Words) -> Table:
    """From which States requests came, and which of them were deficient."""
    received, asked = found.by("received", "state"), found.by("deficient", "state")
    whole, most = received.total(), max(received.values(), default=0)
    codes = sorted({*received, *asked}, key=lambda c: (-received[c], words.of("state", c)))
    return Table(
        "state",
        _("By requesting State"),
        requests(),
        by_receipt(),
        _("Deficient are requests of which something was missing: they count on the day on which"
          " the first question left."),
        [_("Requesting State"), _("Received"), _("Share, %"), _("Deficient")],
        [
            row(
                words.of("state", code),
                received[code],
                share(received[code], whole),
                asked[code],
                bar=round(100 * received[code] / most) if most else 0,
            )
            for code in codes
        ],
        empty=_("No request was received in this period."),
    )  # fmt: skip


def types(found: Figures, words: Words) -> Table:
    """What was requested."""
    return Table(
        "type",
        _("By type of request"),
        requests(),
        by_receipt(),
        _("A request whose type was corrected counts as what it is now."),
        [_("Type"), _("Received"), _("Share, %")],
        share_rows(found.by("received", "type"), lambda value: words.of("type", value)),
        empty=_("No request was received in this period."),
    )


def categories(found: Figures, words: Words) -> Table:
    """Which data were asked for."""
    return Table(
        "category",
        _("By category of data"),
        items(),
        by_receipt(),
        _("One request may ask for several data items: each counts on the day of its receipt."),
        [_("Category"), _("Items"), _("Share, %")],
        share_rows(found.by("items", "category"), lambda value: words.of("category", value)),
        empty=_("No data were asked for in this period."),
    )
