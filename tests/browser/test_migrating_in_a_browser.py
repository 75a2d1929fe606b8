"""The pages of a migration in a real browser: the demo's purchases go over to a changed process."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator

from engine.cases.permission import OPERATOR
from engine.definitions.bundle import Bundle
from engine.definitions.deploying import Deployed, deploy
from engine.identity import system_actor
from engine.operations import run_batches
from processes.demo.tambo_real import DOMAIN, SLUG
from processes.registry import family
from storage.database import WHOLE_INSTALLATION
from storage.queries.identity import person_by_login
from storage.queries.municipalities import municipality_by_slug
from storage.writes.identity import insert_membership
from tests.browser.axe import faults_on
from tests.browser.conftest import Site
from tests.browser.sizes import page_width
from tests.browser.test_pages_look import WIDTHS, demo
from tests.browser.visiting import Visitor

__all__ = ["demo"]
pytestmark = pytest.mark.browser
PLAN = "processes/compra/migration?from=1&to=2"
CHANGED = (
    (b'name="Estudiar el mercado"', b'name="Indagar en el mercado"'),
    (b'"certificar"', b'"certificar_credito"'),
    (b">certificar<", b">certificar_credito<"),
    (b'formId="certificar_credito"', b'formId="certificar"'),
)


@pytest.fixture(scope="module")
def changed(demo: Site) -> Site:
    """Luis operates the municipality; the purchase has another name here, another id there."""
    installation = demo.installation
    with installation.database.read(WHOLE_INSTALLATION) as connection:
        town = municipality_by_slug(connection, SLUG)
    assert town is not None
    with installation.database.verb(town.id) as connection:
        luis = person_by_login(connection, town.id, f"luis@{DOMAIN}")
        assert luis is not None
        insert_membership(
            connection,
            town.id,
            membership_id=installation.ids.new(),
            person_id=luis.id,
            role=OPERATOR,
            valid_from=installation.clock.now(),
        )
    files = dict(family("procurement").bundle.files)
    for old, new in CHANGED:
        files = {name: content.replace(old, new) for name, content in files.items()}
    answer = deploy(installation, system_actor(town.id), Bundle(files))
    assert isinstance(answer, Deployed)
    return demo


@pytest.fixture
def luis(chromium: Browser, changed: Site) -> Iterator[Visitor]:
    with chromium.new_context(viewport={"width": 1280, "height": 860}, locale="es-PE") as context:
        someone = Visitor(context.new_page(), changed)
        someone.enters("luis")
        yield someone
        assert someone.faults == []


def looks_right(visitor: Visitor, name: str) -> None:
    for width in WIDTHS:
        visitor.page.set_viewport_size({"width": width, "height": 860})
        visitor.page.wait_for_load_state("networkidle")
        assert page_width(visitor.page) <= width
        assert faults_on(visitor.page) == []
    visitor.page.set_viewport_size({"width": 1280, "height": 860})
    visitor.pictures(name)


def test_purchases_go_over_with_a_renamed_element_and_come_back(luis: Visitor) -> None:
    page = luis.page
    luis.opens("processes/compra")
    page.get_by_role("link", name="Migrar expedientes de la versión 1 a la 2").click()
    page.locator("[data-diagram]").first.scroll_into_view_if_needed()
    page.wait_for_selector(".diagram.is-drawn")
    assert page.input_value('[name="e.certificar"]') == "certificar_credito"
    looks_right(luis, "10-migrar-plan")
    page.get_by_role("button", name="Probar sin tocar nada").click()
    page.wait_for_url("**/migration/trial?*")
    looks_right(luis, "10-migrar-prueba")
    page.fill('[name="reason"]', "Reforma del reglamento")
    page.locator(".work-foot .button-primary").click()
    page.wait_for_url("**/migrations/*")
    while run_batches(luis.site.installation):
        pass
    page.reload()
    looks_right(luis, "10-migrar-resultado")
    assert page.get_by_text("Hecho.").count() > 0
    page.get_by_role("button", name="Deshacer", exact=True).first.click()
    page.get_by_text("volvió a la versión 1").wait_for()


def marks(visitor: Visitor, side: str) -> Locator:
    """The buttons on the drawings of a version that are to be seen."""
    return visitor.page.locator(f'[data-side="{side}"] .pair-mark:not([hidden])')


def mark_of(visitor: Visitor, side: str, name: str) -> Locator:
    board = visitor.page.locator(f'[data-side="{side}"]')
    return board.get_by_role("button", name=re.compile(re.escape(f"«{name}»"))).first


def opened_plan(visitor: Visitor) -> None:
    visitor.opens(PLAN)
    for side in ("old", "new"):
        visitor.page.locator(
            f'[data-side="{side}"] [data-diagram]'
        ).first.scroll_into_view_if_needed()
        visitor.page.locator(f'[data-side="{side}"] .diagram.is-drawn').first.wait_for()


def test_the_plan_is_edited_on_the_diagram_and_the_list_follows(luis: Visitor) -> None:
    page, field = luis.page, '[name="e.certificar"]'
    opened_plan(luis)
    badges = page.locator('[data-side="old"] .count-badge').all_text_contents()
    assert badges
    assert "Todo lo que espera tiene su lugar" in page.locator(".pair-bar").inner_text()
    mark_of(luis, "old", "Certificar presupuesto").click()
    page.get_by_role("button", name="Dejar sin par").click()
    assert page.input_value(field) == ""
    assert "Sin lugar: 1" in page.locator(".pair-bar").inner_text()
    luis.pictures("10-migrar-sin-par")
    mark_of(luis, "old", "Certificar presupuesto").click()
    assert "Elija en la versión 2 en qué se convierte" in page.locator(".pair-bar").inner_text()
    luis.pictures("10-migrar-eligiendo")
    page.locator('[data-side="new"] [data-element-id="certificar_credito"] .djs-hit').first.click()
    assert page.input_value(field) == "certificar_credito"
    number = mark_of(luis, "old", "Certificar presupuesto").inner_text()
    assert mark_of(luis, "new", "Certificar presupuesto").inner_text() == number
    page.select_option(field, "-")
    assert mark_of(luis, "old", "Certificar presupuesto").inner_text() == "×"
    page.select_option(field, "certificar_credito")
    assert mark_of(luis, "old", "Certificar presupuesto").inner_text() == number


def test_the_plan_is_edited_by_keys_alone(luis: Visitor) -> None:
    page, field = luis.page, '[name="e.certificar"]'
    opened_plan(luis)
    mark_of(luis, "old", "Certificar presupuesto").focus()
    page.keyboard.press("Enter")
    focused = "document.activeElement.getAttribute('aria-label')"
    assert page.evaluate(focused).startswith("Elegir «")
    page.keyboard.press("Escape")
    assert page.evaluate(focused).startswith("«Certificar presupuesto»")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Se quita", exact=True).press("Enter")
    assert page.input_value(field) == "-"
    mark_of(luis, "old", "Certificar presupuesto").press("Enter")
    mark_of(luis, "new", "Certificar presupuesto").press("Space")
    assert page.input_value(field) == "certificar_credito"
