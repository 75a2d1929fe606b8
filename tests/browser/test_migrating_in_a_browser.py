"""The pages of a migration in a real browser: the demo's purchases go over to a changed process."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

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
from tests.browser.conftest import Site, Visitor
from tests.browser.test_pages_look import WIDTHS, demo, faults_at

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
        assert visitor.page.evaluate("document.documentElement.scrollWidth") <= width
        assert faults_at(visitor) == []
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
