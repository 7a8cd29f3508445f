"""The demonstration's mail server keeps each mail whole."""

import smtplib
import socket
from collections.abc import Iterator

import pytest
from aiosmtpd.controller import Controller

from config import mailcatcher

MAIL = b"Subject: Salam\r\n\r\n\xc9\x99 and a dot:\r\n..\r\n"


@pytest.fixture
def catcher(tmp_path, monkeypatch) -> Iterator[Controller]:
    monkeypatch.setenv("MLA_RUN_DIR", str(tmp_path))
    with socket.socket() as probe:
        probe.bind((mailcatcher.ADDRESS, 0))
        port = probe.getsockname()[1]
    controller = Controller(mailcatcher.Keeper(), hostname=mailcatcher.ADDRESS, port=port)
    controller.start()
    yield controller
    controller.stop()


def send(catcher: Controller) -> None:
    with smtplib.SMTP(catcher.hostname, catcher.port) as client:
        client.sendmail("desk@localhost", ["officer@sss.example"], MAIL)


def test_a_mail_is_kept_byte_for_byte(catcher):
    send(catcher)
    (kept,) = mailcatcher.mail_folder().iterdir()
    assert kept.suffix == ".eml"
    assert kept.read_bytes() == MAIL


def test_mails_stand_in_the_order_of_their_arrival(catcher):
    names = [mailcatcher.keep(bytes([number])).name for number in range(20)]
    assert sorted(path.name for path in mailcatcher.mail_folder().iterdir()) == names


def test_a_mail_that_cannot_be_written_is_not_accepted(catcher):
    mailcatcher.mail_folder().parent.mkdir(parents=True, exist_ok=True)
    mailcatcher.mail_folder().write_text("a file where the folder should be")
    with pytest.raises(smtplib.SMTPDataError, match="451"):
        send(catcher)
