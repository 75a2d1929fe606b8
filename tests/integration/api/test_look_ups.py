"""A program asks a register for a form, as a clerk does: the same rights, the same record."""

import io

import pytest

from engine.cases.parties import Party, add_party
from engine.documents.receiving import NewFile
from engine.history.town import TownEventKind
from processes.demo.town import own_processes
from storage.queries.town_history import town_events_of
from storage.tables.casefile import PartyRole
from tests.hall import Hall
from tests.programs import program
from tests.town import PNG

ASKED = {
    "asunto": "Acequia rota",
    "vecino": "Nélida Rojas",
    "dni": "43214541",
    "domicilio": {"codigo": "080309", "calle": "Jr. Comercio", "numero": "120"},
    "lugar": {"lat": "-13.45", "lon": "-72.25"},
}


@pytest.fixture
def known(hall: Hall) -> str:
    """The number of a case in which Nélida is."""
    hall.town.person("julia", "area_usuaria")
    hall.town.deploys(own_processes()["via_publica"])
    signed = NewFile("firma", "Firma", "firma.png", io.BytesIO(PNG))
    case = hall.town.open_case("julia", "via_publica", ASKED, [signed])
    party = Party(PartyRole.APPLICANT, "Nélida Rojas Huamán", "43214541", "984123456")
    add_party(hall.town.installation, hall.town.people["julia"], case, party)
    return str(hall.town.case(case).number)


def test_a_program_gets_what_fills_the_empty_fields_of_a_row(hall: Hall, known: str) -> None:
    caller = program(hall, "area_usuaria")
    (version,) = (
        each["id"]
        for each in caller.gets("definitions").json["items"]
        if each["key"] == "via_publica"
    )
    row = {"dni": "43214541", "nombre": "Nélida"}
    asked = {"field": "afectados[0].dni", "data": {"dni": "43214541", "afectados": [row]}}
    answer = caller.posts(f"definitions/{version}/look-ups", asked)
    assert answer.status == 200, answer.text
    assert answer.json["case_number"] == known
    values = answer.json["values"]
    assert values["afectados[0].domicilio.calle"] == "Jr. Comercio"
    assert values["afectados[0].domicilio.codigo"] == "080309"
    assert not any("nombre" in name or name.startswith("vecino") for name in values)
    kinds = (int(TownEventKind.PERSON_LOOKED_UP),)
    town = hall.town
    told = town.reads(lambda one: town_events_of(one, town.municipality_id, kinds=kinds))
    assert len(told) == 1
    stranger = program(hall, "mesa").posts(f"definitions/{version}/look-ups", asked)
    assert (stranger.status, stranger.kind) == (403, "not_allowed_to_start")
