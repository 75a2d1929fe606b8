"""Acts upon many tasks at once: each with its result, and what they need asked first."""

from __future__ import annotations

import pytest

from engine.refusals import Refused
from tests.diagrams import bundle, end, path, start, user
from tests.hall import PERMIT_ASKED, Desk, Hall, Page
from tests.integration.pages.test_inbox import TABS

PROCESS_APART = bundle(
    start(),
    user("approve", "mesa"),
    end(),
    path("start", "approve", "end"),
    key="apart",
    roles=("mesa",),
    manifest='[[separate]]\nelements = ["start", "approve"]\n',
)
NEXT_WEEK = {"until-day": "9", "until-month": "3", "until-year": "2026"}


@pytest.fixture
def three(hall: Hall) -> list[int]:
    """Three free tasks of reviewing a permit."""
    cases = [hall.town.open_case("rosa", "permit", PERMIT_ASKED) for _ in range(3)]
    return [hall.town.open_task(case_id, "revisar") for case_id in cases]


def acts(desk: Desk, do: str, tasks: list[int], **more: str) -> Page:
    marked = {"do": do, "task": [str(each) for each in tasks], **more}
    return desk.sends("inbox/acts", marked)


def told(page: Page) -> str:
    return page.one("//*[@id='batch-done']")


def refusals(page: Page) -> list[str]:
    return page.all("//section[@id='batch']/*[starts-with(@class, 'note ')]")


def tabs(page: Page) -> list[str]:
    return page.all(TABS)


def test_every_row_can_be_marked_and_the_bar_says_what_can_be_done(
    hall: Hall, three: list[int]
) -> None:
    page = hall.desk("rosa").opens("inbox")
    boxes = page.tree.xpath("//input[@type='checkbox' and @form='acts']/@value")
    assert sorted(boxes) == sorted(str(each) for each in three)
    assert page.tree.xpath("//button[@class='bulk-button']/@value") == [
        "assign",
        "take",
        "release",
        "postpone",
        "priority",
        "due",
        "delegate",
        "get_back",
        "comment",
        "complete",
    ]


def test_many_are_taken_at_once_and_what_somebody_holds_says_so(
    hall: Hall, three: list[int]
) -> None:
    answer = hall.town.claim("marta", three[1])
    assert not isinstance(answer, Refused)
    page = acts(hall.desk("rosa"), "take", three)
    assert page.status == 200
    assert told(page) == "Tomó 2 tareas."
    [refusal] = refusals(page)
    assert "PER-2026-0002 · Revisar" in refusal
    assert "La tiene Marta. Usted puede leerla." in refusal
    assert tabs(page)[1] == "Tengo 2"


def test_taking_twice_takes_once(hall: Hall, three: list[int]) -> None:
    desk = hall.desk("rosa")
    acts(desk, "take", three)
    again = acts(desk, "take", three)
    assert told(again) == "Tomó 3 tareas."
    assert refusals(again) == []
    assert tabs(again)[1] == "Tengo 3"


def test_many_are_assigned_after_asking_to_whom(hall: Hall, three: list[int]) -> None:
    desk = hall.desk("rosa")
    asked = acts(desk, "assign", three)
    assert asked.heading == "Asignar 3 tareas"
    assert asked.all("//*[@class='option-title']") == ["Marta", "Rosa"]
    marta = str(hall.town.people["marta"].person_id)
    done = acts(desk, "assign", three, person=marta)
    assert told(done) == "Asignó 3 tareas."
    assert tabs(hall.desk("marta").opens("inbox"))[1] == "Tengo 3"


def test_who_has_not_the_role_is_given_nothing(hall: Hall, three: list[int]) -> None:
    elmer = str(hall.town.people["elmer"].person_id)
    page = acts(hall.desk("rosa"), "assign", three[:1], person=elmer)
    assert told(page) == "Asignó 0 tareas."
    assert len(refusals(page)) == 1
    assert tabs(hall.desk("elmer").opens("inbox"))[1] == "Tengo 0"


def test_what_is_postponed_leaves_the_list_and_comes_back(hall: Hall, three: list[int]) -> None:
    desk = hall.desk("rosa")
    acts(desk, "take", three)
    asked = acts(desk, "postpone", three[:2])
    assert asked.heading == "Posponer 2 tareas"
    done = acts(desk, "postpone", three[:2], _step="asked", **NEXT_WEEK)
    assert told(done) == "Pospuso 2 tareas."
    assert (tabs(done)[1], tabs(done)[5]) == ("Tengo 1", "Pospuestas 2")
    hall.town.waits(days=7)
    assert tabs(hall.desk("rosa").opens("inbox"))[1] == "Tengo 3"


def test_a_day_that_is_missing_is_asked_for_again(hall: Hall, three: list[int]) -> None:
    desk = hall.desk("rosa")
    acts(desk, "take", three[:1])
    page = acts(desk, "postpone", three[:1], **{"_step": "asked", "until-day": "9"})
    assert (page.status, page.faults) == (422, ["Escriba el día completo: día, mes y año."])
    assert page.value("until-day") == "9"
    assert page.tree.xpath("//input[@name='task']/@value") == [str(three[0])]


def test_a_day_that_passed_is_refused_for_each(hall: Hall, three: list[int]) -> None:
    desk = hall.desk("rosa")
    acts(desk, "take", three[:1])
    past = {"until-day": "1", "until-month": "3", "until-year": "2026"}
    page = acts(desk, "postpone", three[:1], _step="asked", **past)
    assert told(page) == "Pospuso 0 tareas."
    assert "Elija un día posterior a hoy." in refusals(page)[0]


def test_only_the_holder_postpones(hall: Hall, three: list[int]) -> None:
    page = acts(hall.desk("rosa"), "postpone", three[:1], _step="asked", **NEXT_WEEK)
    assert told(page) == "Pospuso 0 tareas."
    assert "Tómela para seguir." in refusals(page)[0]


def test_a_form_that_asks_for_data_is_not_completed_from_the_list(
    hall: Hall, three: list[int]
) -> None:
    page = acts(hall.desk("rosa"), "complete", three[:1])
    assert told(page) == "Completó 0 tareas."
    assert "complétela en su página" in refusals(page)[0]


def test_nothing_marked_says_what_to_do(hall: Hall, three: list[int]) -> None:
    desk = hall.desk("rosa")
    back = desk.follows(acts(desk, "take", []))
    assert "Marque al menos una tarea" in back.text


def test_tasks_of_elsewhere_are_not_found_and_nothing_is_told_of_them(
    hall: Hall, three: list[int]
) -> None:
    page = acts(hall.desk("nelida"), "take", [*three, 7])
    assert told(page) == "Tomó 0 tareas."
    assert refusals(page) == ["Una tarea No encontramos lo que busca."] * 4
    assert tabs(hall.desk("rosa").opens("inbox"))[2] == "Puedo tomar 3"


def test_what_i_wait_for_has_its_list(hall: Hall, three: list[int]) -> None:
    answer = hall.town.claim("marta", three[0])
    assert not isinstance(answer, Refused)
    page = hall.desk("rosa").opens("inbox?tab=others")
    assert page.all("//td[@class='cell-who']") == ["MMarta"]
    assert tabs(page)[3] == "Espero a otros 1"


def test_many_are_called_urgent_after_asking_how_pressing(hall: Hall, three: list[int]) -> None:
    desk = hall.desk("rosa")
    asked = acts(desk, "priority", three)
    assert asked.heading == "Priorizar 3 tareas"
    assert asked.all("//*[@class='option-title']") == ["Urgente", "Normal", "Puede esperar"]
    done = acts(desk, "priority", three[:2], priority="80")
    assert told(done) == "Cambió la prioridad de 2 tareas."
    assert len(desk.opens("inbox?priority=70").all("//td[@class='cell-title']")) == 2


def test_a_legal_term_is_not_changed_from_the_list(hall: Hall, three: list[int]) -> None:
    page = acts(hall.desk("rosa"), "due", three[:1], _step="asked", **NEXT_WEEK)
    assert told(page) == "Cambió el día de 0 tareas."
    assert "Su plazo es el de la ley" in refusals(page)[0]


def test_many_are_given_away_for_a_while_and_asked_back(hall: Hall, three: list[int]) -> None:
    desk = hall.desk("rosa")
    acts(desk, "take", three)
    marta = str(hall.town.people["marta"].person_id)
    assert told(acts(desk, "delegate", three, person=marta)) == "Delegó 3 tareas."
    assert tabs(hall.desk("marta").opens("inbox"))[1] == "Tengo 3"
    assert told(acts(desk, "get_back", three[:2])) == "Recuperó 2 tareas."
    assert tabs(desk.opens("inbox"))[1] == "Tengo 2"


def test_a_comment_is_written_on_many_and_read_in_the_history(hall: Hall, three: list[int]) -> None:
    desk = hall.desk("rosa")
    asked = acts(desk, "comment", three)
    assert asked.heading == "Comentar 3 tareas"
    empty = acts(desk, "comment", three, _step="asked", text=" ")
    assert empty.faults == ["Escriba un comentario de hasta 2 000 letras."]
    done = acts(desk, "comment", three, _step="asked", text="Falta el <plano>, @Marta")
    assert told(done) == "Comentó 3 tareas. Se avisa a Marta."
    page = desk.opens(f"tasks/{three[0]}")
    assert "Usted comentó «Revisar pedido»: Falta el <plano>, @Marta" in page.one(
        "//section[@id='history']"
    )


def test_who_will_be_told_is_said_while_a_comment_is_written(hall: Hall, three: list[int]) -> None:
    hall.town.person("carmen", "tesoreria")
    desk, fields = hall.desk("rosa"), {"task": [str(each) for each in three[:1]]}

    def said(text: str) -> str:
        page = desk.sends("inbox/acts/named", {**fields, "text": text})
        assert page.status == 200
        return " ".join(page.text.replace("<p>", "").replace("</p>", " ").split())

    assert said("Falta el plano") == ""
    assert said("Mire, @Mar") == "Todavía no nombra a nadie de la municipalidad."
    assert said("Mire, @Marta y @Rosa") == "Se avisa a Marta."
    assert said("Mire, @Carmen") == "Carmen no ve PER-2026-0001: no se le avisa."
    again = acts(desk, "comment", three, _step="asked", text="@Carmen " + "x" * 2_000)
    assert "Carmen no ve PER-2026-0001" in again.one("//*[@id='named']")
    stranger = hall.desk("carmen").sends("inbox/acts/named", {**fields, "text": "@Marta"})
    assert "Marta" not in stranger.text


def test_who_may_not_do_a_task_reads_why_in_the_list_and_on_its_page(hall: Hall) -> None:
    hall.town.deploys(PROCESS_APART)
    case_id = hall.town.open_case("rosa", "apart", {})
    task = hall.town.open_task(case_id, "approve")
    desk = hall.desk("rosa")
    why = "No puede hacer esta tarea porque usted registró el expediente."
    assert desk.opens("inbox").all("//td[@class='cell-who']") == [why]
    page = desk.opens(f"tasks/{task}")
    assert why in page.one("//div[@id='work']")
    assert page.tree.xpath("//form[contains(@action, '/completion')]") == []
    refused = acts(desk, "take", [task])
    assert why in refusals(refused)[0]
    assert hall.desk("marta").opens("inbox").all("//td[@class='cell-who']") == ["Tomar"]
    marta, rosa = hall.desk("marta"), str(hall.town.people["rosa"].person_id)
    given = acts(marta, "assign", [task], person=rosa)
    assert "Rosa no puede recibir esta tarea porque registró el expediente." in refusals(given)[0]
