"""The worker: the loops that run without a person, until they are told to stop.

One thread runs every duty in turn; the queue sends the visits that do the jobs, in threads of its
own, so that a slow mail server keeps no term waiting. A duty that fails is logged by its name and
the kind of the error, and tried again in the next round; it never takes the others down. Several
workers may run beside each other.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from datetime import timedelta
from threading import Event, Thread
from time import monotonic
from types import MappingProxyType

from engine.auditing.following import list_history
from engine.auditing.signs import look_for_signs
from engine.auditing.verifying import begin_daily, run_verifications
from engine.deadlines.following import follow_decrees
from engine.deadlines.warning import warn_of_terms
from engine.documents.reading import ask_for_readings, give_up
from engine.history.roots import make_roots
from engine.indicators.following import count
from engine.indicators.seen import Sources
from engine.installation import Installation
from engine.jobs.results import Handler
from engine.network.refreshing import Compared, refresh
from engine.notices.digesting import send_digests
from engine.notices.following import tell_people
from engine.operations import run_batches
from engine.pictures.following import follow_processes
from engine.publishing.following import Publisher, publish
from engine.webhooks.following import follow
from engine.worker.counter import fold, watch_crowds
from engine.worker.dispatcher import towns_due, visit
from engine.worker.pruner import prune
from engine.worker.rescuer import rescue
from engine.worker.timekeeper import sweep, sweep_messages, sweep_results, sweep_starts
from engine.workshop.publishing import sweep_versions
from storage.database import WHOLE_INSTALLATION, Connection
from storage.jobs import Queue
from storage.statistics import refresh_statistics
from storage.writes.beats import beat, forget_beats

log = logging.getLogger("cauce.worker")
REST = timedelta(seconds=1)
PRUNE_EVERY = 600
"""Rounds between two prunings, and between two looks for work that nobody takes."""
COUNT_EVERY = 10
"""Rounds between two foldings of the counts of open tasks."""
READ_EVERY = 5
"""Rounds between two looks for documents whose text is still to be read."""
TELL_EVERY = 3
"""Rounds between two looks for what people are to be told, and for what is to be published."""
INDICATORS_EVERY = 10
"""Rounds between two looks for what indicators count."""
NETWORK_EVERY = 5
"""Rounds between two looks at municipalities for the network."""
PICTURES_EVERY = 10
"""Rounds between two looks for what pictures of processes count."""
ROOTS_EVERY = 3_600
"""Rounds between two looks for days whose root is still to be signed."""
NOBODY: Mapping[str, Publisher] = MappingProxyType({})
MESSAGES_EVERY = 30
"""Rounds between two looks for messages that a dead process left undelivered."""


BEAT_EVERY = timedelta(seconds=10)
"""How often a worker tells that it is alive."""
BEATS_KEPT = timedelta(days=1)


def run(
    installation: Installation,
    handlers: Mapping[str, Handler],
    stop: Event,
    *,
    queue: Queue,
    rest: timedelta = REST,
    publishers: Mapping[str, Publisher] = NOBODY,
    counted: Sources | None = None,
    compared: Compared | None = None,
    name: str = "",
) -> None:
    """Work until `stop` is set; what runs then comes to its end. A worker with a `name` tells every
    few seconds that it is alive."""
    visits = Thread(target=_send_visits, args=(installation, handlers, stop, queue), name="visits")
    visits.start()
    try:
        rounds, told = 0, 0.0
        while not stop.is_set():
            if name and monotonic() - told >= BEAT_EVERY.total_seconds():
                _do("beat", lambda: tell_of_life(installation, name))
                told = monotonic()
            done = one_round(installation, handlers, rounds, publishers, counted, compared)
            rounds += 1
            if not done:
                stop.wait(rest.total_seconds())
    finally:
        stop.set()
        visits.join()


def tell_of_life(installation: Installation, name: str) -> int:
    """The worker of this name is alive; those of yesterday are forgotten."""
    now = installation.clock.now()

    def verb(connection: Connection) -> int:
        beat(connection, name, at=now)
        return forget_beats(connection, before=now - BEATS_KEPT)

    return installation.database.run(verb, municipality=WHOLE_INSTALLATION)


def one_round(
    installation: Installation,
    handlers: Mapping[str, Handler],
    number: int = 0,
    publishers: Mapping[str, Publisher] = NOBODY,
    counted: Sources | None = None,
    compared: Compared | None = None,
) -> int:
    """Every duty once; how much was done."""
    done = _do("timekeeper", lambda: sweep(installation))
    done += _do("batches", lambda: run_batches(installation))
    done += _do("verifier", lambda: run_verifications(installation))
    done += _do("calendar", lambda: follow_decrees(installation))
    done += _do("warnings", lambda: warn_of_terms(installation))
    done += _do("follower", lambda: follow(installation))
    done += _do("notifier", lambda: tell_people(installation)) if number % TELL_EVERY == 0 else 0
    done += _do("results", lambda: sweep_results(installation))
    done += _do("beginnings", lambda: sweep_starts(installation))
    done += _do("versions", lambda: sweep_versions(installation))
    if publishers and number % TELL_EVERY == 0:
        done += _do("publisher", lambda: publish(installation, publishers))
    if counted is not None and number % INDICATORS_EVERY == 0:
        done += _do("indicators", lambda: count(installation, counted))
    if number % TELL_EVERY == 0:
        done += _do("auditor", lambda: list_history(installation))
    if number % PICTURES_EVERY == 0:
        done += _do("pictures", lambda: follow_processes(installation))
    if compared is not None and number % NETWORK_EVERY == 0:
        done += _do("network", lambda: refresh(installation, compared))
    if number % READ_EVERY == 0:
        done += _do("reader", lambda: ask_for_readings(installation))
    if number % COUNT_EVERY == 0:
        done += _do("counter", lambda: fold(installation))
    if number % MESSAGES_EVERY == 0:
        done += _do("digests", lambda: send_digests(installation))
        done += _do("messages", lambda: sweep_messages(installation))
    if number % ROOTS_EVERY == 0:
        done += _do("roots", lambda: make_roots(installation))
        done += _do("daily", lambda: begin_daily(installation))
    if counted is not None and number % PRUNE_EVERY == COUNT_EVERY * 3:
        done += _do("signs", lambda: look_for_signs(installation, counted.evaluating))
    if number % PRUNE_EVERY == 0:
        done += _do("crowds", lambda: watch_crowds(installation))
        done += _do("pruner", lambda: prune(installation))
        done += _do("statistics", lambda: refresh_statistics(installation.database))
        done += _do("unread", lambda: give_up(installation))
        done += _do("rescuer", lambda: rescue(installation, handlers))
    return done


def _send_visits(
    installation: Installation, handlers: Mapping[str, Handler], stop: Event, queue: Queue
) -> None:
    def one_visit(municipality_id: int, worker: str) -> None:
        visit(
            installation,
            handlers,
            municipality_id,
            worker,
            lease=queue.lease,
            stopping=stop.is_set,
        )

    queue.run(lambda: towns_due(installation, handlers), one_visit, stop)


def _do(duty: str, work: Callable[[], int]) -> int:
    try:
        return work()
    except Exception as error:
        log.error("duty failed", extra={"duty": duty, "error": type(error).__name__})
        return 0
