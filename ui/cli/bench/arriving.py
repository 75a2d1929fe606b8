"""Requests that arrive at a fixed rate, whether the ones before were answered or not.

Clients that wait for their answer ask more slowly as soon as the servers are slow, and so never see
how long others would have waited (coordinated omission). Here each request is due at a moment of
its own, and is timed from then: what waited for a free connection counts as waiting.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Lock
from time import perf_counter, sleep

from ui.cli.bench.http import WARM_UP, Ask, Way, expect, wires
from ui.cli.bench.quantiles import quantile
from ui.cli.bench.serving import Servers
from ui.cli.bench.wire import Wire

CONNECTIONS = 32
LEAD = 0.05
"""Seconds until the first is due, so that every connection is ready for it."""


def arriving(name: str, ask: Ask, running: Servers, rate: int, numbers: Iterator[int]) -> Way:
    """`rate` requests a second over `CONNECTIONS` connections, after the first ones."""
    with wires(running.ports, CONNECTIONS) as lines:
        for line in (lines * WARM_UP)[:WARM_UP]:
            expect(name, ask(line, next(numbers)))
        left, lock = enumerate(list(numbers)), Lock()
        worked, begun = running.seconds_worked(), perf_counter() + LEAD

        def work(line: Wire) -> list[float]:
            """One connection: the next request that is due, until none is left."""
            taken: list[float] = []
            while True:
                with lock:
                    place, number = next(left, (-1, 0))
                if place < 0:
                    return taken
                due = begun + place / rate
                sleep(max(0.0, due - perf_counter()))
                expect(name, ask(line, number))
                taken.append(perf_counter() - due)

        with ThreadPoolExecutor(CONNECTIONS) as threads:
            taken = sorted(each for one in threads.map(work, lines) for each in one)
        passed, after = perf_counter() - begun, running.seconds_worked()
    spent = None if worked is None or after is None else (after - worked) * 1000 / len(taken)
    middle, slow = quantile(taken, 0.5), quantile(taken, 0.95)
    told = f"{name}, {rate} arriving a second"
    return Way(told, CONNECTIONS, len(taken) / passed, middle, slow, spent)
