"""The page around a case."""

from __future__ import annotations

import pytest

from tests.hall import PERMIT_ASKED, Desk, Hall

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
    end = page.tree.xpath("//form[contains(@action,'/people/')]/@action")[0]
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
