"""The pages of the central government before a real browser: one walk from the door to a published
score; nothing for axe to find, and nothing to scroll sideways, at both widths."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, Page

from processes.demo.network import PLACES, RUNNER, WATCHER, show_network
from processes.demo.tambo_real import PASSWORD
from tests.browser.axe import faults_on
from tests.browser.sizes import page_width
from tests.hall import Hall
from tests.town import Town
from ui.settings import Settings

pytestmark = pytest.mark.browser
WIDTHS = (1280, 360)
NOW = datetime(2026, 10, 20, 14, tzinfo=UTC)


@pytest.fixture
def page(sqlite_url: str, tmp_path: Path, chromium: Browser) -> Iterator[Page]:
    """A browser before a house with eight invented municipalities."""
    town = Town(sqlite_url, tmp_path / "documents", now=NOW)
    show_network(town.installation, today=date(2026, 10, 20), places=PLACES[:8])
    hall = Hall(town, Settings())
    config = uvicorn.Config(hall.app, host="127.0.0.1", port=0, log_level="error", access_log=False)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    base = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    with chromium.new_context(base_url=base, locale="es-PE") as context:
        found = context.new_page()
        found.set_default_timeout(15_000)
        yield found
    server.should_exit = True
    thread.join(timeout=10)
    town.close()


def looks_well(page: Page) -> None:
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 860})
        assert page_width(page) <= width, page.url
        assert faults_on(page) == [], page.url
    page.set_viewport_size({"width": 1280, "height": 860})


def test_who_reads_the_network_comes_from_the_door_to_a_published_score(page: Page) -> None:
    page.goto("/network/bands?indicator=saving")
    looks_well(page)
    page.fill("[name=login]", WATCHER[0])
    page.fill("[name=password]", PASSWORD)
    page.get_by_role("button", name="Ingresar").click()
    page.wait_for_url("**/network/bands?indicator=saving")
    looks_well(page)
    for name in ("Adopción", "Indicadores"):
        page.get_by_role("link", name=name, exact=True).first.click()
        looks_well(page)
    page.get_by_role("link", name="Resueltos en plazo").click()
    looks_well(page)
    page.get_by_role("link", name="Puntajes").first.click()
    page.get_by_role("button", name="Publicar los puntajes de este trimestre").click()
    page.get_by_text(f"Lo publicó {WATCHER[1]}").first.wait_for()
    looks_well(page)
    page.get_by_role("link", name="Municipalidad Distrital de Puente Viejo").click()
    page.wait_for_url("**/puente-viejo/open/scores")
    looks_well(page)


def test_who_runs_the_installation_begins_a_municipality(page: Page) -> None:
    page.goto("/network/municipalities")
    page.fill("[name=login]", RUNNER[0])
    page.fill("[name=password]", PASSWORD)
    page.get_by_role("button", name="Ingresar").click()
    page.wait_for_url("**/network/municipalities")
    looks_well(page)
    page.get_by_role("link", name="Municipalidad nueva").click()
    page.select_option("[name=country]", "CL")
    page.get_by_role("button", name="Seguir").click()
    page.fill("[name=name]", "Municipalidad de Tres Ríos")
    page.get_by_role("button", name="Ver lo que se creará").click()
    looks_well(page)
    page.fill("[name=slug]", "tres-rios")
    page.fill("[name='people.0.name']", "Inés Soto")
    page.fill("[name='people.0.email']", "ines@tres-rios.example")
    page.get_by_role("button", name="Ver lo que se creará").click()
    looks_well(page)
    page.get_by_role("button", name="Crear la municipalidad").click()
    page.get_by_text("Primeras claves").wait_for()
    looks_well(page)
    page.get_by_role("link", name="Su página").click()
    page.wait_for_url("**/network/municipalities/tres-rios")
    looks_well(page)
