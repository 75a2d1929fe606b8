"""A case is begun over several pages: kept as one goes, read back, gone on with later."""

import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from engine.values import loads
from storage.queries.cases import submissions_of_case
from storage.queries.documents import documents_of_case
from tests.hall import Desk, Hall, Page
from tests.town import PDF, PNG

STALL = Path(__file__).parent / "stall"
WHO = {"nombre": "Nélida Rojas", "dni": "43214541", "empresa": "no"}
WHAT = {"rubro": "Quesos", "productos[0].nombre": "Queso", "productos[0].precio": "12.50"}
PHOTO = {"_document.fotos": ("../puesto.png", PNG, "image/png")}


@pytest.fixture
def stalls(hall: Hall) -> Hall:
    hall.town.deploys(STALL)
    return hall


def draft_of(page: Page) -> str:
    return page.value("_draft")


def asked(page: Page) -> dict[str, str]:
    """The draft and the page that an answer leads to."""
    return {name: found[0] for name, found in parse_qs(urlsplit(page.location).query).items()}


def sends(desk: Desk, draft: str, page: str, data: dict[str, str], files: object = None) -> Page:
    return desk.sends(
        "start/stall", {"_draft": draft, "_page": page, **data}, files, on="start/stall"
    )


def all_pages(desk: Desk) -> str:
    """Everything is given; the draft waits at its summary."""
    draft = draft_of(desk.opens("start/stall"))
    assert asked(sends(desk, draft, "1", WHO))["page"] == "3"
    assert asked(sends(desk, draft, "3", WHAT))["page"] == "4"
    assert asked(sends(desk, draft, "4", {}, PHOTO))["page"] == "0"
    return draft


def test_the_first_page_shows_the_river_and_only_its_own_fields(stalls: Hall) -> None:
    page = stalls.desk("rosa").opens("start/stall")
    names = page.all("//ol[@aria-label='Pasos de la solicitud']/li//span[@class='river-name']")
    assert names == ["Quién pide, está aquí", "Su puesto", "Documentos", "Revise antes de enviar"]
    controls = page.tree.xpath("//div[@id='form-parts']//input/@name")
    assert controls == ["nombre", "dni", "empresa", "empresa"]
    assert page.all("//button[contains(@class, 'button-primary')]") == ["Guardar y continuar"]


def test_a_page_with_faults_comes_back_and_is_kept_all_the_same(stalls: Hall) -> None:
    desk = stalls.desk("rosa")
    draft = draft_of(desk.opens("start/stall"))
    page = sends(desk, draft, "1", {"nombre": "Nélida Rojas", "dni": "12"})
    assert page.status == 422
    assert page.faults == [
        "Escriba los 8 números del DNI",
        "Elija una opción en «¿Pide por una empresa?»",
    ]
    again = desk.opens(f"start/stall?draft={draft}")
    assert (again.value("nombre"), again.value("dni")) == ("Nélida Rojas", "12")


def test_an_answer_brings_the_page_that_it_calls_for(stalls: Hall) -> None:
    desk = stalls.desk("rosa")
    draft = draft_of(desk.opens("start/stall"))
    assert asked(sends(desk, draft, "1", {**WHO, "empresa": "si"}))["page"] == "2"
    page = desk.opens(f"start/stall?draft={draft}&page=2")
    assert page.tree.xpath("//div[@id='form-parts']//input/@name") == ["ruc"]


def test_everything_is_read_back_with_a_way_to_change_it(stalls: Hall) -> None:
    desk = stalls.desk("rosa")
    draft = all_pages(desk)
    page = desk.opens(f"start/stall?draft={draft}&page=0")
    assert page.one("//h2[contains(., 'Revise antes de enviar')]")
    assert page.all("//section[@class='chapter']//h3") == ["Quién pide", "Su puesto", "Documentos"]
    lines = dict(zip(page.all("//dt"), page.all("//dt/following-sibling::dd[1]"), strict=True))
    assert lines["Nombre completo"] == "Nélida Rojas"
    assert lines["¿Pide por una empresa?"] == "No"
    assert lines["Producto 1: Precio"] == "12.5"
    assert lines["Necesita agua"] == "No"
    assert lines["Fotos del puesto"] == "puesto.png"
    change = page.tree.xpath("//div[@class='chapter-head']/a/@href")
    assert change[1] == f"/{stalls.slug}/start/stall?draft={draft}&page=3"
    assert page.all("//button[contains(@class, 'button-primary')]") == ["Abrir el expediente"]


def test_the_case_begins_with_all_answers_and_files_and_the_draft_is_gone(stalls: Hall) -> None:
    desk, town = stalls.desk("rosa"), stalls.town
    draft = all_pages(desk)
    done = sends(desk, draft, "0", {"nombre": "Otro"})  # the summary itself asks nothing
    assert done.status == 303, done.text[:300]
    (case,) = town.cases_of("stall")
    (row,) = town.reads(lambda one: submissions_of_case(one, town.municipality_id, case))
    assert loads(row.data)["nombre"] == "Nélida Rojas"
    (filed,) = town.reads(lambda one: documents_of_case(one, town.municipality_id, case))
    assert filed.document.title == "Fotos del puesto (puesto.png)"
    assert "Borradores" not in desk.opens("start").text


def test_a_hidden_page_never_reaches_the_case(stalls: Hall) -> None:
    desk, town = stalls.desk("rosa"), stalls.town
    draft = all_pages(desk)
    sends(desk, draft, "2", {"ruc": "20131312955"})  # typed, though the form does not show it
    assert sends(desk, draft, "0", {}).status == 303
    (case,) = town.cases_of("stall")
    (row,) = town.reads(lambda one: submissions_of_case(one, town.municipality_id, case))
    assert "ruc" not in loads(row.data)


def test_what_is_left_out_is_told_at_the_summary_with_the_way_to_its_page(stalls: Hall) -> None:
    desk = stalls.desk("rosa")
    draft = draft_of(desk.opens("start/stall"))
    sends(desk, draft, "1", WHO)
    page = sends(desk, draft, "0", {})
    assert page.status == 422
    links = page.tree.xpath("//div[@id='error-summary']//a/@href")
    assert [re.sub(r"draft=\d+", "", link.rpartition("?")[2]) for link in links] == [
        "&page=3#f.rubro",
        "&page=4#f.fotos",
    ]


def test_a_row_that_was_taken_away_on_its_page_is_gone(stalls: Hall) -> None:
    desk = stalls.desk("rosa")
    draft = draft_of(desk.opens("start/stall"))
    sends(desk, draft, "1", WHO)
    two = {**WHAT, "agua": "true", "productos[1].nombre": "Miel", "productos[1].precio": "9"}
    sends(desk, draft, "3", two)
    back = sends(desk, draft, "3", {**two, "_remove": "productos[0]"})
    assert asked(back)["page"].partition("#")[0] == "3"
    page = desk.opens(f"start/stall?draft={draft}&page=3")
    assert page.value("productos[0].nombre") == "Miel"
    sends(desk, draft, "3", {key: value for key, value in two.items() if key != "agua"})
    page = desk.opens(f"start/stall?draft={draft}&page=3")
    assert page.tree.xpath("//input[@name='agua']/@checked") == []


def test_a_draft_waits_with_its_files_for_another_device_and_for_nobody_else(stalls: Hall) -> None:
    desk = stalls.desk("rosa")
    draft = all_pages(desk)
    there = stalls.desk("rosa").opens("start")  # another session
    (line,) = there.all("//ul[@class='draft-list']/li/div[1]")
    assert line.startswith("Autorización de puesto · Nélida Rojas")
    assert there.all("//ul[@class='draft-list']//p[@class='meta']") == [
        "Guardado el 02/03; se borra el 01/04 si no se toca."
    ]
    page = stalls.desk("rosa").opens(f"start/stall?draft={draft}&page=4")
    assert page.all("//div[@class='uploads']//strong") == ["puesto.png"]
    marta = stalls.desk("marta")
    assert marta.opens("start").all("//ul[@class='draft-list']") == []
    other = marta.opens(f"start/stall?draft={draft}&page=1")
    assert other.value("nombre") == ""
    taken = sends(marta, draft, "1", {**WHO, "nombre": "Marta"})
    assert asked(taken).get("draft") != draft
    again = desk.opens(f"start/stall?draft={draft}&page=1")
    assert again.value("nombre") == "Nélida Rojas"


def test_a_draft_can_be_thrown_away(stalls: Hall) -> None:
    desk = stalls.desk("rosa")
    draft = all_pages(desk)
    desk.sends(f"start/stall/drafts/{draft}", {"_method": "DELETE"})
    assert desk.opens("start").all("//ul[@class='draft-list']") == []
    stalls.desk("marta").sends(f"start/stall/drafts/{draft}", {"_method": "DELETE"})


def test_a_file_that_the_field_does_not_take_is_told_beside_it(stalls: Hall) -> None:
    desk = stalls.desk("rosa")
    draft = draft_of(desk.opens("start/stall"))
    sends(desk, draft, "1", WHO)
    wrong = {"_document.fotos": ("puesto.png", PDF, "image/png")}
    page = sends(desk, draft, "4", {}, wrong)
    assert page.status == 415
    assert page.faults[0].startswith("Por su contenido, este archivo no se recibe.")
    page = sends(desk, draft, "4", {}, PHOTO)
    assert asked(page)["page"] == "0"
    page = desk.opens(f"start/stall?draft={draft}&page=4")
    number = page.tree.xpath("//button[@name='_drop']/@value")[0]
    sends(desk, draft, "4", {"_drop": number})
    assert desk.opens(f"start/stall?draft={draft}&page=4").all("//div[@class='uploads']//p") == []


def test_going_on_later_keeps_what_was_typed_and_its_files(stalls: Hall) -> None:
    desk = stalls.desk("rosa")
    draft = draft_of(desk.opens("start/stall"))
    done = sends(desk, draft, "4", {"_later": "1"}, PHOTO)
    assert done.location == f"/{stalls.slug}/start"
    page = desk.opens(f"start/stall?draft={draft}&page=4")
    assert page.all("//div[@class='uploads']//strong") == ["puesto.png"]


def test_a_form_that_changed_meanwhile_says_so(stalls: Hall, tmp_path: Path) -> None:
    desk = stalls.desk("rosa")
    draft = draft_of(desk.opens("start/stall"))
    sends(desk, draft, "1", WHO)
    folder = tmp_path / "stall"
    folder.mkdir()
    for file in STALL.rglob("*.*"):
        target = folder / file.relative_to(STALL)
        target.parent.mkdir(exist_ok=True)
        target.write_text(file.read_text().replace("Nombre completo", "Nombre y apellidos"))
    stalls.town.deploys(folder)
    page = desk.opens(f"start/stall?draft={draft}")
    assert "El formulario cambió desde que usted lo empezó." in page.text
    assert page.value("nombre") == "Nélida Rojas"


def announced(desk: Desk, **more: str) -> Page:
    fields = {"kind": "fotos", "filename": "a.png", "size": str(len(PNG)), "process": "stall"}
    return desk.sends("uploads", {**fields, "draft": "77", **more})


def test_a_file_travels_in_pieces_and_goes_on_where_it_was(stalls: Hall) -> None:
    desk = stalls.desk("rosa")
    number = announced(desk)
    assert number.status == 201
    told = number.json
    proof = {"x-csrf-token": desk.token()}
    address = f"/{stalls.slug}/uploads/{told['id']}"
    first = desk.client.put(f"{address}?at=0&process=stall", content=PNG[:9], headers=proof)
    assert (first.status_code, first.json()["received"]) == (200, 9)
    wrong = desk.client.put(f"{address}?at=0&process=stall", content=PNG, headers=proof)
    assert (wrong.status_code, wrong.json()["reached"]) == (409, "9")
    assert announced(desk).json["id"] == told["id"]
    last = desk.client.put(f"{address}?at=9&process=stall", content=PNG[9:], headers=proof)
    assert last.json()["whole"] is True
    assert last.json()["words"] == "guardado"
    gone = desk.client.delete(address, headers=proof)
    assert gone.status_code == 204
    assert desk.client.get(address).status_code == 404


def test_a_piece_needs_the_proof_of_our_pages_and_its_own_person(stalls: Hall) -> None:
    desk = stalls.desk("rosa")
    told = announced(desk).json
    address = f"/{stalls.slug}/uploads/{told['id']}"
    assert desk.client.put(f"{address}?at=0", content=PNG).status_code == 403
    marta = stalls.desk("marta")
    proof = {"x-csrf-token": marta.token()}
    assert marta.client.put(f"{address}?at=0", content=PNG, headers=proof).status_code == 404
    assert marta.client.get(address).status_code == 404
    assert marta.client.delete(address, headers=proof).status_code == 404


def test_what_is_too_large_is_refused_before_it_comes(stalls: Hall) -> None:
    page = announced(stalls.desk("rosa"), size="1000001")
    assert (page.status, page.json["kind"]) == (413, "file_too_large")
    assert page.json["sentence"] == "El archivo pasa de 1\xa0MB. Elija uno más pequeño."
    assert announced(stalls.desk("rosa"), size="cien").status == 422
