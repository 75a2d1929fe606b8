"""Several services in one application, as citizens see it without script."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.catalogue.listing import with_closed
from engine.parameters import load_parameters
from processes.registry import family, parameters_of
from storage.queries.municipalities import municipality_by_id
from storage.writes.municipalities import update_settings
from tests.hall import Desk, Hall, Page
from tests.papers import pages
from tests.town import Town
from ui.settings import Settings

SHOP = ("licencia_funcionamiento", "carne_sanidad", "anuncio_publicitario")
APPLY = "services/licencia_funcionamiento/apply"
ALONG = f"{APPLY}?with=carne_sanidad&with=anuncio_publicitario"
WHO = {"name": "Nélida Farfán", "national_id": "46872210", "email": "nelida@example.pe"}
PERSON = {
    "tipo_solicitante": "natural", "nombre_solicitante": "Nélida Farfán", "dni": "46872210",
    "domicilio.codigo": "080309", "domicilio.calle": "Jr. Comercio", "domicilio.numero": "145",
}  # fmt: skip


@pytest.fixture
def hall(database_url: str, tmp_path: Path) -> Iterator[Hall]:
    """The law of Peru and the three services of a shop."""
    town = Town(database_url, tmp_path / "documents")
    load_parameters(town.installation, town.municipality_id, parameters_of("PE"))
    town.person("rosa", "mesa_de_partes")
    for key in SHOP:
        town.deploys(family(key).bundle)
    yield Hall(town, Settings())
    town.close()


def close(hall: Hall, *keys: str) -> None:
    """The municipality does not offer them at its window."""
    town = hall.town

    def verb(connection):  # type: ignore[no-untyped-def]
        row = municipality_by_id(connection, town.municipality_id)
        settings = with_closed(row.settings, frozenset(keys))
        update_settings(connection, row.id, settings=settings)

    town.installation.database.run(verb, municipality=town.municipality_id)


def begins(desk: Desk) -> Page:
    """The first page of the form, after saying who asks."""
    page = desk.opens(ALONG)
    fields = {
        "_draft": draft_on(page), "_page": "who", "_with": list(SHOP[1:]), **WHO,
    }  # fmt: skip
    return desk.follows(desk.sends(APPLY, fields, on=APPLY))


def draft_on(page: Page) -> str:
    return str(page.tree.xpath("//input[@name='_draft']/@value")[0])


def test_what_goes_together_is_offered_with_its_parts(hall: Hall) -> None:
    desk = hall.desk()
    listed = desk.opens("services")
    assert "Varios en una sola solicitud" in listed.text
    assert "Abrir una tienda" in desk.opens("services?q=tienda").text
    assert "Abrir una tienda" in desk.opens("services/carne_sanidad").text
    page = desk.opens("together/abrir_tienda")
    assert page.heading == "Abrir una tienda"
    assert page.tree.xpath("//input[@name='with']/@value") == list(SHOP[1:])
    assert page.text.count("Su DNI o RUC") == 1  # each requirement once
    assert "Constancia del examen médico de cada persona" in page.text
    assert desk.opens("together/otra").status == 404


def test_what_is_closed_at_the_window_is_left_out(hall: Hall) -> None:
    close(hall, "anuncio_publicitario")
    page = hall.desk().opens("together/abrir_tienda")
    assert page.tree.xpath("//input[@name='with']/@value") == ["carne_sanidad"]
    close(hall, "anuncio_publicitario", "carne_sanidad")
    assert hall.desk().opens("together/abrir_tienda").status == 404
    assert "Varios en una sola solicitud" not in hall.desk().opens("services").text


def test_one_form_asks_for_each_answer_once_and_opens_three_cases(hall: Hall) -> None:
    desk = hall.desk()
    page = begins(desk)
    asked: list[str] = []
    shop = {
        **PERSON, "tipo_tramite": "nueva", "nombre_comercial": "Bodega San Juan",
        "giro": "comercio", "actividad": "Venta de abarrotes", "area_m2": "60", "pisos": "1",
        "direccion_local.codigo": "080309", "direccion_local.calle": "Jr. Unión",
        "direccion_local.numero": "210", "punto_local.lat": "-13.4561",
        "punto_local.lon": "-72.2553", "tipo_anuncio": "simple", "leyenda": "Bodega",
        "ancho_m": "2", "alto_m": "1", "ocupacion": "Vender", "carnes": "2",
    }  # fmt: skip
    for _ in range(12):
        if page.heading == "Revise antes de enviar":
            break
        names = [str(each) for each in page.tree.xpath("//form[@id='task-form']//@name")]
        asked += sorted({each for each in names if not each.startswith(("_", "csrf"))})
        roots = {each.split(".")[0] for each in names}
        kinds = {each.removeprefix("_document.") for each in names if each.startswith("_document.")}
        papers = {
            f"_document.{kind}": (f"{kind}.pdf", pages(1), "application/pdf") for kind in kinds
        }
        number = str(page.tree.xpath("//input[@name='_page']/@value")[0])
        fields = {"_draft": draft_on(page), "_page": number}
        fields |= {name: said for name, said in shop.items() if name.split(".")[0] in roots}
        answer = desk.sends(APPLY, fields, on=APPLY, files=papers)
        assert answer.status == 303, answer.faults
        page = desk.follows(answer)
    assert len(asked) == len(set(asked))  # nothing is asked for twice
    assert "Una sola solicitud para: Licencia de funcionamiento" in page.text
    sent = desk.sends(APPLY, {"_draft": draft_on(page), "_page": "0"}, on=APPLY)
    receipt = desk.follows(sent)
    code, pin = receipt.all("//p[@class='code-large']")
    others = receipt.all("//ul[@class='receipt-others']//a")
    assert len(others) == 2
    assert len(pin) == 6
    for key in SHOP:
        (case,) = hall.town.cases_of(key)
        assert hall.town.data_of(case)["direccion_local"]["calle"] == "Jr. Unión"
    followed = desk.opens(f"tracking/{code}")
    assert list(followed.all("//ul[@class='beside']//a")) == [
        "Carné de sanidad",
        "Autorización de anuncio",
    ]
    assert "Nélida" in desk.opens(f"tracking/{others[0]}").text  # the same PIN opened it
    stranger = hall.desk().opens(f"tracking/{others[0]}")
    assert "Nélida" not in stranger.text
    assert code in stranger.text


def test_what_was_never_offered_with_it_does_not_come_along(hall: Hall) -> None:
    page = hall.desk().opens(f"{APPLY}?with=licencia_funcionamiento&with=otra")
    assert page.tree.xpath("//input[@name='_with']") == []


def test_the_counter_begins_several_at_once(hall: Hall) -> None:
    desk = hall.desk("rosa")
    href = f"/{hall.slug}/counter/together/abrir_tienda"
    assert href in desk.opens("start").tree.xpath("//a/@href")
    page = desk.opens("counter/together/abrir_tienda")
    assert page.heading == "Abrir una tienda"
    assert page.one("//main").count("Carné de sanidad") == 1
    assert page.tree.xpath("//input[@name='with']/@value") == list(SHOP[1:])
    assert page.tree.xpath("//main//form/@action") == [f"/{hall.slug}/counter/file/{SHOP[0]}"]
    first = desk.opens(f"counter/file/{SHOP[0]}?with={SHOP[1]}&with={SHOP[2]}")
    assert first.one("//h2") == "¿Para quién?"
    assert desk.opens("counter/together/otra").status == 404
    hall.town.person("raul", "especialista")
    other = hall.desk("raul")
    assert other.opens("counter/together/abrir_tienda").status == 403
    assert href not in other.opens("start").tree.xpath("//a/@href")
