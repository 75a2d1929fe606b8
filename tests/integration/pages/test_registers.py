"""What the municipality knows of a person fills a form: who may ask, what is told, what is written
down."""

import io
from datetime import timedelta

import pytest

from engine.cases.parties import Party, add_party
from engine.definitions import deploy
from engine.definitions.bundle import Bundle
from engine.definitions.checking import check_bundle
from engine.documents.places import Place
from engine.documents.receiving import NewFile
from engine.history.town import TownEventKind
from engine.identity import register_person
from engine.refusals import BadDefinition, RefusalKind, Refused
from engine.registers import Found
from engine.registers.looking_up import MOST, look_up
from processes.demo.town import own_processes
from processes.registry import registers
from storage.queries.town_history import TownEventRow, town_events_of
from storage.tables.casefile import PartyRole
from tests.hall import Desk, Hall, Page
from tests.town import PNG

ASKED = {
    "asunto": "Acequia rota",
    "vecino": "Nélida Rojas",
    "dni": "43214541",
    "domicilio": {"codigo": "080309", "calle": "Jr. Comercio", "numero": "120"},
    "lugar": {"lat": "-13.45", "lon": "-72.25"},
}
START = Place(draft_id=1, process_key="via_publica")
CONTACT = "984123456, nelida@correo.example"


@pytest.fixture
def julia(hall: Hall) -> Desk:
    """Julia, who opens notices of the street."""
    hall.town.person("julia", "area_usuaria")
    hall.town.deploys(own_processes()["via_publica"])
    return hall.desk("julia")


@pytest.fixture
def known(hall: Hall, julia: Desk) -> str:
    """The number of a case in which Nélida is."""
    signed = NewFile("firma", "Firma", "firma.png", io.BytesIO(PNG))
    case = hall.town.open_case("julia", "via_publica", ASKED, [signed])
    party = Party(PartyRole.APPLICANT, "Nélida Rojas Huamán", "43.214.541", CONTACT)
    add_party(hall.town.installation, hall.town.people["julia"], case, party)
    return str(hall.town.case(case).number)


def asks(hall: Hall, who: str, key: str, register: str = "people") -> Found | Refused:
    town = hall.town
    return look_up(town.installation, town.people[who], START, register, key)


def looked_up(hall: Hall) -> tuple[TownEventRow, ...]:
    kinds = (int(TownEventKind.PERSON_LOOKED_UP),)
    town = hall.town
    return town.reads(lambda one: town_events_of(one, town.municipality_id, kinds=kinds))


def types(julia: Desk, **fields: str) -> Page:
    """The second page, with its button pressed; without script."""
    first = {"asunto": "Vereda hundida", "lugar.lat": "-13.45", "lugar.lon": "-72.25"}
    begun = julia.sends("start/via_publica", {**first, "_page": "1"})
    draft = begun.location.partition("draft=")[2].partition("&")[0]
    sent = {**fields, "_page": "2", "_draft": draft, "_fetch": "dni"}
    return julia.follows(julia.sends("start/via_publica", sent))


def test_a_button_brings_what_is_known_and_leaves_what_was_typed(
    hall: Hall, julia: Desk, known: str
) -> None:
    page = types(julia, dni="43214541", vecino="Nélida R.", telefono="")
    assert page.value("vecino") == "Nélida R."
    assert page.value("telefono") == "984123456"
    assert page.value("domicilio.calle") == "Jr. Comercio"
    assert page.all("//*[@class='hint']").count(f"De nuestro registro, expediente {known}.") == 2
    assert "Se llenó lo que faltaba. Revíselo antes de seguir." in page.text
    (event,) = looked_up(hall)
    assert "43214541" not in event.data
    assert "43214541" in (event.detail or "")


def test_who_is_not_known_is_said_and_written_down_too(hall: Hall, julia: Desk) -> None:
    page = types(julia, dni="10203040", vecino="")
    assert "No tenemos datos con ese número. Escríbalos usted." in page.text
    assert len(looked_up(hall)) == 1
    blank = types(julia, dni="", vecino="")
    assert "Escriba primero el número." in blank.text
    assert len(looked_up(hall)) == 1


def test_the_part_that_htmx_asks_for_comes_back_filled(julia: Desk, known: str) -> None:
    sent = {"dni": "43214541", "vecino": "", "_page": "2", "_auto": "parts", "_fetch": "dni"}
    page = julia.sends("start/via_publica", sent)
    assert page.status == 200
    assert page.value("vecino") == "Nélida Rojas Huamán"
    assert page.one("//span[@role='status'][text()]").startswith("Se llenó")
    (mark,) = page.tree.xpath("//input[@name='_taken.vecino']/@value")
    assert mark.endswith(known)


def test_only_who_may_start_asks_and_only_what_the_form_takes(
    hall: Hall,
    julia: Desk,
    known: str,
) -> None:
    hall.town.person("ana", "otro_rol")
    assert asks(hall, "ana", "43214541") == Refused(RefusalKind.NOT_ALLOWED_TO_START)
    assert asks(hall, "julia", "43214541", "parcels") == Refused(RefusalKind.NOT_FOUND)
    assert looked_up(hall) == ()
    found = asks(hall, "julia", "43214541")
    assert isinstance(found, Found)
    assert found.values["correo"] == "nelida@correo.example"


def test_cases_that_the_reader_may_not_look_into_tell_nothing(
    hall: Hall,
    julia: Desk,
) -> None:
    party = Party(PartyRole.APPLICANT, "Nélida Rojas", "43214541", CONTACT)
    case = hall.town.open_case("rosa", "permit", {"motivo": "Feria", "garantia": "1200.00"})
    add_party(hall.town.installation, hall.town.people["rosa"], case, party)
    assert asks(hall, "julia", "43214541") == Found()


def test_somebody_from_outside_finds_only_themselves(hall: Hall, julia: Desk, known: str) -> None:
    folder = dict(own_processes()["via_publica"].files)
    manifest = folder["manifest.toml"].decode()
    for before, after in (
        ('starters = ["area_usuaria", ', 'starters = ["area_usuaria", "vecino", '),
        ("[roles]", '[publicity]\noutsiders = ["vecino"]\n\n[roles]'),
        ("[role_titles]", '[role_titles]\nvecino = "Vecino"'),
    ):
        assert before in manifest
        manifest = manifest.replace(before, after, 1)
    folder["manifest.toml"] = manifest.encode()
    hall.town.deploys(Bundle(folder))
    for key, number in (("nelida_r", "43214541"), ("otra", "10203040")):
        hall.town.people[key] = register_person(
            hall.town.installation,
            hall.town.municipality_id,
            name=key.capitalize(),
            national_id=number,
            roles=("vecino",),
        )
    assert asks(hall, "otra", "43214541") == Found()
    assert asks(hall, "nelida_r", "43214541") == Found({"nombre": "Nelida_r"})
    assert len(looked_up(hall)) == 2


def test_there_are_so_many_look_ups_an_hour(hall: Hall, julia: Desk) -> None:
    for _ in range(MOST):
        assert asks(hall, "julia", "10203040") == Found()
    refused = asks(hall, "julia", "10203040")
    assert isinstance(refused, Refused)
    assert refused.kind is RefusalKind.TOO_MANY_LOOK_UPS
    page = types(julia, dni="10203040", vecino="")
    assert "Buscó a 60 personas en una hora" in page.text
    hall.town.clock.advance(timedelta(minutes=61))
    assert asks(hall, "julia", "10203040") == Found()


def test_the_page_of_a_person_says_for_whom_they_looked(hall: Hall, julia: Desk) -> None:
    asks(hall, "julia", "10203040")
    hall.town.person("luis", "administrador")
    person = hall.town.people["julia"].person_id
    page = hall.desk("luis").opens(f"people/{person}")
    title = "Aviso de daño en la vía pública"
    assert (
        f"Julia buscó los datos de una persona (documento 10203040) para un formulario de «{title}»"
        in page.text.replace("<strong>", "").replace("</strong>", "")
    )
    assert julia.opens("inbox").status == 200
    assert hall.town.verification().faults == ()


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ('"register": "people"', '"register": "estrellas"', "No hay un registro «estrellas»"),
        ('"register_take": "telefono"', '"register_take": "edad"', "no da «edad»"),
    ],
)
def test_a_register_that_nobody_offers_keeps_a_process_from_being_deployed(
    hall: Hall, before: str, after: str, told: str
) -> None:
    folder = dict(own_processes()["via_publica"].files)
    folder["forms/aviso.json"] = folder["forms/aviso.json"].decode().replace(before, after).encode()
    faults = check_bundle(Bundle(folder), registers())
    assert any(told in fault.message for fault in faults)
    outcome = deploy(hall.town.installation, hall.town.people["rosa"], Bundle(folder))
    assert isinstance(outcome, BadDefinition)
