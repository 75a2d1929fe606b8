"""`python -m tests.chaos.run --minutes 10 --database postgres --kill-database`: kills processes at
random points under load, starts them again, and says what is not as it must be.

Web and workers are real processes; clerks work over HTTP and through the engine meanwhile. The seed
is printed: with it, the same choices are made in the same order (when they fall is the machine's).
In the end nothing is killed any more, everybody finishes their work, and `checks` looks.
"""

from __future__ import annotations

import argparse
import random
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from engine.messages import publish
from storage.migrations import upgrade
from storage.queries.cases import CaseRow
from tests.chaos.checks import all_cases, findings
from tests.chaos.clerks import KEEP, Clerk
from tests.chaos.parts import Part, Postgres, Web, Worker
from tests.chaos.procedure import ANSWERED
from tests.chaos.town import Hall, Told, found
from tests.postgres import Cluster, Server, administrator, application_role

AHEAD = 180.0
"""In the end the workers' clock is so far ahead that no lock of a dead worker holds any more."""
PATIENCE = 90.0  # seconds of quiet work after which what waits, waits for ever
DURABLE = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"}


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a run is to do. `kills` ends it sooner than the seconds, for the test suite; `lives` is
    how many seconds may pass between two kills, from and to."""

    seed: int
    seconds: float
    database: str = "sqlite"
    kill_database: bool = False
    clerks: int = 4
    cases_each: int = 1_000_000
    kills: int = 1_000_000
    lives: tuple[float, float] = (0.3, 3.0)


@dataclass(frozen=True, slots=True)
class Report:
    """How a run went: what was killed, what clerks were told, and what is wrong."""

    kills: dict[str, int]
    told: Told
    cases: int
    findings: list[str]

    def summary(self) -> str:
        """For people: what was done to it, and what is wrong."""
        told = self.told
        lines = [
            "killed: " + _listed(self.kills),
            "answers: " + _listed(told.answers),
            f"{self.cases} cases, {len(told.completed)} tasks and {len(told.sent)} messages"
            " that somebody was told are done",
            *self.findings,
            f"{len(self.findings)} things are not as they must be",
        ]
        return "\n".join(lines)


def _listed(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{name} {count}" for name, count in sorted(counts.items()))


def run(chosen: Chosen, folder: Path) -> Report:
    """One run in a folder of its own."""
    with ExitStack() as stack:
        url, postgres = stack.enter_context(_database(chosen, folder))
        upgrade(url)
        hall = found(url, folder / "documents", clerks=chosen.clerks)
        stack.callback(hall.installation.database.close)
        environment = {
            "CAUCE_DATABASE_URL": url,
            "CAUCE_DOCUMENTS": str(folder / "documents"),
            "CAUCE_SECRET_FILE": str(folder / "secret"),
            "CAUCE_LOG_FORMAT": "json",
        }
        workers = [
            Worker(number, folder, environment, chosen.seed)
            for number in range(1 if postgres is None else 2)
        ]
        web = Web(folder, environment)
        parts: list[Part] = [web, *workers]
        for part in parts:
            stack.callback(part.kill, signal.SIGKILL)
            part.start()
        told = Told()
        staff = [
            Clerk(hall, told, number=number, url=web.url, seed=chosen.seed)
            for number in range(chosen.clerks)
        ]
        for clerk in staff:
            stack.callback(clerk.leave)
        targets = [*parts, *([postgres] * 2 if postgres and chosen.kill_database else [])]
        kills = _storm(chosen, targets, staff)
        for worker in workers:
            worker.kill(signal.SIGKILL)
            worker.ahead = AHEAD
            worker.start()
        _settle(hall, told, staff[0])
        return Report(kills, told, len(all_cases(hall)), findings(hall, told, folder / "work"))


@contextmanager
def _database(chosen: Chosen, folder: Path) -> Iterator[tuple[str, Postgres | None]]:
    if chosen.database == "sqlite":
        yield f"sqlite:///{folder}/cauce.db", None
        return
    with tempfile.TemporaryDirectory(prefix="cauce-chaos-pg-") as place:
        cluster = Cluster(Path(place), DURABLE)
        cluster.start()
        try:
            role = application_role(cluster.url)
            with administrator(cluster.url) as admin:
                address = Server(cluster.url, role, "", admin).create("chaos")
            yield address, Postgres(cluster)
        finally:
            cluster.end(signal.SIGINT)


def _storm(chosen: Chosen, targets: list[Part], staff: list[Clerk]) -> dict[str, int]:
    """Clerks work while parts die and come back; how often each was killed."""
    stop = threading.Event()
    threads = [
        threading.Thread(target=clerk.work, args=(stop, chosen.cases_each)) for clerk in staff
    ]
    for thread in threads:
        thread.start()
    chance = random.Random(chosen.seed)  # noqa: S311  choices, no secret
    kills: dict[str, int] = {}
    end = time.monotonic() + chosen.seconds
    try:
        while time.monotonic() < end and sum(kills.values()) < chosen.kills:
            time.sleep(chance.uniform(*chosen.lives))
            part = chance.choice(targets)
            gently = part.name == "postgres" and chance.random() < 0.5
            part.kill(signal.SIGTERM if gently else signal.SIGKILL)
            kills[part.name] = kills.get(part.name, 0) + 1
            time.sleep(chance.uniform(0, 0.5))
            part.start()
    finally:
        stop.set()
        for thread in threads:
            thread.join()
    return kills


def _settle(hall: Hall, told: Told, clerk: Clerk) -> None:
    """Everybody finishes: tasks are done, and a message that nobody surely sent is sent."""
    answered = set(told.sent)
    limit = time.monotonic() + PATIENCE
    while (waiting := _open(hall)) and time.monotonic() < limit:
        for case in waiting:
            if case.process_key == "tramite" and case.title not in answered:
                answered.add(case.title)
                publish(hall.installation, hall.clerks[0], ANSWERED, case.title, {}, keep_for=KEEP)
        tasks = clerk.inbox()
        for task in tasks:
            clerk.finish(task)
        if tasks:
            limit = time.monotonic() + PATIENCE
        time.sleep(0.1)


def _open(hall: Hall) -> list[CaseRow]:
    return [case for case in all_cases(hall) if case.state == "open"]


def main() -> int:
    """The command; 1 when something is not as it must be."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--database", choices=("sqlite", "postgres"), default="sqlite")
    parser.add_argument("--kill-database", action="store_true", help="PostgreSQL is killed too")
    parser.add_argument("--cases", type=int, default=1000, help="how many a clerk opens at most")
    parser.add_argument("--seed", type=int, default=int(time.time()))
    given = parser.parse_args()
    chosen = Chosen(
        seed=given.seed,
        seconds=given.minutes * 60,
        database=given.database,
        kill_database=given.kill_database,
        cases_each=given.cases,
    )
    print(f"seed {chosen.seed}")  # noqa: T201  a command
    with tempfile.TemporaryDirectory(prefix="cauce-chaos-") as folder:
        report = run(chosen, Path(folder))
    print(report.summary())  # noqa: T201  a command
    return 1 if report.findings else 0


if __name__ == "__main__":
    sys.exit(main())
