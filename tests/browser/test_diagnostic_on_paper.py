"""The diagnostic on paper, for the staff and for everybody: what is folded is read, and the
pictures say the same as the numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from pypdf import PdfReader

from processes.demo import load_demo
from tests.browser.conftest import Site
from tests.browser.visiting import Visitor

pytestmark = pytest.mark.browser
TOLD = ("36.00", "61.67", "70.00", "80.00", "+34.00", "+18.33", "Medio-Alto")
"""The figures of the strategy: two rounds, what was gained, and the band."""


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


@pytest.mark.parametrize(("who", "path"), [("hugo", "improvement"), ("", "open/improvement")])
def test_the_diagnostic_is_printed_whole(
    chromium: Browser, demo: Site, tmp_path: Path, who: str, path: str
) -> None:
    with chromium.new_context(viewport={"width": 1280, "height": 860}, locale="es-PE") as context:
        someone = Visitor(context.new_page(), demo)
        if who:
            someone.enters(who)
        someone.opens(path)
        page = someone.page
        page.wait_for_load_state("networkidle")
        assert_drawn_as_told(page)
        file = tmp_path / "diagnostico.pdf"
        page.pdf(path=file, prefer_css_page_size=True)
        words = " ".join(" ".join(each.extract_text() for each in PdfReader(file).pages).split())
        for each in (*TOLD, "Gestión del Recaudo", "Fijar metas de recaudo a tres años"):
            assert each in words, each
        folded = page.locator("details.twin").first.locator("td")
        for cell in folded.all_text_contents():  # the tables behind the pictures are on paper too
            assert cell.strip() in words
        assert someone.faults == []


def assert_drawn_as_told(page: Page) -> None:
    """Where the marks lie on the plane, and how long the bars are, is what their words say."""
    ticks = page.evaluate(
        """() => [...document.querySelectorAll('.chart')[0].querySelectorAll('circle')]
        .map((each) => [Number(each.getAttribute('cx')), Number(each.getAttribute('cy'))])"""
    )
    axis = page.locator(".chart .axis-line").first.get_attribute("d") or ""
    left, top, bottom, right = map(
        float,
        re.fullmatch(r"M([\d.]+) ([\d.]+)V([\d.]+)H([\d.]+)", axis).groups(),  # type: ignore[union-attr]
    )
    found = [
        (
            round(100 * (x - left) / (right - left), 1),
            round(100 * (bottom - y) / (bottom - top), 1),
        )
        for x, y in ticks
    ]
    assert found == [(36.0, 61.7), (70.0, 80.0)]
    bars = page.evaluate(
        """() => [...document.querySelectorAll('.chart .bar-newest')].filter((each) => each.closest(
        'svg').querySelector('.bar-track') && each.closest('svg').classList.contains('chart'))
        .map((each) => [Number(each.getAttribute('width')),
            Number(each.previousElementSibling.getAttribute('width')),
            each.nextElementSibling.textContent])"""
    )
    assert len(bars) == 10
    for length, whole, told in bars:
        assert abs(100 * length / whole - float(told)) < 0.1, told
