"""«Deshacer» takes back the very thing that its message tells of, or is not there."""

from __future__ import annotations

from datetime import timedelta

import pytest

from engine.tasks import save_draft, set_priority
from engine.tasks.undoing import UNDO_FOR
from storage.queries.tasks import task_by_id
from tests.diagrams import bundle, end, path, start, user
from tests.hall import PERMIT_ASKED, Desk, Hall, Page

TWO_STEPS = bundle(
    start(),
    user("first", "mesa"),
    user("second", "mesa"),
    end(),
    path("start", "first", "second", "end"),
    key="twice",
    roles=("mesa",),
)
OFFERED = "//*[@id='toasts']//form//button[@data-key='Z']"
TOO_LATE = "Ya no se puede deshacer: alguien actuó después en el expediente."


@pytest.fixture
def case_id(hall: Hall) -> int:
    """A case that waits at the first of two steps."""
    hall.town.deploys(TWO_STEPS)
    return hall.town.open_case("marta", "twice", {})


def toast(page: Page) -> str:
    return page.one("//*[@id='toasts']//p")


def presses(desk: Desk, page: Page) -> Page:
    """Press «Deshacer» as the page has it, and follow where it leads."""
    [form] = page.tree.xpath("//form[contains(@action, '/inbox/undo')]")
    fields: dict[str, list[str]] = {}
    for field in form.xpath(".//input[@name!='csrf']"):
        fields.setdefault(field.get("name"), []).append(field.get("value"))
    answer = desk.sends(form.get("action"), fields)
    return answer if answer.status == 200 else desk.follows(answer)


def holders(hall: Hall, tasks: list[int]) -> list[str]:
    """Who holds each task, by name; «» nobody."""
    town = hall.town
    rows = [town.reads(lambda c, t=each: task_by_id(c, town.municipality_id, t)) for each in tasks]
    return [row.assignee_name or "" for row in rows if row is not None]


def test_a_completed_task_is_taken_back_from_the_message_that_told_of_it(
    hall: Hall, case_id: int
) -> None:
    desk, task = hall.desk("rosa"), hall.town.open_task(case_id, "first")
    page = desk.follows(desk.sends(f"tasks/{task}/completion", {}))
    assert page.all(OFFERED) == ["Deshacer"]
    back = presses(desk, page)
    assert toast(back) == "Deshizo el paso: la tarea vuelve a esperar en TWICE-2026-0001."
    assert back.all(OFFERED) == []
    assert hall.town.steps(case_id) == ["first"]
    page = desk.follows(desk.sends(f"tasks/{task}/completion", {}))
    hall.town.claim("marta", hall.town.open_task(case_id, "second"))
    assert toast(presses(desk, page)) == TOO_LATE
    assert hall.town.steps(case_id) == ["second"]


def test_another_message_does_not_offer_to_take_back_what_it_does_not_tell(
    hall: Hall, case_id: int, review: int
) -> None:
    desk, task = hall.desk("rosa"), hall.town.open_task(case_id, "first")
    desk.sends(f"tasks/{review}/assignment")
    desk.sends(f"tasks/{task}/completion", {})
    unheard = desk.follows(desk.sends("inbox/acts", {"do": "take"}))
    assert toast(unheard) == "Marque al menos una tarea y elija qué hacer con ella."
    assert unheard.all(OFFERED) == []
    assert hall.town.steps(case_id) == ["second"]


def test_a_message_of_before_does_not_take_back_the_step_of_now(hall: Hall, case_id: int) -> None:
    desk, task = hall.desk("rosa"), hall.town.open_task(case_id, "first")
    old = desk.follows(desk.sends(f"tasks/{task}/completion", {}))
    presses(desk, old)
    desk.sends(f"tasks/{task}/completion", {})
    assert toast(presses(desk, old)) == TOO_LATE
    assert hall.town.steps(case_id) == ["second"]


def test_what_ended_a_case_offers_nothing(hall: Hall, case_id: int) -> None:
    desk = hall.desk("rosa")
    desk.sends(f"tasks/{hall.town.open_task(case_id, 'first')}/completion", {})
    last = hall.town.open_task(case_id, "second")
    page = desk.follows(desk.sends(f"tasks/{last}/completion", {}))
    assert toast(page) == "Tarea completada. TWICE-2026-0001 terminó."
    assert page.all(OFFERED) == []


def test_the_row_that_is_completed_in_the_list_brings_its_undo(hall: Hall, case_id: int) -> None:
    desk, task = hall.desk("rosa"), hall.town.open_task(case_id, "first")
    desk.sends(f"tasks/{task}/assignment")
    part = desk.sends(f"tasks/{task}/completion", {}, headers={"hx-request": "true"})
    assert part.all("//button[@data-key='Z']") == ["Deshacer"]
    presses(desk, part)
    assert hall.town.steps(case_id) == ["first"]


def test_after_ten_minutes_it_stays_done(hall: Hall, case_id: int) -> None:
    desk, task = hall.desk("rosa"), hall.town.open_task(case_id, "first")
    page = desk.follows(desk.sends(f"tasks/{task}/completion", {}))
    hall.town.clock.advance(UNDO_FOR + timedelta(seconds=1))
    late = "Ya no se puede deshacer: solo se puede en los primeros diez minutos."
    assert toast(presses(desk, page)) == late
    assert hall.town.steps(case_id) == ["second"]


@pytest.mark.parametrize(
    "deed", ["", "x", "step:1", "step:1:2:3", "go:1:2", "step:-1:2", f"step:{2**63}:2"]
)
def test_what_is_no_deed_is_not_found_and_never_offered(hall: Hall, deed: str) -> None:
    desk = hall.desk("rosa")
    assert desk.sends("inbox/undo", {"deed": deed}).status == 404
    desk.client.cookies.set("cauce_told", f"Hecho|{deed}")
    assert desk.opens("inbox").all(OFFERED) == []


def test_the_key_is_told_on_the_page_of_keys(hall: Hall) -> None:
    page = hall.desk("rosa").opens("keys")
    assert "Z deshacer lo que el mensaje dice" in page.one("//main")


def test_a_task_that_was_taken_on_its_page_is_free_again(hall: Hall, review: int) -> None:
    desk = hall.desk("rosa")
    page = desk.follows(desk.sends(f"tasks/{review}/assignment"))
    assert (toast(page), page.all(OFFERED)) == ("Tomó la tarea.", ["Deshacer"])
    back = presses(desk, page)
    assert toast(back) == "Deshecho: la tarea de PER-2026-0001 está como antes."
    assert "Usted deshizo haber tomado «Revisar pedido»" in back.one("//section[@id='history']")
    assert holders(hall, [review]) == [""]


def test_the_row_that_is_taken_or_let_go_in_the_list_brings_its_undo(
    hall: Hall, review: int
) -> None:
    desk, there = hall.desk("rosa"), {"_from": f"/{hall.slug}/inbox?tab=mine"}
    part = desk.sends(f"tasks/{review}/assignment", there, headers={"hx-request": "true"})
    assert part.one("//hx-partial[@hx-target='#toasts']//p") == "Tomó la tarea."
    released = desk.sends(
        f"tasks/{review}/assignment",
        {**there, "_method": "DELETE"},
        headers={"hx-request": "true"},
    )
    assert toast(presses(desk, part)) == TOO_LATE
    presses(desk, released)
    assert holders(hall, [review]) == ["Rosa"]


def test_a_task_that_was_handed_over_comes_back_unless_the_receiver_has_begun(
    hall: Hall, review: int
) -> None:
    desk, marta = hall.desk("rosa"), hall.town.people["marta"]
    given = {"person": str(marta.person_id)}
    page = desk.follows(desk.sends(f"tasks/{review}/assignment", given))
    assert toast(page) == "Pasó la tarea."
    presses(desk, page)
    assert holders(hall, [review]) == [""]
    page = desk.follows(desk.sends(f"tasks/{review}/assignment", given))
    save_draft(hall.town.installation, marta, review, {"comentario": "Voy"})
    why = "Ya no se puede deshacer: Marta ya empezó a llenar el formulario de la tarea."
    assert toast(presses(desk, page)) == why
    assert holders(hall, [review]) == ["Marta"]


def test_nothing_was_done_so_nothing_is_offered(hall: Hall, review: int) -> None:
    desk = hall.desk("rosa")
    desk.sends(f"tasks/{review}/assignment")
    again = desk.follows(desk.sends(f"tasks/{review}/assignment"))
    assert (toast(again), again.all(OFFERED)) == ("Tomó la tarea.", [])


def test_only_who_did_it_takes_it_back(hall: Hall, review: int) -> None:
    rosa, marta = hall.desk("rosa"), hall.desk("marta")
    page = rosa.follows(rosa.sends(f"tasks/{review}/assignment"))
    assert toast(presses(marta, page)) == "No encontramos lo que busca."
    assert holders(hall, [review]) == ["Rosa"]


def test_what_was_done_to_many_is_taken_back_of_many_with_a_result_for_each(hall: Hall) -> None:
    cases = [hall.town.open_case("rosa", "permit", PERMIT_ASKED) for _ in range(3)]
    tasks = [hall.town.open_task(case_id, "revisar") for case_id in cases]
    desk, marta = hall.desk("rosa"), hall.town.people["marta"]
    marked = {"do": "assign", "task": [str(each) for each in tasks]}
    page = desk.sends("inbox/acts", {**marked, "person": str(marta.person_id)})
    assert page.one("//*[@id='batch-done']") == "Asignó 3 tareas."
    assert holders(hall, tasks) == ["Marta"] * 3
    save_draft(hall.town.installation, marta, tasks[1], {"comentario": "Voy"})
    back = presses(desk, page)
    assert back.one("//*[@id='batch-done']") == "Deshecho: 2 tareas están como antes."
    [stays] = back.all("//section[@id='batch']/*[starts-with(@class, 'note ')]")
    assert "PER-2026-0002 · Revisar pedido" in stays
    assert "Marta ya empezó a llenar el formulario" in stays
    assert holders(hall, tasks) == ["", "Marta", ""]
    assert back.all("//section[@id='batch']//form") == []


def test_another_day_and_another_priority_are_taken_back_of_one_and_of_many(hall: Hall) -> None:
    hall.town.deploys(TWO_STEPS)
    cases = [hall.town.open_case("marta", "twice", {}) for _ in range(2)]
    tasks = [str(hall.town.open_task(case_id, "first")) for case_id in cases]
    desk, town = hall.desk("rosa"), hall.town
    day = {"until-day": "9", "until-month": "3", "until-year": "2026"}

    def arranged() -> list[tuple[bool, int]]:
        rows = [
            town.reads(lambda c, t=int(each): task_by_id(c, town.municipality_id, t))
            for each in tasks
        ]
        return [(row.due_at is not None, row.priority) for row in rows if row is not None]

    dated = desk.sends("inbox/acts", {"do": "due", "task": tasks, **day})
    assert arranged() == [(True, 50), (True, 50)]
    urged = desk.sends("inbox/acts", {"do": "priority", "task": tasks[:1], "priority": "80"})
    assert arranged() == [(True, 80), (True, 50)]
    presses(desk, urged)
    assert arranged() == [(True, 50), (True, 50)]
    history = desk.opens(f"tasks/{tasks[0]}").one("//section[@id='history']")
    assert "Usted deshizo haber cambiado la prioridad de «first»" in history
    set_priority(town.installation, town.people["marta"], int(tasks[1]), 20)
    back = presses(desk, dated)
    assert back.one("//*[@id='batch-done']") == "Deshecho: 1 tarea está como antes."
    assert arranged() == [(False, 50), (True, 20)]


def test_many_that_were_completed_wait_again(hall: Hall) -> None:
    hall.town.deploys(TWO_STEPS)
    cases = [hall.town.open_case("marta", "twice", {}) for _ in range(2)]
    tasks = [str(hall.town.open_task(case_id, "first")) for case_id in cases]
    desk = hall.desk("rosa")
    page = desk.sends("inbox/acts", {"do": "complete", "task": tasks})
    hall.town.claim("marta", hall.town.open_task(cases[0], "second"))
    back = presses(desk, page)
    assert back.one("//*[@id='batch-done']") == "Deshecho: 1 tarea está como antes."
    [stays] = back.all("//section[@id='batch']/*[starts-with(@class, 'note ')]")
    assert stays == f"TWICE-2026-0001 {TOO_LATE} Ver el expediente"
    assert [hall.town.steps(each) for each in cases] == [["second"], ["first"]]
