"""A real server on this machine, a real Chromium before it, and the demo's town to walk through."""

from __future__ import annotations

import threading
import time
import warnings
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from playwright.sync_api import Browser, Playwright, sync_playwright

from engine.clock import MovableClock
from engine.installation import Installation
from engine.territory.keeping import Territories
from engine.worker.timekeeper import sweep
from processes.demo.days import mornings
from processes.demo.tambo_real import SLUG
from processes.demo.town import found, furnish
from processes.registry import paid_into, places_of, registers
from storage.database import WHOLE_INSTALLATION, Database
from storage.documents.folder import FolderStore
from storage.queries.cases import case_by_number
from storage.queries.municipalities import municipality_by_slug
from storage.queries.tasks import tasks_of_case
from tests.browser.visiting import CALENDAR, Visitor
from tests.chromium import ADVICE, find_chromium
from ui.settings import Settings
from ui.web import create_app

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
FIRST_DAY = date(2026, 3, 2)


class Served:
    """A house served from a thread."""

    def __init__(self, installation: Installation) -> None:
        self._server = uvicorn.Server(
            uvicorn.Config(
                create_app(Settings(), installation),
                host="127.0.0.1",
                port=0,
                log_level="error",
                access_log=False,
            )
        )
        self._thread = threading.Thread(target=self._server.run, daemon=True)
        self.address = ""

    def begin(self, slug: str) -> None:
        """Serve; the address is that of a municipality."""
        self._thread.start()
        while not self._server.started:
            time.sleep(0.02)
        port = self._server.servers[0].sockets[0].getsockname()[1]
        self.address = f"http://127.0.0.1:{port}/{slug}"

    def end(self) -> None:
        self._server.should_exit = True
        self._thread.join(timeout=10)


class Site:
    """The demo's town on a fresh database, served from a thread; its clock moves when told."""

    def __init__(
        self, folder: Path, sqlite_url: str, *, day: date = FIRST_DAY, furnished: bool = True
    ) -> None:
        self.clock = MovableClock(at_nine(day))
        self.cookies: dict[str, Any] = {}
        self.installation = Installation(
            Database(sqlite_url),
            FolderStore(folder / "documents"),
            clock=self.clock,
            territories=Territories(None, places_of),
            registers=registers(),
            paid_into=paid_into(),
        )
        if furnished:
            furnish(self.installation, found(self.installation, today=day).municipality_id)
        self._server = uvicorn.Server(
            uvicorn.Config(
                create_app(Settings(), self.installation),
                host="127.0.0.1",
                port=0,
                log_level="error",
                access_log=False,
            )
        )
        self._thread = threading.Thread(target=self._server.run, daemon=True)

    def begin(self) -> None:
        self._thread.start()
        while not self._server.started:
            time.sleep(0.02)

    def end(self) -> None:
        self._server.should_exit = True
        self._thread.join(timeout=10)
        self.installation.database.close()

    def tasks_of(self, number: str, step: str) -> list[int]:
        """The tasks of a step that wait in a case: several where several people have one each."""
        with self.installation.database.read(WHOLE_INSTALLATION) as connection:
            town = municipality_by_slug(connection, SLUG)
            assert town is not None
            case = case_by_number(connection, town.id, number)
            assert case is not None
            waiting = tasks_of_case(connection, town.id, case.id, open_only=True)
        return [each.id for each in waiting if each.element_key == step]

    @property
    def address(self) -> str:
        port = self._server.servers[0].sockets[0].getsockname()[1]
        return f"http://127.0.0.1:{port}/{SLUG}"

    def business_day(self, number: int) -> date:
        """The day that is so many business days after the first one."""
        day = FIRST_DAY
        for _ in range(number):
            day = CALENDAR.next_business_day(day)
        return day

    def goes_to(self, day: date, *, minutes: int = 0) -> None:
        """Nine in the morning of a day and some minutes; timers are heard on the way."""
        target = at_nine(day) + timedelta(minutes=minutes)
        here = CALENDAR.local_day(self.clock.now())
        for morning in mornings(here, day, zone=CALENDAR.zone):
            self.clock.move(to=morning)
            while sweep(self.installation):
                pass
        if target > self.clock.now():
            self.clock.move(to=target)


def at_nine(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 9, tzinfo=CALENDAR.zone)


@pytest.fixture(scope="session")
def _playwright() -> Iterator[Playwright]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with sync_playwright() as playwright:
            yield playwright


@pytest.fixture(scope="session")
def chromium(_playwright: Playwright) -> Iterator[Browser]:
    """The Chromium of this machine; skips, saying how to get one, where there is none."""
    path = find_chromium()
    if path is None:
        pytest.skip(ADVICE)
    browser = _playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
    yield browser
    browser.close()


@pytest.fixture
def site(tmp_path: Path, sqlite_url: str) -> Iterator[Site]:
    """The town, before its first purchase."""
    town = Site(tmp_path, sqlite_url)
    town.begin()
    yield town
    town.end()


@pytest.fixture
def visitor(chromium: Browser, site: Site) -> Iterator[Visitor]:
    """A browser with script."""
    with chromium.new_context(viewport={"width": 1280, "height": 860}, locale="es-PE") as context:
        someone = Visitor(context.new_page(), site)
        yield someone
        assert someone.faults == []


@pytest.fixture
def plain_visitor(chromium: Browser, site: Site) -> Iterator[Visitor]:
    """A browser that runs no script."""
    with chromium.new_context(locale="es-PE", java_script_enabled=False) as context:
        yield Visitor(context.new_page(), site, script=False)
