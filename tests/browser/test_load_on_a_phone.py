"""The load by person at 360 px: a number and its bar stay side by side, however long the bar is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.desks import browsing, served
from tests.browser.sizes import page_width
from tests.browser.test_morning_by_keyboard import MATTERS
from tests.hall import Hall
from tests.town import Town
from ui.settings import Settings

pytestmark = pytest.mark.browser
APART = """() => [...document.querySelectorAll("td svg")].map((bar) => {
  const number = document.createRange();
  number.selectNodeContents(bar.closest("td").firstElementChild);
  return bar.getBoundingClientRect().top - number.getBoundingClientRect().bottom;
})"""
"""How far each bar begins below its number; below zero where they stand side by side."""


@pytest.fixture
def hall(sqlite_url: str, tmp_path: Path) -> Iterator[Hall]:
    """Rosa holds twelve matters and Luis one, all overdue; Olga operates."""
    town = Town(sqlite_url, tmp_path / "documents")
    for name in ("rosa", "luis"):
        town.person(name, "mesa")
    town.person("olga", "operador")
    town.deploys(MATTERS)
    for number in range(14):
        case = town.open_case("rosa", "matter", {})
        if number < 13:
            town.claim("rosa" if number else "luis", town.open_task(case, "revisar"))
    town.waits(days=20)
    yield Hall(town, Settings())
    town.close()


def test_a_number_and_its_bar_stay_side_by_side(hall: Hall, chromium: Browser) -> None:
    with served(hall) as base, browsing(chromium, hall, base, "olga") as page:
        page.set_viewport_size({"width": 360, "height": 800})
        page.goto(f"{base}/{hall.slug}/inbox/load")
        apart = page.evaluate(APART)
        assert len(apart) == 6
        assert max(apart) < 0
        assert page_width(page) <= 360
