"""How log lines look: one JSON object a line on a real site, readable lines elsewhere."""

import logging.config
from typing import Any

import structlog

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
            structlog.processors.JSONRenderer() if as_json else readable,
        ],
    }
