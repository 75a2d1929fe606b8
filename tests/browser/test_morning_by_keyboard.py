"""A clerk's whole morning with the keys alone: no mouse, the focus always seen and never lost."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from engine.documents.receiving import NewFile
from tests.browser.desks import Keys, browsing, served
from tests.diagrams import bundle, end, field, form, path, start, user
from tests.hall import Hall
from tests.town import PNG, Town
from ui.settings import Settings

pytestmark = pytest.mark.browser
STALL = Path(__file__).parents[1] / "integration" / "pages" / "stall"
ASKED = {"nombre": "Nélida Rojas", "dni": "43214541", "empresa": "no", "rubro": "Quesos"}
IN_THREE_DAYS = '<zeebe:taskSchedule dueDate="=now() + @&quot;P3D&quot;"/>'
RESULT = field(
    "resultado",
    "radio",
    values=[{"value": "si", "label": "Procede"}, {"value": "no", "label": "No procede"}],
)
MATTERS = bundle(
    start(),
    user("revisar", "mesa", form="revision", more=IN_THREE_DAYS),
    user("archivar", "mesa"),
    end(),
    path("start", "revisar", "archivar", "end"),
    key="matter",
    roles=("mesa",),
    forms={"revision": form(field("informe"), RESULT)},
)
APART = bundle(
    start(),
    user("aprobar", "mesa"),
    end(),
    path("start", "aprobar", "end"),
    key="apart",
    roles=("mesa",),
    manifest='[[separate]]\nelements = ["start", "aprobar"]\n',
)


@pytest.fixture
def hall(sqlite_url: str, tmp_path: Path) -> Iterator[Hall]:
    """Three matters are late, a stall waits to be corrected, ten approvals wait for somebody."""
    town = Town(sqlite_url, tmp_path / "documents")
    for name in ("rosa", "luis", "eva"):
        town.person(name, "mesa")
    for definition in (MATTERS, APART, STALL):
        town.deploys(definition)
    for _ in range(3):
        town.open_case("eva", "matter", {})
    town.waits(days=7)
    for _ in range(3):
        town.open_case("eva", "matter", {})
    for number in range(10):
        town.open_case("luis" if number == 4 else "eva", "apart", {})
    observed(town)
    yield Hall(town, Settings())
    town.close()


def observed(town: Town) -> None:
    """Eva marked what is wrong in a stall: Rosa is to put it right."""
    photo = NewFile("fotos", "Fotos del puesto", "puesto.png", io.BytesIO(PNG))
    case = town.open_case("eva", "stall", ASKED, [photo])
    marked = {"observaciones": [{"campo": "rubro", "motivo": "Diga qué quesos"}]}
    town.does("eva", case, "calificar", marked)


@pytest.fixture
def keys(hall: Hall, chromium: Browser) -> Iterator[Keys]:
    """Rosa before her inbox, hands on the keys."""
    with served(hall) as base, browsing(chromium, hall, base, "rosa") as page:
        page.goto(f"{base}/{hall.slug}/inbox")
        page.wait_for_load_state("networkidle")
        yield Keys(page)


def finds_the_late_ones(keys: Keys) -> None:
    """The list narrowed to what is overdue; focus on its first row."""
    keys.tabs_to(name="Filtro")
    keys.presses("Enter")
    keys.tabs_to(field="due")
    keys.writes("Venc")
    keys.tabs_to(name="Filtrar la lista")
    keys.goes_by("Enter")
    assert keys.page.locator("tr.line").count() == 3
    keys.presses("j")
    assert keys.at()["row"] == keys.page.locator("tr.line").first.get_attribute("id")


def test_the_late_matters_are_found_taken_filled_in_and_completed(hall: Hall, keys: Keys) -> None:
    finds_the_late_ones(keys)
    keys.presses("j")
    row = keys.at()["row"]
    keys.presses("t")
    keys.page.locator(f"#{row}", has_text="Usted").wait_for()
    keys.kept_focus()
    assert keys.at()["row"] == row
    keys.goes_by("Enter")
    assert row.removeprefix("task-") in keys.page.url
    keys.tabs_to(field="informe")
    keys.writes("Sin observaciones")
    keys.tabs_to(field="resultado")
    keys.presses("Space")
    keys.kept_focus()
    keys.goes_by("Control+Enter")
    assert "Tarea completada" in keys.page.locator("#toasts").inner_text()
    assert keys.page.url.endswith("/inbox?due=late")
    assert keys.page.locator("tr.line").count() == 2
    third = keys.page.locator("tr.line").nth(1).get_attribute("id")
    assert keys.at()["row"] == third  # the next one, where the finished one was


def test_going_back_keeps_the_list_and_the_row(keys: Keys) -> None:
    finds_the_late_ones(keys)
    keys.presses("j")
    row = keys.at()["row"]
    keys.goes_by("Enter")
    keys.goes_by("?")
    assert keys.page.locator("h1").inner_text() == "Atajos de teclado"
    keys.goes_by("u")
    assert keys.page.url.endswith("/inbox?due=late")
    assert keys.at()["row"] == row


def test_enter_on_the_box_of_a_row_opens_the_row_and_sends_nothing(keys: Keys) -> None:
    keys.tabs_to(name="Marcar")
    row = keys.at()["row"]
    keys.goes_by("Enter")
    assert row.removeprefix("task-") in keys.page.url


def test_what_was_observed_is_put_right(hall: Hall, keys: Keys) -> None:
    keys.tabs_to(name="Corregir lo observado")
    keys.goes_by("Enter")
    keys.tabs_to(field="rubro")
    keys.presses("Control+a")
    keys.writes("Quesos de cabra")
    keys.kept_focus()
    keys.goes_by("Control+Enter")
    case = hall.town.cases_of("stall")[0]
    assert hall.town.steps(case) == ["calificar"]
    assert hall.town.data_of(case)["rubro"] == "Quesos de cabra"


def test_ten_are_marked_and_given_to_luis_who_may_not_have_one(hall: Hall, keys: Keys) -> None:
    keys.presses("/")
    assert keys.at()["field"] == "q"
    keys.tabs_to(name="Buscar en la lista")
    keys.presses("Enter")
    keys.tabs_to(field="text")
    keys.writes("aprobar")
    keys.goes_by("Enter")
    assert keys.page.locator("tr.line").count() == 10
    keys.presses("j", "x", *["Shift+J"] * 9)
    assert keys.page.locator("[data-bulk-count]").inner_text() == "10 marcadas"
    keys.goes_by("a")
    keys.tabs_to(field="person")
    chosen = keys.at()
    if chosen["name"] != "Luis":
        keys.presses("ArrowDown")
    assert keys.at()["name"].startswith("Luis")
    keys.goes_by("Enter")
    assert keys.at()["id"] == "batch"
    told = keys.page.locator("#batch").inner_text()
    assert "Asignó 9 tareas." in told
    assert "Luis no puede recibir esta tarea porque registró el expediente." in told


def test_a_vacation_is_arranged(hall: Hall, keys: Keys) -> None:
    keys.tabs_to(name="Rosa")
    keys.presses("Enter")
    keys.tabs_to(name="Mis ausencias")
    keys.goes_by("Enter")
    keys.tabs_to(field="substitute")
    keys.writes("Luis")
    for part, text in (("day", "16"), ("month", "marzo"), ("year", "2026")):
        keys.tabs_to(field=f"from-{part}")
        keys.writes(text)
    for part, text in (("day", "20"), ("month", "marzo"), ("year", "2026")):
        keys.tabs_to(field=f"until-{part}")
        keys.writes(text)
    keys.tabs_to(name="Avisar la ausencia")
    keys.goes_by("Enter")
    assert "Queda arreglado." in keys.page.locator("#toasts").inner_text()
    assert "Luis" in keys.page.locator("main table").inner_text()


def test_the_last_step_is_taken_back_with_a_key(hall: Hall, keys: Keys) -> None:
    task = hall.town.open_task(hall.town.cases_of("matter")[0], "revisar")
    keys.page.goto(f"/{hall.slug}/tasks/{task}")
    keys.tabs_to(field="informe")
    keys.writes("Listo")
    keys.tabs_to(field="resultado")
    keys.presses("Space")
    keys.goes_by("Control+Enter")
    case = hall.town.cases_of("matter")[0]
    assert hall.town.steps(case) == ["archivar"]
    keys.goes_by("z")
    assert "Deshizo el paso" in keys.page.locator("#toasts").inner_text()
    assert hall.town.steps(case) == ["revisar"]


def test_a_row_that_is_completed_in_the_list_hands_the_focus_on(hall: Hall, keys: Keys) -> None:
    """«Tomar» and «Completar» swap the row; then the one after it has the focus."""
    keys.page.goto(f"/{hall.slug}/inbox?text=aprobar")
    keys.presses("j", "j")
    row = keys.at()["row"]
    after = keys.page.locator("tr.line").nth(2).get_attribute("id")
    keys.presses("t")
    keys.page.locator(f"#{row}", has_text="Usted").wait_for()
    keys.kept_focus()
    keys.tabs_to(name="Completar")
    assert keys.at()["row"] == row
    keys.presses("Enter")
    keys.page.locator(f"#{row}").wait_for(state="detached")
    keys.kept_focus()
    assert keys.at()["row"] == after


def test_what_was_done_is_taken_back_with_a_key_the_last_first(hall: Hall, keys: Keys) -> None:
    """A row that was taken after two were given away: each message takes back its own."""
    keys.page.goto(f"/{hall.slug}/inbox?text=aprobar")
    keys.presses("j", "x", "Shift+J")
    keys.goes_by("a")
    keys.tabs_to(field="person")
    if not keys.at()["name"].startswith("Luis"):
        keys.presses("ArrowDown")
    keys.goes_by("Enter")
    assert "Asignó 2 tareas." in keys.page.locator("#batch").inner_text()
    assert len(held_by(hall, "luis")) == 2
    row = keys.page.locator("tr.line", has_text="Tomar").first.get_attribute("id")
    keys.page.locator(f"#{row} .row-link").focus()
    keys.presses("t")
    keys.page.locator("#toasts", has_text="Tomó la tarea.").wait_for()
    assert len(held_by(hall, "rosa")) == 1
    keys.goes_by("z")
    assert "está como antes" in keys.page.locator("#toasts").inner_text()
    assert (len(held_by(hall, "rosa")), len(held_by(hall, "luis"))) == (0, 2)


def held_by(hall: Hall, who: str) -> list[int]:
    """The approvals and matters that somebody holds."""
    cases = [*hall.town.cases_of("apart"), *hall.town.cases_of("matter")]
    tasks = (task for case in cases for task in hall.town.open_tasks(case))
    return [task.id for task in tasks if task.assignee_id == hall.town.people[who].person_id]


def test_the_load_is_spread_with_the_keys(hall: Hall, keys: Keys) -> None:
    """Olga, who operates, gives what Rosa holds and what nobody took to Luis."""
    matters = hall.town.cases_of("matter")
    for case in matters[:2]:
        hall.town.claim("rosa", hall.town.open_task(case, "revisar"))
    hall.town.person("olga", "operador", "mesa")
    session = hall.session("olga")
    keys.page.context.clear_cookies()
    keys.page.context.add_cookies(
        [{"name": "cauce_session", "value": session, "url": keys.page.url}]
    )
    keys.page.reload()
    keys.presses("g")
    keys.goes_by("c")
    for whose in ("Repartir: Rosa", "Repartir: Mesa"):
        keys.tabs_to(name=whose)
        keys.goes_by("Enter")
        keys.presses("j", "x")
        assert keys.page.locator("input[name=task]:checked").count() == 1
        keys.presses("Enter")  # on a box that marks: nothing is sent
        keys.tabs_to(field="person")
        keys.writes("Luis")
        keys.tabs_to(field="reason")
        keys.writes("Reparto del día")
        keys.goes_by("Enter")
        assert keys.at()["id"] == "batch"
        assert "Asignó 1 tarea." in keys.page.locator("#batch").inner_text()
        keys.tabs_to(name="Carga")
        keys.goes_by("Enter")
