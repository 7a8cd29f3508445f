"""The morning's mail of a head: the headings of the page, with counts and references alone."""

from dataclasses import dataclass
from datetime import date, datetime

from casework.access.models import User
from casework.cases.case import Case
from casework.notices.headings import Away, Heading, away_from, headings, looking
from casework.notices.health import Health, health
from casework.notices.unsent import mails

REFERENCES = 20  # of each heading; the page leads to all of them


@dataclass(frozen=True)
class Headed:
    """What the page says this morning.

    headings  those under which something stands, with (reference, address) of the first cases
    """

    since: datetime
    headings: list[tuple[Heading, list[Case]]]
    away: list[Away]
    failed: str
    uncertain: str
    health: Health

    @property
    def says_anything(self) -> bool:
        """Whether anything waits for the head; that somebody is absent is no news without cases."""
        waits = any(one.cases for one in self.away)
        return bool(self.headings) or waits or (self.failed, self.uncertain) != ("0", "0")


def headed_for(person: User, day: date) -> Headed | None:
    """Return what the page of this person says on `day`; None if the person is head of nothing.

    Eleven queries, however many cases there are.
    """
    at = looking(person, day)
    if not at.ranges:
        return None
    away = away_from(at)
    found = [heading for heading in headings(at, away) if heading.rows]
    keys = {key for heading in found for key, _at in heading.rows[:REFERENCES]}
    cases = Case.objects.visible_to(person).only("public_id", "reference").in_bulk(keys)
    listed = [
        (heading, [cases[key] for key, _at in heading.rows[:REFERENCES] if key in cases])
        for heading in found
    ]
    failed, uncertain = mails(at)
    return Headed(at.since, listed, away, failed, uncertain, health())
