"""Tables of what only our requests to other States are counted by."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.desk.statistics_table import Row, Table, requests, row
from casework.directory.models import State
from casework.figures.reading import Figures, at_share

FIGURES_SAID: dict[str, str | Promise] = {
    "sent_abroad": gettext_lazy("sent to another State"),
    "answered_abroad": gettext_lazy("answered by the other State"),
    "answered_in_part": gettext_lazy("answered in part"),
    "refused_abroad": gettext_lazy("refused by the other State"),
    "asked_abroad": gettext_lazy("clarification asked by the other State"),
    "reminded_abroad": gettext_lazy("the other State reminded"),
    "days_to_send": gettext_lazy("days until sending"),
    "days_to_answer": gettext_lazy("days until the answer"),
}


def tables(found: Figures) -> list[Table]:
    """Return the tables of requests of ours. One query."""
    return [exchanged(found), by_state(found), lengths(found)]


def exchanged(found: Figures) -> Table:
    """What left, and what came back."""
    ways = found.by("sent_abroad", "way")
    return Table(
        "exchanged",
        _("Sent, and what came back"),
        requests(),
        _("by day on which it happened"),
        _("Sent is the day on which the request left for the other State. A request counts at each"
          " of these on its own day, in part answered ones too once the rest came."),
        [_("What happened"), _("Requests")],
        [
            row(_("Sent to another State"), found.all("sent_abroad")),
            row(_("of these through diplomatic channels"), ways["diplomatic"]),
            row(_("of these directly, by a treaty that permits it"), ways["direct"]),
            row(_("Answered by the other State"), found.all("answered_abroad")),
            row(_("Answered in part"), found.all("answered_in_part")),
            row(_("Refused by the other State"), found.all("refused_abroad")),
            row(_("Clarification asked by the other State"), found.all("asked_abroad")),
            row(_("Reminders sent"), found.all("reminded_abroad")),
        ],
    )  # fmt: skip


def by_state(found: Figures) -> Table:
    """The same by State."""
    names = ("sent_abroad", "answered_abroad", "refused_abroad")
    counts = [found.by(name, "state") for name in names]
    codes = sorted({code for one in counts for code in one})
    states = {one.code: str(one) for one in State.objects.filter(code__in=codes)}
    rows = [
        row(states.get(code) or code or _("not recorded"), *(one[code] for one in counts))
        for code in codes
    ]
    return Table(
        "sent_state",
        _("Sent, by requested State"),
        requests(),
        _("by day on which it happened"),
        _("Each on its own day: sent, answered in full, refused."),
        [_("Requested State"), _("Sent"), _("Answered"), _("Refused")],
        sorted(rows, key=most_sent),
        empty=_("Nothing was sent to another State in this period."),
    )


def most_sent(line: Row) -> tuple[int, str]:
    """Sort the State to which most was sent first."""
    return (-(line.cells[0].value or 0), line.name)


def lengths(found: Figures) -> Table:
    """How long sending took, and the answer."""
    names = {
        "days_to_send": _("From the initiator to sending"),
        "days_to_answer": _("From sending to the answer"),
    }
    rows = []
    for measure, name in names.items():
        days = found.histogram(measure)
        rows.append(row(name, sum(days.values()), at_share(days, 0.5), at_share(days, 0.9)))
    return Table(
        "sent_days",
        _("How long it took abroad"),
        _("calendar days"),
        _("by day on which the stage ended"),
        _("Half took no longer than the median, nine of ten no longer than the 90th percentile."),
        [_("Stage"), _("Requests"), _("Median"), _("90th percentile")],
        rows,
    )
