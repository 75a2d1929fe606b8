"""`bench w1 --http`: what completing a task costs over the network, beside the database's limit.

Real servers, processes of their own, and clients in this process that keep their connections and
are shared out evenly. Each completion is the first task of a fresh case, with about 1 KB of answers
that its form checks: as JSON over the API, as the form of the page, which answers with 303, and as
htmx sends that form, which gets a fragment. `claim` is the line of the inbox after taking a task.
The floor is a bare route of the web framework with the plain transaction of the limit. Machines
swing: what holds still is the share of the floor and the servers' processor time of a request.
"""

from __future__ import annotations

import json
import random
import secrets
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from urllib.parse import urlencode

from engine.access import Scope, create_token
from engine.identity import Actor, register_person
from engine.identity.sessions import open_session
from engine.installation import Installation
from engine.refusals import Refused
from storage.measuring import database_limit, limit_tables
from storage.queries.municipalities import municipality_by_id
from ui import csrf
from ui.cli.bench import logged, workload
from ui.cli.bench.hall import Progress
from ui.cli.bench.logged import LogCost
from ui.cli.bench.quantiles import quantile
from ui.cli.bench.serving import Servers, serving
from ui.cli.bench.wire import Wire
from ui.session import SESSION

FEW, MANY = 1, 16
"""Clients, the second with two servers."""
LIMIT_SECONDS = 2.0
WARM_UP = 20
OK = frozenset({200, 303})
Ask = Callable[[Wire, int], int]
"""Sends the request about a task, or with a number; the status of the answer."""


class Answered(Exception):
    """A server answered what it should not: there is nothing to measure."""


@dataclass(frozen=True, slots=True)
class Way:
    """One kind of request with so many clients: a second, and milliseconds of one request;
    `work_ms` is the servers' processor time, where the machine tells it."""

    name: str
    clients: int
    ops_s: float
    p50_ms: float
    p95_ms: float
    work_ms: float | None

    def as_json(self) -> dict[str, object]:
        """For the one line of `--json`."""
        return {
            "way": self.name,
            "clients": self.clients,
            "ops_s": round(self.ops_s, 1),
            "p50_ms": round(self.p50_ms, 3),
            "p95_ms": round(self.p95_ms, 3),
            "work_ms": None if self.work_ms is None else round(self.work_ms, 3),
        }


@dataclass(frozen=True, slots=True)
class HttpResult:
    """All ways, plain transactions a second of one client in the same minute, and what the log of
    who looked at what costs."""

    dialect: str
    limit_ops_s: float
    ways: tuple[Way, ...]
    log: LogCost

    def as_json(self) -> dict[str, object]:
        """For the one line of `--json`."""
        return {
            "database": self.dialect,
            "limit": {"ops_s": round(self.limit_ops_s, 1)},
            "ways": [way.as_json() for way in self.ways],
            "log": self.log.as_json(),
        }


def measure(
    installation: Installation, actor: Actor, *, requests: int, folder: Path, tell: Progress
) -> HttpResult:
    """Every way with one client, then with sixteen on two servers."""
    workload.install(installation, actor, with_forms=True)
    asks = _asks(installation, actor)
    limit = database_limit(installation.database, seconds=LIMIT_SECONDS)
    ways: list[Way] = []
    for clients, servers in ((FEW, 1), (MANY, 2)):
        with (
            limit_tables(installation.database),
            serving(installation.database.url, folder, servers=servers) as running,
        ):
            for name, ask in asks.items():
                tell(f"{name}, clients: {clients}", 0)
                numbers = _numbers(name, installation, actor, requests + WARM_UP)
                ways.append(measured(name, ask, running, clients, numbers))
    tell("pages with and without the log", 0)
    log = _log(installation, actor, requests, folder)
    return HttpResult(installation.database.dialect, len(limit) / sum(limit), tuple(ways), log)


def _log(installation: Installation, actor: Actor, requests: int, folder: Path) -> LogCost:
    numbers = _numbers("log", installation, actor, requests + logged.WARM_UP)
    paths = [f"/{_slug(installation, actor)}/tasks/{number}" for number in numbers]
    headers = f"cookie: {SESSION}={_session(installation, actor.municipality_id)}\r\n"
    return logged.measure_log(installation.database.url, folder, paths, headers)


def _slug(installation: Installation, actor: Actor) -> str:
    with installation.database.read(actor.municipality_id) as connection:
        town = municipality_by_id(connection, actor.municipality_id)
    if town is None:
        raise Answered("the town is missing")
    return town.slug


def _numbers(name: str, installation: Installation, actor: Actor, count: int) -> Iterator[int]:
    """The tasks to ask about; plain numbers for the floor, which knows no tasks."""
    if name == "floor":
        return iter(range(count))
    chance = random.Random(1)  # noqa: S311  filling, no secret
    opened = [
        workload.create(installation, actor, workload.application(number, chance))
        for number in range(count)
    ]
    return iter([tasks[0] for tasks in opened])


def _asks(installation: Installation, actor: Actor) -> dict[str, Ask]:
    """The kinds of request, as the person of the benchmark and as a program of theirs."""
    slug = _slug(installation, actor)
    token = create_token(
        installation, actor, name="Bench", scopes=(Scope.TASKS_WRITE,), roles=workload.ROLES
    )
    if isinstance(token, Refused):
        raise Answered(f"no token: {token}")
    session = _session(installation, actor.municipality_id)
    chance = random.Random(2)  # noqa: S311  filling, no secret
    answers = dict(workload.answer(chance).values)
    proof = {"csrf": csrf.token_for(session, nonce=secrets.token_bytes(16))}
    page = f"cookie: {SESSION}={session}\r\ncontent-type: application/x-www-form-urlencoded\r\n"
    form = urlencode({**proof, **answers}).encode()
    return {
        "floor": _posts("/floor/{}", "", b""),
        "json": _posts(
            f"/api/v1/{slug}/tasks/{{}}/completion",
            f"authorization: Bearer {token.token}\r\ncontent-type: application/json\r\n",
            json.dumps({"data": answers}).encode(),
        ),
        "303": _posts(f"/{slug}/tasks/{{}}/completion", page, form),
        "fragment": _posts(f"/{slug}/tasks/{{}}/completion", f"{page}hx-request: true\r\n", form),
        "claim": _posts(
            f"/{slug}/tasks/{{}}/assignment",
            f"{page}hx-request: true\r\n",
            urlencode({**proof, "_from": f"/{slug}/inbox"}).encode(),
        ),
    }


def _session(installation: Installation, municipality_id: int) -> str:
    """Somebody with every role of the workload is signed in."""
    clerk = register_person(
        installation,
        municipality_id,
        name="Clerk",
        email=f"{secrets.token_hex(4)}@bench.example",
        position="",
        roles=workload.ROLES,
    )
    return installation.database.run(
        lambda connection: open_session(
            installation, connection, municipality_id, clerk.person_id or 0
        ),
        municipality=municipality_id,
    )


def _posts(path: str, headers: str, body: bytes) -> Ask:
    return lambda wire, number: wire.post(path.format(number), headers, body)


def measured(name: str, ask: Ask, running: Servers, clients: int, numbers: Iterator[int]) -> Way:
    """So many clients share the numbers; what they took, after the first ones."""
    with wires(running.ports, clients) as lines:
        for wire in (lines * WARM_UP)[:WARM_UP]:
            expect(name, ask(wire, next(numbers)))
        left = list(numbers)
        shares = [left[place::clients] for place in range(clients)]

        def work(place: int) -> list[float]:
            return [_timed(name, ask, lines[place], number) for number in shares[place]]

        worked, begun = running.seconds_worked(), perf_counter()
        with ThreadPoolExecutor(clients) as threads:
            taken = sorted(each for one in threads.map(work, range(clients)) for each in one)
        passed, after = perf_counter() - begun, running.seconds_worked()
    spent = None if worked is None or after is None else (after - worked) * 1000 / len(taken)
    middle, slow = quantile(taken, 0.5), quantile(taken, 0.95)
    return Way(name, clients, len(taken) / passed, middle, slow, spent)


@contextmanager
def wires(ports: Sequence[int], count: int) -> Iterator[list[Wire]]:
    """So many connections, shared out over the servers."""
    opened = [Wire(ports[place % len(ports)]) for place in range(count)]
    try:
        yield opened
    finally:
        for wire in opened:
            wire.close()


def _timed(name: str, ask: Ask, wire: Wire, number: int) -> float:
    begun = perf_counter()
    status = ask(wire, number)
    passed = perf_counter() - begun
    expect(name, status)
    return passed


def expect(name: str, status: int) -> None:
    """Raises Answered where there is nothing to measure."""
    if status not in OK:
        raise Answered(f"{name} answered {status}")
