"""The mails that the demonstration's mail server kept. Only their text is shown, never HTML.

On a real site these pages do not exist: config/urls.py names them for the demonstration alone.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_safe

from casework.clock import BAKU

NAME = re.compile(r"[0-9]+-[0-9a-f]+")
A_LINK = re.compile(r"https?://[^\s<>\"']+")
PAGE = 25


@dataclass(frozen=True)
class Mail:
    """One kept mail, as far as it is shown."""

    name: str
    kept_at: datetime
    sender: str
    to: str
    subject: str
    text: str


@require_safe
def mailbox(request: HttpRequest, folder: Callable[[], Path]) -> HttpResponse:
    """List the kept mails, the newest first."""
    files = sorted(folder().glob("*.eml"), reverse=True)
    page = Paginator(files, PAGE).get_page(request.GET.get("page"))
    mails = [read(path) for path in page.object_list]
    return render(request, "desk/mailbox.html", {"page": page, "mails": mails})


@require_safe
def mail(request: HttpRequest, folder: Callable[[], Path], name: str) -> HttpResponse:
    """Show one mail as plain text."""
    path = folder() / f"{name}.eml"
    if not NAME.fullmatch(name) or not path.is_file():
        raise Http404
    shown = read(path)
    return render(request, "desk/mail.html", {"mail": shown, "text": with_own_links(shown.text)})


def read(path: Path) -> Mail:
    """Return what a kept mail says; a broken one is shown as far as it can be read."""
    message = message_from_bytes(path.read_bytes(), policy=policy.default)
    nanoseconds = int(path.stem.partition("-")[0])
    return Mail(
        name=path.stem,
        kept_at=datetime.fromtimestamp(nanoseconds / 1e9, tz=BAKU),
        sender=str(message.get("From", "")),
        to=str(message.get("To", "")),
        subject=str(message.get("Subject", "")),
        text=plain_text(message),
    )


def plain_text(message: EmailMessage) -> str:
    """Return the text part, or "" for a mail that has only HTML or an unknown encoding."""
    part = message.get_body(preferencelist=("plain",))
    if part is None:
        return ""
    try:
        return str(part.get_content())
    except LookupError:  # a character set that Python does not know
        return ""


def with_own_links(text: str) -> SafeString:
    """Return the text, escaped, in which addresses of this site alone can be clicked."""
    parts, end = [], 0
    for found in A_LINK.finditer(text):
        parts.append(format_html("{}", text[end : found.start()]))
        link, end = found.group(), found.end()
        ours = link.startswith(settings.SITE_URL.rstrip("/") + "/")
        parts.append(format_html('<a href="{}">{}</a>' if ours else "{1}", link, link))
    parts.append(format_html("{}", text[end:]))
    return mark_safe("".join(parts))  # noqa: S308 - each part is escaped above
