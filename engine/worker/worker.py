"""The worker: the loops that run without a person, until they are told to stop.

One thread runs every duty in turn; the queue sends the visits that do the jobs, in threads of its
own, so that a slow mail server keeps no term waiting. A duty that fails is logged by its name and
the kind of the error, and tried again in the next round; it never takes the others down. Several
workers may run beside each other.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
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
ROOTS_EVERY = 60
"""Rounds between two looks for days whose root is still to be signed, and for municipalities whose
daily verification is due: in each look some of very many."""
SIGNS_EVERY = 30
"""Rounds between two looks for signs, in some of the municipalities where they may be new."""
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


@dataclass(frozen=True, slots=True)
class Duty:
    """Work that is looked for every so many rounds, in the round `at` of them; it answers how much
    was done."""

    name: str
    work: Callable[[], int]
    every: int = 1
    at: int = 0

    def is_due(self, number: int) -> bool:
        """In the round of this number."""
        return number % self.every == self.at


def duties(
    installation: Installation,
    handlers: Mapping[str, Handler],
    publishers: Mapping[str, Publisher] = NOBODY,
    counted: Sources | None = None,
    compared: Compared | None = None,
) -> Iterator[Duty]:
    """All of them, in the order of a round."""

    def duty(name: str, work: Callable[[Installation], int], every: int = 1, at: int = 0) -> Duty:
        return Duty(name, partial(work, installation), every, at)

    yield duty("timekeeper", sweep)
    yield duty("batches", run_batches)
    yield duty("verifier", run_verifications)
    yield duty("calendar", follow_decrees)
    yield duty("warnings", warn_of_terms)
    yield duty("follower", follow)
    yield duty("notifier", tell_people, TELL_EVERY)
    yield duty("results", sweep_results)
    yield duty("beginnings", sweep_starts)
    yield duty("versions", sweep_versions)
    if publishers:
        yield duty("publisher", partial(publish, publishers=publishers), TELL_EVERY)
    if counted is not None:
        yield duty("indicators", partial(count, sources=counted), INDICATORS_EVERY)
    yield duty("auditor", list_history, TELL_EVERY)
    yield duty("pictures", follow_processes, PICTURES_EVERY)
    if compared is not None:
        yield duty("network", partial(refresh, compared=compared), NETWORK_EVERY)
    yield duty("reader", ask_for_readings, READ_EVERY)
    yield duty("counter", fold, COUNT_EVERY)
    yield duty("digests", send_digests, MESSAGES_EVERY)
    yield duty("messages", sweep_messages, MESSAGES_EVERY)
    yield duty("roots", make_roots, ROOTS_EVERY)
    yield duty("daily", begin_daily, ROOTS_EVERY)
    if counted is not None:
        yield duty("signs", partial(look_for_signs, evaluating=counted.evaluating), SIGNS_EVERY, 7)
    yield duty("crowds", watch_crowds, PRUNE_EVERY)
    yield duty("pruner", prune, PRUNE_EVERY)
    yield Duty("statistics", partial(refresh_statistics, installation.database), PRUNE_EVERY)
    yield duty("unread", give_up, PRUNE_EVERY)
    yield duty("rescuer", partial(rescue, known=handlers), PRUNE_EVERY)


def one_round(
    installation: Installation,
    handlers: Mapping[str, Handler],
    number: int = 0,
    publishers: Mapping[str, Publisher] = NOBODY,
    counted: Sources | None = None,
    compared: Compared | None = None,
) -> int:
    """Every duty that is due in it; how much was done."""
    found = duties(installation, handlers, publishers, counted, compared)
    return sum(_do(duty.name, duty.work) for duty in found if duty.is_due(number))


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
