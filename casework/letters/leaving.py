"""How a letter leaves: by which ways, on which day and at what time, and the date that it bears.

The day counts for every clock (rule K1); the time stands beside it where a case counts hours.
"""

from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.cases.receipts import Channel
from casework.clock import BAKU, baku_day, now, today
from casework.explain import day_text
from casework.search.writing import add_words

NO_DATE = "__.__.____"  # what a draft says instead of its date; the files of letters have it
HAND, PORTAL = "hand", "portal"
OWN_WAYS: list[tuple[str, Any]] = [
    (HAND, gettext_lazy("By hand or courier")),
    (PORTAL, gettext_lazy("Portal of the provider")),
]
WAYS: list[tuple[str, Any]] = [*Channel.choices, *OWN_WAYS]
HERE: tuple[str, ...] = (Channel.EMAIL, Channel.FAX, Channel.MAIL, HAND)
AWAY = tuple(way for way, _label in WAYS if way not in (PORTAL, Channel.PHONE))
OFFERED: dict[str, tuple[str, ...]] = {
    "recipient": (Channel.EMAIL, PORTAL, Channel.MAIL, HAND, Channel.FAX),
    "body": HERE,
    "requester": AWAY,
    "abroad": AWAY,
}


def ways_for(addressee: str) -> list[tuple[str, Any]]:
    """Return (value, label) of the ways by which a letter reaches who it is addressed to."""
    labels = dict(WAYS)
    return [(way, labels[way]) for way in OFFERED[addressee]]


def counts_hours(case: Any) -> bool:
    """Whether the time at which a letter of the case left is asked for beside the day."""
    return bool(case.is_urgent or case.answer_by_at or case.loss_expected_at)


def dated(letter: Any, sent_on: date, places: int) -> list[str]:
    """Write its date into so many places of a letter that leaves; return the columns to save.

    Only where the draft leaves it open: a date that somebody typed stands. The case is found by it.
    """
    texts = {name: getattr(letter, name) for name in ("text_en", "text_az")}
    changed = {name: text for name, text in texts.items() if NO_DATE in text}
    day = f"{sent_on:%d.%m.%Y}"
    for name, text in changed.items():
        setattr(letter, name, text.replace(NO_DATE, day, places))
    if changed:
        add_words(letter.case, [day])
    return list(changed)


def mark_as_sent(letter: Any, *, by: Any, at: datetime, sent_on: date, places: int = 1) -> None:
    """Save the letter as sent on this day; its channel, number and time are set on it already.

    places  in how many it has its date
    """
    letter.sent_on, letter.sent_at, letter.sent_by = sent_on, at, by
    letter.version += 1
    fields = ["channel", "sent_on", "left_at", "dispatch_number", "sent_at", "sent_by", "version"]
    letter.save(update_fields=[*fields, *dated(letter, sent_on, places)])


def day_fault(letter: Any, sent_on: date) -> str:
    """Return why the letter cannot have left on this day, or ""."""
    earliest = max(baku_day(letter.made_at), baku_day(letter.case.received_at))
    if sent_on > today():
        return _("This day lies in the future.")
    if sent_on < earliest:
        return _("The letter was drafted on %(day)s: it cannot have left before.") % {
            "day": day_text(earliest)
        }
    return ""


def time_fault(letter: Any, left_at: datetime) -> str:
    """Return why the letter cannot have left at this instant of a day on which it can, or "".

    Whoever types a time types no seconds: the minute of the draft is early enough.
    """
    if left_at > now():
        return _("This time lies in the future.")
    if left_at <= letter.made_at - timedelta(minutes=1):
        return _("The letter was drafted at %(time)s: it cannot have left before.") % {
            "time": f"{letter.made_at.astimezone(BAKU):%H:%M}"
        }
    return ""
