"""The load by person: who operates sees what everybody holds and spreads it anew."""

from __future__ import annotations

from datetime import timedelta

import pytest

from engine.refusals import Refused
from engine.tasks import save_draft
from tests.hall import PERMIT_ASKED, Hall, Page


@pytest.fixture
def three(hall: Hall) -> list[int]:
    """Rosa holds three tasks of reviewing a permit; Eva operates."""
    hall.town.person("eva", "operador")
    cases = [hall.town.open_case("rosa", "permit", PERMIT_ASKED) for _ in range(3)]
    tasks = [hall.town.open_task(case_id, "revisar") for case_id in cases]
    assert not any(isinstance(hall.town.claim("rosa", each), Refused) for each in tasks)
    return tasks


def held(hall: Hall, who: str) -> str:
    """The row of somebody on the page of the operator."""
    [row] = [each for each in hall.desk("eva").opens("inbox/load").all("//tr[td]") if who in each]
    return row


def address(hall: Hall, who: str) -> str:
    return f"inbox/load/{hall.town.people[who].person_id}"


def test_the_operator_sees_what_everybody_holds(hall: Hall, three: list[int]) -> None:
    assert three
    assert held(hall, "Rosa").startswith("Rosa 3")
    assert held(hall, "Marta").startswith("Marta 0")
    page = hall.desk("eva").opens(address(hall, "rosa"))
    assert len(page.all("//input[@name='task']/..")) == 3


def test_so_many_are_given_to_a_colleague_with_the_reason(hall: Hall, three: list[int]) -> None:
    marta = str(hall.town.people["marta"].person_id)
    form = {"many": "2", "person": marta, "reason": "Vacaciones"}
    page = hall.desk("eva").sends(address(hall, "rosa"), form, on=address(hall, "rosa"))
    assert page.status == 200
    assert page.one("//*[@id='batch-done']") == "Asignó 2 tareas."
    assert held(hall, "Rosa").startswith("Rosa 1")
    assert held(hall, "Marta").startswith("Marta 2")
    assert three


def test_the_marked_ones_are_given_and_nothing_else(hall: Hall, three: list[int]) -> None:
    marta = str(hall.town.people["marta"].person_id)
    form = {"task": [str(three[2])], "person": marta, "reason": "Vacaciones", "many": ""}
    hall.desk("eva").sends(address(hall, "rosa"), form, on=address(hall, "rosa"))
    page = hall.desk("eva").opens(address(hall, "marta"))
    assert page.tree.xpath("//input[@name='task']/@value") == [str(three[2])]


def undoes(hall: Hall, page: Page) -> Page:
    """Eva presses «Deshacer» as the page has it."""
    [form] = page.tree.xpath("//form[contains(@action, '/undoing')]")
    deeds = form.xpath(".//input[@name='deed']/@value")
    only = form.xpath(".//input[@name='only']/@value")[0]
    return hall.desk("eva").sends(form.get("action"), {"deed": deeds, "only": only})


def test_what_was_spread_is_taken_back_there_with_a_result_for_each(
    hall: Hall, three: list[int]
) -> None:
    assert three
    marta = hall.town.people["marta"]
    form = {"many": "2", "person": str(marta.person_id), "reason": "Vacaciones"}
    page = hall.desk("eva").sends(address(hall, "rosa"), form, on=address(hall, "rosa"))
    assert page.all("//section[@id='batch']//button[@data-key='Z']") == ["Deshacer"]
    first = next(each for each in three if str(each) in page.text)
    hall.town.clock.advance(timedelta(seconds=1))
    save_draft(hall.town.installation, marta, first, {"comentario": "Voy"})
    back = undoes(hall, page)
    assert back.heading == "Rosa"
    assert back.one("//*[@id='batch-done']") == "Deshecho: 1 tarea está como antes."
    [stays] = back.all("//section[@id='batch']/*[starts-with(@class, 'note ')]")
    assert "Revisar pedido" in stays
    assert "Marta ya empezó a llenar el formulario" in stays
    assert held(hall, "Rosa").startswith("Rosa 2")
    assert held(hall, "Marta").startswith("Marta 1")


@pytest.fixture
def untaken(hall: Hall, three: list[int]) -> list[int]:
    """Two more of them that nobody took; a stranger's process has one too."""
    assert three
    cases = [hall.town.open_case("rosa", "permit", PERMIT_ASKED) for _ in range(2)]
    return [hall.town.open_task(case_id, "revisar") for case_id in cases]


FREE = "//table[@id='free']//tr[td]"


def test_what_nobody_took_is_shown_by_role(hall: Hall, untaken: list[int]) -> None:
    desk = hall.desk("eva")
    assert desk.opens("inbox/load").all(f"{FREE}/td") == [
        "Mesa de partes",
        "2",
        "0",
        "0",
        "Repartir",
    ]
    hall.town.waits(days=20)
    desk = hall.desk("eva")
    assert desk.opens("inbox/load").all(f"{FREE}/td")[1:4] == ["2", "2", "0"]
    page = desk.opens("inbox/load/role/mesa?only=late")
    assert page.heading == "Mesa de partes"
    found = page.tree.xpath("//input[@name='task']/@value")
    assert sorted(found) == sorted(str(each) for each in untaken)


def test_what_nobody_took_is_given_to_somebody_of_the_role(hall: Hall, untaken: list[int]) -> None:
    marta = str(hall.town.people["marta"].person_id)
    address, desk = "inbox/load/role/mesa", hall.desk("eva")
    form = {"task": [str(untaken[1])], "person": marta, "reason": "Reparto", "many": ""}
    page = desk.sends(address, form, on=address)
    assert page.one("//*[@id='batch-done']") == "Asignó 1 tarea."
    assert page.tree.xpath("//input[@name='task']/@value") == [str(untaken[0])]
    elmer = str(hall.town.people["elmer"].person_id)
    refused = desk.sends(address, {**form, "task": [str(untaken[0])], "person": elmer}, on=address)
    assert refused.one("//*[@id='batch-done']") == "Asignó 0 tareas."
    assert hall.desk("marta").opens("inbox?tab=held").text.count("is-selectable") == 1


def test_what_was_handed_out_of_a_role_waits_there_again(hall: Hall, untaken: list[int]) -> None:
    marta = str(hall.town.people["marta"].person_id)
    address, desk = "inbox/load/role/mesa", hall.desk("eva")
    form = {"many": "2", "person": marta, "reason": "Reparto"}
    page = desk.sends(address, form, on=address)
    assert page.tree.xpath("//input[@name='task']") == []
    back = undoes(hall, page)
    assert sorted(back.tree.xpath("//input[@name='task']/@value")) == sorted(map(str, untaken))
    nobody = hall.desk("rosa").sends(f"{address}/undoing", {"deed": "act:1:1"})
    assert nobody.status == 404
    assert desk.sends(f"{address}/undoing", {"deed": "x"}, on="inbox/load").status == 404


@pytest.mark.parametrize("role", ["nadie", "feriante", "operador", "%00"])
def test_there_is_no_pile_of_a_role_that_works_elsewhere(
    hall: Hall, untaken: list[int], role: str
) -> None:
    assert untaken
    assert hall.desk("eva").opens(f"inbox/load/role/{role}").status == 404
    assert hall.desk("rosa").opens("inbox/load/role/mesa").status == 404


def test_what_is_missing_is_said_and_what_was_typed_stays(hall: Hall, three: list[int]) -> None:
    assert three
    form = {"many": "muchas", "reason": "Vacaciones"}
    page = hall.desk("eva").sends(address(hall, "rosa"), form, on=address(hall, "rosa"))
    assert page.status == 422
    assert page.faults == ["Marque tareas, o escriba cuántas: de 1 a 200.", "Elija a quién."]
    assert page.value("reason") == "Vacaciones"


def test_who_operates_nothing_finds_no_such_page(hall: Hall, three: list[int]) -> None:
    assert three
    assert hall.desk("rosa").opens("inbox/load").status == 404
    marta = str(hall.town.people["marta"].person_id)
    form = {"many": "1", "person": marta, "reason": "x"}
    assert hall.desk("rosa").sends(address(hall, "rosa"), form).status == 404
