"""The mail server: one connection while mails leave, and what its answers mean."""

import smtplib
from typing import Any

import structlog
from django.conf import settings
from django.core.mail.backends.smtp import EmailBackend

from casework.notices.mail import Mail
from casework.notices.models import Attempt

log = structlog.get_logger(__name__)

TRIES = 3  # mails in a row without an answer, after which the mail server is left alone for now
NOT_THE_MAIL = (  # our greeting, account or sender is refused: every mail would be, until mended
    smtplib.SMTPConnectError,
    smtplib.SMTPHeloError,
    smtplib.SMTPAuthenticationError,
    smtplib.SMTPSenderRefused,
)


class Relay:
    """The mail server: one connection, opened when needed, thrown away when it fails."""

    def __init__(self) -> None:
        self.backend: Any = None
        self.failures = 0

    @property
    def is_down(self) -> bool:
        """Whether it has not answered several times in a row."""
        return self.failures >= TRIES

    def send(self, mail: Mail) -> tuple[Attempt.Outcome, str]:
        """Send one mail and return what became of it, with the answer of the mail server."""
        try:
            if self.backend is None:
                self.backend = EmailBackend(timeout=settings.EMAIL_TIMEOUT)
                self.backend.open()
                self.backend.connection.sock.settimeout(settings.RELAY_PATIENCE)
            self.backend.connection.sendmail(mail.sender, [mail.to], mail.content)
        except UnicodeError as error:  # an address that no mail server would take
            self.close()
            return Attempt.Outcome.REFUSED, str(error)
        except (smtplib.SMTPException, OSError) as error:
            self.close()
            outcome, answer = outcome_of(error)
            is_lost = outcome == Attempt.Outcome.UNREACHED
            self.failures = self.failures + 1 if is_lost else 0
            return outcome, answer
        self.failures = 0
        return Attempt.Outcome.ACCEPTED, ""

    def close(self) -> None:
        """Hang up; a server that does not answer is not waited for."""
        backend, self.backend = self.backend, None
        if backend is not None:
            try:
                backend.close()
            except (smtplib.SMTPException, OSError):
                log.info("the mail server did not say goodbye")


def outcome_of(error: Exception) -> tuple[Attempt.Outcome, str]:
    """Return what an error of the dialogue means: for good, for later, or no answer at all."""
    code, answer = code_of(error)
    if 500 <= code < 600:
        return Attempt.Outcome.REFUSED, answer
    if 400 <= code < 500:
        return Attempt.Outcome.LATER, answer
    return Attempt.Outcome.UNREACHED, answer


def code_of(error: Exception) -> tuple[int, str]:
    """Return the code and the words of the mail server; 0 if it has not answered."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, said = next(iter(error.recipients.values()))
        return code, f"{code} {as_text(said)}"
    if isinstance(error, NOT_THE_MAIL):
        return 0, f"{error.smtp_code} {as_text(error.smtp_error)}"
    if isinstance(error, smtplib.SMTPResponseException):
        if error.smtp_code == 421:  # "closing the connection": nothing about this mail
            return 0, f"421 {as_text(error.smtp_error)}"
        return error.smtp_code, f"{error.smtp_code} {as_text(error.smtp_error)}"
    return 0, f"{type(error).__name__}: {error}"


def as_text(said: bytes | str) -> str:
    """Return the words of a mail server, whatever their encoding."""
    return said.decode(errors="replace") if isinstance(said, bytes) else said
