"""How log lines are written: to the standard error, for people or as JSON.

Callers pass identifiers and figures, never names, e-mails, national ids or what was typed.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import structlog

from ui.settings import Settings


def configure_logs(settings: Settings) -> None:
    """Set up structlog once, when the process starts."""
    as_json = settings.log_format == "json"
    renderer = (
        structlog.processors.JSONRenderer()
        if as_json
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(_level(settings.log_level)),
        logger_factory=structlog.PrintLoggerFactory(file=sys.stderr),
        cache_logger_on_first_use=True,
    )


@contextmanager
def only_warnings() -> Iterator[None]:
    """Inside, only what went wrong is logged, as a benchmark wants it; afterwards all as before."""
    before = structlog.get_config()
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING),
        cache_logger_on_first_use=False,
    )
    try:
        yield
    finally:
        structlog.configure(**before)


def _level(name: str) -> int:
    return logging.getLevelNamesMapping()[name.upper()]
