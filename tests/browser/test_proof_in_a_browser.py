"""A licence that silence granted, checked on a page that was kept: without a network."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.sizes import page_width
from tests.features.window import HOUSE, Procedure
from tests.fees import pays_at_the_till
from tests.hall import Hall
from tests.town import Town
from ui.settings import Settings

pytestmark = pytest.mark.browser


@pytest.fixture
def granted(tmp_path: Path, _sqlite_template: Path) -> Iterator[Procedure]:
    """A licence of high risk that nobody touched after it was paid."""
    path = tmp_path / "cauce.db"
    path.write_bytes(_sqlite_template.read_bytes())
    town = Town(f"sqlite:///{path}", tmp_path / "documents")
    procedure = Procedure(town)
    procedure.found("licencia_funcionamiento")
    procedure.on(date(2026, 3, 26))
    procedure.file({"giro": "discoteca", "area_m2": "320"})
    procedure.do("recepcion_revisar")
    pays_at_the_till(town, HOUSE, procedure.case_id, received="500.00")
    procedure.settle()
    procedure.on(date(2026, 4, 17))
    assert procedure.outcome() == "Aprobada por silencio"
    yield procedure
    town.close()


def test_the_page_checks_the_paper_offline_and_names_the_changed_bytes(
    granted: Procedure, chromium: Browser, tmp_path: Path
) -> None:
    town = granted.town
    (letter,) = granted.letters()
    desk = Hall(town, Settings()).desk()
    shown = desk.opens(f"v/{letter.code}")
    assert "Este documento es auténtico y está vigente." in shown.text
    kept = desk.opens(f"v/{letter.code}/proof")
    assert kept.headers["content-disposition"].startswith("attachment")
    page_file = tmp_path / "prueba.html"
    page_file.write_bytes(kept.content)
    with town.installation.documents.open(letter.sha256 or "") as chunks:
        paper = b"".join(chunks)
    (tmp_path / "constancia.txt").write_bytes(paper)
    changed = paper[:700] + b"#" + paper[701:]
    (tmp_path / "otra.txt").write_bytes(changed)
    forged = tmp_path / "falsa.html"
    number = (letter.number or "").encode()
    forged.write_bytes(kept.content.replace(number, number.replace(b"0001", b"0009")))

    with chromium.new_context(offline=True, viewport={"width": 360, "height": 800}) as context:
        page = context.new_page()
        faults: list[str] = []
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(page_file.as_uri())
        assert page.locator("#sealed").inner_text().startswith("La prueba está íntegra")
        page.set_input_files("#paper", tmp_path / "constancia.txt")
        page.wait_for_selector("#checked.ok")
        assert "byte por byte" in page.locator("#checked").inner_text()
        page.set_input_files("#paper", tmp_path / "otra.txt")
        page.wait_for_selector("#checked.late")
        assert "cambió entre los bytes 512 y 767" in page.locator("#checked").inner_text()
        assert page_width(page) == 360
        page.goto(forged.as_uri())
        said = page.locator("#sealed").inner_text()
        assert "El sello no corresponde" in said
        assert "La historia dice otra cosa en el número" in said
        assert faults == []
