"""The page around a case."""

from __future__ import annotations

import io
import zipfile

import pytest

from engine.tasks import comment
from tests.hall import PERMIT_ASKED, Desk, Hall
from tests.programs import program

CASE = "cases/PER-2026-0001"
AROUND = f"{CASE}/around"


@pytest.fixture
def case_id(hall: Hall) -> int:
    return hall.town.open_case("rosa", "permit", PERMIT_ASKED)


@pytest.fixture
def rosa(hall: Hall, case_id: int) -> Desk:
    return hall.desk("rosa")


def test_a_note_is_left_and_told_in_the_history(rosa: Desk) -> None:
    page = rosa.follows(rosa.sends(f"{AROUND}/notes", {"note": "Llamó el presidente."}))
    assert "Usted anotó: Llamó el presidente." in page.text.replace("</strong>", "").replace(
        "<strong>", ""
    )
    assert "Llamó el presidente." in rosa.opens(CASE).one("//section[@id='history']")
    empty = rosa.sends(f"{AROUND}/notes", {"note": ""})
    assert (empty.status, empty.faults) == (422, ["Escriba la nota, en menos de 4000 letras."])


def test_somebody_comes_into_the_case_with_a_masked_identifier_and_leaves(rosa: Desk) -> None:
    typed = {"name": "Julia Ccori", "role": "representative", "national_id": "40112233"}
    page = rosa.follows(rosa.sends(f"{AROUND}/people", typed))
    assert "Representante · ···· 2233" in page.text
    assert "40112233" not in page.text
    end = page.tree.xpath("//form[contains(@action,'/end')]/@action")[0]
    assert rosa.sends(end, {"reason": ""}).status == 422
    assert "Julia Ccori" not in rosa.follows(rosa.sends(end, {"reason": "Desistió"})).one(
        "//div[@class='columns']/div"
    )


def test_another_case_is_joined_and_separated(hall: Hall, rosa: Desk) -> None:
    other = hall.town.case(hall.town.open_case("rosa", "permit", PERMIT_ASKED)).number
    wrong = rosa.sends(f"{AROUND}/cases", {"number": "X-1", "kind": "related", "reason": "Feria"})
    assert (wrong.status, wrong.faults) == (422, ["No hay otro expediente con ese número."])
    typed = {"number": other, "kind": "attached", "reason": "Misma feria"}
    page = rosa.follows(rosa.sends(f"{AROUND}/cases", typed))
    assert "Agregado a este · Misma feria" in page.text
    assert "Este va agregado a él" in rosa.opens(f"cases/{other}/around").text
    end = page.tree.xpath(
        "//form[contains(@action,'/cases/') and contains(@action,'/end')]/@action"
    )
    page = rosa.follows(rosa.sends(end[0], {"reason": "No era"}))
    assert "No hay expedientes unidos a este." in page.text


def test_outsiders_see_nothing_around_a_case(hall: Hall, rosa: Desk) -> None:
    assert hall.desk("nelida").opens(AROUND).status == 404
    assert hall.desk("nelida").sends(f"{AROUND}/notes", {"note": "x"}).status == 404


def test_what_colleagues_tell_one_another_is_not_told_an_outsider(
    hall: Hall, rosa: Desk, case_id: int
) -> None:
    town = hall.town
    rosa.sends(f"{AROUND}/notes", {"note": "Ojo: posible colusión."})
    task = town.open_task(case_id, "revisar")
    comment(town.installation, town.people["rosa"], task, "Ojo: posible colusión.")
    for path in (CASE, f"{CASE}/events"):
        assert "colusión" in rosa.opens(path).text
        page = hall.desk("nelida").opens(path)
        assert page.status == 200
        assert "colusión" not in page.text
        assert page.text.count("Quedó una anotación para el personal") == 2
    told = program(hall, "feriante").gets(f"{CASE}/history").text
    assert "colusión" not in told
    bag = program(hall, "feriante").gets(f"{CASE}/export")
    assert bag.status == 200
    with zipfile.ZipFile(io.BytesIO(bag.content)) as packed:
        assert not [name for name in packed.namelist() if "colusión".encode() in packed.read(name)]
