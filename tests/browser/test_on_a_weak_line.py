"""The inbox at 50 kbit/s and 400 ms: what it asks of the line, in bytes and never in seconds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.desks import browsing, served
from tests.browser.test_morning_by_keyboard import MATTERS
from tests.hall import Hall
from tests.offered import service
from tests.town import Town
from ui.settings import Settings

pytestmark = pytest.mark.browser
LINE = {"offline": False, "latency": 400, "downloadThroughput": 6_250, "uploadThroughput": 6_250}
"""50 kbit/s both ways; bytes a second."""
FIRST, LATER, ACT = 100_000, 15_000, 6_000
WINDOW, WINDOW_LATER, UNCHANGED = 80_000, 9_000, 1_200


@pytest.fixture
def hall(sqlite_url: str, tmp_path: Path) -> Iterator[Hall]:
    """Twelve matters wait for Rosa."""
    town = Town(sqlite_url, tmp_path / "documents")
    town.person("rosa", "mesa")
    town.deploys(MATTERS)
    for _ in range(12):
        town.open_case("rosa", "matter", {})
    yield Hall(town, Settings())
    town.close()


class Wire:
    """Counts what arrives, heads included; what the browser keeps costs nothing."""

    def __init__(self, page: Page) -> None:
        self.bytes = 0.0
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", LINE)
        session.on("Network.loadingFinished", self._heard)

    def _heard(self, event: dict[str, Any]) -> None:
        self.bytes += event["encodedDataLength"]

    def since(self) -> int:
        """What arrived since it was last asked."""
        arrived, self.bytes = int(self.bytes), 0.0
        return arrived


def test_the_inbox_asks_little_of_a_weak_line(hall: Hall, chromium: Browser) -> None:
    with served(hall) as base, browsing(chromium, hall, base, "rosa") as page:
        page.set_default_timeout(120_000)
        inbox, wire = f"{base}/{hall.slug}/inbox", Wire(page)
        arrived = {}
        for visit in ("first", "again"):
            page.goto(inbox, wait_until="networkidle")
            arrived[visit] = wire.since()
        row = page.locator("tr.line").first
        row.get_by_role("button", name="Tomar").click()
        row.get_by_text("Usted").wait_for()
        page.locator("#inbox-tabs", has_text="Tengo 1").wait_for()
        arrived["take"] = wire.since()
        row.locator(".row-link").click()
        page.wait_for_load_state("networkidle")
        arrived["task"] = wire.since()
        page.goto(inbox, wait_until="networkidle")
        arrived["back"] = wire.since()
        print(arrived)  # noqa: T201  # the figures, for who asks with -s
        assert 20_000 < arrived["first"] <= FIRST
        assert max(arrived["again"], arrived["task"], arrived["back"]) <= LATER
        assert 0 < arrived["take"] <= ACT


def test_the_citizens_window_asks_little_of_a_weak_line(hall: Hall, chromium: Browser) -> None:
    hall.town.deploys(service())
    with served(hall) as base, chromium.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.set_default_timeout(120_000)
        home, wire = f"{base}/{hall.slug}", Wire(page)
        arrived = {}
        for visit, address in (
            ("first", home), ("service", f"{home}/services/licencia"), ("again", home),
        ):  # fmt: skip
            page.goto(address, wait_until="networkidle")
            arrived[visit] = wire.since()
        print(arrived)  # noqa: T201  # the figures, for who asks with -s
        assert 10_000 < arrived["first"] <= WINDOW
        assert 0 < arrived["service"] <= WINDOW_LATER
        assert 0 < arrived["again"] <= UNCHANGED
