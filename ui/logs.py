"""How log lines are written: to the standard error, for people or as JSON.

Callers pass identifiers and figures, never names, e-mails, national ids or what was typed.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import structlog
from structlog.typing import Processor

from ui.settings import Settings


def configure_logs(settings: Settings) -> None:
    """Set up structlog once, when the process starts."""
    as_json = settings.log_format == "json"
    renderer = (
        structlog.processors.JSONRenderer()
        if as_json
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    stamps: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    _listen_to_the_worker(settings, [*stamps, structlog.stdlib.ExtraAdder()], renderer)
    structlog.configure(
        processors=[*stamps, renderer],
        wrapper_class=structlog.make_filtering_bound_logger(_level(settings.log_level)),
        logger_factory=structlog.PrintLoggerFactory(file=sys.stderr),
        cache_logger_on_first_use=False,  # a benchmark says for a while what is worth a line
    )


@contextmanager
def only_warnings() -> Iterator[None]:
    """Inside, only what went wrong is logged, as a benchmark wants it; afterwards all as before."""
    before = structlog.get_config()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    try:
        yield
    finally:
        structlog.configure(**before)


class _StandardError(logging.Handler):
    """Writes to whatever the standard error is at that moment."""

    def emit(self, record: logging.LogRecord) -> None:
        sys.stderr.write(self.format(record) + "\n")


def _listen_to_the_worker(
    settings: Settings, stamps: Sequence[Processor], renderer: Processor
) -> None:
    """The floors below log by the standard library; their lines look like the others."""
    handler = _StandardError()
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=stamps,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
        )
    )
    below = logging.getLogger("cauce")
    below.handlers = [handler]
    below.setLevel(_level(settings.log_level))


def _level(name: str) -> int:
    return logging.getLevelNamesMapping()[name.upper()]
