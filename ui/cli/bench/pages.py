"""`bench pages`: what the pages cost the server with very many open tasks, in process.

Pages of one kind are opened in turn with those of the others, so that what else the machine does
weighs on all alike. Where a database is named, the demo town is made (or filled up) in it.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.installation import Installation
from storage.database import Database
from storage.documents.folder import FolderStore
from storage.migrations import upgrade
from ui.cli.bench.crowd import KEY, Crowd, NoCrowd, Progress, gather
from ui.cli.bench.quantiles import quantile
from ui.cli.bench.visitor import Visited, visitor
from ui.logs import only_warnings
from ui.settings import Settings
from ui.web import create_app

WARM_UP = 15
SETTINGS = Settings()
OK = 200


@dataclass(frozen=True, slots=True)
class PageCost:
    """One kind of page: server time in milliseconds, its work on the processor, bytes, queries."""

    p50_ms: float
    p95_ms: float
    work_p50_ms: float
    bytes: int
    statements: int

    def as_json(self) -> dict[str, Any]:
        """For the one line of `--json`."""
        return {
            "p50_ms": round(self.p50_ms, 2),
            "p95_ms": round(self.p95_ms, 2),
            "work_p50_ms": round(self.work_p50_ms, 2),
            "bytes": self.bytes,
            "statements": self.statements,
        }


@dataclass(frozen=True, slots=True)
class PagesResult:
    """The costs by kind of page, beside so many open tasks."""

    dialect: str
    open_tasks: int
    visits: int
    pages: dict[str, PageCost]

    def as_json(self) -> dict[str, Any]:
        """For the one line of `--json`."""
        return {
            "database": self.dialect,
            "open_tasks": self.open_tasks,
            "visits": self.visits,
            **{name: cost.as_json() for name, cost in self.pages.items()},
        }


def run(
    database_url: str | None = None,
    *,
    tasks: int = 10_000,
    visits: int = 60,
    progress: Progress | None = None,
) -> PagesResult:
    """Measure; on a fresh SQLite file where no database is named."""
    tell = progress or (lambda _what, _count: None)
    with installation_on(database_url) as installation:
        crowd = gather(installation, tasks=tasks, progress=tell)
        application = create_app(SETTINGS, installation)
        with only_warnings(), visitor(application, session=crowd.session) as opens:
            taken = visited(opens, _paths(installation, crowd), visits, tell)
        costs = {name: cost_of(seen) for name, seen in taken.items()}
        return PagesResult(installation.database.dialect, tasks, visits, costs)


@contextmanager
def installation_on(database_url: str | None) -> Iterator[Installation]:
    """On that database, brought to the newest revision, or on a fresh SQLite file."""
    with tempfile.TemporaryDirectory(prefix="cauce-bench-") as folder:
        url = database_url or f"sqlite:///{folder}/bench.db"
        upgrade(url)
        database = Database(url)
        try:
            yield Installation(database, FolderStore(Path(folder) / "documents"))
        finally:
            database.close()


def _paths(installation: Installation, crowd: Crowd) -> dict[str, list[str]]:
    """The addresses of each kind of page."""
    town = f"/{crowd.slug}"
    return {
        "inbox": [f"{town}/inbox"],
        "inbox_next": [f"{town}/inbox?{crowd.next_page(installation)}"],
        "inbox_process": [f"{town}/inbox?process={KEY}"],
        "inbox_text": [f"{town}/inbox?text=visacion"],
        "task": [f"{town}/tasks/{task_id}" for task_id in crowd.task_ids],
        "case": [f"{town}/cases/{number}" for number in crowd.numbers],
        "cases": [f"{town}/cases"],
    }


def visited(
    opens: Callable[[str], Visited], paths: dict[str, list[str]], visits: int, tell: Progress
) -> dict[str, list[Visited]]:
    """So many pages of each kind, one kind after the other; the first ones do not count."""
    taken: dict[str, list[Visited]] = {name: [] for name in paths}
    for number in range(visits + WARM_UP):
        for name, addresses in paths.items():
            seen = opens(addresses[number % len(addresses)])
            if seen.status != OK:
                raise NoCrowd(f"{addresses[number % len(addresses)]} answered {seen.status}")
            taken[name].append(seen)
        tell("visits", number)
    return {name: seen[WARM_UP:] for name, seen in taken.items()}


def cost_of(seen: list[Visited]) -> PageCost:
    passed = sorted(each.seconds for each in seen)
    return PageCost(
        p50_ms=quantile(passed, 0.5),
        p95_ms=quantile(passed, 0.95),
        work_p50_ms=quantile(sorted(each.work for each in seen), 0.5),
        bytes=max(each.octets for each in seen),
        statements=max(each.statements for each in seen),
    )
