"""What the mail server has really taken, against what should have come."""

import json
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from casework.clock import baku_day

SUBJECT = re.compile(r"^[^:]+: (?P<reference>[A-Z]+-CP-\d+-\d+): (?P<what>[^,:]+)")


@dataclass(frozen=True)
class Mail:
    """One mail that the server took; reference and what are empty for a digest."""

    id: str
    to: str
    subject: str
    at: float
    virtual: datetime
    done: str

    @property
    def reference(self) -> str:
        """The case that it names, "" for a digest."""
        found = SUBJECT.match(self.subject)
        return found["reference"] if found else ""

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What one person may be told once a day: case, what about, whom, the day."""
        found = SUBJECT.match(self.subject)
        what = found["what"] if found else self.subject
        return (self.reference, what, self.to, baku_day(self.virtual).isoformat())


@dataclass
class Result:
    """One row of the table. wrong: sentences for whatever else does not hold."""

    fault: str
    size: int
    lost: int
    doubled: int
    bound: int
    wrong: list[str] = field(default_factory=list)
    about: str = ""
    seconds: float = 0.0

    @property
    def is_good(self) -> bool:
        """Whether everything holds."""
        return not self.lost and self.doubled <= self.bound and not self.wrong

    def demand(self, is_so: bool, sentence: str) -> None:
        """Note what does not hold."""
        if not is_so:
            self.wrong.append(sentence)


def taken(place: Path) -> list[Mail]:
    """Return the mails that the server has taken, in order."""
    if not place.exists():
        return []
    rows = [json.loads(line) for line in place.read_text().splitlines()]
    return [Mail(**{**row, "virtual": datetime.fromisoformat(row["virtual"])}) for row in rows]


def doubled(mails: Iterable[Mail]) -> int:
    """Return how many mails were too many: of one Message-ID, or to one person about one thing."""
    mails = list(mails)
    return max(extra(mail.id for mail in mails), extra(mail.key for mail in mails))


def extra(keys: Iterable[object]) -> int:
    """Return how many of these repeat an earlier one."""
    return sum(count - 1 for count in Counter(keys).values())


def lost(expected: Iterable[tuple[str, str]], mails: Iterable[Mail]) -> int:
    """Return how many (reference, address) were never told."""
    told = {(mail.reference, mail.to) for mail in mails}
    return len(set(expected) - told)
