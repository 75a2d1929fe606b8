"""The promise of a queue, asked of both: visits in turns, a fair share, one at a place, a calm end.

Nothing sleeps here: what is waited for is an event, with a limit after which the test has failed.
"""

from __future__ import annotations

import logging
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest
from sqlalchemy import text

from storage.database import WHOLE_INSTALLATION, Database
from storage.jobs import Queue, queue_of
from tests.integration.storage.conftest import NOW

LIMIT = 20.0


@dataclass
class Towns:
    """How many jobs wait in each town, and who is visiting; a visit does one job."""

    waiting: Counter[int]
    running: Counter[int] = field(default_factory=Counter)
    most: Counter[int] = field(default_factory=Counter)
    order: list[int] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    door: threading.Condition = field(default_factory=threading.Condition)

    def due(self) -> tuple[int, ...]:
        with self.door:
            return tuple(sorted(town for town, count in self.waiting.items() if count))

    def enter(self, town: int, name: str) -> bool:
        with self.door:
            if not self.waiting[town]:
                return False
            self.waiting[town] -= 1
            self.running[town] += 1
            self.most[town] = max(self.most[town], self.running[town])
            self.order.append(town)
            self.names.append(name)
            self.door.notify_all()
            return True

    def leave(self, town: int) -> None:
        with self.door:
            self.running[town] -= 1
            self.door.notify_all()

    def wait_for(self, what: Callable[[], bool]) -> None:
        with self.door:
            assert self.door.wait_for(what, LIMIT)


@pytest.fixture
def queue(database: Database) -> Queue:
    return queue_of(database, now=lambda: NOW, name="w1", places=3, share=2)


@contextmanager
def working(queue: Queue, towns: Towns, visit: Callable[[int, str], None]) -> Iterator[None]:
    stop = threading.Event()
    thread = threading.Thread(target=queue.run, args=(towns.due, visit, stop))
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(LIMIT)
        assert not thread.is_alive()


def test_every_town_with_work_is_visited_until_nothing_is_left(queue: Queue) -> None:
    towns = Towns(Counter({1: 4, 2: 1, 3: 2}))

    def visit(town: int, name: str) -> None:
        if towns.enter(town, name):
            towns.leave(town)

    with working(queue, towns, visit):
        towns.wait_for(lambda: not towns.waiting.total() and not towns.running.total())
    assert Counter(towns.order) == Counter({1: 4, 2: 1, 3: 2})


def test_the_thousand_jobs_of_one_town_keep_no_other_waiting(queue: Queue) -> None:
    towns, closed = Towns(Counter({1: 1000})), threading.Event()

    def visit(town: int, name: str) -> None:
        if towns.enter(town, name):
            if town == 1:
                assert closed.wait(LIMIT)  # slow, and never done while the other waits
            towns.leave(town)

    with working(queue, towns, visit):
        towns.wait_for(lambda: towns.running[1] == 2)  # its share, of three places
        with towns.door:
            towns.waiting[2] = 1
        towns.wait_for(lambda: 2 in towns.order and not towns.running[2])
        assert towns.most == Counter({1: 2, 2: 1})
        with towns.door:
            towns.waiting[1] = 0
        closed.set()


def test_a_visit_that_fails_is_logged_without_its_words_and_takes_no_other_down(
    queue: Queue, caplog: pytest.LogCaptureFixture
) -> None:
    towns = Towns(Counter({1: 1, 2: 1}))

    def visit(town: int, name: str) -> None:
        if towns.enter(town, name):
            towns.leave(town)
            if town == 1:
                raise RuntimeError("Ana Ruiz, DNI 41203377")

    with caplog.at_level(logging.INFO), working(queue, towns, visit):
        towns.wait_for(lambda: len(towns.order) == 2 and not towns.running.total())
    told = [record for record in caplog.records if record.message == "visit failed"]
    assert [record.error for record in told] == ["RuntimeError"]  # type: ignore[attr-defined]
    assert "Ana" not in caplog.text


def test_when_it_is_told_to_stop_what_runs_ends_and_nothing_begins(queue: Queue) -> None:
    towns, may_end = Towns(Counter({1: 1})), threading.Event()
    ended: list[int] = []

    def visit(town: int, name: str) -> None:
        if towns.enter(town, name):
            assert may_end.wait(LIMIT)
            ended.append(town)
            towns.leave(town)

    stop = threading.Event()
    thread = threading.Thread(target=queue.run, args=(towns.due, visit, stop))
    thread.start()
    towns.wait_for(lambda: towns.running[1] == 1)
    stop.set()
    with towns.door:
        towns.waiting[2] = 1
    thread.join(0.7)
    assert thread.is_alive()
    may_end.set()
    thread.join(LIMIT)
    assert not thread.is_alive()
    assert (ended, towns.order) == ([1], [1])


def test_no_two_visits_have_the_same_name(queue: Queue) -> None:
    towns = Towns(Counter({1: 5, 2: 5}))

    def visit(town: int, name: str) -> None:
        if towns.enter(town, name):
            towns.leave(town)

    with working(queue, towns, visit):
        towns.wait_for(lambda: not towns.waiting.total() and not towns.running.total())
    assert len(set(towns.names)) == 10


@pytest.mark.postgres
def test_a_visit_carries_which_town_and_which_place_and_leaves_nothing_behind(
    postgres_url: str,
) -> None:
    """The tables of procrastinate have no wall, so nothing of a municipality may lie in them."""
    database = Database(postgres_url)
    queue = queue_of(database, now=lambda: NOW, name="w1", places=1, share=1)
    towns, seen = Towns(Counter({7: 1})), []

    def visit(town: int, name: str) -> None:
        if towns.enter(town, name):
            with database.read(WHOLE_INSTALLATION) as connection:
                seen.extend(connection.execute(_CARRIED).all())
            towns.leave(town)

    with working(queue, towns, visit):
        towns.wait_for(lambda: towns.order == [7] and not towns.running[7])
    with database.read(WHOLE_INSTALLATION) as connection:
        left = connection.execute(_CARRIED).all()
    database.close()
    assert seen == [("visit", {"town": 7, "place": 0}, "7/0", "7/0")]
    assert left == []


_CARRIED = text(
    "SELECT task_name, args, lock, queueing_lock FROM procrastinate_jobs WHERE queue_name='visits'"
)
