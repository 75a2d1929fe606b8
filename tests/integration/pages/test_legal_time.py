"""The board of what falls due, the page of a term, the calendar and its decrees."""

from __future__ import annotations

from datetime import date

import pytest

from engine.cases import Facts
from engine.deadlines.following import follow_decrees
from engine.deadlines.permission import CALENDAR_KEEPER
from storage.counting import counting
from storage.queries.closures import closures_of
from storage.queries.deadlines import DeadlineRow, deadlines_of_case
from tests.hall import Desk, Hall, Page
from tests.integration.deadlines.test_moving_terms import FILED, LICENCE

DECREE = {
    "day-day": "20",
    "day-month": "7",
    "day-year": "2026",
    "name": "Aniversario del distrito",
    "source": "Decreto de Alcaldía 004-2026",
}


@pytest.fixture
def lodged(hall: Hall) -> int:
    """A licence filed on 15 June 2026: thirty business days, until 31 July."""
    hall.town.clock.move(to=FILED)
    hall.town.deploys(LICENCE)
    hall.town.person("ana", "clerk")
    hall.town.person("luis", "boss", CALENDAR_KEEPER)
    return hall.town.open_case("ana", "test", Facts({}))


def term(hall: Hall, case_id: int) -> DeadlineRow:
    [found] = hall.town.reads(lambda c: deadlines_of_case(c, hall.town.municipality_id, case_id))
    return found


def address(hall: Hall, case_id: int) -> str:
    return f"deadlines/{term(hall, case_id).id}"


def acts(desk: Desk, path: str, **typed: str) -> Page:
    return desk.sends(path, typed)


def test_the_board_tells_what_falls_due_by_day(hall: Hall, lodged: int) -> None:
    hall.town.move_to(date(2026, 7, 29))
    board = hall.desk("ana").opens("deadlines")
    assert board.one("//h1") == "Vencimientos"
    assert "1 vence en los próximos siete días." in board.text
    assert board.all("//tr[contains(@class,'group')]") == ["Viernes 31 de julio 1"]
    assert board.one("//tr[@class='line']/td[1]").startswith("Plazo para resolver")
    assert board.tree.xpath("//li[contains(@class,'has-some')]/a/@href") == ["#due-2026-07-31"]


def test_the_board_costs_the_same_queries_for_one_term_and_for_three(
    hall: Hall, lodged: int
) -> None:
    desk = hall.desk("ana")
    desk.opens("deadlines")
    with counting() as one:
        desk.opens("deadlines")
    for _ in range(2):
        hall.town.open_case("ana", "test", Facts({}))
    with counting() as three:
        desk.opens("deadlines")
    assert one.statements == three.statements


def test_the_page_of_a_term_says_why_and_offers_acts_to_who_may(hall: Hall, lodged: int) -> None:
    path = address(hall, lodged)
    read = hall.desk("ana").opens(path)
    assert "30 días hábiles desde el lunes 15 de junio" in read.text.replace("\xa0", " ")
    assert read.tree.xpath("//form[contains(@action,'/pause')]") == []
    keeper = hall.desk("luis").opens(path)
    assert len(keeper.tree.xpath("//form[contains(@action,'/pause')]")) == 1
    assert len(keeper.tree.xpath("//form[contains(@action,'/extension')]")) == 1


def test_a_term_is_stopped_and_set_going_anew(hall: Hall, lodged: int) -> None:
    path = address(hall, lodged)
    hall.town.move_to(date(2026, 6, 16))
    desk = hall.desk("luis")
    stopped = desk.follows(acts(desk, f"{path}/pause", reason="Falta un plano"))
    assert "En pausa" in stopped.text
    hall.town.move_to(date(2026, 6, 18))
    desk = hall.desk("luis")
    going = desk.follows(acts(desk, f"{path}/resumption", reason="Llegó", anew="yes"))
    assert "Vence ahora el miércoles 5 de agosto." in going.text.replace("\xa0", " ")
    assert term(hall, lodged).due_on == date(2026, 8, 5)
    case = desk.opens(f"cases/{hall.town.case(lodged).number}")
    assert "se contó de nuevo, hasta el 5 de agosto. Llegó" in case.text.replace("\xa0", " ")


def test_a_paused_term_is_told_on_the_case_and_on_the_board(hall: Hall, lodged: int) -> None:
    path = address(hall, lodged)
    hall.town.move_to(date(2026, 7, 29))
    desk = hall.desk("luis")
    acts(desk, f"{path}/pause", reason="Falta un plano")
    case = desk.opens(f"cases/{hall.town.case(lodged).number}")
    assert "está en pausa desde el" in case.text
    assert desk.opens("deadlines").all("//tr[contains(@class,'group')]") == ["En pausa 1"]


def test_what_was_typed_comes_back_with_what_to_do(hall: Hall, lodged: int) -> None:
    desk, path = hall.desk("luis"), address(hall, lodged)
    page = acts(desk, f"{path}/extension", length="cinco", reason="Obra compleja")
    assert page.status == 422
    assert page.faults == ["Escriba cuánto más se da, en números enteros, desde 1."]
    assert page.value("length") == "cinco"
    assert "Obra compleja" in page.text
    assert term(hall, lodged).due_on == date(2026, 7, 31)


def test_who_may_not_touch_a_term_is_told_so_and_nothing_moves(hall: Hall, lodged: int) -> None:
    page = acts(hall.desk("ana"), f"{address(hall, lodged)}/extension", length="5", reason="x")
    assert page.status == 403
    assert term(hall, lodged).due_on == date(2026, 7, 31)


def test_a_decree_is_foreseen_then_decreed_then_listed(hall: Hall, lodged: int) -> None:
    desk = hall.desk("luis")
    foreseen = desk.sends("calendar/decree", DECREE)
    assert "Se moverá 1 plazo abierto." in foreseen.text
    assert foreseen.one("//tr[@class='line']").endswith("Plazo para resolver31/0703/08")
    assert term(hall, lodged).due_on == date(2026, 7, 31)
    decreed = desk.follows(desk.sends("calendar/decrees", DECREE))
    assert decreed.status == 200
    follow_decrees(hall.town.installation)
    assert term(hall, lodged).due_on == date(2026, 8, 3)
    assert "Aniversario del distrito" in desk.opens("calendar").text


def test_a_holiday_that_is_worked_is_decreed_and_listed_as_such(hall: Hall, lodged: int) -> None:
    desk = hall.desk("luis")
    worked = {**DECREE, "day-day": "23", "name": "Se recupera el día", "attendance": "whole"}
    foreseen = desk.sends("calendar/decree", worked)
    assert foreseen.heading.startswith("Se trabajará el ")
    assert foreseen.one("//tr[@class='line']").endswith("Plazo para resolver31/0730/07")
    decreed = desk.follows(desk.sends("calendar/decrees", worked))
    assert decreed.heading.startswith("Se trabaja el ")
    follow_decrees(hall.town.installation)
    assert term(hall, lodged).due_on == date(2026, 7, 30)
    assert "Se recupera el día (se trabaja)" in desk.opens("calendar").text
    again = desk.sends("calendar/decree", worked)
    assert (again.status, again.faults) == (422, ["Ese día ya se trabaja, o ya está decretado."])


def test_a_decree_is_taken_back(hall: Hall, lodged: int) -> None:
    desk = hall.desk("luis")
    desk.sends("calendar/decrees", DECREE)
    follow_decrees(hall.town.installation)
    [row] = hall.town.reads(lambda c: closures_of(c, hall.town.municipality_id))
    lifted = desk.follows(desk.sends(f"calendar/decrees/{row.id}/lifting"))
    assert "el decreto se dejó sin efecto" in lifted.heading
    follow_decrees(hall.town.installation)
    assert term(hall, lodged).due_on == date(2026, 7, 31)


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"day-day": ""}, "Escriba el día completo: día, mes y año."),
        ({"day-month": "6", "day-day": "14"}, "Ese día ya pasó. Elija hoy o un día posterior."),
        (
            {"day-day": "28"},
            "Ese día ya no se trabaja: es feriado, fin de semana o está decretado.",
        ),
        ({"source": " "}, "Escriba la norma que lo ordena."),
    ],
)
def test_a_wrong_decree_comes_back_as_it_was_typed(
    hall: Hall, lodged: int, changed: dict[str, str], fault: str
) -> None:
    page = hall.desk("luis").sends("calendar/decree", {**DECREE, **changed})
    assert (page.status, page.faults) == (422, [fault])
    assert page.value("name") == "Aniversario del distrito"


def test_only_the_keeper_of_the_calendar_decrees(hall: Hall, lodged: int) -> None:
    desk = hall.desk("ana")
    assert desk.opens("calendar").tree.xpath("//a[contains(@href,'calendar/decree')]") == []
    assert desk.opens("calendar/decree").status == 403
    assert desk.sends("calendar/decrees", DECREE).status == 403
    assert hall.town.reads(lambda c: closures_of(c, hall.town.municipality_id)) == ()


def test_people_from_outside_see_no_board(hall: Hall, lodged: int) -> None:
    desk = hall.desk("nelida")
    assert desk.opens("deadlines").status == 403
    assert desk.opens(address(hall, lodged)).status == 403
    assert desk.opens("inbox").tree.xpath("//nav//a[contains(@href,'/deadlines')]") == []


def test_a_term_that_is_not_there_is_not_found(hall: Hall, lodged: int) -> None:
    assert hall.desk("luis").opens("deadlines/7").status == 404
    assert acts(hall.desk("luis"), "deadlines/7/pause", reason="x").status == 404
    assert hall.desk("luis").opens("calendar/decrees/7").status == 404
