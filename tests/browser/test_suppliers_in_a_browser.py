"""The portal of suppliers without script, wide and on a phone: read, ask, and what must be done."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from storage.queries.municipalities import municipality_by_id
from tests.browser.conftest import Served
from tests.browser.sizes import page_width
from tests.features.purchase import Purchase
from tests.ocds import publishes
from tests.sellers import HIDRAULICA, NELIDA, called, number_of, token_of
from tests.town import Town
from tests.window import PASSWORD

pytestmark = pytest.mark.browser
VIEWS = ({"width": 1280, "height": 860}, {"width": 360, "height": 740})


@pytest.fixture
def calling(sqlite_url: str, tmp_path: Path) -> Iterator[tuple[Served, Purchase]]:
    town = Town(sqlite_url, tmp_path / "documents")
    purchase = called(town)
    token_of(town, NELIDA, HIDRAULICA)
    publishes(town)
    row = town.reads(lambda c: municipality_by_id(c, town.municipality_id))
    assert row is not None
    house = Served(town.installation)
    house.begin(row.slug)
    yield house, purchase
    house.end()
    town.close()


def fits(page: Page) -> None:
    """Nothing to scroll for sideways."""
    wide = page_width(page)
    assert wide <= page.viewport_size["width"], page.url  # type: ignore[index]  # it was set


@pytest.mark.parametrize("view", VIEWS, ids=["wide", "phone"])
def test_a_supplier_reads_signs_in_and_asks_without_script(
    calling: tuple[Served, Purchase], chromium: Browser, view: dict[str, int]
) -> None:
    house, purchase = calling
    with chromium.new_context(
        viewport=view,  # type: ignore[arg-type]  # width and height
        java_script_enabled=False,
        locale="es-PE",
    ) as context:
        walks(context.new_page(), house.address, number_of(purchase))
    asked = purchase.seen()["consultas"]
    assert [each["ruc"] for each in asked] == [HIDRAULICA.number]  # type: ignore[attr-defined]


def walks(page: Page, home: str, number: str) -> None:
    """From the list to the question, and back to what must be done."""
    page.goto(f"{home}/suppliers")
    fits(page)
    page.get_by_role("link", name="Motobombas para el agua").click()
    fits(page)
    assert "jueves 12" in page.locator("main .lead").inner_text()
    page.get_by_role("link", name="Consultar u observar las bases").click()
    assert "Ingrese primero" in page.inner_text("main")
    page.get_by_role("link", name="Ingresar").last.click()
    page.get_by_label("Correo").fill(NELIDA.email)
    page.get_by_label("Clave").fill(PASSWORD)
    page.get_by_role("button", name="Ingresar").click()
    page.goto(f"{home}/suppliers/calls/{number}/consultar")
    fits(page)
    page.get_by_label("Observación").check()
    page.get_by_label("Sección o artículo de las bases").fill("Capítulo III")
    page.get_by_label("Qué pregunta u observa, y por qué").fill("Se pide una sola marca.")
    page.get_by_role("button", name="Enviar").click()
    fits(page)
    page.get_by_label("Norma que se vulnera").fill("Ley 32069, art. 5")
    page.get_by_role("button", name="Enviar").click()
    assert "Observación 1: Capítulo III" in page.inner_text("main")
    page.goto(f"{home}/suppliers/mine")
    fits(page)
    assert "Motobombas para el agua" in page.inner_text("main")
