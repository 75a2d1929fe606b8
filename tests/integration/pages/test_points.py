"""A point in a form: drawn over the outline of the municipality; what only its page may do."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.identity.bounding import bound_town
from engine.identity.founding import Changed
from engine.territory.bounds import Bounds
from processes.demo.town import own_processes
from tests.hall import Desk, Hall
from tests.town import Town
from ui.settings import SettingError, Settings

SQUARE = ((-72.3, -13.5), (-72.2, -13.5), (-72.2, -13.4), (-72.3, -13.4), (-72.3, -13.5))
TILES = "https://tiles.example/{z}/{x}/{y}.png"


@pytest.fixture
def town(database_url: str, tmp_path: Path) -> Iterator[Town]:
    """A square town where the street is told of."""
    town = Town(database_url, tmp_path / "documents")
    town.person("julia", "area_usuaria")
    luis = town.person("luis", "administrador")
    town.deploys(own_processes()["via_publica"])
    done = bound_town(town.installation, luis, Bounds((SQUARE,)), "El límite de la ley")
    assert isinstance(done, Changed)
    yield town
    town.close()


def desk_of(town: Town, settings: Settings) -> Desk:
    return Hall(town, settings).desk("julia")


def test_the_outline_and_the_typed_point_are_drawn_without_script(town: Town) -> None:
    desk = desk_of(town, Settings())
    page = desk.opens("start/via_publica")
    svg = "//div[@data-ground]/svg"
    assert len(page.tree.xpath(f"{svg}/path[@class='ground-town']")) == 1
    assert page.tree.xpath(f"{svg}/image") == []
    draft = str(page.tree.xpath("//input[@name='_draft']/@value")[0])
    typed = {"_draft": draft, "_page": "1", "lugar.lat": "-13.45", "lugar.lon": "-72.25"}
    again = desk.sends("start/via_publica", typed)
    assert again.status == 422
    marker = again.tree.xpath(f"{svg}/g[@data-point]/@transform")[0]
    x, y = (float(each) for each in marker[len("translate(") : -1].split())
    assert (x, y) == pytest.approx((320, 200), abs=1)


def test_a_point_outside_is_refused_with_what_was_typed(town: Town) -> None:
    desk = desk_of(town, Settings())
    draft = str(desk.opens("start/via_publica").tree.xpath("//input[@name='_draft']/@value")[0])
    typed = {"_draft": draft, "_page": "1", "lugar.lat": "-12.05", "lugar.lon": "-77.04"}
    page = desk.sends("start/via_publica", typed)
    assert any("el punto está fuera de" in fault for fault in page.faults)
    assert page.value("lugar.lat") == "-12.05"


def test_only_the_page_of_a_point_may_ask_for_the_place_and_for_tiles(town: Town) -> None:
    desk = desk_of(town, Settings(tiles=TILES, tiles_credit="© Colaboradores"))
    page, other = desk.opens("start/via_publica"), desk.opens("inbox")
    assert "geolocation=(self)" in page.headers["permissions-policy"]
    assert "geolocation=()" in other.headers["permissions-policy"]
    assert "img-src 'self' data: https://tiles.example;" in page.headers["content-security-policy"]
    assert "tiles.example" not in other.headers["content-security-policy"]
    addresses = page.tree.xpath("//div[@data-ground]/svg/image/@href")
    assert 4 <= len(addresses) <= 20
    assert all(each.startswith("https://tiles.example/") for each in addresses)
    assert "© Colaboradores" in page.text


@pytest.mark.parametrize(
    "tiles",
    ["http://tiles.example/{z}/{x}/{y}.png", "https://a/{z}/{x}", "https://a;img-src */{z}{x}{y}"],
)
def test_tiles_that_a_page_could_not_take_are_no_setting(tiles: str) -> None:
    with pytest.raises(SettingError, match="CAUCE_TILES"):
        Settings(tiles=tiles)


def test_bounds_need_a_reason_and_are_told_in_the_history(town: Town) -> None:
    luis = town.person("rosa", "administrador")
    assert not isinstance(bound_town(town.installation, luis, None, " "), Changed)
    page = Hall(town, Settings()).desk("luis").opens("municipality")
    assert "sus límites en el mapa" in page.text


def test_the_town_says_which_place_of_the_list_it_is_and_addresses_begin_there(town: Town) -> None:
    hall = Hall(town, Settings())
    desk = hall.desk("luis")
    page = desk.opens("municipality")
    facts = {name: page.value(name) for name in ("name", "region", "currency", "accent")}
    facts |= {"country": "PE", "timezone": "America/Lima", "locale": "es", "reason": "El INEI"}
    wrong = desk.sends("municipality", {**facts, "ubigeo": "999999"})
    assert wrong.faults == ["Escriba un código que esté en la lista de lugares de su país, o nada."]
    assert wrong.value("ubigeo") == "999999"
    assert desk.sends("municipality", {**facts, "ubigeo": "080309"}).status == 303
    opened = hall.desk("julia").opens("start/via_publica?page=2")
    chosen = opened.tree.xpath("//select[contains(@name, 'domicilio')]/option[@selected]/text()")
    assert chosen == ["Cusco", "Anta", "Zurite"]
