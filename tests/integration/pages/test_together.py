"""The page where one form completes many tasks."""

from __future__ import annotations

import pytest

from engine.tasks import complete
from storage.counting import counting
from tests.bulk_steps import review_process
from tests.hall import Desk, Hall, Page
from tests.integration.pages.test_inbox_acts import acts, refusals, told


@pytest.fixture
def three(hall: Hall) -> list[int]:
    """Marta opened two requests that are reviewed, Rosa one."""
    hall.town.deploys(review_process())
    cases = [
        hall.town.open_case(who, "review", {"pedido": "Feria"})
        for who in ("marta", "rosa", "marta")
    ]
    return [hall.town.open_task(case, "revisar") for case in cases]


def form_of(desk: Desk, tasks: list[int]) -> Page:
    """The page that «Completar» leads to."""
    return desk.follows(acts(desk, "complete", tasks, _from=f"/{desk.slug}/inbox?text=REVIEW"))


def sends(desk: Desk, page: Page, typed: dict[str, str]) -> Page:
    """Fill the form in and send it with all that it carries."""
    carried = {
        each.get("name"): each.get("value", "")
        for each in page.tree.xpath("//form[@id='task-form']//input[@type='hidden']")
    }
    action = str(page.tree.xpath("//form[@id='task-form']/@action")[0])
    return desk.sends(action, {**carried, **typed})


def test_one_form_completes_the_marked_ones_and_says_what_was_not_done(
    hall: Hall, three: list[int]
) -> None:
    desk = hall.desk("rosa")
    page = form_of(desk, three)
    assert page.heading == "Completar 3 tareas"
    assert page.all("//ul[@id='together']/li")[0].startswith("REVIEW-2026-0001 · revisar")
    assert "Pide" not in page.one("//div[@id='form-parts']")
    done = sends(desk, page, {"resultado": "si"})
    assert done.status == 200
    assert told(done) == "Completó 2 tareas."
    [refusal] = refusals(done)
    assert "No puede hacer esta tarea porque usted registró el expediente." in refusal
    assert done.tree.xpath("//form[@id='acts']//input[@name='_from']/@value") == [
        f"/{hall.slug}/inbox?text=REVIEW"
    ]


def test_what_is_wrong_in_the_form_is_corrected_before_anything_is_done(
    hall: Hall, three: list[int]
) -> None:
    desk = hall.desk("rosa")
    page = sends(desk, form_of(desk, three), {"resultado": "no"})
    assert page.status == 422
    assert len(page.faults) == 1
    assert [hall.town.steps(each) for each in hall.town.cases_of("review")] == [["revisar"]] * 3
    done = sends(desk, page, {"resultado": "no", "motivo": "Falta el plano"})
    assert told(done) == "Completó 2 tareas."


def test_many_tasks_are_read_as_one_is(hall: Hall, three: list[int]) -> None:
    """Gathered once a request, in one statement; what is done to each is its own."""
    desk = hall.desk("rosa")
    page, alone = form_of(desk, three), form_of(desk, three[:1])
    with counting() as one:
        sends(desk, alone, {"resultado": "no"})
    with counting() as many:
        assert sends(desk, page, {"resultado": "no"}).status == 422
    assert many.statements == one.statements
    own = [hall.town.open_case("rosa", "review", {"pedido": "Feria"}) for _ in range(3)]
    barred = [hall.town.open_task(case, "revisar") for case in own]
    page, alone = form_of(desk, barred), form_of(desk, barred[:1])
    with counting() as each:
        complete(hall.town.installation, hall.town.people["rosa"], barred[0], {"resultado": "si"})
    with counting() as one:
        assert told(sends(desk, alone, {"resultado": "si"})) == "Completó 0 tareas."
    with counting() as many:
        assert told(sends(desk, page, {"resultado": "si"})) == "Completó 0 tareas."
    assert many.statements == one.statements + 2 * each.statements


def test_what_an_answer_shows_comes_as_a_part(hall: Hall, three: list[int]) -> None:
    desk = hall.desk("rosa")
    part = sends(desk, form_of(desk, three), {"resultado": "no", "_auto": "parts"})
    assert "motivo" in part.tree.xpath("//textarea/@name")
    assert "<html" not in part.text


def test_what_does_not_belong_there_is_named_with_its_reason(hall: Hall, three: list[int]) -> None:
    hall.town.deploys(review_process(most="1"))
    new = hall.town.open_task(hall.town.open_case("marta", "review", {}), "revisar")
    page = form_of(hall.desk("rosa"), [new, *three])
    assert page.heading == "Completar 1 tarea"
    notes = page.all("//main//*[starts-with(@class, 'note ')]")
    assert len(notes) == 3
    assert all("de otra versión" in each for each in notes)


@pytest.mark.parametrize("asked", ["", "1", "x,y", "9" * 30, "1,,2"])
def test_there_is_no_such_page_where_nothing_is_completed_together(
    hall: Hall, three: list[int], asked: str
) -> None:
    assert hall.desk("rosa").opens(f"tasks/together?tasks={asked}").status == 404
    named = ",".join(str(each) for each in three)
    assert hall.desk("elmer").opens(f"tasks/together?tasks={named}").status == 404


def test_a_form_that_names_another_step_does_nothing(hall: Hall, three: list[int]) -> None:
    desk = hall.desk("rosa")
    page = form_of(desk, three)
    for forged in ({"_element": "archivar"}, {"_definition": "1"}, {"_version": "1"}):
        assert sends(desk, page, {"resultado": "si", **forged}).status == 404
    assert [hall.town.steps(each) for each in hall.town.cases_of("review")] == [["revisar"]] * 3
