"""The same service asked for on a phone, at a desk and without script, corrected by the citizen and
followed to its end: nothing for axe to find, nothing wider than the window, no page heavy."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Response

from engine.identity.sessions import open_session
from storage.queries.municipalities import municipality_by_id
from tests.browser.axe import faults_on
from tests.browser.conftest import Served
from tests.browser.sizes import page_width
from tests.town import PNG, Town
from tests.window import observed, window_service

pytestmark = pytest.mark.browser
PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 900}
HEAVIEST = 100_000
LOOK = Path(tempfile.gettempdir()) / "cauce-window"
"""Where each page of the walk is kept when CAUCE_SCREENSHOTS is set."""


@pytest.fixture
def town(sqlite_url: str, tmp_path: Path) -> Iterator[Town]:
    town = Town(sqlite_url, tmp_path / "documents")
    town.person("rosa", "mesa")
    town.person("marta", "mesa_de_partes")
    town.deploys(window_service())
    yield town
    town.close()


@pytest.fixture
def served(town: Town) -> Iterator[Served]:
    there = Served(town.installation)
    with town.installation.database.read(town.municipality_id) as connection:
        row = municipality_by_id(connection, town.municipality_id)
    assert row is not None
    there.begin(row.slug)
    yield there
    there.end()


class Walker:
    """Somebody who walks through the pages, looking at each."""

    def __init__(self, context: BrowserContext, address: str, name: str) -> None:
        self.page, self.address, self.name = context.new_page(), address, name
        self.seen = 0
        self.weight = 0
        self.page.on("response", self._weigh)

    def signs_in(self, town: Town, who: str) -> None:
        person = town.people[who].person_id or 0
        token = town.installation.database.run(
            lambda c: open_session(town.installation, c, town.municipality_id, person),
            municipality=town.municipality_id,
        )
        cookie = {"name": "cauce_session", "value": token, "url": self.address}
        self.page.context.add_cookies([cookie])  # type: ignore[list-item]  # name, value and url

    def opens(self, path: str) -> Page:
        self.weight = 0
        answer = self.page.goto(f"{self.address}/{path}")
        assert answer is not None
        self.looks()
        return self.page

    def presses(self, label: str) -> Page:
        with self.page.expect_event("load"):  # a saved draft changes the address without one
            self.page.get_by_role("button", name=label, exact=True).first.click()
        self.looks()
        return self.page

    def looks(self) -> None:
        """Nothing to find for axe, nothing to scroll for sideways."""
        self.page.wait_for_load_state("networkidle")
        self.seen += 1
        if os.environ.get("CAUCE_SCREENSHOTS"):
            LOOK.mkdir(exist_ok=True)
            name = f"{self.name}-{self.seen:02d}.png"
            self.page.screenshot(path=str(LOOK / name), full_page=True)
        wide = page_width(self.page)
        assert wide <= self.page.viewport_size["width"], self.page.url  # type: ignore[index]  # set
        if self.page.context.pages and self.scripted:
            assert faults_on(self.page) == [], self.page.url

    scripted = True

    def _weigh(self, response: Response) -> None:
        self.weight += int(response.headers.get("content-length") or 0)


def walker(
    chromium: Browser, served: Served, name: str, view: dict[str, int], *, script: bool = True
) -> Walker:
    context = chromium.new_context(
        viewport=view,  # type: ignore[arg-type]  # width and height
        java_script_enabled=script,
        locale="es-PE",
        bypass_csp=script,
    )
    made = Walker(context, served.address, name)
    made.scripted = script
    return made


def says_who(page: Page) -> None:
    page.get_by_label("Nombre completo o razón social").fill("Nélida Rojas")
    page.get_by_label("Número de documento").fill("43214541")
    page.get_by_label("Correo").fill("nelida@correo.pe")


def says_what(there: Walker) -> None:
    """The pages of the form, to the summary."""
    page = there.page
    page.get_by_label("Nombre completo").fill("Nélida Rojas")
    page.get_by_label("DNI").fill("43214541")
    page.get_by_label("No", exact=True).check()
    there.presses("Guardar y continuar")
    page.get_by_label("Rubro").fill("Quesos")
    there.presses("Guardar y continuar")
    chooser = page.locator("input[type=file]").first
    chooser.set_input_files({"name": "puesto.png", "mimeType": "image/png", "buffer": PNG})
    if there.scripted:
        page.get_by_text("guardado", exact=False).first.wait_for()
        page.locator("[data-uploads] [data-upload-id]").first.wait_for()
    there.presses("Guardar y continuar")


def asks(there: Walker) -> tuple[str, str]:
    """From the first page to the receipt; the code and the PIN."""
    there.opens("services/stall/apply")
    says_who(there.page)
    there.presses("Guardar y continuar")
    says_what(there)
    there.presses("Enviar la solicitud")
    code, pin = there.page.locator(".code-large").all_inner_texts()
    return code, pin


@pytest.mark.parametrize("how", ["phone", "desk", "plain"])
def test_a_citizen_asks_corrects_and_follows_to_the_end(
    chromium: Browser, served: Served, town: Town, how: str
) -> None:
    view = DESK if how == "desk" else PHONE
    there = walker(chromium, served, how, view, script=how != "plain")
    code, pin = asks(there)
    (case,) = town.cases_of("stall")
    observed(town, "rosa", case, rubro="Diga qué quesos vende")

    other = walker(chromium, served, f"{how}-sigue", view, script=how != "plain")
    page = other.opens(f"tracking/{code}")
    assert "Falta algo suyo" in page.inner_text("main")
    assert "Diga qué quesos vende" not in page.inner_text("main")
    page.get_by_label("PIN de su cargo").fill(pin)
    other.presses("Entrar con el PIN")
    assert "Diga qué quesos vende" in page.inner_text("main")
    page.get_by_label("Rubro").fill("Quesos de cabra")
    other.presses("Enviar")
    assert "Recibimos sus correcciones" in page.inner_text("main")

    town.does("rosa", case, "calificar", {"resultado": "si"})
    page = other.opens(f"tracking/{code}")
    assert "Autorización entregada" in page.inner_text("main")
    page.get_by_label("4", exact=False).check()
    other.presses("Enviar mi respuesta")
    assert "¿Cómo fue la atención?" not in page.inner_text("main")
    assert town.data_of(case)["rubro"] == "Quesos de cabra"


def test_the_counter_files_for_who_came(chromium: Browser, served: Served, town: Town) -> None:
    for view in (DESK, PHONE):
        there = walker(chromium, served, f"mesa-{view['width']}", view)
        there.signs_in(town, "marta")
        there.opens("start")
        there.opens("counter/file/stall")
        says_who(there.page)
        there.presses("Guardar y continuar")
        says_what(there)
        there.presses("Presentar la solicitud")
        code, pin = there.page.locator(".code-large").all_inner_texts()
        there.opens(f"counter/cases/{code}")
        there.opens("counter/cases")
        there.opens("counter/mandates")
        mine = walker(chromium, served, f"vino-{view['width']}", view)
        page = mine.opens(f"tracking/{code}")
        page.get_by_label("PIN de su cargo").fill(pin)
        mine.presses("Entrar con el PIN")
        assert "Nélida Rojas" in page.inner_text("main")


def test_no_page_of_the_window_is_heavy(chromium: Browser, served: Served, town: Town) -> None:
    there = walker(chromium, served, "peso", PHONE)
    for path in ("services/stall/apply", "tracking", "citizen", "citizen/sign-up"):
        there.opens(path)
        assert there.weight < HEAVIEST, (path, there.weight)
