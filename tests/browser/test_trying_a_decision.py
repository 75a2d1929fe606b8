"""A decision is tried in a real browser: picked, filled in, decided; pasted; without script."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from processes.registry import family
from tests.browser.axe import faults_on
from tests.browser.sizes import page_width
from tests.browser.visiting import Visitor

pytestmark = pytest.mark.browser
METHOD = family("procurement").bundle.files["metodo.dmn"].decode()
BUTTON = "Probar la decisión"


def looks_right(visitor: Visitor, name: str) -> None:
    """Nothing for axe to find and nothing wider than the window, at a desk and on a phone."""
    for width in (1280, 360):
        visitor.page.set_viewport_size({"width": width, "height": 860})
        visitor.page.wait_for_load_state("networkidle")
        assert page_width(visitor.page) <= width
        assert faults_on(visitor.page) == []
        if folder := os.environ.get("CAUCE_LOOKS"):
            path = Path(folder) / f"{name}-{width}.png"
            visitor.page.screenshot(path=path, full_page=True)
    visitor.page.set_viewport_size({"width": 1280, "height": 860})


def tries_the_method(visitor: Visitor) -> None:
    visitor.enters("rosa")
    visitor.opens("decisions")
    visitor.page.locator("a[href*='process=compra'][href$='decision=metodo']").click()
    visitor.page.fill("[name=d4]", "180,000.00")
    visitor.page.fill("[name=d3]", "0")
    visitor.page.get_by_role("button", name=BUTTON).click()
    visitor.page.wait_for_selector("#result")
    assert "Licitación pública abreviada" in visitor.page.locator("#result").inner_text()
    assert visitor.page.locator("tr.is-selected").count() == 2


def test_a_decision_in_force_is_tried_without_leaving_the_page(visitor: Visitor) -> None:
    visitor.enters("rosa")
    visitor.opens("decisions")
    looks_right(visitor, "decisions")
    tries_the_method(visitor)
    visitor.page.evaluate("window.stays = true")
    looks_right(visitor, "tried")
    visitor.page.fill("[name=d4]", "muchos")
    visitor.page.get_by_role("button", name=BUTTON).click()
    visitor.page.wait_for_selector("#error-summary")
    assert visitor.page.evaluate("window.stays")
    assert visitor.page.input_value("[name=d4]") == "muchos"
    looks_right(visitor, "errors")


def test_the_property_tax_is_tried_before_a_process_runs_it(visitor: Visitor) -> None:
    visitor.enters("rosa")
    visitor.opens("decisions")
    visitor.page.get_by_role("link", name="Impuesto predial", exact=True).click()
    visitor.page.get_by_label("Año del impuesto").fill("2026")
    visitor.page.get_by_label("Autovalúos de sus predios").fill("[250000, 200000]")
    visitor.page.get_by_label("ninguno").check()
    visitor.page.get_by_role("button", name=BUTTON).click()
    visitor.page.wait_for_selector("#result")
    assert "2,850" in visitor.page.locator("#result").inner_text()
    looks_right(visitor, "tax")


def test_a_pasted_model_is_reviewed_and_a_file_is_read(visitor: Visitor, tmp_path: Path) -> None:
    visitor.enters("rosa")
    visitor.opens("decisions/try")
    visitor.page.fill("[name=_model]", METHOD.replace("&lt;= limites.menor", "&lt; &lt; 3", 1))
    visitor.page.get_by_role("button", name="Leer el modelo").click()
    visitor.page.wait_for_selector("#review")
    assert "se esperaba un valor" in visitor.page.locator("#review").inner_text()
    looks_right(visitor, "broken")
    path = tmp_path / "metodo.dmn"
    path.write_text(METHOD)
    visitor.page.set_input_files("[name=_file]", path)
    visitor.page.get_by_role("button", name="Leer el modelo").click()
    visitor.page.wait_for_selector("#review", state="detached")
    assert visitor.page.input_value("[name=_model]").strip() == METHOD.strip()


def test_a_decision_is_tried_without_script(plain_visitor: Visitor) -> None:
    tries_the_method(plain_visitor)
    assert plain_visitor.page.url.endswith("decisions/try#result")
