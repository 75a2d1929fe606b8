"""Two people before the same list: what one does the other sees in place, and loses nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from engine.refusals import Refused
from engine.tasks import release
from tests.browser.axe import faults_on
from tests.browser.desks import Keys, browsing, served
from tests.browser.test_morning_by_keyboard import MATTERS
from tests.hall import Hall
from tests.town import Town
from ui.settings import Settings

pytestmark = pytest.mark.browser
EVERY = 5_000
"""Milliseconds between two questions for what is new."""


@pytest.fixture
def hall(sqlite_url: str, tmp_path: Path) -> Iterator[Hall]:
    """Six matters wait for Rosa or Luis; an hour ago Eva brought them in."""
    town = Town(sqlite_url, tmp_path / "documents")
    for name in ("rosa", "luis", "eva"):
        town.person(name, "mesa")
    town.deploys(MATTERS)
    for _ in range(6):
        town.open_case("eva", "matter", {})
    town.waits(hours=1)
    yield Hall(town, Settings())
    town.close()


@pytest.fixture
def rosa(hall: Hall, chromium: Browser) -> Iterator[Page]:
    """Rosa before the list."""
    with served(hall) as base, browsing(chromium, hall, base, "rosa") as page:
        page.goto(f"{base}/{hall.slug}/inbox")
        page.wait_for_load_state("networkidle")
        yield page


def task_of(hall: Hall, number: int) -> int:
    return hall.town.open_task(hall.town.cases_of("matter")[number], "revisar")


def test_rows_change_where_they_stand_and_nothing_under_the_hands_moves(
    hall: Hall, rosa: Page, chromium: Browser
) -> None:
    keys = Keys(rosa)
    keys.presses("j", "x", "j", "x", "j")
    rosa.locator("summary", has_text="Buscar en la lista").click()
    rosa.fill("#filter-text", "a medio escr")
    taken = [task_of(hall, number) for number in (1, 2)]  # one is marked, one under her eyes
    third = rosa.locator("tr.line").nth(2).get_attribute("id")
    rosa.locator(f"#{third} .row-link").focus()
    with browsing(chromium, hall, rosa.url.split("/tambo")[0], "luis") as luis:
        luis.goto(rosa.url)
        for task in taken:
            luis.locator(f"#task-{task}").get_by_role("button", name="Tomar").click()
            luis.locator(f"#task-{task}", has_text="Usted").wait_for()
    for task in taken:
        rosa.locator(f"#task-{task}.is-gone", has_text="La tomó Luis.").wait_for()
    assert rosa.locator("tr.line").count() == 6
    assert rosa.locator(".group-number").inner_text() == "4"
    assert "Puedo tomar 4" in rosa.locator("#inbox-tabs").inner_text().replace("\n", " ")
    assert rosa.locator("#inbox-heard").inner_text() == "revisar: La tomó Luis."
    assert rosa.locator("[data-bulk-count]").inner_text() == "2 marcadas"
    assert rosa.input_value("#filter-text") == "a medio escr"
    assert rosa.evaluate("document.activeElement.closest('.line')?.id") == third
    assert faults_on(rosa) == []


def test_what_is_new_is_told_of_and_shown_when_asked_for(hall: Hall, rosa: Page) -> None:
    keys = Keys(rosa)
    keys.presses("j", "j")
    row, box = keys.at()["row"], rosa.locator("tr.line").first.bounding_box()
    for _ in range(2):
        hall.town.open_case("eva", "matter", {})
    rosa.locator("#inbox-news", has_text="2 tareas nuevas").wait_for()
    assert rosa.locator("tr.line").count() == 6
    assert rosa.locator("tr.line").first.bounding_box() == box
    assert keys.at()["row"] == row
    keys.goes_by("n")
    assert rosa.locator("tr.line").count() == 8
    assert keys.at()["row"] == row
    assert rosa.locator("#inbox-news").inner_text() == ""


def test_a_button_that_goes_hands_the_focus_to_its_row(hall: Hall, rosa: Page) -> None:
    keys = Keys(rosa)
    keys.tabs_to(name="Tomar")
    row = keys.at()["row"]
    assert not isinstance(hall.town.claim("luis", int(row[5:])), Refused)
    rosa.locator(f"#{row}.is-gone").wait_for()
    assert keys.at()["row"] == row


def test_a_row_that_comes_back_can_be_taken_again(hall: Hall, rosa: Page) -> None:
    task = task_of(hall, 0)
    hall.town.claim("luis", task)
    rosa.locator(f"#task-{task}.is-gone").wait_for()
    release(hall.town.installation, hall.town.people["luis"], task)
    rosa.locator(f"#task-{task}:not(.is-gone)").get_by_role("button", name="Tomar").wait_for()
    rosa.locator(f"#task-{task}").get_by_role("button", name="Tomar").click()
    rosa.locator(f"#task-{task}", has_text="Usted").wait_for()
    assert "/inbox" in rosa.url


def test_the_numbers_follow_ones_own_act_at_once(hall: Hall, rosa: Page) -> None:
    """Also where the list asks only each half minute for what others do."""
    rosa.add_init_script(
        "Object.defineProperty(navigator, 'connection', {value: {saveData: true}})"
    )
    rosa.goto(f"{rosa.url}?tab=free")
    assert rosa.locator("#inbox-shown").inner_text() == "Mostrando 6 de 6"
    first, second = (task_of(hall, number) for number in (0, 1))
    rosa.locator(f"#task-{first}").get_by_role("button", name="Tomar").click()
    rosa.locator("#inbox-tabs", has_text="Puedo tomar 5").wait_for(timeout=20_000)
    assert "Tengo 1" in rosa.locator("#inbox-tabs").inner_text().replace("\n", " ")
    assert rosa.locator("#inbox-shown").inner_text() == "Mostrando 5 de 5"
    assert rosa.locator("tr.line").count() == 6
    assert rosa.locator(f"#task-{first}").get_by_role("button", name="Soltar").is_visible()
    hall.town.complete("rosa", second, {"informe": "x", "resultado": "si"})
    last = hall.town.open_task(hall.town.cases_of("matter")[1], "archivar")
    hall.town.claim("rosa", last)
    rosa.goto(rosa.url.replace("free", "held"))
    assert rosa.locator("#inbox-shown").inner_text() == "Mostrando 2 de 2"
    rosa.locator(f"#task-{last}").get_by_role("button", name="Completar").click()
    rosa.locator("#inbox-tabs", has_text="Tengo 1").wait_for(timeout=20_000)
    assert rosa.locator("#inbox-shown").inner_text() == "Mostrando 1 de 1"
    assert rosa.locator("tr.line").count() == 1
    assert rosa.locator(".nav-count").first.inner_text() == "5"


def test_who_comes_second_reads_it_in_the_row(hall: Hall, rosa: Page) -> None:
    task = task_of(hall, 0)
    rosa.route("**/inbox/news*", lambda route: route.fulfill(status=204))  # not told before
    hall.town.claim("luis", task)
    rosa.evaluate("window.stays = true")
    rosa.locator(f"#task-{task}").get_by_role("button", name="Tomar").click()
    rosa.locator(f"#task-{task}", has_text="La tiene Luis. Usted puede leerla.").wait_for()
    assert rosa.evaluate("window.stays")


def test_the_question_is_cheap_and_is_not_asked_in_a_hidden_tab(hall: Hall, rosa: Page) -> None:
    asked: list[str] = []
    rosa.on("request", lambda request: asked.append(request.url))
    rosa.clock.install()
    rosa.reload()
    for _ in range(2):
        with rosa.expect_response("**/inbox/news*") as answer:
            rosa.clock.run_for(EVERY)
        answer.value.finished()
    assert answer.value.status == 204
    rosa.evaluate(
        "Object.defineProperty(document, 'hidden', {get: () => true, configurable: true})"
    )
    before = len(asked)
    for _ in range(3):
        rosa.clock.run_for(EVERY)
        rosa.wait_for_timeout(100)
    assert len(asked) == before
    rosa.evaluate("Object.defineProperty(document, 'hidden', {get: () => false})")
    with rosa.expect_response("**/inbox/news*"):
        rosa.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
