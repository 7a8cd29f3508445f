"""Tables of what only requests for assistance are counted by."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.desk.statistics_table import (
    Table,
    by_receipt,
    requests,
    row,
    share_rows,
)
from casework.directory.models import Instrument, Stage
from casework.figures.reading import Figures
from mla.states import Criterion, Judgement

FIGURES_SAID: dict[str, str | Promise] = {
    "passed_on": gettext_lazy("passed on to the other stage"),
    "gate": gettext_lazy("finding of a gate"),
}


def tables(found: Figures) -> list[Table]:
    """Return the tables of legal assistance. One query."""
    return [stages(found), bases(found), gates(found)]


def stages(found: Figures) -> Table:
    """Where the foreign proceedings stand."""
    names = {str(value): str(label) for value, label in Stage.choices}
    passed = found.all("passed_on")
    return Table(
        "stage",
        _("Legal assistance, by stage"),
        requests(),
        by_receipt(),
        _("Where the foreign proceedings stand now, as it is recorded of the request."),
        [_("Stage"), _("Requests"), _("Share, %")],
        share_rows(
            found.by("received", "stage"),
            lambda value: names.get(value) or value or _("not recorded"),
        ),
        note=_("Passed on to the authority of the other stage: %(count)s. These count there.")
        % {"count": passed} if passed else "",
        empty=_("No request for legal assistance was received in this period."),
    )  # fmt: skip


def bases(found: Figures) -> Table:
    """On which instrument requests rest."""
    counts = found.by("received", "basis")
    rows = Instrument.objects.filter(code__in=list(counts))
    names = {instrument.code: instrument.name for instrument in rows}
    return Table(
        "basis",
        _("Legal assistance, by legal basis"),
        requests(),
        by_receipt(),
        _("The instrument on which the request rests, as it is recorded now."),
        [_("Instrument"), _("Requests"), _("Share, %")],
        share_rows(counts, lambda value: names.get(value) or value or _("none is cited")),
        empty=_("No request for legal assistance was received in this period."),
    )


def gates(found: Figures) -> Table:
    """What was found at the gates before acceptance."""
    rows = []
    for criterion, label in Criterion.choices:
        counts = found.by("gate", str(criterion))
        if counts.total():
            shown = [counts[str(one)] for one in Judgement]
            rows.append(row(str(label), *shown))
    return Table(
        "gate",
        _("Gates before acceptance"),
        requests(),
        _("by day of the finding"),
        _("The latest finding of each request. What is not met or unknown blocks acceptance."),
        [_("Gate"), *(str(one.label).capitalize() for one in Judgement)],
        rows,
        empty=_("No gate was judged in this period."),
    )
