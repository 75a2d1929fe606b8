"""Whoever administers adopts processes of the house with one click; nobody else does, and no other
municipality gets anything."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from processes import registry
from processes.registry import family
from storage.queries.definitions import active_definition, active_definitions
from tests.hall import Desk, Hall, Page
from tests.town import Town
from ui.settings import Settings

ON = "municipality/catalogue"
KEY = "acceso_informacion"


@pytest.fixture
def fresh(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hall]:
    """A town that adopted nothing, and a house of two processes."""
    house = (family(KEY), family("procurement_co"))
    monkeypatch.setattr(registry, "families", lambda: house)
    town = Town(database_url, tmp_path / "documents")
    town.person("luis", "administrador")
    town.person("rosa", "operador", "auditor")
    yield Hall(town, Settings())
    town.close()


def adopts(desk: Desk, key: str = KEY, *, on: str = ON) -> Page:
    return desk.sends(ON, {"key": key}, on=on)


def version(hall: Hall, municipality_id: int) -> int | None:
    with hall.town.installation.database.read(municipality_id) as connection:
        row = active_definition(connection, municipality_id, KEY)
    return row.version if row else None


def test_one_click_adopts_and_a_newer_version_is_offered(
    fresh: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    luis, here = fresh.desk("luis"), fresh.town.municipality_id
    other = Town(fresh.town.database_url, fresh.town.folder)
    assert luis.opens(ON).all("//td[contains(@class,'cell-term')]") == ["Sin adoptar"]
    page = luis.follows(adopts(luis))
    assert page.all("//td[contains(@class,'cell-term')]") == ["Vigente, al día"]
    assert page.tree.xpath("//input[@name='key']") == []
    assert page.all("//*[@class='entry-sentence']") == [
        "Luis adoptó «Acceso a la información pública» del catálogo: versión 1"
    ]
    assert version(fresh, here) == 1
    with other.installation.database.read(other.municipality_id) as connection:
        assert active_definitions(connection, other.municipality_id) == ()
    other.close()

    newer = dict(family(KEY).bundle.files)
    newer["manifest.toml"] = b"# another version\n" + newer["manifest.toml"]
    one = family(KEY)
    house = (replace(one, bundle=replace(one.bundle, files=newer)),)
    monkeypatch.setattr(registry, "families", lambda: house)
    assert "hay otra versión más nueva" in luis.opens(ON).text
    luis.follows(adopts(luis))
    assert version(fresh, here) == 2


def test_what_the_municipality_made_itself_has_no_button(fresh: Hall) -> None:
    one = family(KEY).bundle
    files = {**one.files, "manifest.toml": b"# own\n" + one.files["manifest.toml"]}
    fresh.town.deploys(replace(one, files=files))
    luis = fresh.desk("luis")
    assert "Vigente en una versión propia" in luis.opens(ON).text
    assert adopts(luis, on="password").status == 404
    assert version(fresh, fresh.town.municipality_id) == 1


def test_nobody_else_sees_the_catalogue_or_adopts_from_it(fresh: Hall) -> None:
    rosa = fresh.desk("rosa")
    assert rosa.opens(ON).status == 403
    assert adopts(rosa, on="inbox").status == 403
    assert version(fresh, fresh.town.municipality_id) is None


def test_what_is_not_offered_to_the_country_is_not_found(fresh: Hall) -> None:
    luis = fresh.desk("luis")
    assert [adopts(luis, key).status for key in ("compra_co", "", "nada")] == [404] * 3
