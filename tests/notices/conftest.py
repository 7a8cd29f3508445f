"""A real mail server that does as it is told, and a clock that can be moved."""

import logging
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from email import message_from_bytes, policy

import pytest
from aiosmtpd.controller import Controller

from casework.access.permissions import Role
from casework.clock import BAKU, zone
from config.runner.plan import free_port
from tests.cases.making import Desk


class Relay:
    """Keeps what it accepts; `answers` says what it answers instead, by address."""

    def __init__(self):
        self.mails = []
        self.raw = []
        self.answers = {}
        self.senders = {}
        self.started = []
        self.drops = False
        self.waits = 0.0
        self.after_first = None

    async def handle_MAIL(self, server, session, envelope, address, options):  # noqa: N802
        if address in self.senders:
            return self.senders[address]
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        if address in self.answers:
            return self.answers[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        mail = message_from_bytes(envelope.content, policy=policy.default)
        self.started.append((envelope.rcpt_tos[0], mail))
        if self.waits:
            time.sleep(self.waits)
        if self.drops:
            server.transport.abort()
            return "421 gone"
        self.raw.append(envelope.original_content)
        self.mails.append((envelope.rcpt_tos[0], mail))
        if self.after_first is not None and len(self.mails) == 1:
            self.after_first()
        return "250 OK"

    @property
    def told(self):
        """(address, subject) of each mail, without the site's name."""
        return sorted((to, mail["Subject"].removeprefix("MLA Desk: ")) for to, mail in self.mails)

    def to(self, address):
        return [subject for to, subject in self.told if to == address]


@pytest.fixture
def relay(settings) -> Iterator[Relay]:
    """A mail server on a free port of this machine; the desk sends there."""
    logging.getLogger("mail.log").setLevel(logging.ERROR)
    found = Relay()
    controller = Controller(found, hostname="127.0.0.1", port=free_port())
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = controller.hostname, controller.port
    settings.EMAIL_TIMEOUT = settings.RELAY_PATIENCE = 3
    found.controller = controller
    yield found
    controller.stop()


class Clock:
    """The time of this process; only these tests move it."""

    def __init__(self, monkeypatch):
        self.monkeypatch = monkeypatch

    def __call__(self, words):
        """Let it be this time in Baku: "03.02.2026 10:15"."""
        wanted = datetime.strptime(words, "%d.%m.%Y %H:%M").replace(tzinfo=BAKU)
        self.monkeypatch.setattr(zone, "OFFSET", wanted - datetime.now(BAKU))

    def forward(self, **units):
        self.monkeypatch.setattr(zone, "OFFSET", zone.OFFSET + timedelta(**units))


@pytest.fixture
def clock(monkeypatch, settings, tmp_path) -> Clock:
    """A clock that can be moved, and a machine of its own that remembers nothing."""
    settings.HOST_FILE = str(tmp_path / "host.json")
    found = Clock(monkeypatch)
    found("03.02.2026 10:15")
    return found


@pytest.fixture
def desk(db, make_user, clock) -> Desk:
    """One person of each role at the contact point; nobody in the fixture is away."""
    return Desk(
        make_user(Role.OFFICER),
        make_user(Role.LAWYER),
        make_user(Role.SUPERVISOR),
        make_user(Role.REGISTRAR),
        make_user(Role.SUPERVISOR, full_name="second"),
    )
