"""The gallery's pages hold what the content policy and the reader need."""

import re
from pathlib import Path

import pytest
from lxml import html

from tests.unit.ui_kit.conftest import PAGES
from ui.gallery.samples import context
from ui.templating import HERE, Localisation, Templates

pages = pytest.mark.parametrize("name", list(PAGES))


@pages
def test_a_page_carries_no_inline_script_or_style(gallery: dict[str, str], name: str) -> None:
    page = html.fromstring(gallery[name])
    assert page.xpath("//*[@style]") == []
    assert page.xpath("//style") == []
    assert page.xpath("//script[not(@src)]") == []
    assert page.xpath("//@*[starts-with(name(), 'on')]") == []


@pages
def test_a_page_has_its_landmarks_one_heading_and_unique_ids(
    gallery: dict[str, str], name: str
) -> None:
    page = html.fromstring(gallery[name])
    assert len(page.xpath("//main")) == 1
    assert len(page.xpath("//h1")) == 1
    assert page.xpath("//body/a[1]/@href") == ["#main"]
    assert page.xpath("//html/@lang") == ["es"]
    ids = page.xpath("//@id")
    assert sorted(set(ids)) == sorted(ids)


@pages
def test_every_picture_is_hidden_from_screen_readers_or_has_words(
    gallery: dict[str, str], name: str
) -> None:
    page = html.fromstring(gallery[name])
    assert page.xpath("//svg[not(@aria-hidden='true')]") == []
    assert page.xpath("//img[not(@alt)]") == []


@pytest.mark.parametrize("locale", ["pt", "en"])
@pages
def test_a_page_renders_in_every_language(templates: Templates, name: str, locale: str) -> None:
    page = templates.render(
        f"gallery/{name}.html", context(PAGES[name]), locale=Localisation(locale)
    )
    assert f'<html lang="{locale}">' in page
    assert "Ir al contenido" not in page


def test_every_class_of_the_macros_that_has_a_state_is_styled() -> None:
    sheet = "".join(
        path.read_text() for path in sorted((HERE / "static" / "src" / "css").glob("*.css"))
    )
    for state in ("ok", "near", "late", "pause", "silence"):
        for part in ("state", "pill", "note"):
            assert f".{part}-{state}" in sheet


def test_every_icon_that_a_template_names_is_bundled(templates: Templates) -> None:
    environment = templates.environment(Localisation())
    icon = environment.globals["icon"]
    known = set(icon.__self__.icons)  # type: ignore[attr-defined]
    named = re.compile(r'icon\("([a-z0-9-]+)"|symbol="([a-z0-9-]+)"')
    used = {
        found
        for path in Path(HERE / "templates").rglob("*.html")
        for pair in named.findall(path.read_text())
        for found in pair
        if found
    }
    assert used - known == set()
