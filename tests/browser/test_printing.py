"""The inbox and a case on paper: whole, black on white, with who printed it and what narrows it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from pypdf import PdfReader

from processes.demo import load_demo
from tests.browser.conftest import Site
from tests.browser.visiting import Visitor

pytestmark = pytest.mark.browser
PRINTED = "Impreso por Rosa Quispe"
AROUND = (
    ".top", ".side", ".side-foot", ".bottom", ".tabs-row", ".filters", ".bulk", ".toasts",
    ".crumbs", ".menu", ".button", ".post-button", ".skip", ".keys", "input[type=checkbox]",
)  # fmt: skip


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory, _sqlite_template: Path) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("demo")
    path = folder / "cauce.db"
    path.write_bytes(_sqlite_template.read_bytes())
    day = date(2026, 3, 30)
    site = Site(folder, f"sqlite:///{path}", day=day, furnished=False)
    load_demo(site.installation, today=day)
    site.begin()
    yield site
    site.end()


@pytest.fixture
def rosa(chromium: Browser, demo: Site) -> Iterator[Visitor]:
    with chromium.new_context(viewport={"width": 1280, "height": 860}, locale="es-PE") as context:
        someone = Visitor(context.new_page(), demo)
        someone.enters("rosa")
        yield someone
        assert someone.faults == []


def on_paper(visitor: Visitor, name: str, folder: Path) -> str:
    """The words of the page as it is printed."""
    visitor.page.wait_for_load_state("networkidle")
    path = folder / f"{name}.pdf"
    visitor.page.pdf(path=path, prefer_css_page_size=True)
    return " ".join(" ".join(page.extract_text() for page in PdfReader(path).pages).split())


def assert_bare(visitor: Visitor) -> None:
    """Nothing to press or to go by is printed, and what is printed is black on white."""
    visitor.page.wait_for_load_state("networkidle")
    visitor.page.emulate_media(media="print")
    for each in AROUND:
        found = visitor.page.locator(each)
        assert [n for n in range(found.count()) if found.nth(n).is_visible()] == [], each
    colours = visitor.page.evaluate(
        """() => [...document.querySelectorAll('main *')]
        .filter((each) => each.checkVisibility() && !each.closest('svg') && each.innerText)
        .map((each) => getComputedStyle(each)).filter((style) =>
            style.color !== 'rgb(0, 0, 0)' ||
            !['rgba(0, 0, 0, 0)', 'rgb(255, 255, 255)'].includes(style.backgroundColor))
        .map((style) => style.color + ' ' + style.backgroundColor)"""
    )
    assert colours == []
    visitor.page.emulate_media(media="null")


def test_the_inbox_is_printed_with_its_filters_in_words(rosa: Visitor, tmp_path: Path) -> None:
    rosa.opens("inbox?process=compra&tab=free")
    numbers = rosa.page.locator("tbody tr.line").count()
    assert numbers > 1
    assert_bare(rosa)
    words = on_paper(rosa, "bandeja", tmp_path)
    assert PRINTED in words
    assert "como estaba el 30 de marzo de 2026" in words
    assert "Municipalidad" in words
    assert "Qué lista: Puedo tomar" in words
    assert "Filtros: Trámite: " in words
    assert words.count("CON-2026-") >= numbers
    assert "Cerrar sesión" not in words
    assert words.startswith("1 / 1 ")  # nothing hidden takes a sheet


def test_a_case_is_printed_whole(rosa: Visitor, tmp_path: Path) -> None:
    rosa.opens("cases?q=Motobombas")
    rosa.page.locator("a.row-link[href*='/cases/']").first.click()
    assert_bare(rosa)
    words = on_paper(rosa, "expediente", tmp_path)
    for told in (PRINTED, "Motobombas", "Historia", "Dónde está", "Documentos"):
        assert told.casefold() in words.casefold(), told


def test_the_list_of_cases_is_printed_with_what_was_sought(rosa: Visitor, tmp_path: Path) -> None:
    rosa.opens("cases?q=Motobombas&state=open")
    assert_bare(rosa)
    words = on_paper(rosa, "expedientes", tmp_path)
    assert "Qué lista: En curso" in words
    assert "Filtros: Dice: Motobombas" in words
