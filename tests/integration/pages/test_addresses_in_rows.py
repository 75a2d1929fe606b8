"""An address in each row of a list, without script: on the form, in its draft and summary, on paper
and over the API."""

import io
from collections.abc import Mapping
from urllib.parse import unquote

import pytest

from engine.documents.receiving import NewFile
from processes.demo.town import own_processes
from tests.hall import Desk, Hall, Page
from tests.town import PNG

HOME = {"nivel1": "08", "nivel2": "0803", "nivel3": "080309"}
WHO = {"vecino": "Nélida Rojas", "dni": "43214541", "domicilio.calle": "Jr. Comercio"}
WHO |= {f"domicilio.{level}": code for level, code in HOME.items()}


@pytest.fixture
def julia(hall: Hall) -> Desk:
    """Julia, who opens notices of the street."""
    hall.town.person("julia", "area_usuaria")
    hall.town.deploys(own_processes()["via_publica"])
    return hall.desk("julia")


def row(number: int, name: str, **address: str) -> dict[str, str]:
    found = {f"afectados[{number}].nombre": name, f"afectados[{number}].dni": ""}
    return found | {
        f"afectados[{number}].domicilio.{key}": value for key, value in {**HOME, **address}.items()
    }


def begins(julia: Desk) -> str:
    """The draft, at the page that asks who tells of it."""
    first = {"asunto": "Vereda hundida", "lugar.lat": "-13.45", "lugar.lon": "-72.25"}
    page = julia.sends("start/via_publica", {**first, "_page": "1"})
    return page.location.partition("draft=")[2].partition("&")[0]


def sends(julia: Desk, draft: str, fields: Mapping[str, str], **act: str) -> Page:
    return julia.sends("start/via_publica", {**fields, **act, "_page": "2", "_draft": draft})


def options(page: Page, name: str) -> list[str]:
    return page.all(f"//select[@name='{name}']/option")


def chosen(page: Page, name: str) -> list[str]:
    return page.all(f"//select[@name='{name}']/option[@selected]")


def test_a_row_is_added_a_region_chosen_and_its_provinces_come_back(julia: Desk) -> None:
    draft = begins(julia)
    added = sends(julia, draft, {**WHO, **row(0, "Rosa", calle="Jr. Lima")}, _add="afectados")
    page = julia.follows(added)
    assert len(options(page, "afectados[1].domicilio.nivel1")) == 26
    assert chosen(page, "afectados[0].domicilio.nivel3") == ["Zurite"]
    puno = row(1, "", nivel1="21")
    both = {**WHO, **row(0, "Rosa", calle="Jr. Lima"), **puno}
    asked = sends(julia, draft, both, _reload="afectados[1].domicilio")
    assert unquote(asked.location).endswith("#f.afectados[1].domicilio")
    page = julia.follows(asked)
    assert "Yunguyo" in options(page, "afectados[1].domicilio.nivel2")
    assert "Yunguyo" not in options(page, "afectados[0].domicilio.nivel2")
    assert options(page, "afectados[1].domicilio.nivel3") == ["Elija"]
    assert page.value("afectados[0].domicilio.calle") == "Jr. Lima"
    assert page.tree.get_element_by_id("f.afectados[1].domicilio") is not None


def test_what_is_wrong_stands_at_its_row_and_the_summary_reads_each_address_back(
    julia: Desk,
) -> None:
    draft = begins(julia)
    wrong = {**WHO, **row(0, "Rosa", calle="Jr. Lima"), **row(1, "Luis", nivel1="21", calle="x")}
    page = sends(julia, draft, wrong)
    assert page.status == 422
    assert "Elija otra vez en «Domicilio»: Anta no está en Puno" in page.faults
    assert page.tree.xpath("//a[@href='#f.afectados[1].domicilio']")
    right = {**WHO, **row(0, "Rosa", calle="Jr. Lima"), **row(1, "Luis", nivel1="15")}
    right |= {"afectados[1].domicilio.nivel2": "1501", "afectados[1].domicilio.nivel3": "150101"}
    right |= {"afectados[1].domicilio.referencia": "frente a la plaza"}
    signed = {"_document.firma": ("firma.png", PNG, "image/png")}
    sent = julia.sends("start/via_publica", {**right, "_page": "2", "_draft": draft}, files=signed)
    summary = julia.follows(sent)
    told = dict(zip(summary.all("//dt"), summary.all("//dd"), strict=True))
    assert told["Otro vecino afectado 1: Domicilio"] == "Jr. Lima, Zurite, Anta, Cusco"
    assert told["Otro vecino afectado 2: Domicilio"] == "Lima, Lima, Lima (frente a la plaza)"


def test_another_program_opens_a_case_with_addresses_in_rows(hall: Hall, julia: Desk) -> None:
    asked = {
        "asunto": "Vereda hundida",
        "vecino": "Nélida Rojas",
        "dni": "43214541",
        "domicilio": {"codigo": "080309", "calle": "Jr. Comercio"},
        "lugar": {"lat": "-13.45", "lon": "-72.25"},
        "afectados": [{"nombre": "Rosa", "domicilio": {"codigo": "150101", "calle": "Jr. Lima"}}],
    }
    signed = NewFile("firma", "Firma", "firma.png", io.BytesIO(PNG))
    case = hall.town.open_case("julia", "via_publica", asked, [signed])
    (kept,) = hall.town.data_of(case)["afectados"]
    assert kept["domicilio"]["departamento"] == "Lima"
    task = hall.town.open_task(case, "verificar")
    page = julia.opens(f"tasks/{task}")
    assert page.value("afectados[0].notificar_en.calle") == "Jr. Lima"
    assert chosen(page, "afectados[0].notificar_en.nivel2") == ["Lima"]
    hints = page.all("//*[@class='hint']")
    assert hints.count("Traído del expediente: domicilio que dio quien avisó.") == 1


def test_on_paper_each_row_has_room_for_its_address(julia: Desk) -> None:
    page = julia.opens("blank/via_publica")
    assert page.all("//article//h3") == ["Otro vecino afectado 1", "Otro vecino afectado 2"]
    heads = page.all("//table[@class='paper-rows']//th")
    assert heads == ["Departamento", "Provincia", "Distrito"] * 3
