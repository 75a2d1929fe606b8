"""The worker: one loop that runs every duty in turn until it is told to stop.

A duty that fails is logged by its name and the kind of the error, and tried again in the next
round; it never takes the others down. Several workers may run beside each other.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from datetime import timedelta
from threading import Event

from engine.installation import Installation
from engine.jobs.results import Handler
from engine.worker.dispatcher import run_due
from engine.worker.pruner import prune
from engine.worker.timekeeper import sweep, sweep_messages

log = logging.getLogger("cauce.worker")
REST = timedelta(seconds=1)
PRUNE_EVERY = 600
"""Rounds between two prunings."""
MESSAGES_EVERY = 30
"""Rounds between two looks for messages that a dead process left undelivered."""


def run(
    installation: Installation,
    handlers: Mapping[str, Handler],
    stop: Event,
    *,
    rest: timedelta = REST,
) -> None:
    """Work until `stop` is set; rests only when there was nothing to do."""
    rounds = 0
    while not stop.is_set():
        done = one_round(installation, handlers, rounds)
        rounds += 1
        if not done:
            stop.wait(rest.total_seconds())


def one_round(installation: Installation, handlers: Mapping[str, Handler], number: int = 0) -> int:
    """Every duty once; how much was done."""
    done = _do("timekeeper", lambda: sweep(installation))
    done += _do("dispatcher", lambda: run_due(installation, handlers))
    if number % MESSAGES_EVERY == 0:
        done += _do("messages", lambda: sweep_messages(installation))
    if number % PRUNE_EVERY == 0:
        done += _do("pruner", lambda: prune(installation))
    return done


def _do(duty: str, work: Callable[[], int]) -> int:
    try:
        return work()
    except Exception as error:
        log.error("duty failed", extra={"duty": duty, "error": type(error).__name__})
        return 0
