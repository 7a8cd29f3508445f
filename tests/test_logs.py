"""What log lines never say: the secret part of the address of a calendar."""

import io
import logging

import pytest
import structlog
from gunicorn.config import Config
from gunicorn.glogging import Logger, SafeAtoms

from config import logs

SECRET = "s3cr3t-of-a-calendar_0123456789abcdef"
ADDRESS = f"/calendar/feed/{SECRET}.ics"


@pytest.fixture
def lines(request):
    """What is written as on a real site; the logging of the tests is put back afterwards."""
    root, written = logging.getLogger(), io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(logs._formatter(request.param)["()"](
        foreign_pre_chain=logs.SHARED, processors=logs._formatter(request.param)["processors"]
    ))  # fmt: skip
    root.addHandler(handler)
    yield written
    root.removeHandler(handler)


BOTH = pytest.mark.parametrize("lines", [True, False], ids=["json", "readable"], indirect=True)


@BOTH
@pytest.mark.django_db
def test_a_refused_address_is_written_without_its_secret(client, lines):
    assert client.post(ADDRESS).status_code in (403, 405)
    assert "/calendar/feed/" in lines.getvalue()
    assert SECRET not in lines.getvalue()


@BOTH
def test_no_field_and_no_trace_says_the_secret(lines):
    log = structlog.get_logger("x")
    try:
        raise ValueError(f"broken at {ADDRESS}")
    except ValueError:
        log.exception("failed", request=f"GET {ADDRESS}", code=500)
    assert "500" in lines.getvalue()
    assert SECRET not in lines.getvalue()


def access_line(monkeypatch, style):
    """Return what gunicorn writes of a request for the address, told to write every one."""
    config = Config()
    config.set("accesslog", "-")
    config.set("access_log_format", style)
    logger, written = Logger(config), io.StringIO()
    handler = logging.StreamHandler(written)
    monkeypatch.setattr(logger.access_log, "handlers", [handler])
    atoms = {"r": f"GET {ADDRESS} HTTP/1.1", "U": ADDRESS, "f": f"https://desk{ADDRESS}", "s": 200}
    logger.access_log.info(config.access_log_format, SafeAtoms(atoms))
    return written.getvalue()


@pytest.mark.parametrize("style", ['"%(r)s" %(s)s', "%(U)s %(s)s", '"%(f)s" %(q)s %(s)s'])
def test_the_log_of_the_web_server_says_no_secret(monkeypatch, style):
    line = access_line(monkeypatch, style)
    assert "200" in line
    assert "/calendar/feed/…" in line
    assert SECRET not in line


def test_other_addresses_are_written_whole():
    for text in ("/cases/0b1c/", "/calendar/address/", "/calendar/feed/"):
        assert logs.without(text) == text
