"""A subdivision in a real browser: a wrong cut is refused with the gap on the map, a right one is
drawn with the pointer, approved, and the parcel tells its family."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from shapely import box

from engine.cadastre.written import text_of
from tests.browser.desks import Keys, browsing, served
from tests.browser.sizes import page_width
from tests.hall import Hall
from tests.land import Division, X, Y
from tests.town import Town
from ui.settings import Settings

pytestmark = pytest.mark.browser
SHOTS = os.environ.get("CAUCE_LOOKS", "")


@pytest.fixture
def divided(sqlite_url: str, tmp_path: Path) -> Iterator[tuple[Hall, Division]]:
    town = Town(sqlite_url, tmp_path / "documents")
    division = Division(town)
    division.found()
    division.case_id = division.asks("01-023-001")
    division.to_the_drawing()
    yield Hall(town, Settings()), division
    town.close()


def test_a_gap_is_shown_a_right_cut_is_approved_and_the_family_is_read(
    divided: tuple[Hall, Division], chromium: Browser
) -> None:
    hall, division = divided
    task = division.town.open_task(division.case_id, "predio_dibujar")
    with served(hall) as base, browsing(chromium, hall, base, "tito") as page:
        page.goto(f"/{hall.slug}/tasks/{task}")
        page.get_by_role("link", name="Mapa del expediente").click()
        page.locator(".land.is-drawn").wait_for()
        _with_a_gap(page)
        _cut_with_the_pointer(page)
        _cut_by_keyboard(page)
        page.get_by_role("link", name="Volver a la tarea").click()
        assert page.get_by_role("heading", level=1).inner_text() == "Dibujar en el mapa"
        division.do("tito", "predio_dibujar")
        division.to_the_end()
        _family(page, hall)


def test_two_lots_become_one_and_the_child_tells_both_parents(
    sqlite_url: str, tmp_path: Path, chromium: Browser
) -> None:
    town = Town(sqlite_url, tmp_path / "documents")
    joined = Division(town, "acumulacion")
    joined.found()
    joined.case_id = joined.asks("01-023-001, 01-023-002")
    joined.to_the_drawing("160.00")
    hall = Hall(town, Settings())
    with served(hall) as base, browsing(chromium, hall, base, "tito") as page:
        page.goto(f"/{hall.slug}/cadastre/drawings/{town.case(joined.case_id).number}")
        page.get_by_role("button", name="Unir los predios").click()
        page.get_by_text("quedó en el expediente").first.wait_for()
        page.locator(".land.is-drawn").wait_for()
        assert page.locator("tbody tr td:nth-child(2)").inner_text() == "1,200.00 m²"
        _shot(page, "joined")
        joined.do("tito", "predio_dibujar")
        joined.to_the_end()
        page.goto(f"/{hall.slug}/cadastre/parcels/01-023-003")
        tree = page.locator(".land-tree")
        assert tree.locator("> li > a").all_inner_texts() == ["01-023-001", "01-023-002"]
        assert "también de 01-023-002" in tree.locator("> li").first.inner_text()
        _shot(page, "merged")
    town.close()


def _with_a_gap(page: Page) -> None:
    parts = (box(X, Y, X + 20, Y + 12), box(X, Y + 12.05, X + 20, Y + 30))
    page.get_by_label("Los vértices de cada parte").check()
    page.get_by_label("Vértices, uno por renglón").fill("\n\n".join(map(text_of, parts)))
    page.get_by_role("button", name="Revisar el dibujo").click()
    page.locator(".land.is-drawn").wait_for()
    assert "Queda un vacío de 1.00 m² sin parte" in page.locator("#faults").inner_text()
    assert page.locator("path.land-fault").count() == 1
    assert "8650012.050" in page.get_by_label("Vértices, uno por renglón").input_value()
    _shot(page, "fault")


def _cut_with_the_pointer(page: Page) -> None:
    page.get_by_role("button", name="Borrar los vértices").click()
    page.get_by_label("Una línea de corte").check()
    page.locator(".land").scroll_into_view_if_needed()
    lot = page.locator("path.land-own").bounding_box()
    assert lot is not None
    height = lot["y"] + lot["height"] * 18 / 30
    for across in (lot["x"] - 6, lot["x"] + lot["width"] + 6):
        page.mouse.click(across, height)
    assert len(page.get_by_label("Vértices, uno por renglón").input_value().splitlines()) == 2
    page.get_by_role("button", name="Revisar el dibujo").click()
    page.get_by_text("quedó en el expediente").first.wait_for()
    page.locator(".land.is-drawn").wait_for()
    areas = page.locator("tbody tr td:nth-child(2)").all_inner_texts()
    south, north = (float(each.removesuffix(" m²")) for each in areas)
    assert south + north == pytest.approx(600, abs=0.01)
    assert south == pytest.approx(240, abs=10)
    assert page.locator("path.land-piece").count() == 2
    _shot(page, "drawn")


def _cut_by_keyboard(page: Page) -> None:
    """The cross in the middle of the map puts a point."""
    keys = Keys(page)
    page.locator(".land").focus()
    keys.presses("Enter", "ArrowUp")
    page.wait_for_timeout(50)
    assert page.locator("[data-land-said]").inner_text() == "Puntos: 1 · 0.00 m"
    page.get_by_role("button", name="Deshacer el último").click()
    assert page.get_by_label("Vértices, uno por renglón").input_value() == ""
    page.locator(".land").focus()
    keys.presses("n")
    assert page.locator("[data-land-said]").inner_text() == "Vértice 1 de 4"
    assert page.locator("path.land-snap").count() == 1
    keys.presses("Enter")
    assert len(page.get_by_label("Vértices, uno por renglón").input_value().splitlines()) == 1


def test_a_boundary_is_moved_by_taking_its_corner(
    sqlite_url: str, tmp_path: Path, chromium: Browser
) -> None:
    town = Town(sqlite_url, tmp_path / "documents")
    moved = Division(town, "rectificacion")
    moved.found()
    moved.case_id = moved.asks("01-023-001, 01-023-002")
    moved.to_the_drawing()
    hall = Hall(town, Settings())
    with served(hall) as base, browsing(chromium, hall, base, "tito") as page:
        page.goto(f"/{hall.slug}/cadastre/drawings/{town.case(moved.case_id).number}")
        page.locator(".land.is-drawn").wait_for()
        west = page.locator("path.land-own").first.bounding_box()
        assert west is not None
        corner = (west["x"] + west["width"] - 2, west["y"] + west["height"] - 2)
        page.mouse.click(*corner)
        assert page.locator("[data-land-said]").inner_text() == (
            "Vértice tomado: ponga su lugar nuevo."
        )
        page.mouse.click(corner[0] + 40, corner[1])
        text = page.get_by_label("Vértices, uno por renglón").input_value()
        assert len(text.split()) == 4
        page.get_by_role("button", name="Revisar el dibujo").click()
        page.get_by_text("quedó en el expediente").first.wait_for()
        rows = page.locator("tbody tr td:nth-child(4)").all_inner_texts()
        assert rows[0].startswith("+")
        assert rows[1].startswith("−")
        _shot(page, "moved")
    town.close()


def _family(page: Page, hall: Hall) -> None:
    page.goto(f"/{hall.slug}/cadastre")
    page.locator(".land.is-drawn path.land-parcel").first.wait_for()
    _shot(page, "list")
    page.goto(f"/{hall.slug}/cadastre/parcels/01-023-003")
    page.locator(".land.is-drawn").wait_for()
    tree = page.locator(".land-tree")
    assert tree.locator("> li > a").inner_text() == "01-023-001"
    assert tree.locator("ul strong").inner_text() == "01-023-003"
    assert tree.locator("ul a").inner_text() == "01-023-004"
    _shot(page, "parcel")


def _shot(page: Page, name: str) -> None:
    """Both widths, for who wants to look."""
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 860})
        wide = page_width(page)
        assert wide <= width, (name, width)
        if SHOTS:
            page.screenshot(path=f"{SHOTS}/{name}-{width}.png", full_page=True)
    page.set_viewport_size({"width": 1280, "height": 860})
