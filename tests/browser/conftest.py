"""A real server on this machine, a real Chromium before it, and the demo's town to walk through."""

from __future__ import annotations

import os
import threading
import time
import warnings
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, Playwright, sync_playwright

from engine.calendar import Calendar
from engine.clock import MovableClock
from engine.installation import Installation
from engine.territory.keeping import Territories
from engine.worker.timekeeper import sweep
from processes.demo.days import mornings
from processes.demo.papers import sheet_of
from processes.demo.plan import TODAY, Act
from processes.demo.tambo_real import DOMAIN, PASSWORD, SLUG
from processes.demo.town import found, furnish
from processes.registry import places_of, registers
from storage.database import WHOLE_INSTALLATION, Database
from storage.documents.folder import FolderStore
from storage.queries.cases import case_by_number
from storage.queries.municipalities import municipality_by_slug
from storage.queries.tasks import tasks_of_case
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
PICTURES = Path(__file__).parents[2] / "docs" / "screenshots"
FIRST_DAY = date(2026, 3, 2)
CALENDAR = Calendar()


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
        self.installation = Installation(
            Database(sqlite_url),
            FolderStore(folder / "documents"),
            clock=self.clock,
            territories=Territories(None, places_of),
            registers=registers(),
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


class Visitor:
    """Somebody before the browser, signed in as one person after the other."""

    def __init__(self, page: Page, site: Site, *, script: bool = True) -> None:
        self.page = page
        self.script = script
        self.site = site
        self.faults: list[str] = []
        page.set_default_timeout(15_000)
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("console", self._heard)

    def _heard(self, message: object) -> None:
        told = getattr(message, "text", "")
        if getattr(message, "type", "") == "error" and "status of 4" not in told:
            self.faults.append(told)

    def enters(self, who: str) -> None:
        """Sign in through the form."""
        self.page.context.clear_cookies()
        self.page.goto(f"{self.site.address}/sign-in")
        self.page.fill("#login", f"{who}@{DOMAIN}")
        self.page.fill("#password", PASSWORD)
        self.page.get_by_role("button", name="Ingresar").click()
        self.page.wait_for_url("**/inbox*")

    def opens(self, path: str) -> None:
        self.page.goto(f"{self.site.address}/{path}")

    def does(self, act: Act, number: str) -> None:
        """Complete the task of an act as its person would: find it, fill it in, attach, finish."""
        self.enters(act.who)
        self.finds(number, act.step)
        self.fills(act.data)
        self.attaches(act.papers, number)
        self.finishes()

    def finds(self, number: str, step: str) -> None:
        """Open the task of a step that waits for this person in a case."""
        self.opens(f"inbox?text={number}")
        links = [f"a.row-link[href*='/tasks/{each}']" for each in self.site.tasks_of(number, step)]
        self.page.locator(", ".join(links)).first.click()
        self.page.wait_for_url("**/tasks/*")

    def fills(self, data: Mapping[str, object]) -> None:
        """Every answer, in the order given; some fields appear only under another's answer."""
        today = f"{CALENDAR.local_day(self.site.clock.now()):%d/%m/%Y}"
        for name, value in answers(data):
            self._answer(name, today if value == TODAY else value)

    def _answer(self, name: str, value: str) -> None:
        field = self.page.locator(f'[name="{name}"], [name="{name}-day"]')
        if self.script:
            field.first.wait_for(state="attached")
        elif field.count() == 0:  # without script the page comes back with what the answers call
            self.page.locator(".work-foot .button-primary").click()
        kind = field.first.evaluate("field => field.type")
        if field.first.get_attribute("name") == f"{name}-day":
            day, month, year = value.split("/")
            field.first.fill(str(int(day)))
            self.page.select_option(f'[name="{name}-month"]', str(int(month)))
            self.page.fill(f'[name="{name}-year"]', year)
        elif kind in ("radio", "checkbox"):
            if value:
                self.page.locator(f'[name="{name}"][value="{value}"]').check(force=True)
        elif kind.startswith("select"):
            field.first.select_option(value)
        else:
            field.first.fill(value)
        if self.script:
            field.first.blur()
            self.page.wait_for_timeout(150)
            self.page.wait_for_load_state("networkidle")

    def attaches(self, kinds: tuple[str, ...], number: str) -> None:
        """A sheet of paper for each kind of document."""
        for kind in kinds:
            content = sheet_of(kind, [f"Expediente {number}"])
            paper = {"name": f"{kind}.pdf", "mimeType": "application/pdf", "buffer": content}
            self.page.set_input_files(f'[name="_document.{kind}"]', paper)

    def finishes(self) -> None:
        """Press the one button; the inbox says where the case went."""
        self.page.locator(".work-foot .button-primary").click()
        self.page.wait_for_url("**/inbox*")
        assert "Tarea completada" in self.page.locator("#toasts").inner_text()

    def pictures(self, name: str) -> None:
        """Keep the page as it looks, wide and on a phone, when pictures are asked for."""
        if not os.environ.get("CAUCE_SCREENSHOTS"):
            return
        PICTURES.mkdir(parents=True, exist_ok=True)
        for suffix, width, height in (("", 1280, 860), ("-360", 360, 780)):
            self.page.set_viewport_size({"width": width, "height": height})
            self.page.evaluate("document.fonts.ready")
            for frame in self.page.locator("[data-diagram]").all():
                frame.scroll_into_view_if_needed()
                self.page.wait_for_timeout(700)
            self.page.evaluate("scrollTo(0, 0)")
            self.page.screenshot(path=PICTURES / f"{name}{suffix}.png", full_page=True)
        self.page.set_viewport_size({"width": 1280, "height": 860})


def answers(data: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """The names of controls with what is typed or marked in each; rows of lists by number."""
    for name, value in data.items():
        if not isinstance(value, list | tuple):
            yield name, str(value)
            continue
        for place, item in enumerate(value):
            if isinstance(item, Mapping):
                for key, inner in item.items():
                    yield f"{name}[{place}].{key}", str(inner)
            else:
                yield name, str(item)


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
