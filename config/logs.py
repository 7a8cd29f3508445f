"""How log lines look: one JSON object a line on a real site, readable lines elsewhere."""

import logging
import logging.config
import re
from collections.abc import Mapping
from typing import Any

import structlog

# The address of a calendar is read without signing in: whoever knows it reads it.
SECRET = re.compile(r"(/calendar/feed/)[^/\s\"'?]+")
# These have handlers of their own; gunicorn writes who asked for what, if it is told to.
OF_SERVERS = ("gunicorn.access", "gunicorn.error", "django.server")

SHARED: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]


def configure(*, as_json: bool, level: str) -> None:
    """Send the standard library's log records and structlog's through one formatter."""
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {"desk": _formatter(as_json)},
            "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "desk"}},
            "root": {"handlers": ["stderr"], "level": level},
            "loggers": {"django_structlog": {"level": "WARNING"}, "axes": {"level": "WARNING"}},
        }
    )
    for name in OF_SERVERS:
        logging.getLogger(name).addFilter(without_secrets)
    structlog.configure(
        processors=[*SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )


def _formatter(as_json: bool) -> dict[str, Any]:
    readable = structlog.dev.ConsoleRenderer(colors=False)
    return {
        "()": structlog.stdlib.ProcessorFormatter,
        "foreign_pre_chain": SHARED,
        "processors": [
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,
            masked,
            structlog.processors.JSONRenderer() if as_json else readable,
        ],
    }


def masked(_logger: Any, _name: str, event: Any) -> Any:
    """Return the line without the secret parts of addresses, wherever they stand in it."""
    return {name: without(value) for name, value in event.items()}


def without_secrets(record: logging.LogRecord) -> bool:
    """Take the secret parts of addresses out of a record of a server; every record is kept."""
    record.msg = without(record.msg)
    if isinstance(record.args, Mapping):
        # gunicorn's own mapping writes "-" for what it does not know, and stays one
        for name, value in record.args.items():
            record.args[name] = without(value)  # type: ignore[index]
    elif record.args:
        record.args = tuple(without(value) for value in record.args)
    return True


def without(value: Any) -> Any:
    """Return a text without the secret parts of addresses; anything else as it is."""
    return SECRET.sub(r"\1…", value) if isinstance(value, str) else value
