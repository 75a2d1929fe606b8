"""The counter: filing for who came, the printed receipt, helping who filed before, mandates."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.citizens.unlocking import Unlocked, unlock
from engine.history.kinds import EventKind
from storage.queries.citizens import application_by_code
from storage.queries.history import events_of_case
from tests.hall import Hall
from tests.integration.pages.test_applying import WHO, draft_on, fills_in, sends_it
from tests.town import PNG, Town
from tests.window import NELIDA, files_as_guest, observed, window_service, with_account
from ui.settings import Settings

FILE = "counter/file/stall"


@pytest.fixture
def hall(database_url: str, tmp_path: Path) -> Iterator[Hall]:
    town = Town(database_url, tmp_path / "documents")
    town.person("rosa", "mesa")
    town.person("marta", "mesa_de_partes")
    town.deploys(window_service())
    yield Hall(town, Settings(upload_limit_mb=1))
    town.close()


def test_the_counter_files_for_who_came_and_prints_the_receipt(hall: Hall) -> None:
    desk = hall.desk("marta")
    listed = desk.opens("start")
    assert f"/{hall.slug}/{FILE}" in listed.tree.xpath("//a/@href")
    assert desk.opens("start/stall").location == f"/{hall.slug}/{FILE}"
    assert desk.opens(FILE).one("//h2") == "¿Para quién?"
    receipt = sends_it(desk, fills_in(desk, FILE), FILE)
    code, pin = (each.text_content() for each in receipt.tree.xpath("//*[@class='code-large']"))
    assert "Nélida Rojas" in receipt.text
    assert desk.opens(f"counter/receipts/{code}/pdf").status == 200
    opened = unlock(hall.town.installation, hall.town.municipality_id, code, pin)
    assert isinstance(opened, Unlocked)
    (case,) = hall.town.cases_of("stall")
    assert hall.town.case(case).on_behalf_of == "Nélida Rojas"
    row = hall.town.reads(lambda c: application_by_code(c, hall.town.municipality_id, code))
    assert row is not None
    assert row.channel == "counter"


def test_originals_are_ticked_off_and_told(hall: Hall) -> None:
    desk = hall.desk("marta")
    page = desk.opens(FILE)
    seen = {**WHO, "_draft": draft_on(page), "_page": "who", "originals": ["DNI", "Croquis"]}
    desk.follows(desk.sends(FILE, seen, on=FILE))
    draft = f"{FILE}?draft={draft_on(page)}"
    page = desk.opens(f"{draft}&page=1")
    for number, data, files in (
        ("1", {"nombre": "Nélida Rojas", "dni": "43214541", "empresa": "no"}, None),
        ("3", {"rubro": "Quesos"}, None),
        ("4", {}, {"_document.fotos": ("a.png", PNG, "image/png")}),
        ("0", {}, None),
    ):
        sent = {"_draft": draft_on(page), "_page": number, **data}
        assert desk.sends(FILE, sent, files, on=FILE).status == 303
    (case,) = hall.town.cases_of("stall")
    events = hall.town.reads(lambda c: events_of_case(c, hall.town.municipality_id, case, limit=50))
    (told,) = [each.data for each in events if each.kind == EventKind.ORIGINALS_SEEN]
    assert "DNI, Croquis" in told


def test_who_lost_the_pin_is_helped(hall: Hall) -> None:
    filed = files_as_guest(hall.town)
    case = filed.started.case_id
    observed(hall.town, "rosa", case, rubro="Diga qué quesos")
    desk = hall.desk("marta")
    found = desk.opens("counter/cases", params={"code": filed.code.lower()})
    page = desk.follows(found)
    assert "Diga qué quesos" in page.text
    address = f"counter/cases/{filed.code}"
    receipt = desk.follows(desk.sends(f"{address}/pin", {}, on=address))
    code, pin = (each.text_content() for each in receipt.tree.xpath("//*[@class='code-large']"))
    assert (code, pin != filed.pin) == (filed.code, True)
    said = desk.follows(desk.sends(f"{address}/messages", {"text": "Llamo mañana"}, on=address))
    assert "Llamo mañana" in said.text
    (task,) = page.tree.xpath("//a[contains(@href, '/tasks/')]/@href")
    assert desk.sends(f"{task}/completion", {"rubro": "Quesos de cabra"}).status == 303
    assert hall.town.data_of(case)["rubro"] == "Quesos de cabra"
    asked = desk.sends(f"{address}/withdrawal", {"reason": ""}, on=address)
    assert asked.status == 422
    assert desk.sends(f"{address}/withdrawal", {"reason": "Lo pidió"}, on=address).status == 303
    assert hall.town.case(case).state == "cancelled"


def test_the_office_answers_from_the_case_without_a_name(hall: Hall) -> None:
    filed = files_as_guest(hall.town)
    number = hall.town.case(filed.started.case_id).number
    desk, address = hall.desk("rosa"), f"cases/{number}/around"
    assert filed.code in desk.opens(address).text
    empty = desk.sends(f"{address}/messages", {"text": ""}, on=address)
    assert empty.status == 422
    desk.sends(f"{address}/messages", {"text": "Venga el martes"}, on=address)
    there = hall.desk()
    track = f"tracking/{filed.code}"
    page = there.follows(there.sends(f"{track}/pin", {"pin": filed.pin}, on=track))
    assert "Venga el martes" in page.text
    assert "rosa" not in page.text


def test_a_mandate_is_written_down_and_taken_back(hall: Hall) -> None:
    with_account(hall.town)
    desk, address = hall.desk("marta"), "counter/mandates"
    asked = {
        "agent": NELIDA.email,
        "principal_name": "Quesos del Ande SAC",
        "principal_national_id": "20604771218",
        "services": "stall",
        "document": "Carta poder",
    }
    wrong = desk.sends(address, {**asked, "agent": "x@y.pe", "until-day": "40"}, on=address)
    assert wrong.status == 422
    page = desk.follows(desk.sends(address, asked, on=address))
    assert "Nélida Rojas representa a Quesos del Ande SAC" in page.text
    (end,) = page.tree.xpath("//form[contains(@action, '/end')]/@action")
    assert desk.sends(end, {"reason": ""}, on=address).status == 422
    assert "Ya no vale" in desk.follows(desk.sends(end, {"reason": "Lo pidió"}, on=address)).text


@pytest.mark.parametrize(
    "address", [FILE, "counter/cases", "counter/mandates", "counter/receipts/2026-TAMBO-000001-0"]
)
def test_the_counter_is_for_who_receives(hall: Hall, address: str) -> None:
    files_as_guest(hall.town)
    assert hall.desk("rosa").opens(address).status == 403
    assert "/sign-in" in hall.desk().opens(address).location
