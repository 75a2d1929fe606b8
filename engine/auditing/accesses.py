"""Who looked at what: kinds of looks, the log that takes them, and how long it is kept.

The log stands beside the work: a look is put in a list in memory and written with others within a
second, in a thread and a transaction of its own. Who dies in that second loses it; no page waits
for it. The same look by the same person within some minutes is one.
"""

from __future__ import annotations

import logging
from collections import deque
from datetime import datetime, timedelta
from decimal import Decimal
from enum import IntEnum
from threading import Lock, Timer

from engine.installation import Installation
from engine.memory import Bounded
from engine.parameters.resolving import NoParameter, number
from storage.database import WHOLE_INSTALLATION, Connection
from storage.queries.deadlines import parameter_on
from storage.queries.due_towns import oldest_looks
from storage.writes.accesses import NewAccess, forget_accesses, write_accesses

log = logging.getLogger("cauce.readings")


class Looked(IntEnum):
    """At what; with numbers that never change."""

    SIGNED_IN = 1
    CASE = 2
    TASK = 3
    DOCUMENT = 4
    REGISTER = 5
    EXPORT = 6
    HISTORY = 7
    ACTED = 8


AGAIN = timedelta(minutes=10)
"""Within which the same look is not written again."""
SOON = 1.0
"""Seconds within which looks are written."""
MOST_WAITING = 10_000
LONGEST = 200
KEPT_KEY = "cauce.lecturas.dias"
KEPT_DAYS = Decimal(730)
"""How long the log is kept where the municipality says nothing."""


class ReadingLog:
    """Takes looks from any thread; one for each process. Written when `flush` is called, and by
    themselves once `keep_writing` was."""

    def __init__(self, installation: Installation) -> None:
        self._installation = installation
        self._soon: float | None = None
        self._waiting: deque[NewAccess] = deque(maxlen=MOST_WAITING)
        self._lately: Bounded[tuple[object, ...], datetime] = Bounded(20_000)
        self._lock = Lock()
        self._timer: Timer | None = None

    def note(
        self,
        municipality_id: int,
        person_id: int | None,
        kind: Looked,
        *,
        at: datetime,
        case_id: int | None = None,
        subject: str = "",
        address: str = "",
    ) -> None:
        """Write it down soon; nothing where nobody looked (the house itself)."""
        if person_id is None:
            return
        key = (municipality_id, person_id, int(kind), case_id, subject, address)
        before = self._lately.get(key)
        if before is not None and timedelta() <= at - before < AGAIN:
            return
        self._lately.keep(key, at)
        row = NewAccess(
            municipality_id, self._installation.ids.new(), at, person_id, int(kind), case_id,
            subject[:LONGEST], address[:LONGEST],
        )  # fmt: skip
        self._waiting.append(row)
        if self._soon is not None and self._timer is None:
            self._begin(self._soon)

    def keep_writing(self, *, soon: float = SOON) -> None:
        """From now on what waits is written within so many seconds."""
        self._soon = soon

    def flush(self) -> None:
        """Write what waits; what cannot be written now waits on."""
        with self._lock:
            self._timer = None
            rows = [self._waiting.popleft() for _ in range(len(self._waiting))]
            if not rows:
                return
            try:
                self._installation.database.run(
                    lambda connection: write_accesses(connection, rows),
                    municipality=WHOLE_INSTALLATION,
                )
            except Exception as fault:
                log.error("looks not written", extra={"error": type(fault).__name__})
                self._waiting.extendleft(reversed(rows))

    def _begin(self, soon: float) -> None:
        with self._lock:
            if self._timer is None:
                self._timer = Timer(soon, self.flush)
                self._timer.daemon = True
                self._timer.start()


def forget_looks(installation: Installation) -> int:
    """Of every municipality what it keeps no longer; how many."""
    now = installation.clock.now()
    with installation.database.read(WHOLE_INSTALLATION) as connection:
        oldest = oldest_looks(connection, key=KEPT_KEY, on=now.date())
    ends = {row.municipality_id: now - _kept(row.value) for row in oldest}
    due = [row.municipality_id for row in oldest if row.at < ends[row.municipality_id]]

    def verb(connection: Connection) -> int:
        return sum(forget_accesses(connection, town, before=ends[town]) for town in due)

    return installation.database.run(verb, municipality=WHOLE_INSTALLATION) if due else 0


def kept_for(connection: Connection, municipality_id: int, now: datetime) -> timedelta:
    """How long a municipality keeps the log."""
    row = parameter_on(connection, municipality_id, KEPT_KEY, on=now.date())
    return _kept(row.value if row else None)


def _kept(value: str | None) -> timedelta:
    try:
        days = number(value or str(KEPT_DAYS), KEPT_KEY)
    except NoParameter:
        days = KEPT_DAYS
    return timedelta(days=int(max(days, Decimal(1))))
