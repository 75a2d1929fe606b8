"""The workshop's canvas: what is drawn keeps itself, the check marks the element, no file loses."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree
from playwright.sync_api import Browser

from tests.browser.axe import faults_on
from tests.browser.conftest import Site
from tests.browser.sizes import page_width
from tests.browser.visiting import Visitor
from ui.workshop.files import as_text

pytestmark = pytest.mark.browser
ROOT = Path(__file__).parents[2]
SUITES = Path(os.environ.get("CAUCE_CONFORMANCE", ROOT.parent / "shared" / "conformance"))
AT = "processes/licencia_funcionamiento/workshop"
GIVEN = {("isMarkerVisible", "true")}
"""What the library says though the file leaves it open; as the type that a point has anyway."""
CHOOSE = """(id) => { const { modeler } = document.querySelector('.workshop');
modeler.get('selection').select(modeler.get('elementRegistry').get(id)); }"""
WRITE = """async (xml) => { const { modeler } = document.querySelector('.workshop');
await modeler.importXML(xml); return (await modeler.saveXML({ format: true })).xml; }"""
ADD = """() => { const { modeler } = document.querySelector('.workshop');
const from = modeler.get('elementRegistry').get('clasificar');
modeler.get('autoPlace').append(from, modeler.get('elementFactory').createShape(
{ type: 'bpmn:UserTask' })); }"""


@pytest.fixture
def luis(chromium: Browser, site: Site) -> Iterator[Visitor]:
    """Luis runs every process; he has begun a draft of the licence."""
    with chromium.new_context(viewport={"width": 1280, "height": 900}, locale="es-PE") as context:
        someone = Visitor(context.new_page(), site)
        someone.enters("luis")
        someone.opens(AT)
        someone.page.get_by_role("button", name="Empezar un borrador").click()
        someone.page.wait_for_selector(".workshop.is-open")
        yield someone
        assert someone.faults == []


def test_a_draft_is_drawn_checked_and_loses_nothing(luis: Visitor) -> None:
    """One walk: a term, a task that is not finished, the marks, the way back; then every file."""
    page = luis.page
    assert faults_on(page) == []
    page.evaluate(CHOOSE, "plazo_resolver")
    length = page.locator("[data-bind='cauce:Deadline.length']")
    length.fill("=legal parameter(")
    length.press("Tab")
    page.get_by_text("se esperaba un valor").wait_for()
    length.fill("30")
    with page.expect_response("**/review"):
        length.press("Tab")
    with page.expect_response("**/review"):
        page.evaluate(ADD)
    page.locator(".fault-badge.is-error").first.wait_for()
    assert "impide" in page.locator("#review").inner_text()
    with page.expect_response("**/review"):
        page.locator("[data-do=undo]").click()
    assert "Nada impide publicar" in page.locator("#review").inner_text()
    page.locator("[data-do=simulate]").click()
    page.locator(".bts-palette").wait_for()
    page.locator("[data-do=simulate]").click()
    luis.opens(AT)
    page.wait_for_selector(".workshop.is-open")
    page.evaluate(CHOOSE, "plazo_resolver")
    assert length.input_value() == "30"
    assert faults_on(page) == []
    nothing_is_lost(luis)
    page.set_viewport_size({"width": 360, "height": 800})
    luis.opens(AT)
    page.get_by_text("hace falta una pantalla más ancha").wait_for()
    for part in (
        "",
        "/comments",
        "/comparison",
        "/publication",
        "/states",
        "/files",
        "/text?file=riesgo.dmn",
    ):
        luis.opens(AT + part)
        page.wait_for_load_state("networkidle")
        assert page_width(page) <= 360, part
        assert faults_on(page) == [], part


def nothing_is_lost(luis: Visitor) -> None:
    """The models of the house, of the working group and of real towns are written as they came."""
    files = [*ROOT.glob("processes/procurement/*.bpmn")]
    files += [*SUITES.glob("miwg/*.bpmn"), *SUITES.glob("real/*.bpmn")]
    for path in files:
        content = path.read_bytes()
        written = luis.page.evaluate(WRITE, as_text(content)).encode()
        assert parts(written) == parts(content), path.name


def parts(content: bytes) -> Counter[tuple[object, ...]]:
    """Every element of a file with its attributes and text, whatever the way it is written."""
    parser = etree.XMLParser(remove_comments=True, remove_pis=True, resolve_entities=False)
    root = etree.fromstring(content, parser)
    found: Counter[tuple[object, ...]] = Counter()
    for node in root.iter():
        way = "/".join(str(each.tag) for each in node.iterancestors())
        said = sorted((str(key), number(str(value))) for key, value in node.attrib.items())
        told = [pair for pair in said if pair not in GIVEN and pair[1] != "dc:Point"]
        found[(way, str(node.tag), *told, " ".join((node.text or "").split()))] += 1
    return found


def number(value: str) -> str:
    """«30.0» is «30»."""
    return f"{float(value):g}" if re.fullmatch(r"-?\d+\.\d+", value) else value
