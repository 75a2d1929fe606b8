"""Ids never repeat, grow, fit in 63 bits, and need no clock that moves."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from engine.clock import MovableClock, SystemClock
from engine.ids import EPOCH, Ids

NOON = datetime(2026, 3, 9, 12, tzinfo=UTC)


def test_ids_grow_while_the_clock_stands_still() -> None:
    ids = Ids(clock=MovableClock(NOON), random_below=lambda _: 0)
    made = [ids.new() for _ in range(1000)]
    assert made == sorted(set(made))


def test_ids_grow_when_the_clock_goes_back() -> None:
    clock = MovableClock(NOON)
    ids = Ids(clock=clock)
    first = ids.new()
    clock.move(to=NOON - timedelta(days=1))
    assert ids.new() > first


def test_a_full_millisecond_runs_over_into_the_next() -> None:
    last = (1 << 22) - 1
    ids = Ids(clock=MovableClock(NOON), random_below=lambda _: last)
    one, other = ids.new(), ids.new()
    assert other - one == 1 << 22


def test_an_id_fits_in_63_bits_for_sixty_years() -> None:
    late = Ids(clock=MovableClock(EPOCH + timedelta(days=365 * 60)))
    assert 0 < late.new() < 2**63


def test_threads_never_get_the_same_id() -> None:
    ids = Ids()
    with ThreadPoolExecutor(8) as threads:
        made = list(threads.map(lambda _: ids.new(), range(5000)))
    assert len(set(made)) == 5000


def test_a_clock_refuses_an_instant_without_a_zone() -> None:
    with pytest.raises(ValueError, match="time zone"):
        MovableClock(datetime(2026, 1, 1))  # noqa: DTZ001  the fault under test


def test_the_movable_clock_moves_only_when_told() -> None:
    clock = MovableClock(NOON)
    assert clock.now() == NOON
    clock.advance(timedelta(days=3))
    assert clock.now() == NOON + timedelta(days=3)


def test_the_system_clock_speaks_utc() -> None:
    assert SystemClock().now().utcoffset() == timedelta(0)
