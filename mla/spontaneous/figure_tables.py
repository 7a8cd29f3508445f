"""Tables of spontaneous information: who sent it, under which conditions, what was done with it."""

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.desk.statistics_table import Table, by_end, by_receipt, row, share_rows
from casework.directory.models import Body, State
from casework.figures.reading import Figures
from mla.spontaneous.states import S

FIGURES_SAID: dict[str, str | Promise] = {
    "terms_accepted": gettext_lazy("conditions of the sender accepted"),
    "acknowledged": gettext_lazy("receipt acknowledged"),
    "passed_to_body": gettext_lazy("passed on to the competent body"),
}


def tables(found: Figures) -> list[Table]:
    """Return the tables of spontaneous information. Two queries."""
    return [senders(found), use(found), bodies(found), endings(found)]


def pieces() -> str:
    """Return the short words for what is counted."""
    return _("pieces of information")


def named_by_code(model: type[Body] | type[State], codes: Iterable[str]) -> dict[str, str]:
    """Return the names of these rows of the directory by code."""
    return {row.code: str(row) for row in model._default_manager.filter(code__in=list(codes))}


def senders(found: Figures) -> Table:
    """From which States it came."""
    counts = found.by("received", "state")
    names = named_by_code(State, counts)
    return Table(
        "information_state",
        _("Spontaneous information, by State that sent it"),
        pieces(),
        by_receipt(),
        _("What another State told us unasked (Art. 26), by the State that is recorded now."
          " A wrong registration is left out."),
        [_("State that sent it"), _("Received"), _("Share, %")],
        share_rows(counts, lambda value: names.get(value) or value or _("not recorded")),
        empty=_("No spontaneous information came in this period."),
    )  # fmt: skip


def use(found: Figures) -> Table:
    """Under which conditions it came, and what was done with it."""
    return Table(
        "information_use",
        _("Conditions, and what was done with it"),
        pieces(),
        _("by day on which it happened"),
        _("Conditions are confidentiality or limits of use (Art. 26.2), as they are recorded now:"
          " they count on the day of receipt. The rest counts on its own day; where it was done"
          " again, on the latest one."),
        [_("What happened"), _("Number")],
        [
            row(_("Received with conditions"), found.by("received", "terms")["stated"]),
            row(_("Conditions accepted"), found.all("terms_accepted")),
            row(_("Receipt acknowledged to the sender"), found.all("acknowledged")),
            row(_("Passed on to the competent body"), found.all("passed_to_body")),
        ],
    )  # fmt: skip


def bodies(found: Figures) -> Table:
    """To whom it was passed on."""
    counts = found.by("passed_to_body", "body")
    names = named_by_code(Body, counts)
    return Table(
        "information_body",
        _("Passed on, by body"),
        pieces(),
        _("by day on which it was passed on"),
        _("The body to which it was passed on last."),
        [_("Body"), _("Number"), _("Share, %")],
        share_rows(counts, lambda value: names.get(value) or value),
        empty=_("Nothing was passed on in this period."),
    )


def endings(found: Figures) -> Table:
    """How the records ended."""
    names = {str(value): str(label) for value, label in S.choices}
    return Table(
        "information_outcome",
        _("How its records ended"),
        pieces(),
        by_end(),
        _("Not used is what may not be used under the conditions of its sender. A record that was"
          " reopened takes its earlier end back."),
        [_("Outcome"), _("Number"), _("Share, %")],
        share_rows(found.by("ended", "outcome"), lambda value: names.get(value, value)),
        empty=_("No record ended in this period."),
    )  # fmt: skip
