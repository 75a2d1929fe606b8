"""A visit where there is no network: the form is there, what is typed stays on the phone, and it is
sent into the draft of the task as soon as there is one."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.desks import browsing, served
from tests.hall import Hall
from tests.land import Division
from tests.town import Town
from ui.settings import Settings

pytestmark = pytest.mark.browser


def test_what_was_typed_without_a_network_is_kept_and_sent_later(
    sqlite_url: str, tmp_path: Path, chromium: Browser
) -> None:
    town = Town(sqlite_url, tmp_path / "documents")
    visited = Division(town)
    visited.found()
    visited.case_id = visited.asks("01-023-001")
    visited.to_the_visit()
    task = town.open_task(visited.case_id, "predio_inspeccionar", "tito")
    hall = Hall(town, Settings())
    with served(hall) as base, browsing(chromium, hall, base, "tito") as page:
        page.goto(f"/{hall.slug}/cadastre/inspections/{task}")
        page.evaluate("navigator.serviceWorker.ready")
        page.reload()  # now the worker sees the page and what it is drawn with
        page.wait_for_function("navigator.serviceWorker.controller !== null")
        page.reload()
        page.context.set_offline(True)
        page.get_by_label("Qué se encontró").fill("Un cerco de adobe.")
        page.get_by_role("button", name="Enviar a la tarea").click()
        page.get_by_text("Sin red: queda en este teléfono").wait_for()
        page.reload()
        assert page.get_by_label("Qué se encontró").input_value() == "Un cerco de adobe."
        page.get_by_text("Sin red: queda en este teléfono").wait_for()
        page.context.set_offline(False)
        page.wait_for_url(f"**/tasks/{task}")
        assert page.get_by_label("Qué se encontró").input_value() == "Un cerco de adobe."
    town.close()
