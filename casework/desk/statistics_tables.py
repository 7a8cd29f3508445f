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
from casework.directory.alphabet import by_alphabet
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


def course_table(
    span: str, rows: list[tuple[date, int, int]], label: dict[date, str], words: Words
) -> Table:
    """Return what was received and ended by day, month or year."""
    heads = {"day": _("Day"), "month": _("Month"), "year": _("Year")}
    sent = words.is_sent
    return Table(
        "course",
        _("Begun and ended") if sent else _("Received and ended"),
        requests(),
        _("by day of registration here, and of the end")
        if sent
        else _("by day of receipt, and of the end"),
        _("Each request of ours counts once on the day on which it was registered here and once"
          " on the day on which it ended.")
        if sent
        else _("Each request counts once on its day of receipt and once on the day on which it"
               " ended."),
        [heads[span], begun(words), _("Ended")],
        [row(label[day], received, ended) for day, received, ended in rows],
    )  # fmt: skip


def begun(words: Words) -> str:
    """Return the head of a column of what was received, or of what we began to ask of others."""
    return _("Begun") if words.is_sent else _("Received")


def by_begin(words: Words) -> str:
    """Return the short words for the day on which a request begins to count."""
    return _("by day of registration here") if words.is_sent else by_receipt()


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
    names = {code: words.of("state", code) for code in {*received, *asked}}
    codes = sorted(names, key=lambda code: (-received[code], by_alphabet(names[code])))
    return Table(
        "state",
        _("By requested State") if words.is_sent else _("By requesting State"),
        requests(),
        by_begin(words),
        _("Deficient are requests of which something was missing: they count on the day on which"
          " the first question left."),
        [
            _("Requested State") if words.is_sent else _("Requesting State"),
            begun(words),
            _("Share, %"),
            _("Deficient"),
        ],
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
        by_begin(words),
        _("A request whose type was corrected counts as what it is now."),
        [_("Type"), begun(words), _("Share, %")],
        share_rows(found.by("received", "type"), lambda value: words.of("type", value)),
        empty=_("No request was received in this period."),
    )


def categories(found: Figures, words: Words) -> Table:
    """Which data were asked for."""
    return Table(
        "category",
        _("By category of data"),
        items(),
        by_begin(words),
        _("One request may ask for several data items: each counts on the day of its receipt."),
        [_("Category"), _("Items"), _("Share, %")],
        share_rows(found.by("items", "category"), lambda value: words.of("category", value)),
        empty=_("No data were asked for in this period."),
    )
