"""Three worked examples for the calculator, from the table in docs/developers/clocks.md."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Example:
    """A calculation worth seeing: what it shows, and its address."""

    title: str | Promise
    words: str | Promise
    facts: dict[str, str]

    @property
    def address(self) -> str:
        """The query of the calculator that shows it."""
        return urlencode({"procedure": "contact_point", "zone": "Asia/Baku"} | self.facts)


EXAMPLES = [
    Example(
        _("An ordinary request"),
        _("Received on a Tuesday morning: 3 days for review, 10 for execution, 2 months at most."),
        {"received_on": "2026-02-03", "received_at": "10:15", "as_of": "2026-02-05"},
    ),
    Example(
        _("Novruz"),
        _("The tenth day falls on a holiday: the nominal and the effective last day differ."),
        {"received_on": "2026-03-13", "received_at": "11:00", "as_of": "2026-03-24"},
    ),
    Example(
        _("A question to the requester"),
        _("Four weeks until the answer came: execution and ceiling move by as many days."),
        {
            "received_on": "2026-04-06",
            "received_at": "09:30",
            "as_of": "2026-05-05",
            "question-0-sent_on": "2026-04-08",
            "question-0-answered_on": "2026-05-04",
        },
    ),
]
