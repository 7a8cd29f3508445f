"""Of which period, authority and procedure statistics are asked, and the usual periods."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.access.models import User
from casework.clock import today
from casework.desk.statistics_whose import has_records, is_meant, whose_of
from casework.directory.models import Authority
from casework.directory.procedures import is_record
from casework.figures.counting import is_sent
from casework.figures.periods import BEGINNING, ONE
from casework.figures.reading import Scope

LAST_YEAR, SENT = 2199, "sent"


class PeriodForm(forms.Form):
    """The first and the last day; both are read as 2026-02-13 and as 13.02.2026."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in (
            ("from", gettext_lazy("Period from")),
            ("to", gettext_lazy("Period to")),
        ):
            widget = forms.DateInput({"type": "date", "class": "form-control"}, "%Y-%m-%d")
            self.fields[name] = forms.DateField(
                label=label, widget=widget, input_formats=["%Y-%m-%d", "%d.%m.%Y"]
            )

    def clean(self) -> dict[str, Any]:
        """Refuse a period that ends before it begins, or lies where no register can be."""
        found = self.cleaned_data
        first, last = found.get("from"), found.get("to")
        if first and first < BEGINNING:
            self.add_error("from", _("Give a day of this century."))
        if last and last.year > LAST_YEAR:
            self.add_error("to", _("Give a day before the year 2200."))
        if first and last and last < first:
            self.add_error("to", _("The last day must not lie before the first."))
        return found


@dataclass(frozen=True)
class Shortcut:
    """A usual period, as a link."""

    label: str
    first: date
    last: date


@dataclass(frozen=True)
class Asked:
    """What somebody asks of: the period, and whose figures.

    authorities, kinds  what there is to choose from; authority, kind: what was chosen, or ""
    is_sent             requests of ours to other States; received ones otherwise, never both
    has_both            whether the person may ask of either
    """

    form: PeriodForm
    first: date
    last: date
    scope: Scope
    authorities: list[Authority]
    authority: str
    kinds: list[tuple[str, str]]
    kind: str
    is_sent: bool = False
    has_both: bool = False

    @property
    def is_record(self) -> bool:
        """Whether records are asked of: they are no requests, and stand alone."""
        return bool(self.kind) and is_record(self.kind)

    @property
    def has_records(self) -> bool:
        """Whether there are records to choose: then all procedures are all but these."""
        return has_records(self.kinds)

    @property
    def query(self) -> str:
        """The same question as part of an address."""
        return self.with_period(self.first, self.last)

    def with_period(self, first: date, last: date) -> str:
        """The same question of another period."""
        found = {"from": first.isoformat(), "to": last.isoformat()}
        chosen = {"authority": self.authority, "kind": self.kind, "way": self.way}
        return urlencode({**found, **{name: word for name, word in chosen.items() if word}})

    @property
    def way(self) -> str:
        """How an address says that sent requests are meant; nothing where it need not."""
        return SENT if self.is_sent and self.has_both and not self.kind else ""

    @property
    def ways(self) -> list[tuple[str, str, bool]]:
        """Received and sent requests: label, address, whether it is shown; [] if only one is."""
        if not self.has_both:
            return []
        labels = {False: _("Received requests"), True: _("Sent requests")}
        return [
            (
                label,
                replace(self, kind="", is_sent=one).query,
                one == self.is_sent and not self.is_record,
            )
            for one, label in labels.items()
        ]

    @property
    def whose(self) -> str:
        """Whose figures they are, in words."""
        rows = [row for row in self.authorities if self.authority in ("", row.code)]
        kinds = [label for kind, label in self.kinds if is_meant(kind, self.kind)]
        return " · ".join([", ".join(str(row) for row in rows), ", ".join(kinds)])

    @property
    def kind_label(self) -> str:
        """What the chosen procedure is called, "" if none was chosen."""
        return dict(self.kinds).get(self.kind, "")

    @property
    def shortcuts(self) -> list[tuple[str, str, bool]]:
        """The usual periods: label, address, and whether it is the one shown."""
        return [
            (
                one.label,
                self.with_period(one.first, one.last),
                (one.first, one.last) == (self.first, self.last),
            )
            for one in shortcuts(today())
        ]

    @property
    def file_name(self) -> str:
        """A plain name for a file of these figures, without its ending."""
        period = [self.first.isoformat(), self.last.isoformat()]
        words = ["statistics", self.authority, self.kind or self.way, *period]
        return "-".join(word for word in words if word)


def asked(person: User, query: QueryDict, *, within: Scope | None = None) -> Asked:
    """Return what is asked of. Raises Http404 for figures that are not this person's to read.

    within  what the person may read; where not given, the figures of every role
    """
    whose, day = whose_of(person, query, within), today()
    first, last = day.replace(month=1, day=1), day
    has_period = "from" in query or "to" in query
    form = PeriodForm(query if has_period else {"from": first, "to": last})
    if form.is_valid():
        first, last = form.cleaned_data["from"], form.cleaned_data["to"]
    ways = {is_sent(kind) for kind, _label in whose.kinds if not is_record(kind)}
    sent = ways == {True} or (len(ways) == 2 and query.get("way") == SENT)
    if whose.kind:
        sent = is_sent(whose.kind)
    return Asked(
        form,
        first,
        last,
        whose.toward(sent),
        whose.authorities,
        whose.authority,
        [(k, label) for k, label in whose.kinds if is_record(k) or is_sent(k) == sent],
        whose.kind,
        is_sent=sent,
        has_both=len(ways) == 2,
    )


def shortcuts(day: date) -> list[Shortcut]:
    """Return the usual periods as of `day`: those that go on end on it."""
    month = day.replace(day=1)
    quarter = date(day.year, day.month - (day.month - 1) % 3, 1)
    year = date(day.year, 1, 1)
    before = (month - ONE).replace(day=1)
    former = (quarter - timedelta(days=80)).replace(day=1)
    return [
        Shortcut(_("This month"), month, day),
        Shortcut(_("Last month"), before, month - ONE),
        Shortcut(_("This quarter"), quarter, day),
        Shortcut(_("Last quarter"), former, quarter - ONE),
        Shortcut(_("This year"), year, day),
        Shortcut(_("Last year"), date(day.year - 1, 1, 1), year - ONE),
    ]
