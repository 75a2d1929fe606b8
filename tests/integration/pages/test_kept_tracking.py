"""The page of a case for who has nothing but its code is made once, and anew as soon as anything
happens in the case; each reader proves their own form."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from engine.cases.permission import OPERATOR
from engine.cases.suspending import Suspended, suspend
from engine.citizens.filing import Filed
from engine.citizens.telling import tell_me
from engine.citizens.withdrawing import withdraw
from engine.citizens.writing import write_to_applicant, write_to_office
from storage.counting import counting
from tests.hall import Hall
from tests.town import Town
from tests.window import files_as_guest, observed, unlocked, window_service
from ui.settings import Settings


@pytest.fixture
def hall(database_url: str, tmp_path: Path) -> Iterator[Hall]:
    town = Town(database_url, tmp_path / "documents")
    town.person("rosa", "mesa")
    town.deploys(window_service())
    yield Hall(town, Settings())
    town.close()


def without_proof(hall: Hall, filed: Filed) -> str:
    page = hall.desk().opens(f"tracking/{filed.code}")
    assert page.status == 200
    before, after = page.text.split('name="csrf" value="', 1)
    return before + after.partition('"')[2]


Act = Callable[[Hall, Filed], object]
ACTS: dict[str, Act] = {
    "the next day": lambda hall, _: hall.town.clock.advance(timedelta(days=1)),
    "observed": lambda hall, filed: observed(
        hall.town, "rosa", filed.started.case_id, rubro="Diga qué quesos"
    ),
    "written": lambda hall, filed: write_to_office(
        hall.town.installation, unlocked(hall.town, filed), filed.started.case_id, "¿Falta algo?"
    ),
    "answered": lambda hall, filed: write_to_applicant(
        hall.town.installation, hall.town.people["rosa"], filed.started.case_id, "No."
    ),
    "told elsewhere": lambda hall, filed: tell_me(
        hall.town.installation,
        unlocked(hall.town, filed),
        filed.started.case_id,
        "+51 984 000 777",
    ),
    "withdrawn": lambda hall, filed: withdraw(
        hall.town.installation, unlocked(hall.town, filed), filed.started.case_id, "Ya no"
    ),
}


@pytest.mark.parametrize("act", ACTS)
def test_the_page_is_another_as_soon_as_something_happens(hall: Hall, act: str) -> None:
    filed = files_as_guest(hall.town)
    first = without_proof(hall, filed)
    assert without_proof(hall, filed) == first
    ACTS[act](hall, filed)
    assert without_proof(hall, filed) != first


def test_a_case_that_is_suspended_is_told_at_once(hall: Hall) -> None:
    filed = files_as_guest(hall.town)
    first = without_proof(hall, filed)
    operator = hall.town.person("ofelia", OPERATOR)
    answer = suspend(hall.town.installation, operator, filed.started.case_id, "Inventario")
    assert isinstance(answer, Suspended), answer
    assert without_proof(hall, filed) != first


def test_a_kept_page_asks_less_and_each_reader_has_a_form_of_their_own(hall: Hall) -> None:
    filed = files_as_guest(hall.town)
    address = f"tracking/{filed.code}"
    with counting() as first:
        hall.desk().opens(address)
    with counting() as again:
        one, other = hall.desk(), hall.desk()
        page = one.opens(address)
        other.opens(address)
    assert again.statements < first.statements
    stolen = str(page.tree.xpath("//input[@name='csrf']/@value")[0])
    answer = other.sends(f"{address}/pin", {"csrf": stolen, "pin": filed.pin}, on="citizen")
    assert answer.status == 403
    assert one.sends(f"{address}/pin", {"pin": filed.pin}, on=address).status == 303
    assert "Nélida" in one.opens(address).text
    assert "Nélida" not in other.opens(address).text


def test_what_is_kept_is_of_one_language_and_one_town(hall: Hall) -> None:
    filed = files_as_guest(hall.town)
    hall.desk().opens(f"tracking/{filed.code}")
    english = hall.desk().opens(f"tracking/{filed.code}", headers={"accept-language": "en"})
    assert english.tree.get("lang") == "en"


def test_whose_case_it_is_sees_from_which_position_it_was_opened_and_no_name(hall: Hall) -> None:
    filed = files_as_guest(hall.town)
    case = hall.town.case(filed.started.case_id)
    hall.desk("rosa").opens(f"cases/{case.number}")
    hall.app.state.surroundings.readings.flush()
    desk = hall.desk()
    address = f"tracking/{filed.code}"
    assert "Quién abrió su expediente" not in desk.opens(address).text
    desk.sends(f"{address}/pin", {"pin": filed.pin}, on=address)
    page = desk.opens(address)
    assert page.all("//details[contains(., 'Quién abrió')]//li") == [
        "02/03 · Personal de la municipalidad"
    ]
    assert "Rosa" not in page.text
