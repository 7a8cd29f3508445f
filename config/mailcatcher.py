"""The demonstration's mail server: keeps every mail as a file and delivers none.

`python -m config.mailcatcher PORT` listens on 127.0.0.1 until it is told to stop.
"""

import logging
import signal
import sys
import time
import uuid
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from config.engines import state_folder

ADDRESS = "127.0.0.1"
log = logging.getLogger(__name__)


def mail_folder() -> Path:
    """Return the folder of the kept mails: one `.eml` file each, in the order of their names."""
    return state_folder() / "mail"


def keep(content: bytes) -> Path:
    """Write one mail, byte for byte, and return its path; a reader never sees half of it."""
    mail_folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    path = mail_folder() / f"{time.time_ns()}-{uuid.uuid4().hex[:8]}.eml"
    unfinished = path.with_suffix(".new")
    try:
        unfinished.write_bytes(content)
        unfinished.rename(path)
    finally:
        unfinished.unlink(missing_ok=True)
    return path


class Keeper:
    """What aiosmtpd does with a mail; the name of the method is aiosmtpd's."""

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Keep the mail and answer; a full disk is the sender's reason to try again."""
        content = envelope.content
        try:
            path = keep(content if isinstance(content, bytes) else (content or "").encode())
        except OSError as error:
            log.error("A mail could not be kept: %s", error)
            return "451 The mail could not be written; try again later"
        log.info("To %s: %s", ", ".join(envelope.rcpt_tos), path.name)
        return "250 Kept"


def main(port: int) -> None:
    """Listen on `port` of this machine until SIGTERM or SIGINT."""
    logging.basicConfig(level=logging.WARNING, format="%(message)s", stream=sys.stdout)
    log.setLevel(logging.INFO)
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM, signal.SIGINT})
    controller = Controller(Keeper(), hostname=ADDRESS, port=port)
    controller.start()
    log.info("Mails are kept in %s", mail_folder())
    signal.sigwait({signal.SIGTERM, signal.SIGINT})
    controller.stop()


if __name__ == "__main__":
    main(int(sys.argv[1]))
