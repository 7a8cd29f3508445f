"""A notice as a mail: reference, what it is about, date, link; nothing else of the case."""

from dataclasses import dataclass
from datetime import date, datetime
from email.header import Header
from email.utils import format_datetime, parseaddr
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from casework.clock import BAKU, baku_day
from casework.directory.rows import capitalised
from casework.notices.kinds import CLIMBING, PASSED, Kind
from casework.notices.models import Notice

DUTY_LANGUAGE = "az"  # of mails to a duty address, which is nobody's
OF_NOTICE = ("mail/notice.txt", "mail/notice.html")
OF_DIGEST = ("mail/digest.txt", "mail/digest.html")
# Marks in a mould, replaced in every mail
REFERENCE, MESSAGE_ID, DATE = (f"MOULD-{name}-B7D1C5" for name in ("REFERENCE", "ID", "DATE"))
PUBLIC_ID = "b7d1c5b7-d1c5-4b7d-91c5-b7d1c5b7d1c5"


@dataclass(frozen=True)
class Mail:
    """What leaves, byte for byte."""

    sender: str
    to: str
    content: bytes


class Moulds:
    """Writes mails: what many have in common once, then the reference, the link and the numbers.

    On a busy morning hundreds of mails to the same person differ in nothing else.
    """

    def __init__(self) -> None:
        self.kept: dict[tuple[Any, ...], bytes] = {}

    def mail_of(self, row: Notice, at: datetime, content: Any = None) -> Mail:
        """Return the mail of a notice in the language of who receives it.

        Raises LookupError if the duty address is gone.
        """
        to = row.user.email if row.user else row.authority.duty_email
        if not to:
            raise LookupError("The authority has no duty address any more.")
        hour = at.replace(minute=0, second=0, microsecond=0)
        own = row.pk if row.case is None else row.case.is_urgent
        key = (row.user_id, row.authority_id, row.kind, row.offset, row.last_on, row.last_at)
        if (*key, hour, own) not in self.kept:
            self.kept[*key, hour, own] = self.cast(row, to, at, content)
        content = poured(row, at, self.kept[*key, hour, own])
        return Mail(parseaddr(settings.DEFAULT_FROM_EMAIL)[1], to, content)

    def cast(self, row: Notice, to: str, at: datetime, content: Any) -> bytes:
        """Return the bytes of a mail, with marks where mails of this kind differ."""
        language = row.user.language if row.user else DUTY_LANGUAGE
        pages = OF_DIGEST if row.case is None else OF_NOTICE
        with translation.override(language):
            words = words_of(row, at) if row.case else {}
            context = {
                "language": language,
                "site_name": settings.SITE_NAME,
                "site_url": settings.SITE_URL.rstrip("/"),
                "reader": row.user,
                "authority": row.authority,
                "content": content,
                **words,
            }
            subject = words.get("subject", _("Summary of the morning"))
            text, html = (render_to_string(name, context) for name in pages)
        return as_bytes(to, encoded(subject, bool(words)), text, html)


def encoded(subject: str, has_reference: bool) -> str:
    """Return the subject as a header: the reference stays readable, what follows is encoded."""
    found = Header(header_name="Subject")
    found.append(
        f"{settings.SITE_NAME}: {REFERENCE}:" if has_reference else f"{settings.SITE_NAME}:"
    )
    found.append(subject)
    return " ".join(found.encode().split())


def as_bytes(to: str, subject: str, text: str, html: str) -> bytes:
    """Return the mail with its marks. No header makes it look like a mailing list."""
    headers = {
        "Message-ID": MESSAGE_ID,
        "Date": DATE,
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
    }
    found = EmailMultiAlternatives(subject, text, to=[to], headers=headers)
    found.attach_alternative(html, "text/html")
    return bytes(found.message().as_bytes(linesep="\r\n"))  # type: ignore[call-arg]


def poured(row: Notice, at: datetime, mould: bytes) -> bytes:
    """Return the mould with what is this mail's own; the same Message-ID at every attempt."""
    own = {
        MESSAGE_ID: f"<{row.message_id}@{urlsplit(settings.SITE_URL).hostname}>",
        DATE: format_datetime(at),
    }
    if row.case is not None:
        own[REFERENCE], own[PUBLIC_ID] = row.case.reference, str(row.case.public_id)
    for mark, value in own.items():
        mould = mould.replace(mark.encode(), value.encode())
    return mould


def words_of(row: Notice, at: datetime) -> dict[str, Any]:
    """Return the words of a mail about a case, in the language that is active."""
    what = capitalised(str(row.get_kind_display()))
    when = when_of(row, at)
    link = settings.SITE_URL.rstrip("/") + reverse("case", args=[PUBLIC_ID])
    return {
        "subject": f"{what}, {when}" if when else what,
        "reference": REFERENCE,
        "what": what,
        "when": when,
        "link": None if row.kind == Kind.LEFT else link,
        "is_passed": row.offset == PASSED,
        "is_urgent": bool(row.case and row.case.is_urgent),
    }


def when_of(row: Notice, at: datetime) -> str:
    """Return the date as the mail names it, and how far it is from now; "" if there is none."""
    if row.kind in CLIMBING and row.last_at:
        return _("since %(time)s (Baku time)") % {"time": time_of(row.last_at)}
    if row.last_at is not None:
        return of_instant(row.last_at, at)
    if row.kind == Kind.FOLLOW_UP:
        return _("no answer to order %(number)s") % {"number": row.subject}
    if row.kind == Kind.RELEASE and row.last_on:
        return _("linked request decided on %(day)s") % {"day": day_of(row.last_on)}
    if row.kind == Kind.POSTPONED and row.last_on:
        return _("on %(day)s") % {"day": day_of(row.last_on)}
    if row.kind == Kind.QUESTION and row.last_on:
        days = (baku_day(at) - row.last_on).days
        asked = ngettext(
            "asked %(days)s day ago, on %(day)s", "asked %(days)s days ago, on %(day)s", days
        )
        return asked % {"days": days, "day": day_of(row.last_on)}
    return of_day(row.last_on, baku_day(at)) if row.last_on else ""


def of_day(last_on: date, today: date) -> str:
    """Return a last day and what it is from today."""
    left = (last_on - today).days
    if left < 0:
        return _("the last day has passed: %(day)s") % {"day": day_of(last_on)}
    if left == 0:
        return _("last day today, %(day)s, until 24:00") % {"day": day_of(last_on)}
    in_days = ngettext(
        "last day %(day)s, in %(days)s day", "last day %(day)s, in %(days)s days", left
    )
    return in_days % {"day": day_of(last_on), "days": left}


def of_instant(last_at: datetime, at: datetime) -> str:
    """Return an instant in Baku and what it is from now."""
    there = time_of(last_at)
    if last_at <= at:
        return _("the time has passed: %(time)s (Baku time)") % {"time": there}
    minutes = int((last_at - at).total_seconds() // 60)
    if minutes < 60:
        return _("%(time)s (Baku time), in less than an hour") % {"time": there}
    hours = round(minutes / 60)
    in_hours = ngettext(
        "%(time)s (Baku time), in %(hours)s hour", "%(time)s (Baku time), in %(hours)s hours", hours
    )
    return in_hours % {"time": there, "hours": hours}


def time_of(instant: datetime) -> str:
    """Return an instant as it is in Baku."""
    return date_format(instant.astimezone(BAKU), "d.m.Y H:i")


def day_of(day: date) -> str:
    """Return a day with its weekday."""
    return date_format(day, "D d.m.Y")
