"""The queue of one machine: a few threads of this process, on the table alone.

While a visit runs its jobs are kept for it every few seconds; when the process dies nobody keeps
them, and whoever runs next finds them due.
"""

import logging
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from threading import Event, Thread

from storage.database import WHOLE_INSTALLATION, Database
from storage.jobs.queue import Towns, Visit
from storage.jobs.taking import extend_all

log = logging.getLogger("cauce.worker")

LEASE = timedelta(seconds=12)
BEAT = 4.0
"""Seconds between two beats of the heart that keeps the jobs of running visits."""
REST = 0.5
"""Seconds between two looks when there was nothing to do."""


@dataclass(slots=True)
class OneMachine:
    """Visits by threads: `places` at a time, `share` of them in one town. `name` is the process's
    own, `now` the clock that the jobs go by."""

    database: Database
    now: Callable[[], datetime]
    name: str
    places: int = 4
    share: int = 2
    lease: timedelta = LEASE
    _running: dict[Future[None], tuple[int, str]] = field(default_factory=dict, init=False)
    _last: int = field(default=0, init=False)
    _numbers: Iterator[int] = field(default_factory=count, init=False)

    def run(self, towns: Towns, visit: Visit, stop: Event) -> None:
        """Sends visits until `stop` is set; see `Queue`."""
        heart = Thread(target=self._beat, args=(stop,), name="heart", daemon=True)
        heart.start()
        with ThreadPoolExecutor(self.places, thread_name_prefix="visit") as pool:
            while not stop.is_set():
                for town in self._next(_found(towns)):
                    self._last, name = town, f"{self.name}/{next(self._numbers)}"
                    visiting = pool.submit(_visit, visit, town, name)
                    self._running[visiting] = (town, name)
                self._rest(stop)
        self._running.clear()

    def _next(self, found: Sequence[int]) -> list[int]:
        """The towns to visit now: from where the last turn ended, while places are free."""
        free = self.places - len(self._running)
        visits = Counter(town for town, _ in self._running.values())
        turns = [town for town in found if town > self._last]
        turns += [town for town in found if town <= self._last]
        return [town for town in turns if visits[town] < self.share][:free]

    def _rest(self, stop: Event) -> None:
        if self._running:
            ended, _ = wait(tuple(self._running), timeout=REST, return_when=FIRST_COMPLETED)
            for visiting in ended:
                del self._running[visiting]
        else:
            stop.wait(REST)

    def _beat(self, stop: Event) -> None:
        while self._running or not stop.is_set():
            names = [name for _, name in list(self._running.values())]
            if names:
                self._keep(names)
            stop.wait(BEAT)

    def _keep(self, names: Sequence[str]) -> None:
        try:
            with self.database.verb(WHOLE_INSTALLATION) as connection:
                extend_all(connection, names, until=self.now() + self.lease)
        except Exception as error:
            log.error("jobs not kept", extra={"error": type(error).__name__})


def _found(towns: Towns) -> Sequence[int]:
    try:
        return towns()
    except Exception as error:
        log.error("jobs not found", extra={"error": type(error).__name__})
        return ()


def _visit(visit: Visit, town: int, name: str) -> None:
    try:
        visit(town, name)
    except Exception as error:  # its text may hold personal data
        log.error("visit failed", extra={"error": type(error).__name__})
