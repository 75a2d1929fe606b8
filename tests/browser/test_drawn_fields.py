"""Fields that are drawn, before a real browser: with the pointer, with the keyboard alone, without
script; nothing for axe to find at both widths."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from engine.cases import Started, start
from engine.cases.parties import Party, add_party
from engine.documents.receiving import NewFile
from processes.demo.town import furnish
from storage.database import WHOLE_INSTALLATION
from storage.queries.cases import case_by_number
from storage.queries.documents import documents_of_case
from storage.queries.municipalities import municipality_by_slug
from storage.tables.casefile import PartyRole
from tests.browser.axe import faults_on
from tests.browser.conftest import Site
from tests.browser.sizes import page_width
from tests.browser.visiting import Visitor
from tests.town import PNG

pytestmark = pytest.mark.browser
WIDTHS = (1280, 360)


@pytest.fixture
def julia(site: Site, chromium: Browser) -> Iterator[Visitor]:
    """Julia, who opens notices of the street."""
    context = chromium.new_context(locale="es-PE", has_touch=True)
    visitor = Visitor(context.new_page(), site)
    visitor.enters("julia")
    yield visitor
    assert visitor.faults == []
    context.close()


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


def comes_to_the_signature(julia: Visitor) -> Page:
    page = julia.page
    julia.opens("start/via_publica")
    page.fill("[name=asunto]", "Vereda hundida frente a la escuela")
    page.fill("[name='lugar.lat']", "-13.45")
    page.fill("[name='lugar.lon']", "-72.26")
    goes_on(page)
    page.fill("[name=vecino]", "Nélida Rojas")
    page.fill("[name=dni]", "43214541")
    page.fill("[name='domicilio.calle']", "Jr. Comercio")
    return page


def strokes(page: Page) -> None:
    canvas = page.locator(".signature-pad")
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    assert box is not None
    x, y = box["x"] + 40, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    for step in range(30):
        page.mouse.move(x + step * 6, y + (20 if step % 2 else -20))
    page.mouse.up()


def signed_picture(site: Site, number: str) -> tuple[str, bytes]:
    with site.installation.database.read(WHOLE_INSTALLATION) as connection:
        town = municipality_by_slug(connection, "tambo-real")
    assert town is not None
    with site.installation.database.read(town.id) as connection:
        case = case_by_number(connection, town.id, number)
        assert case is not None
        (document,) = documents_of_case(connection, town.id, case.id)
    (version,) = document.versions
    with site.installation.documents.open(version.sha256) as chunks:
        return version.filename, b"".join(chunks)


def opened_number(page: Page) -> str:
    found = re.search(r"VIA-\d{4}-\d{4}", page.locator("main").inner_text())
    assert found
    return found[0]


def test_a_signature_is_drawn_and_kept_and_goes_also_right_after_the_last_stroke(
    site: Site, julia: Visitor
) -> None:
    page = comes_to_the_signature(julia)
    strokes(page)
    page.locator(".upload-row").get_by_text("guardado", exact=False).wait_for()
    looks_well(page)
    page.reload()
    assert page.locator("img.signature-picture").evaluate("each => each.naturalWidth") == 1000
    page.get_by_role("button", name="Borrar la firma").click()
    page.locator(".upload-row").wait_for(state="detached")
    strokes(page)
    goes_on(page)  # before the pause is over
    assert page.get_by_role("heading", name="Revise antes de enviar").count() == 1
    picture = page.locator("img.signature-picture")
    assert picture.get_attribute("alt") == "firma dibujada.png"
    looks_well(page)
    goes_on(page)
    assert page.get_by_text("Traído del expediente: punto que marcó quien avisó.").count() == 1
    assert page.input_value("[name='domicilio_verificado.calle']") == "Jr. Comercio"
    looks_well(page)
    name, content = signed_picture(site, opened_number(page))
    assert name == "firma dibujada.png"
    assert content.startswith(b"\x89PNG\r\n\x1a\n")
    assert 1_000 < len(content) < 100_000


def test_with_the_keyboard_alone_a_name_is_written_out(site: Site, julia: Visitor) -> None:
    page = comes_to_the_signature(julia)
    page.focus("[data-signature-name]")
    page.keyboard.type("Nélida Rojas")
    page.keyboard.press("Enter")
    page.locator(".upload-row").get_by_text("guardado", exact=False).wait_for()
    goes_on(page)
    goes_on(page)
    name, content = signed_picture(site, opened_number(page))
    assert name == "firma escrita de Nélida Rojas.png"
    assert len(content) > 2_000


def test_without_script_a_picture_is_attached(
    site: Site, chromium: Browser, tmp_path: Path
) -> None:
    context = chromium.new_context(locale="es-PE", java_script_enabled=False)
    visitor = Visitor(context.new_page(), site, script=False)
    visitor.enters("julia")
    page = comes_to_the_signature(visitor)
    assert not page.locator(".signature-ways").is_visible()
    page.locator(".work-foot .button-primary").click()
    assert "Firme en «Firma de quien avisa»" in page.locator(".summary").inner_text()
    picture = tmp_path / "mi firma.png"
    picture.write_bytes(PNG)
    page.set_input_files(".drop-input", picture)
    page.locator(".work-foot .button-primary").click()
    page.locator(".work-foot .button-primary").click()
    assert signed_picture(site, opened_number(page)) == ("mi firma.png", PNG)
    context.close()


def chosen(page: Page) -> list[str]:
    return page.locator("select").evaluate_all(
        "all => all.map((one) => one.selectedOptions[0].textContent)"
    )


def test_the_lists_of_places_follow_one_another(julia: Visitor) -> None:
    page = comes_to_the_signature(julia)
    assert chosen(page) == ["Cusco", "Anta", "Zurite"]
    page.select_option("[name='domicilio.nivel1']", label="Puno")
    page.locator("[name='domicilio.nivel2'] option", has_text="Yunguyo").wait_for(state="attached")
    assert chosen(page) == ["Puno", "Elija", "Elija"]
    assert page.input_value("[name='domicilio.calle']") == "Jr. Comercio"
    page.select_option("[name='domicilio.nivel2']", label="Yunguyo")
    page.locator("[name='domicilio.nivel3'] option", has_text="Copani").wait_for(state="attached")
    looks_well(page)
    page.locator(".work-foot .button-primary").click()
    page.get_by_text("Elija el lugar de «Domicilio» hasta el último").first.wait_for()
    looks_well(page)
    page.select_option("[name='domicilio.nivel3']", label="Copani")
    strokes(page)
    goes_on(page)
    assert "Jr. Comercio, Copani, Yunguyo, Puno" in page.locator("main").inner_text()


def test_without_script_a_button_brings_the_lists(site: Site, chromium: Browser) -> None:
    context = chromium.new_context(locale="es-PE", java_script_enabled=False)
    visitor = Visitor(context.new_page(), site, script=False)
    visitor.enters("julia")
    page = comes_to_the_signature(visitor)
    page.select_option("[name='domicilio.nivel1']", label="Puno")
    page.get_by_role("button", name="Actualizar las listas").click()
    assert page.url.endswith("#f.domicilio")
    assert chosen(page) == ["Puno", "Elija", "Elija"]
    page.select_option("[name='domicilio.nivel2']", label="Yunguyo")
    page.get_by_role("button", name="Actualizar las listas").click()
    page.select_option("[name='domicilio.nivel3']", label="Copani")
    assert page.input_value("[name='domicilio.calle']") == "Jr. Comercio"
    assert page.input_value("[name=vecino]") == "Nélida Rojas"
    context.close()


def test_the_address_of_a_second_row_has_lists_of_its_own(julia: Visitor) -> None:
    page = comes_to_the_signature(julia)
    for _ in range(2):
        with page.expect_navigation():
            page.get_by_role("button", name="Agregar otra línea").click()
        page.wait_for_load_state("networkidle")
    second = "afectados[1].domicilio"
    page.fill("[name='afectados[1].nombre']", "Luis Mamani")
    page.select_option(f"[name='{second}.nivel1']", label="Puno")
    page.locator(f"[name='{second}.nivel2'] option", has_text="Yunguyo").wait_for(state="attached")
    assert chosen(page) == ["Cusco", "Anta", "Zurite"] * 2 + ["Puno", "Elija", "Elija"]
    page.select_option(f"[name='{second}.nivel2']", label="Yunguyo")
    page.locator(f"[name='{second}.nivel3'] option", has_text="Copani").wait_for(state="attached")
    page.fill(f"[name='{second}.calle']", "Jr. Lima")
    looks_well(page)
    strokes(page)
    page.locator(".work-foot .button-primary").click()
    page.get_by_text("Elija el lugar de «Domicilio» hasta el último").first.wait_for()
    row = "afectados[0]"  # the first one, which stayed empty, fell away
    assert page.input_value(f"[name='{row}.nombre']") == "Luis Mamani"
    looks_well(page)
    page.select_option(f"[name='{row}.domicilio.nivel3']", label="Copani")
    goes_on(page)
    assert "Jr. Lima, Copani, Yunguyo, Puno" in page.locator("main").inner_text()
    looks_well(page)


def coordinates(page: Page) -> tuple[float, float]:
    found = [page.input_value(f"[name='lugar.{name}']") for name in ("lat", "lon")]
    return float(found[0]), float(found[1])


def test_a_point_is_marked_with_the_pointer_the_arrows_and_the_device(julia: Visitor) -> None:
    page = julia.page
    page.context.grant_permissions(["geolocation"])
    page.context.set_geolocation({"latitude": -13.44, "longitude": -72.25})
    julia.opens("start/via_publica")
    page.fill("[name=asunto]", "Vereda hundida frente a la escuela")
    ground = page.get_by_role("application")
    ground.click(position={"x": 200, "y": 150})
    lat, lon = coordinates(page)
    assert -13.51 < lat < -13.40
    assert -72.32 < lon < -72.21
    ground.focus()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Shift+ArrowRight")
    north, east = coordinates(page)
    assert north > lat
    assert east - lon > 5 * (north - lat)
    page.get_by_role("button", name="Acercar el mapa").click()
    ground.focus()
    page.keyboard.press("ArrowUp")
    assert 0 < coordinates(page)[0] - north < 0.7 * (north - lat)
    looks_well(page)
    page.get_by_role("button", name="Usar mi ubicación").click()
    page.get_by_text("-13.440000, -72.250000").wait_for()
    assert coordinates(page) == (-13.44, -72.25)
    page.fill("[name='lugar.lat']", "-12.05")
    page.locator(".work-foot .button-primary").click()
    page.get_by_text("el punto está fuera de Municipalidad Distrital").first.wait_for()
    assert page.input_value("[name='lugar.lat']") == "-12.05"
    looks_well(page)
    page.fill("[name='lugar.lat']", "-13.45")
    goes_on(page)
    assert page.get_by_role("heading", name="Quién avisa").count() == 1


def test_a_typed_point_is_drawn_where_the_pointer_would_have_put_it(julia: Visitor) -> None:
    page = julia.page
    julia.opens("start/via_publica")
    page.get_by_role("application").click(position={"x": 300, "y": 150})
    drawn = page.locator("[data-point]").get_attribute("transform")
    lat, lon = coordinates(page)
    page.fill("[name=asunto]", "Vereda hundida frente a la escuela")
    goes_on(page)
    page.get_by_role("link", name="Paso anterior").click()
    page.wait_for_load_state("networkidle")
    again = page.locator("[data-point]").get_attribute("transform") or ""
    assert coordinates(page) == (lat, lon)

    def numbers(text: str) -> list[float]:
        return [float(each) for each in re.findall(r"[0-9.]+", text)][:2]

    assert numbers(again) == pytest.approx(numbers(drawn or ""), abs=0.2)


def nelida_has_told_before(site: Site) -> str:
    """A case that Nélida opened at the counter, with her among its people; its number."""
    with site.installation.database.read(WHOLE_INSTALLATION) as connection:
        town = municipality_by_slug(connection, "tambo-real")
    assert town is not None
    actor = furnish(site.installation, town.id)["julia"]
    told = {
        "asunto": "Acequia rota",
        "vecino": "Nélida Rojas",
        "dni": "43214541",
        "domicilio": {"codigo": "080309", "calle": "Jr. Comercio", "numero": "120"},
        "lugar": {"lat": "-13.45", "lon": "-72.25"},
    }
    signed = NewFile("firma", "Firma", "firma.png", io.BytesIO(PNG))
    started = start(site.installation, actor, "via_publica", told, files=[signed])
    assert isinstance(started, Started)
    party = Party(PartyRole.APPLICANT, "Nélida Rojas Huamán", "43214541", "984123456")
    add_party(site.installation, actor, started.case_id, party)
    return started.number


def test_what_the_municipality_knows_of_a_person_fills_what_is_empty(
    site: Site, julia: Visitor
) -> None:
    number, page = nelida_has_told_before(site), julia.page
    julia.opens("start/via_publica")
    page.fill("[name=asunto]", "Vereda hundida frente a la escuela")
    page.fill("[name='lugar.lat']", "-13.45")
    page.fill("[name='lugar.lon']", "-72.26")
    goes_on(page)
    page.fill("[name=telefono]", "084220011")
    page.fill("[name=dni]", "43214541")
    page.keyboard.press("Tab")
    told = page.get_by_text(f"De nuestro registro, expediente {number}.")
    told.first.wait_for()
    assert told.count() == 2
    assert page.input_value("[name=vecino]") == "Nélida Rojas Huamán"
    assert page.input_value("[name='domicilio.calle']") == "Jr. Comercio"
    assert page.input_value("[name=telefono]") == "084220011"
    assert page.input_value("[name=dni]") == "43214541"
    looks_well(page)
    with page.expect_event("load"):
        page.get_by_role("button", name="Agregar otra línea").click()
    told.first.wait_for()
    assert told.count() == 2
    page.fill("[name='afectados[0].dni']", "43214541")
    page.get_by_role("button", name="Traer datos").last.click()
    page.get_by_text("Se llenó lo que faltaba").wait_for()
    assert page.input_value("[name='afectados[0].nombre']") == "Nélida Rojas Huamán"
    looks_well(page)
