"""One form for many tasks in a real browser, with the keys alone and at both widths."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.axe import faults_on
from tests.browser.desks import Keys, browsing, served
from tests.browser.sizes import page_width
from tests.bulk_steps import review_process
from tests.hall import Hall
from tests.town import Town
from ui.settings import Settings

pytestmark = pytest.mark.browser


@pytest.fixture
def keys(sqlite_url: str, tmp_path: Path, chromium: Browser) -> Iterator[Keys]:
    """Rosa before three requests, of which she registered one."""
    town = Town(sqlite_url, tmp_path / "documents")
    for name in ("rosa", "eva"):
        town.person(name, "mesa")
    town.deploys(review_process())
    for who in ("eva", "rosa", "eva"):
        town.open_case(who, "review", {"pedido": "Feria"})
    hall = Hall(town, Settings())
    with served(hall) as base, browsing(chromium, hall, base, "rosa") as page:
        page.goto(f"{base}/{hall.slug}/inbox")
        page.wait_for_load_state("networkidle")
        yield Keys(page)
    town.close()


def test_marked_tasks_are_completed_with_one_form(keys: Keys) -> None:
    keys.presses("j", "x", "Shift+J", "Shift+J")
    keys.tabs_to(name="Completar")
    keys.goes_by("Enter")
    assert keys.page.locator("h1").inner_text() == "Completar 3 tareas"
    keys.tabs_to(field="resultado")
    keys.presses("ArrowDown")  # «No procede» asks why
    keys.page.locator("[name=motivo]").wait_for()
    keys.kept_focus()
    for width in (1280, 360):
        keys.page.set_viewport_size({"width": width, "height": 860})
        assert page_width(keys.page) <= width
        assert faults_on(keys.page) == []
    keys.page.set_viewport_size({"width": 1280, "height": 860})
    keys.tabs_to(field="motivo")
    keys.writes("Falta el plano")
    keys.goes_by("Control+Enter")
    assert keys.at()["id"] == "batch"
    told = keys.page.locator("#batch").inner_text()
    assert "Completó 2 tareas." in told
    assert "usted registró el expediente" in told
