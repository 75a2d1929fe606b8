"""Forms before a real browser: files in pieces that go on after a cut, marks, pages; nothing for
axe to find at both widths."""

from __future__ import annotations

import io
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, Route

from engine.documents.receiving import NewFile
from tests.browser.axe import faults_on
from tests.browser.sizes import page_width
from tests.hall import Hall
from tests.town import PNG, Town
from ui.settings import Settings

pytestmark = pytest.mark.browser
STALL = Path(__file__).parents[1] / "integration" / "pages" / "stall"
WIDTHS = (1280, 360)
ASKED = {"nombre": "Nélida Rojas", "dni": "43214541", "empresa": "no", "rubro": "Quesos"}
PICTURE = PNG[:-8] + b"\x11" * 900_000 + PNG[-8:]


@pytest.fixture
def hall(sqlite_url: str, tmp_path: Path) -> Iterator[Hall]:
    """A town hall where stalls are asked for."""
    town = Town(sqlite_url, tmp_path / "documents")
    town.person("rosa", "mesa")
    town.deploys(STALL)
    yield Hall(town, Settings())
    town.close()


@pytest.fixture
def page(hall: Hall, chromium: Browser) -> Iterator[Page]:
    """Rosa's browser at the town hall."""
    config = uvicorn.Config(hall.app, host="127.0.0.1", port=0, log_level="error", access_log=False)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    base = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    context = chromium.new_context(base_url=base, locale="es-PE")
    cookie = {"name": "cauce_session", "value": hall.session("rosa"), "url": base}
    context.add_cookies([cookie])
    page = context.new_page()
    page.set_default_timeout(15_000)
    yield page
    context.close()
    server.should_exit = True
    thread.join(timeout=10)


def looks_well(page: Page) -> None:
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 860})
        assert page_width(page) <= width
        assert faults_on(page) == []
    page.set_viewport_size({"width": 1280, "height": 860})


def goes_on(page: Page) -> None:
    with page.expect_event("load"):  # a saved draft changes the address without one
        page.locator(".work-foot .button-primary").click()
    page.wait_for_load_state("networkidle")


def test_a_file_goes_on_where_the_line_was_cut_and_waits_for_the_summary(
    hall: Hall, page: Page, tmp_path: Path
) -> None:
    page.goto(f"/{hall.slug}/start/stall")
    looks_well(page)
    page.fill("[name=nombre]", "Nélida Rojas")
    page.fill("[name=dni]", "43214541")
    page.locator("[name=empresa][value=no]").check(force=True)
    goes_on(page)
    page.fill("[name=rubro]", "Quesos")
    goes_on(page)
    picture, paper = tmp_path / "puesto.png", tmp_path / "carta.pdf"
    picture.write_bytes(PICTURE)
    paper.write_bytes(b"%PDF-")
    sent: list[str] = []

    def cut_after_the_first_piece(route: Route) -> None:
        if route.request.method == "PUT":
            sent.append(route.request.url.partition("at=")[2].partition("&")[0])
            if len(sent) > 1:
                route.abort()
                return
        route.continue_()

    page.clock.install()
    page.route("**/uploads/**", cut_after_the_first_piece)
    page.set_input_files(".drop-input", [paper, picture])
    page.get_by_text("Aquí se reciben: PNG, JPG").wait_for()
    for _ in range(40):
        page.clock.run_for(2_000)
        if page.get_by_role("button", name="Seguir subiendo").count():
            break
    assert sent[0] == "0"
    assert set(sent[1:]) == {"524288"}
    page.unroute("**/uploads/**")
    page.get_by_role("button", name="Seguir subiendo").click()
    page.get_by_text("guardado", exact=False).last.wait_for()
    looks_well(page)
    goes_on(page)
    assert page.get_by_text("puesto.png").count() == 1
    looks_well(page)
    goes_on(page)
    assert hall.town.steps(hall.town.cases_of("stall")[0]) == ["calificar"]


def test_the_button_follows_what_is_marked_and_the_correction_is_clear(
    hall: Hall, page: Page
) -> None:
    photo = NewFile("fotos", "Fotos del puesto", "puesto.png", io.BytesIO(PNG))
    case = hall.town.open_case("rosa", "stall", ASKED, [photo])
    page.goto(f"/{hall.slug}/tasks/{hall.town.open_task(case, 'calificar')}")
    button = page.locator(".work-foot .button-primary")
    assert button.inner_text() == "Calificar solicitud"
    for number, words in ((1, "Pedir subsanación de 1 dato"), (3, "Pedir subsanación de 2 datos")):
        page.locator(".observable summary").nth(number).click()
        page.locator(".observable textarea").nth(number).fill("No se lee")
        assert button.inner_text() == words
    looks_well(page)
    goes_on(page)
    page.goto(f"/{hall.slug}/tasks/{hall.town.open_task(case, 'subsanar')}")
    names = page.locator(".observed input").evaluate_all("all => all.map((one) => one.name)")
    assert names == ["dni", "rubro"]
    looks_well(page)
    page.goto(f"/{hall.slug}/blank/stall")
    looks_well(page)
