"""What surrounds the pages for citizens: name and colour, links, foot, languages."""

from __future__ import annotations

import pytest

from tests.hall import Hall
from ui.portal.around import apart


@pytest.mark.parametrize(
    ("town", "kind", "name"),
    [
        ("Municipalidad Distrital de Tambo Real", "Municipalidad Distrital", "Tambo Real"),
        ("Municipalidad Provincial del Santa", "Municipalidad Provincial", "Santa"),
        ("Gobierno Autónomo Municipal de La Paz", "Gobierno Autónomo Municipal", "La Paz"),
        ("Prefeitura Municipal de São Bento", "Prefeitura Municipal", "São Bento"),
        ("Alcaldía de Villa de Leyva", "Alcaldía", "Villa de Leyva"),
        ("Tambo Real", "", "Tambo Real"),
        ("Municipalidad de los vecinos", "", "Municipalidad de los vecinos"),
    ],
)
def test_what_it_is_is_told_apart_from_what_the_place_is_called(
    town: str, kind: str, name: str
) -> None:
    assert apart(town) == (kind, name)


def test_the_colour_is_a_style_sheet_that_browsers_keep(hall: Hall) -> None:
    page = hall.desk().opens("data-protection")
    [address] = page.tree.xpath("//link[@rel='stylesheet']/@href[contains(., 'accent-')]")
    sheet = hall.desk().opens(address)
    assert sheet.text == ":root{--accent:#8c3b1e}"
    assert sheet.headers["content-type"].startswith("text/css")
    assert "immutable" in sheet.headers["cache-control"]
    assert hall.desk().opens("accent-zz0000.css").status == 404


def test_citizens_pages_load_no_script_and_style_nothing_inline(hall: Hall) -> None:
    page = hall.desk().opens("data-protection")
    assert page.tree.xpath("//script") == []
    assert page.tree.xpath("//@style") == []
    assert page.tree.xpath("//header//a/@href")[0] == f"/{hall.slug}"
    assert page.all("//nav[@class='portal-links']//a") == [
        "Trámites", "Seguir mi trámite", "Verificar un documento", "Ingresar",
    ]  # fmt: skip


def test_a_language_is_kept_and_leads_back_to_the_page(hall: Hall) -> None:
    desk = hall.desk()
    page = desk.opens("data-protection")
    [portuguese] = page.tree.xpath("//a[@hreflang='pt']/@href")
    back = desk.opens(portuguese)
    assert (back.status, back.location) == (303, f"/{hall.slug}/data-protection")
    there = desk.follows(back)
    assert there.heading == "Como cuidamos dos seus dados"
    assert there.tree.get("lang") == "pt"


@pytest.mark.parametrize(
    "back", ["//evil.example", "https://evil.example/", "/otra/inbox", "/{slug}/\\evil", "/{slug}x"]
)
def test_a_language_leads_nowhere_else(hall: Hall, back: str) -> None:
    address = back.replace("{slug}", hall.slug)
    answer = hall.desk().opens(f"language?to=pt&back={address}")
    assert answer.location == f"/{hall.slug}"
