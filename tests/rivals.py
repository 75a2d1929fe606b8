"""Several at once: threads of one process, and processes of their own, let go at the same moment.

`together` is for threads. `Rivals` are processes that have opened the same database as another
machine would; what they are told to do is a function with its arguments, which gets their own
installation first. What an act raises is raised here: a lost race must be a value.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime
from multiprocessing.connection import Connection as Wire
from pathlib import Path
from threading import Barrier
from typing import Any

from engine.clock import MovableClock
from engine.ids import Ids
from engine.installation import Installation
from storage.database import Database
from storage.documents.folder import FolderStore
from tests.town import Town

Act = tuple[Callable[..., Any], tuple[Any, ...]]
"""A function that can be imported by its name, and what it gets after the installation."""

_STARTS = 60.0  # seconds; a process that does not come up on a busy machine is a failed test


def act(function: Callable[..., Any], *arguments: Any) -> Act:
    """Something that a rival does."""
    return function, arguments


def together(*acts: Callable[[], Any]) -> list[Any]:
    """Every act in a thread of its own, let go at the same moment; what each answers."""
    gate = Barrier(len(acts))

    def run(what: Callable[[], Any]) -> Any:
        gate.wait()
        return what()

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(run, acts))


class Rivals:
    """Processes that wait to be told; `meet` opens the town's database in each."""

    def __init__(self, wires: Sequence[Wire]) -> None:
        self._wires = wires

    def meet(self, town: Town) -> None:
        """Everybody opens the town as it is now, with the town's present moment."""
        for wire in self._wires:
            wire.send((town.database_url, town.folder, town.clock.now()))
        for wire in self._wires:
            assert _told(wire) == "met"

    def race(self, town: Town, *acts: Act) -> list[Any]:
        """One act each, at the same moment; what each answers, in their order."""
        wires = self._wires[: len(acts)]
        assert len(wires) == len(acts), "more acts than rivals"
        for wire, what in zip(wires, acts, strict=True):
            wire.send((len(acts), town.clock.now(), *what))
        return [_told(wire) for wire in wires]


@contextmanager
def rivals(count: int) -> Iterator[Rivals]:
    """So many processes, which end with the block."""
    context = multiprocessing.get_context("spawn")
    gates = {number: context.Barrier(number) for number in range(1, count + 1)}
    wires, processes = [], []
    for _ in range(count):
        here, there = context.Pipe()
        process = context.Process(target=_live, args=(there, gates), daemon=True)
        process.start()
        there.close()
        wires.append(here)
        processes.append(process)
    try:
        yield Rivals(wires)
    finally:
        for wire in wires:
            wire.close()
        for process in processes:
            process.join(_STARTS)
            process.kill()


def _told(wire: Wire) -> Any:
    assert wire.poll(_STARTS), "a rival says nothing"
    answer = wire.recv()
    if isinstance(answer, BaseException):
        raise answer
    return answer


def _live(wire: Wire, gates: dict[int, Any]) -> None:
    """The life of a rival: it meets a town, or acts; it ends when nobody speaks to it any more."""
    installation: Installation | None = None
    while True:
        try:
            heard = wire.recv()
        except EOFError:
            return
        if isinstance(heard[0], str):
            if installation is not None:
                installation.database.close()
            installation = _opened(*heard)
            wire.send("met")
        else:
            assert installation is not None
            wire.send(_acted(installation, gates, *heard))


def _opened(url: str, folder: Path, now: datetime) -> Installation:
    clock = MovableClock(now)
    database = Database(url)
    return Installation(database, FolderStore(folder), clock=clock, ids=Ids(clock=clock))


def _acted(
    installation: Installation,
    gates: dict[int, Any],
    rivals_now: int,
    now: datetime,
    function: Callable[..., Any],
    arguments: tuple[Any, ...],
) -> Any:
    clock = installation.clock
    assert isinstance(clock, MovableClock)
    clock.move(to=now)
    gates[rivals_now].wait(_STARTS)
    try:
        return function(installation, *arguments)
    except Exception as error:
        return error
