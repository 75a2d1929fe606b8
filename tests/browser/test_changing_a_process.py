"""A manager changes a process: a longer term, one task more, one less; its scenarios run to green,
what it means is seen, a second person lets it in, and five hundred open cases go over, three
refused, and come back."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from engine.definitions import Bundle
from engine.identity.house import ADMINISTRATOR
from engine.operations import run_batches
from storage.queries.definitions import versions_of
from storage.queries.migrations import running_by_version
from tests.browser.conftest import Served
from tests.diagrams import bundle, end, path, start, user
from tests.hall import Hall
from tests.town import Town
from ui.settings import Settings

pytestmark = pytest.mark.browser
CASES, AHEAD = 500, 3
AT = "processes/test/workshop"
TERM = '<cauce:deadline title="Evaluar" start="=today()" length="5" unit="business"/>'
DRAW = """() => { const { modeler } = document.querySelector('.workshop');
const modeling = modeler.get('modeling'), at = (id) => modeler.get('elementRegistry').get(id);
modeling.removeElements([at('cotejar')]);
const made = modeling.appendShape(at('evaluar'), { type: 'bpmn:UserTask' }, { x: 420, y: 300 });
const [old] = at('evaluar').outgoing.filter((flow) => flow.target !== made);
modeling.reconnectStart(old, made, { x: 470, y: 300 });
modeler.get('selection').select(made); }"""
EXPECTED = """# language: es
Característica: Una prueba
  Escenario: Se evalúa y se visita el local
    Dado que hoy es lunes 2 de marzo de 2026
    Y que Ana es de "clerk"
    Cuando Ana inicia el trámite
    Entonces el plazo "Evaluar" vence el lunes 9 de marzo de 2026
    Cuando Ana completa "evaluar"
    Entonces espera la tarea "Visitar el local" a Ana
"""
CHOOSE = """(id) => { const { modeler } = document.querySelector('.workshop');
modeler.get('selection').select(modeler.get('elementRegistry').get(id)); }"""


def drawn(source: Bundle, *nodes: str) -> Bundle:
    """The bundle with its nodes in a row, so that a canvas can show them."""
    sizes = [(36, 36) if each in ("start", "end") else (100, 80) for each in nodes]
    shapes = "".join(
        f'<di:BPMNShape id="{own}_di" bpmnElement="{own}"><dc:Bounds x="{100 + 160 * place}"'
        f' y="{140 - high // 2}" width="{wide}" height="{high}"/></di:BPMNShape>'
        for place, (own, (wide, high)) in enumerate(zip(nodes, sizes, strict=True))
    )
    edges = "".join(
        f'<di:BPMNEdge id="{one}_{other}_di" bpmnElement="{one}_{other}">'
        f'<dd:waypoint x="{150 + 160 * place}" y="140"/><dd:waypoint x="{260 + 160 * place}"'
        ' y="140"/></di:BPMNEdge>'
        for place, (one, other) in enumerate(pairwise(nodes))
    )
    plane = (
        '<di:BPMNDiagram xmlns:di="http://www.omg.org/spec/BPMN/20100524/DI"'
        ' xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"'
        ' xmlns:dd="http://www.omg.org/spec/DD/20100524/DI" id="dia">'
        f'<di:BPMNPlane id="plane" bpmnElement="p_test">{shapes}{edges}</di:BPMNPlane>'
        "</di:BPMNDiagram></bpmn:definitions>"
    ).encode()
    files = dict(source.files)
    files["test.bpmn"] = files["test.bpmn"].replace(b"</bpmn:definitions>", plane)
    return Bundle(files)


FIRST = drawn(
    bundle(
        start(), user("evaluar", more=TERM), user("cotejar"), end(),
        path("start", "evaluar", "cotejar", "end"),
        manifest='operators = ["boss"]',
    ),
    "start", "evaluar", "cotejar", "end",
)  # fmt: skip


@pytest.fixture
def hall(sqlite_url: str, tmp_path: Path) -> Iterator[Hall]:
    """Luis runs the process, Rosa administers; 500 cases are open, three of them a step ahead."""
    town = Town(sqlite_url, tmp_path / "documents")
    town.person("luis", "boss")
    town.person("rosa", ADMINISTRATOR)
    town.person("ana", "clerk")
    town.deploys(FIRST)
    cases = [town.open_case("ana", "test", {}) for _ in range(CASES)]
    for case in cases[:AHEAD]:
        town.does("ana", case, "evaluar")
    yield Hall(town, Settings())
    town.close()


@pytest.fixture
def served(hall: Hall) -> Iterator[str]:
    house = Served(hall.town.installation)
    house.begin(hall.slug)
    yield house.address
    house.end()


def page_of(chromium: Browser, hall: Hall, address: str, who: str) -> Page:
    """A browser in which somebody is signed in."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, locale="es-PE")
    cookie = {"name": "cauce_session", "value": hall.session(who), "url": address}
    context.add_cookies([cookie])  # type: ignore[list-item]  # a cookie, as Playwright takes it
    page = context.new_page()
    page.set_default_timeout(15_000)
    return page


def running(hall: Hall) -> dict[int, int]:
    """Open cases by version."""
    town = hall.town
    by_id = town.reads(lambda c: running_by_version(c, town.municipality_id, "test"))
    rows = town.reads(lambda c: versions_of(c, town.municipality_id, "test"))
    return {row.version: by_id[row.id] for row in rows if row.id in by_id}


def test_a_manager_changes_a_process_and_its_cases_go_over_and_back(
    chromium: Browser, hall: Hall, served: str
) -> None:
    luis = page_of(chromium, hall, served, "luis")
    draws(luis, served)
    luis.goto(f"{served}/{AT}/comparison")
    told = luis.locator("table").inner_text()
    assert all(each in told for each in ("5", "30", "Visitar el local", "cotejar"))
    runs_to_green(luis, served)
    luis.goto(f"{served}/{AT}/publication")
    impact = luis.locator("main").inner_text()
    assert "500 expedientes abiertos. Hasta 3 esperan donde el borrador no tiene lugar" in impact
    luis.fill("[name=reason]", "Ordenanza 12-2026")
    luis.get_by_role("button", name="Pedir la aprobación").click()
    luis.get_by_text("nadie aprueba lo que dibujó o pidió").wait_for()
    rosa = page_of(chromium, hall, served, "rosa")
    rosa.goto(f"{served}/{AT}/publication")
    rosa.get_by_role("button", name="Aprobar y publicar").click()
    rosa.get_by_text("La versión 2 ya rige").wait_for()
    goes_over(luis, hall, served)
    assert running(hall) == {1: AHEAD, 2: CASES - AHEAD}
    luis.fill('[name="reason"]', "Se corrige la ordenanza")
    luis.get_by_role("button", name=f"Devolver {CASES - AHEAD} expedientes").click()
    luis.get_by_text("Volver a la versión anterior").first.wait_for()
    while run_batches(hall.town.installation):
        pass
    assert running(hall) == {1: CASES}
    for page in (luis, rosa):
        page.context.close()


def draws(luis: Page, served: str) -> None:
    """The draft: thirty days, the visit instead of the comparison; what is missing is put right."""
    luis.goto(f"{served}/{AT}")
    luis.get_by_role("button", name="Empezar un borrador").click()
    luis.wait_for_selector(".workshop.is-open")
    luis.evaluate(CHOOSE, "evaluar")
    length = luis.locator("[data-bind='cauce:Deadline.length']")
    length.fill("30")
    with luis.expect_response("**/review"):
        length.press("Tab")
    with luis.expect_response("**/review"):
        luis.evaluate(DRAW)
    luis.locator(".fault-badge.is-error").first.wait_for()
    name = luis.locator("[data-bind=name]")
    name.fill("Visitar el local")
    name.press("Tab")
    with luis.expect_response("**/review"):
        luis.locator("[data-bind='zeebe:AssignmentDefinition.candidateGroups']").select_option(
            "clerk"
        )
    luis.get_by_text("Nada impide publicar").wait_for()


def runs_to_green(luis: Page, served: str) -> None:
    """What was expected of five days does not pass any more; with the day of thirty it does."""
    keeps_scenario(luis, served, EXPECTED)
    luis.get_by_role("button", name="Ensayar todos").click()
    luis.get_by_text("0 de 1 pasan").wait_for()
    luis.get_by_role("link", name="Se evalúa y se visita el local").click()
    told = luis.locator(".scenario-steps .is-late p").inner_text()
    assert "15 de abril" in told
    keeps_scenario(luis, served, EXPECTED.replace("lunes 9 de marzo", "miércoles 15 de abril"))
    luis.get_by_role("button", name="Ensayar todos").click()
    luis.get_by_text("1 de 1 pasan").wait_for()


def keeps_scenario(luis: Page, served: str, text: str) -> None:
    """The last step is completed as it is typed; what is written keeps itself."""
    luis.goto(f"{served}/{AT}/scenarios/text")
    luis.locator("[data-manual]").first.wait_for(state="hidden")
    *_before, last = text.rstrip().splitlines()
    luis.fill("[name=content]", text.replace(last, ""))
    field = luis.locator("[name=content]")
    field.press("Control+End")
    field.press_sequentially("    Entonces espera la t")
    assert luis.get_by_role("option").all_inner_texts() == []
    for _ in "la t":
        field.press("Backspace")
    field.press_sequentially('"visi')
    with luis.expect_response("**/workshop/files"):
        luis.get_by_role("option", name="Visitar el local").first.wait_for()
        for _ in range(2):
            field.press("ArrowDown")
        field.press("Enter")
        field.press("A")
    assert luis.get_by_role("option").all_inner_texts()[0].endswith("Ana")
    with luis.expect_response("**/workshop/files"):
        field.press("ArrowDown")
        field.press("Enter")
    assert field.input_value().rstrip().endswith('espera "Visitar el local" a Ana')
    luis.locator("[data-state]", has_text="Guardado").wait_for()
    luis.goto(f"{served}/{AT}/scenarios")


def goes_over(luis: Page, hall: Hall, served: str) -> None:
    """Plan, trial, batch: all that can go over does, and what cannot says why."""
    luis.goto(f"{served}/processes/test/migration?from=1&to=2")
    luis.select_option('[name="e.cotejar"]', label="Sin lugar")  # no visit is owed by who compared
    luis.get_by_role("button", name="Probar sin tocar nada").click()
    luis.wait_for_url("**/migration/trial?*")
    luis.fill('[name="reason"]', "Ordenanza 12-2026")
    luis.get_by_role("button", name=f"Pasar {CASES} expedientes").click()
    luis.wait_for_url("**/migrations/*")
    while run_batches(hall.town.installation):
        pass
    luis.reload()
    assert luis.get_by_text("«cotejar» espera y no tiene lugar").count() == AHEAD
