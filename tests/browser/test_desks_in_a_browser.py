"""The editors of tables and forms: what is typed keeps itself and is told beside it at once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.axe import faults_on
from tests.browser.conftest import Site
from tests.browser.sizes import page_width
from tests.browser.visiting import Visitor

pytestmark = pytest.mark.browser
AT = "processes/licencia_funcionamiento/workshop"
TABLE = f"{AT}/decision?file=licencia_via.dmn"
FORM = f"{AT}/form?file=forms/emitir_licencia.json"


@pytest.fixture
def luis(chromium: Browser, site: Site) -> Iterator[Visitor]:
    """Luis runs every process; he has a draft of the licence."""
    with chromium.new_context(viewport={"width": 1280, "height": 900}, locale="es-PE") as context:
        someone = Visitor(context.new_page(), site)
        someone.enters("luis")
        someone.opens(AT)
        begin = someone.page.get_by_role("button", name="Empezar un borrador")
        if begin.count():
            begin.click()
            someone.page.wait_for_selector(".workshop.is-open")
        yield someone
        assert someone.faults == []


def test_a_table_and_a_form_are_changed_and_keep_themselves(luis: Visitor) -> None:
    """A rule changes and a gap is told beside the table; a formula is completed by keyboard and
    read in place; a rule is added by keyboard, and goes; a field is added to a form, and seen."""
    page = luis.page
    luis.opens(TABLE)
    page.wait_for_selector("[data-manual]", state="hidden")
    assert faults_on(page) == []
    box = page.locator("[name='t0-in0']").nth(2)
    before = box.input_value()
    box.fill('"cambio_giro"')
    page.get_by_text("Ninguna regla cubre").first.wait_for()
    assert box.evaluate("box => box === document.activeElement")
    box.fill(before)
    page.locator(".desk-review", has_text="No hay nada que corregir").wait_for()
    result = page.locator("[name='t0-out0']").first
    kept = result.input_value()
    result.fill("")
    result.press_sequentially("string le")
    page.get_by_role("option", name="string length(string)").wait_for()
    result.press("ArrowDown")
    result.press("Enter")
    assert result.input_value() == "string length()"
    result.press_sequentially('"a" +')
    result.press("Tab")
    page.locator(".feel-said", has_text="se esperaba").wait_for()
    result.fill('legal parameter("pe.ui')
    result.press_sequentially("t")
    page.get_by_role("option", name="pe.uit ·").wait_for()
    result.press("ArrowDown")
    result.press("Tab")
    assert result.input_value() == 'legal parameter("pe.uit"'
    result.fill(kept)
    page.locator(".desk-review", has_text="No hay nada que corregir").wait_for()
    rules = page.locator("tr[id^='t0-r']")
    many = rules.count()
    page.locator("[data-act][value='add 0 0']").press("Enter")
    page.locator(f"#t0-r{many + 1}").wait_for()
    assert page.locator("#t0-r2 textarea").first.evaluate("box => box === document.activeElement")
    page.locator("[data-act][value='remove 0 1']").press("Enter")
    page.locator(f"#t0-r{many + 1}").wait_for(state="detached")
    assert faults_on(page) == []
    page.set_viewport_size({"width": 360, "height": 800})
    assert page_width(page) <= 360
    page.set_viewport_size({"width": 1280, "height": 900})
    luis.opens(FORM)
    page.wait_for_selector("[data-manual]", state="hidden")
    assert faults_on(page) == []
    page.locator("#kind").select_option("number")
    page.get_by_role("button", name="Agregar al final").press("Enter")
    label = page.locator(".desk-part").last.get_by_label("Etiqueta")
    page.locator(".desk-part", has_text="Número").last.wait_for()
    label.fill("Aforo del local")
    page.locator("[data-live=preview]", has_text="Aforo del local").wait_for()
    assert label.input_value() == "Aforo del local"
    assert faults_on(page) == []
    page.set_viewport_size({"width": 360, "height": 800})
    assert page_width(page) <= 360
