"""A municipality has its own word in a form and its own procedure in the place of a called one; a
later shared version brings a task and says the same word otherwise; it is decided and approved, and
a case runs with what both sides changed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from engine.definitions import Bundle
from engine.definitions.deploying import Deployed, deploy
from engine.identity import system_actor
from processes import registry
from tests.browser.axe import faults_on
from tests.browser.conftest import Served
from tests.browser.sizes import page_width
from tests.browser.test_changing_a_process import page_of
from tests.diagrams import HEAD, bundle, end, field, form, path, start, user
from tests.hall import Hall
from tests.town import Town
from tests.variants import KEY, house
from ui.settings import Settings

pytestmark = pytest.mark.browser
AT = f"processes/{KEY}/workshop"
CALL = (
    '<bpmn:callActivity id="revisar" name="Revisar"><bpmn:extensionElements>'
    '<zeebe:calledElement processId="revision"/></bpmn:extensionElements></bpmn:callActivity>'
)


def procedure(task: str, own: str) -> bytes:
    """A called procedure of one task."""
    body = f"{start('r_in')}{user(task)}{end('r_out')}{path('r_in', task, 'r_out')}"
    process = f'<bpmn:process id="{own}" name="Revisión" isExecutable="true">{body}</bpmn:process>'
    return f"{HEAD}{process}</bpmn:definitions>".encode()


def shared(*steps: str, label: str) -> Bundle:
    """The shared process: a call, and tasks."""
    tasks = [user(each) for each in steps]
    made = bundle(
        start(form="ask"), CALL, *tasks, end(), path("start", "revisar", *steps, "end"),
        forms={"ask": form(field("asunto", label=label))}, manifest='operators = ["boss"]',
    )  # fmt: skip
    return Bundle({**made.files, "revision.bpmn": procedure("cotejar", "revision")})


FIRST = shared("firmar", label="Asunto")
LATER = shared("registrar", "firmar", label="De qué se trata")


@pytest.fixture
def hall(sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hall]:
    """Luis and Eva run the shared process."""
    town = Town(sqlite_url, tmp_path / "documents")
    for name, role in (("luis", "boss"), ("eva", "boss"), ("ana", "clerk")):
        town.person(name, role)
    stored = deploy(town.installation, system_actor(town.municipality_id), FIRST, shared=True)
    assert isinstance(stored, Deployed)
    monkeypatch.setattr(registry, "families", lambda: house(FIRST))
    yield Hall(town, Settings())
    town.close()


@pytest.fixture
def served(hall: Hall) -> Iterator[str]:
    served = Served(hall.town.installation)
    served.begin(hall.slug)
    yield served.address
    served.end()


def test_what_is_ours_and_what_comes_later_run_together(
    chromium: Browser, hall: Hall, served: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    luis, eva = (page_of(chromium, hall, served, who) for who in ("luis", "eva"))
    makes_its_own(luis, served, tmp_path)
    comes_into_force(luis, eva, served)
    monkeypatch.setattr(registry, "families", lambda: house(LATER))
    luis.goto(f"{served}/notices")
    luis.get_by_role("link", name="Hay una versión nueva").click()
    luis.wait_for_url("**/workshop/origin")
    assert faults_on(luis) == []
    luis.set_viewport_size({"width": 360, "height": 800})
    assert page_width(luis) <= 360
    luis.set_viewport_size({"width": 1280, "height": 900})
    luis.get_by_role("button", name="Traer a un borrador").click()
    luis.get_by_text("Elija qué queda.").first.wait_for()
    luis.get_by_text("Queda lo nuestro").click()
    luis.get_by_role("button", name="Traer a un borrador").click()
    luis.get_by_text("La versión nueva está en su borrador").wait_for()
    comes_into_force(luis, eva, served)
    ana = page_of(chromium, hall, served, "ana")
    ana.goto(f"{served}/start/{KEY}")
    ana.get_by_label("Su pedido").fill("Poda de árboles")
    ana.context.close()
    case = hall.town.open_case("ana", KEY, {"asunto": "Poda de árboles"})
    for step in ("atender", "registrar", "firmar"):
        assert hall.town.steps(case) == [step]
        hall.town.does("ana", case, step)
    for page in (luis, eva):
        page.context.close()


def makes_its_own(luis: Page, served: str, folder: Path) -> None:
    """A procedure of ours first, which begins the draft; then the word of the field."""
    drawing = folder / "lo_nuestro.bpmn"
    drawing.write_bytes(procedure("atender", "lo_nuestro"))
    luis.goto(f"{served}/{AT}/adjustments")
    assert faults_on(luis) == []
    luis.set_input_files("[name=diagram]", drawing)
    luis.get_by_role("button", name="Poner el nuestro").click()
    luis.get_by_text("Quedó en su borrador").wait_for()
    luis.goto(f"{served}/{AT}/form?file=forms/ask.json")
    word = luis.get_by_label("Etiqueta").first
    with luis.expect_response(lambda answer: answer.request.method == "POST"):
        word.fill("Su pedido")
        word.press("Tab")
    luis.goto(f"{served}/{AT}/origin")
    told = luis.locator("main").inner_text()
    assert all(each in told for each in ("Su pedido", "atender", "cotejar"))


def comes_into_force(luis: Page, eva: Page, served: str) -> None:
    luis.goto(f"{served}/{AT}/publication")
    luis.fill("[name=reason]", "Ordenanza 12-2026")
    luis.get_by_role("button", name="Pedir la aprobación").click()
    luis.get_by_text("nadie aprueba lo que dibujó o pidió").wait_for()
    eva.goto(f"{served}/{AT}/publication")
    eva.get_by_role("button", name="Aprobar y publicar").click()
    eva.get_by_text("ya rige").wait_for()
