"""The pages of the cadastre: parcels, one parcel, its map, and drawing a division."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from shapely import Polygon, box

from engine.cadastre.ground import Way
from engine.identity.house import ADMINISTRATOR
from tests.hall import Hall, Page
from tests.land import PLANE, Division, X, Y, collection, street
from tests.town import Town
from ui.cadastre import pages
from ui.settings import Settings


@pytest.fixture
def divided(database_url: str, tmp_path: Path) -> Iterator[tuple[Hall, Division]]:
    """A case whose division is to be drawn."""
    town = Town(database_url, tmp_path / "documents")
    division = Division(town)
    division.found()
    division.case_id = division.asks("01-023-001")
    division.to_the_drawing()
    yield Hall(town, Settings(public_url="https://cauce.example")), division
    town.close()


def test_parcels_are_listed_searched_and_drawn(
    divided: tuple[Hall, Division], monkeypatch: pytest.MonkeyPatch
) -> None:
    hall, division = divided
    desk = hall.desk("tito")
    page = desk.opens("cadastre")
    assert page.all("//tbody/tr/td[1]/strong") == ["01-023-001", "01-023-002"]
    assert "600.00 m²" in page.all("//tbody/tr")[0]
    for asked, found in (
        ("01-023-002", ["01-023-002"]),
        ("beto rojas", ["01-023-001", "01-023-002"]),
        ("40000001", ["01-023-001", "01-023-002"]),
        ("nadie", []),
    ):
        rows = desk.opens(f"cadastre?q={asked}").all("//tbody/tr/td[1]/strong")
        assert rows == found, asked
    west, south, east, north = PLANE.degrees(division_box()).bounds
    told = desk.opens(f"cadastre/parcels.geojson?box={west},{south},{east},{north}").json
    assert [each["properties"]["label"] for each in told["features"]] == ["01-023-001"]
    assert told["features"][0]["geometry"]["type"] == "Polygon"
    assert told["features"][0]["properties"]["kind"] == "held"
    monkeypatch.setattr(pages, "ON_MAP", 0)
    told = desk.opens(f"cadastre/parcels.geojson?box={west},{south},{east},{north}").json
    assert (told["features"], told["more"]) == ([], True)
    found = desk.opens("cadastre?q=01-023-002")
    assert found.all("//ul[@class='land-legend']/li") == [
        "Vía", "Predio", "Lo buscado", "En un expediente abierto"
    ]  # fmt: skip
    assert desk.opens("cadastre/parcels.geojson?box=1,2,3").status == 404
    assert desk.opens("cadastre/parcels.geojson?box=170,80,175,85").json["features"] == []
    page = desk.opens("cadastre/parcels/01-023-001")
    assert page.heading == "01-023-001"
    shares = page.all("//section[.//h2='Titulares']//tbody/tr/td[3]")
    assert shares == ["1/2la mitad", "1/2la mitad"]
    assert division.town.case(division.case_id).number in page.text
    assert desk.opens("cadastre/parcels/77").status == 404
    town = hall.town
    town.person("zoe", "compras")
    assert hall.desk("zoe").opens("cadastre").status == 403
    assert hall.desk("zoe").opens("cadastre/parcels.geojson?box=1,2,3,4").status == 403


def test_a_wrong_drawing_is_told_and_kept_and_a_right_one_stays(
    divided: tuple[Hall, Division],
) -> None:
    hall, division = divided
    number = division.town.case(division.case_id).number
    task = division.town.open_task(division.case_id, "predio_dibujar")
    desk = hall.desk("tito")
    at = f"cadastre/drawings/{number}"
    assert at in desk.opens(f"tasks/{task}").text
    page = desk.opens(at)
    assert page.heading == "Dibujo de la división"
    wrong = f"{X} {Y + 12}\n{X + 5} {Y + 12}"
    answer = desk.sends(at, {"way": Way.LINE, "corners": wrong})
    assert answer.status == 422
    assert "La línea no divide el predio" in answer.text
    assert wrong in answer.text
    layers = json.loads(answer.tree.xpath("//*[@data-layers]/@data-layers")[0])
    assert "fault" in [each["properties"]["kind"] for each in layers["features"]]
    assert "«x» no son dos números" in desk.sends(at, {"way": Way.PARTS, "corners": "x"}).text
    right = f"{X - 1} {Y + 12}\n{X + 21} {Y + 12}"
    assert desk.sends(at, {"way": Way.LINE, "corners": right}).status == 303
    page = desk.opens(at)
    assert page.all("//tbody/tr/td[2]") == ["240.00 m²", "360.00 m²"]
    other = hall.desk("nora")
    assert "se cambia mientras" in other.opens(at).text
    assert other.sends(at, {"way": Way.LINE, "corners": right}).status == 409
    division.do("tito", "predio_dibujar")
    division.to_the_end()
    page = desk.opens("cadastre/parcels/01-023-001")
    assert page.all("//ul[@class='land-tree']//strong") == ["01-023-001"]
    assert page.all("//ul[@class='land-tree']//ul//a") == ["01-023-003", "01-023-004"]
    assert "es historia" in page.text
    drawn = page.all("//div[@class='kin']//*[@class='kin-name']")
    assert drawn == ["01-023-001", "01-023-003", "01-023-004"]
    assert page.all("//section[.//h2='Vértices y linderos']") == []
    page = desk.opens("cadastre/parcels/01-023-003")
    sides = page.all("//section[.//h2='Vértices y linderos']//tbody/tr/td[6]")
    told = [each.removeprefix("Linda con: ") for each in sides]
    assert told == ["01-023-004", "01-023-002", "la vía pública", "la vía pública"]
    assert "1:" in page.tree.xpath("//div[@class='land-paper']/*/@aria-label")[0]
    assert desk.opens(at).status == 404


def test_parcels_go_out_and_come_in_as_files(divided: tuple[Hall, Division]) -> None:
    hall, _division = divided
    desk = hall.desk("tito")
    page = desk.opens("cadastre/files")
    assert page.heading == "Archivos del catastro"
    assert "Cargar predios o vías" not in page.text
    out = desk.opens("cadastre/files/parcels.geojson")
    assert len(out.json["features"]) == 2
    assert desk.opens("cadastre/files/parcels.dwg").status == 404
    told = {"source": "Levantamiento", "look": "true"}
    assert desk.sends("cadastre/files", told).status == 403
    hall.town.person("ada", ADMINISTRATOR)
    systems = hall.desk("ada")
    assert "Cargar predios o vías" in systems.opens("cadastre/files").text
    new = {"01-023-009": box(X + 60, Y, X + 80, Y + 30)}
    content = json.dumps(collection(new)).encode()

    def sends(**fields: str) -> Page:
        file = ("nuevos.geojson", content, "application/geo+json")
        return systems.sends("cadastre/files", fields, files={"file": file})

    assert "Escriba de dónde viene" in sends(look="true").text
    looked = sends(**told)
    assert "Entraría 1 predio nuevo" in looked.text
    assert "01-023-009" in looked.text
    assert "01-023-009" not in desk.opens("cadastre").text
    assert sends(source="Levantamiento").status == 303
    assert "01-023-009" in desk.opens("cadastre").text
    roads = {"source": "Plano vial", "what": "roads"}
    sent = {"file": ("vias.geojson", street(), "application/geo+json")}
    looked = systems.sends("cadastre/files", {**roads, "look": "true"}, files=sent)
    assert "Habría 1 vía" in looked.text
    assert systems.sends("cadastre/files", roads, files=sent).status == 303
    box_ = ",".join(map(str, PLANE.degrees(division_box()).bounds))
    shown = desk.opens(f"cadastre/parcels.geojson?box={box_}").json["features"]
    assert [each["properties"]["kind"] for each in shown] == ["road", "held"]
    wrong = systems.sends("cadastre/files", {**roads, "look": "true"}, files=file_named("x"))
    assert (wrong.status, "no es una colección GeoJSON de líneas" in wrong.text) == (422, True)
    again = sends(**told)
    assert (again.status, "El predio «01-023-009» ya existe" in again.text) == (422, True)


def test_visits_stand_on_a_route_sheet_and_their_form_becomes_the_draft_of_the_task(
    town: Town,
) -> None:
    division = Division(town)
    division.found()
    for code in ("01-023-002", "01-023-001"):
        division.case_id = division.asks(code)
        division.to_the_visit()
    hall = Hall(town, Settings(public_url="https://cauce.example"))
    desk = hall.desk("tito")
    page = desk.opens("cadastre/inspections")
    assert page.heading == "Hoja de ruta"
    assert [each.split(" · ")[0] for each in page.all("//tbody/tr/td[3]")] == [
        "01-023-002", "01-023-001"
    ]  # fmt: skip
    task = town.open_task(division.case_id, "predio_inspeccionar", "tito")
    at = f"cadastre/inspections/{task}"
    assert town.case(division.case_id).number in desk.opens(at).text
    typed = {"fecha_inspeccion": "2026-03-02", "constatado": "Hay un cerco de adobe."}
    typed |= {"punto_inspeccion.lat": "-12.2", "punto_inspeccion.lon": "-75.0", "linderos": "no"}
    assert desk.sends(at, typed).status == 303
    assert "Hay un cerco de adobe." in desk.opens(at).text
    told = desk.opens(f"tasks/{task}").text
    assert "Hay un cerco de adobe." in told
    assert 'value="-12.2"' in told
    worker = desk.opens("cadastre/inspections/worker.js")
    assert (worker.status, "visits-1" in worker.text) == (200, True)
    assert desk.opens("cadastre/inspections/77").status == 404
    town.person("zoe", "compras")
    assert hall.desk("zoe").opens(at).status == 403


def file_named(content: str) -> dict[str, tuple[str, bytes, str]]:
    """A file that is no map."""
    return {"file": ("vias.geojson", content.encode(), "application/geo+json")}


def division_box() -> Polygon:
    """A window inside of the first lot."""
    return box(X + 2, Y + 2, X + 8, Y + 8)


def test_the_parcel_tells_rights_in_words_what_they_rest_on_and_what_held_on_a_day(
    divided: tuple[Hall, Division],
) -> None:
    hall, _division = divided
    desk = hall.desk("tito")
    page = desk.opens("cadastre/parcels/01-023-001")
    cells = page.all("//section[.//h2='Titulares']//tbody/tr[1]/td")
    assert (cells[1], cells[2]) == ("Propiedad", "1/2la mitad")
    assert "Levantamiento 2025" in cells[5]
    assert "Levantamiento 2025" in page.one("//section[.//h2='En qué se funda']//tbody/tr[1]/td[1]")
    assert "No hay construcciones inscritas." in page.text
    then = desk.opens("cadastre/parcels/01-023-001?day=2020-01-01")
    assert "no era de un predio vigente" in then.text
    assert "No se conocen titulares." in then.text
    today = hall.town.surroundings().today
    now = desk.opens(f"cadastre/parcels/01-023-001?day={today}")
    assert "Así estaba el" in now.text
    assert "Quispe, Ana" in now.text
    assert "Escriba un día" in desk.opens("cadastre/parcels/01-023-001?day=ayer").text
