"""Names of rows: 63 bit numbers made by the application, so that everything batches.

41 bits of milliseconds since 2024 and a counter of 22 bits that starts at a random value in
each millisecond: later rows have greater ids, and two processes do not meet. Ids never repeat
within one `Ids`, also when the clock stands still or goes back.
"""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable
from datetime import UTC, datetime

from engine.clock import Clock, SystemClock

EPOCH = datetime(2024, 1, 1, tzinfo=UTC)
COUNTER_BITS = 22
_LAST_COUNT = (1 << COUNTER_BITS) - 1
_RANDOM_STARTS = 1 << (COUNTER_BITS - 1)
"""The counter starts in the lower half, so that a millisecond always has room to count."""


def first_id_at(moment: datetime) -> int:
    """No id that was made from this (aware) moment on is smaller."""
    passed = moment - EPOCH
    milliseconds = passed.days * 86_400_000 + passed.seconds * 1_000
    return max(0, milliseconds) << COUNTER_BITS


class Ids:
    """Makes ids; one per process, shared by its threads."""

    def __init__(
        self, *, clock: Clock | None = None, random_below: Callable[[int], int] = secrets.randbelow
    ) -> None:
        self._clock = clock or SystemClock()
        self._random_below = random_below
        self._lock = threading.Lock()
        self._millisecond = -1
        self._count = 0

    def new(self) -> int:
        """An id that was never given before and is greater than all before it."""
        with self._lock:
            self._step(max(self._present(), self._millisecond))
            return self._millisecond << COUNTER_BITS | self._count

    def _present(self) -> int:
        passed = self._clock.now() - EPOCH
        return passed.days * 86_400_000 + passed.seconds * 1_000 + passed.microseconds // 1_000

    def _step(self, millisecond: int) -> None:
        if millisecond == self._millisecond and self._count < _LAST_COUNT:
            self._count += 1
            return
        self._millisecond = millisecond if millisecond > self._millisecond else millisecond + 1
        self._count = self._random_below(_RANDOM_STARTS)
