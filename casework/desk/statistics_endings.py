"""Tables about how requests ended, how long they took and what stood in the way."""

from django.utils.translation import gettext as _

from casework.desk.statistics_table import (
    Row,
    Table,
    by_end,
    items,
    requests,
    row,
    share,
    share_rows,
)
from casework.desk.statistics_words import Words
from casework.figures.reading import Figures, at_share


def outcome(found: Figures, words: Words) -> Table:
    """How requests ended."""
    counts = found.by("ended", "outcome")
    return Table(
        "outcome",
        _("How requests ended"),
        requests(),
        by_end(),
        _("A request that was reopened takes its earlier end back. Wrong registrations are left"
          " out."),
        [_("Outcome"), _("Requests"), _("Share, %")],
        share_rows(counts, lambda value: words.of("outcome", value)),
        empty=_("No request ended in this period."),
    )  # fmt: skip


def stages(found: Figures) -> Table:
    """How long the stages took."""
    names = {
        "review_days": _("Legal review"),
        "execution_days": _("Execution"),
        "whole_days": _("From receipt to the end"),
    }
    rows: list[Row] = []
    for measure, name in names.items():
        days = found.histogram(measure)
        rows.append(row(name, sum(days.values()), at_share(days, 0.5), at_share(days, 0.9)))
    return Table(
        "stages",
        _("How long it took"),
        _("calendar days"),
        _("by day on which the stage ended"),
        _("Legal review runs from receipt until it was first over, execution from acceptance to"
          " the end. Waiting is included. Half took no longer than the median, nine of ten no"
          " longer than the 90th percentile."),
        [_("Stage"), _("Requests"), _("Median"), _("90th percentile")],
        rows,
    )  # fmt: skip


def in_time(found: Figures) -> Table:
    """What was done by its last day."""
    rows = []
    names = {"review_time": _("Legal review"), "execution_time": _("Execution")}
    for measure, name in names.items():
        counts = found.by(measure, "time")
        done, late = counts["in_time"], counts["late"]
        part = share(done, done + late)
        rows.append(row(name, done, late, part, bar=part))
    return Table(
        "in_time",
        _("In time"),
        requests(),
        _("by day on which the stage ended"),
        _("Legal review: over by its last day, where one ran. Execution: a result was reported by"
          " the effective last day, prolongations and pauses included. What is still open does not"
          " count, overdue or not: the work queue shows it."),
        [_("Stage"), _("In time"), _("Late"), _("In time, %")],
        rows,
    )  # fmt: skip


def answers(found: Figures, words: Words) -> Table:
    """What came of the data items."""
    return Table(
        "answers",
        _("What came of the data asked for"),
        items(),
        by_end(),
        _("The items of requests of which a result was reported."),
        [_("Outcome"), _("Items"), _("Share, %")],
        share_rows(found.by("answered", "outcome"), lambda value: words.of("item", value)),
        empty=_("No result was reported in this period."),
    )


def not_given(found: Figures, words: Words) -> Table:
    """Why data items were not given."""
    return Table(
        "not_given",
        _("Not executed, by reason"),
        items(),
        by_end(),
        _("Items that were refused or not held, in requests of which a result was reported."),
        [_("Reason"), _("Items"), _("Share, %")],
        share_rows(found.by("not_given", "reason"), lambda value: words.of("reason", value)),
        empty=_("Every item of which a result was reported was given."),
    )


def prolonged(found: Figures, words: Words) -> Table:
    """Prolongations by the main reason that was given when they were decided."""
    late, grounds = found.by("prolonged", "late").total(), found.by("prolonged", "ground")
    grounds["unknown"] += found.all("prolonged") - grounds.total()
    return Table(
        "prolonged",
        _("Prolongations, by reason"),
        _("prolongations"),
        _("by day of the decision"),
        _("By the main reason that was chosen; cancelled ones are left out."),
        [_("Reason"), _("Prolongations"), _("Share, %")],
        share_rows(+grounds, lambda value: words.of("prolonging", value)),
        note=_("Decided after the last day: %(count)s.") % {"count": late} if late else "",
        empty=_("Execution was not prolonged in this period."),
    )


def prolonged_for(found: Figures, words: Words) -> Table:
    """Prolongations by what the request waited for when they were decided."""
    return Table(
        "prolonged_for",
        _("Prolongations, by who had to act"),
        _("prolongations"),
        _("by day of the decision"),
        _("By who had to act when execution was prolonged; cancelled ones are left out."),
        [_("Who had to act"), _("Prolongations"), _("Share, %")],
        share_rows(found.by("prolonged", "waiting"), lambda value: words.of("who", value)),
        empty=_("Execution was not prolonged in this period."),
    )


def refused(found: Figures, words: Words) -> Table:
    """Refusals by ground."""
    return Table(
        "refused",
        _("Refusals, by ground"),
        requests(),
        by_end(),
        _("Requests that were refused as a whole."),
        [_("Ground"), _("Requests"), _("Share, %")],
        share_rows(found.by("refused", "ground"), lambda value: words.of("ground", value)),
        empty=_("No request was refused in this period."),
    )


def further(found: Figures) -> Table:
    """Figures that stand alone."""
    urgent = found.by("received", "urgent").total()
    return Table(
        "further",
        _("Further figures"),
        requests(),
        _("by day on which it happened"),
        _("A request that was handed over counts wholly at the authority that has it now; only"
          " that it was handed over counts where it came from. A wrong registration counts as"
          " nothing else."),
        [_("What happened"), _("Requests")],
        [
            row(_("Received as urgent"), urgent),
            row(_("Deficient: a question was asked"), found.all("deficient")),
            row(_("Preservation: received"), found.by("received", "preservation").total()),
            row(_("Preservation: followed by a request of another kind"), found.all("followed")),
            row(_("Handed over to another authority of this installation"),
                found.all("handed_over")),
            row(_("Declared void: wrong registrations"), found.all("void")),
        ],
    )  # fmt: skip
