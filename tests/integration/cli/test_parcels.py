"""`cauce parcels`: a load is whole or refused, and what is exported loads again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from shapely import box

from engine.cadastre.bringing import bring_parcels
from engine.cadastre.exporting import collection_of, flat
from tests.land import HALVES, LOTS, X, Y, brings, collection
from tests.town import Town


@pytest.fixture
def town(sqlite_url: str, tmp_path: Path) -> Town:
    return Town(sqlite_url, tmp_path / "documents")


def test_what_is_exported_loads_again(town: Town, tmp_path: Path) -> None:
    assert brings(town).count == 2
    found = collection_of(town.installation, town.municipality_id)
    again = Town(town.database_url, tmp_path / "other")
    actor = again.person("systems", "administrator")
    answer = bring_parcels(again.installation, actor, json.dumps(found).encode(), "Otra vez")
    assert (answer.count, str(answer.said), answer.faults) == (2, "", ())
    assert collection_of(again.installation, again.municipality_id) == found
    rows = flat(found)
    assert [(row["code"], row["name"], row["share"]) for row in rows[:2]] == [
        ("01-023-001", "Quispe, Ana", "1/2"), ("01-023-001", "Rojas, Beto", "1/2")
    ]  # fmt: skip
    again.close()
    town.close()


def test_a_load_that_breaks_a_rule_brings_nothing(town: Town) -> None:
    upon = {**LOTS, "01-023-003": box(X + 39, Y, X + 60, Y + 30)}
    answer = brings(town, upon)
    assert answer.count == 0
    assert [each.kind for each in answer.faults] == ["overlap"]
    assert "se superpone 30.00 m² con 01-023-002" in str(answer.faults[0].said)
    assert brings(town).count == 2
    assert "ya existe" in str(brings(town).said)
    actor = town.people["systems"]
    for content, said in (
        (b"x", "no es una colección GeoJSON"),
        (changed(code="a/b"), "letras, números y guiones"),
        (changed(area="-3"), "el área «-3» no sirve"),
        (changed(holders=[{**HALVES[0]}]), "suman 1/2"),
        (changed(holders=[{"name": "X", "share": "0"}]), "una cuota no sirve"),
        (changed(holders=[{"share": "1"}]), "no tiene nombre"),
        (json.dumps({"features": []}).encode(), "no tiene predios"),
    ):
        answer = bring_parcels(town.installation, actor, content, "Archivo")
        assert said in str(answer.said), said
    town.close()


def changed(**told: object) -> bytes:
    """A file with one lot, something of it changed."""
    found = collection({"01-099-001": box(X, Y + 100, X + 20, Y + 130)})
    found["features"][0]["properties"].update(told)
    return json.dumps(found).encode()
