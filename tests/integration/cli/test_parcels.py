"""`cauce parcels`: a load is whole or refused, and what is exported loads again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import shapely
from shapely import Polygon, box

from engine.cadastre.boxes import box_of
from engine.cadastre.bringing import bring_parcels
from engine.cadastre.exporting import collection_of
from engine.cadastre.formats import Format, format_of, written
from engine.cadastre.loading import FileRefused
from storage.queries.cadastre import parcels_in
from storage.queries.municipalities import municipality_by_id
from tests.land import HALVES, LOTS, X, Y, brings, collection
from tests.town import Town


@pytest.fixture
def town(database_url: str, tmp_path: Path) -> Iterator[Town]:
    hall = Town(database_url, tmp_path / "documents")
    yield hall
    hall.close()


def test_what_is_exported_loads_again(town: Town, tmp_path: Path) -> None:
    assert brings(town).count == 2
    found = collection_of(town.installation, town.municipality_id)
    again = Town(town.database_url, tmp_path / "other")
    actor = again.person("systems", "administrator")
    answer = bring_parcels(again.installation, actor, json.dumps(found).encode(), "Otra vez")
    assert (answer.count, str(answer.said), answer.faults) == (2, "", ())
    assert collection_of(again.installation, again.municipality_id) == found
    again.close()


@pytest.mark.parametrize("form", list(Format))
def test_every_format_loads_what_it_was_written_from(
    town: Town, tmp_path: Path, form: Format
) -> None:
    assert brings(town).count == 2
    found = collection_of(town.installation, town.municipality_id)
    content = written(found, form)
    again = Town(town.database_url, tmp_path / "other")
    actor = again.person("systems", "administrator")
    told = {"filename": f"predios.{form}"}
    looked = bring_parcels(
        again.installation, actor, content, "Otra vez", only_look=True, **told
    )  # fmt: skip
    assert (looked.count, str(looked.said)) == (2, "")
    assert [each.code for each in looked.parcels] == ["01-023-001", "01-023-002"]
    assert collection_of(again.installation, again.municipality_id)["features"] == []
    assert bring_parcels(again.installation, actor, content, "Otra vez", **told).count == 2
    after = collection_of(again.installation, again.municipality_id)
    for one, other in zip(after["features"], found["features"], strict=True):
        assert one["properties"] == other["properties"]
        assert shapely.from_geojson(json.dumps(one["geometry"])).equals_exact(
            shapely.from_geojson(json.dumps(other["geometry"])), 2e-8, normalize=True
        )
    again.close()


def test_a_file_that_is_none_is_told(town: Town) -> None:
    actor = town.person("systems", "administrator")
    for name, content, said in (
        ("a.dxf", b"x", "«a.dxf» no es"),
        ("a.csv", b"code,area\n1,2\n", "«code» y «wkt»"),
        ("a.csv", b"\xff\xfe", "no es un CSV en UTF-8"),
        ("a.csv", b"code,wkt\n1,POLYGON((\n", "El contorno del predio «1» no se lee"),
        ("a.zip", b"x", "no es un .zip"),
        ("a.gpkg", b"x", "no tiene una capa"),
    ):
        answer = bring_parcels(town.installation, actor, content, "Archivo", filename=name)
        assert said in str(answer.said), name
    with pytest.raises(FileRefused):
        format_of("predios.dwg")


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


def test_the_first_load_settles_the_plane_for_good(town: Town) -> None:
    actor = town.person("systems", "administrator")

    def loads(plane: int | None, **told: object) -> str:
        content = changed(**told)
        answer = bring_parcels(town.installation, actor, content, "Archivo", plane=plane)
        return str(answer.said) or str(answer.count)

    assert "EPSG 4326 no es una proyección en metros" in loads(4326)
    assert loads(5387) == "1"
    assert "ya se mide en EPSG 5387" in loads(32718, code="01-099-002")
    row = town.reads(lambda c: municipality_by_id(c, town.municipality_id))
    assert row is not None
    assert json.loads(row.settings)["plane"] == 5387


def test_what_lies_in_a_box_is_found_whatever_its_size(town: Town) -> None:
    """A house lot inside the box of a hacienda, and one far away."""
    ranch = box(X, Y + 1_000, X + 3_000, Y + 4_000).difference(
        box(X + 1_000, Y + 2_000, X + 1_100, Y + 2_100)
    )
    outer = Polygon(ranch.exterior, ranch.interiors)
    small = box(X + 1_010, Y + 2_010, X + 1_020, Y + 2_030)
    assert brings(town, {**LOTS, "R-1": outer, "C-1": small}).count == 4

    def found(west: float, south: float, east: float, north: float) -> list[str]:
        window = box_of(box(X + west, Y + south, X + east, Y + north))
        rows = town.reads(lambda c: parcels_in(c, town.municipality_id, window))
        return sorted(row.code for row in rows)

    assert found(1_015, 2_015, 1_016, 2_016) == ["C-1", "R-1"]
    assert found(2_900, 3_900, 2_901, 3_901) == ["R-1"]
    assert found(1, 1, 2, 2) == ["01-023-001"]
    assert found(19, 1, 21, 2) == ["01-023-001", "01-023-002"]
    assert found(5_000, 0, 5_001, 1) == []


def changed(**told: object) -> bytes:
    """A file with one lot, something of it changed."""
    found = collection({"01-099-001": box(X, Y + 100, X + 20, Y + 130)})
    found["features"][0]["properties"].update(told)
    return json.dumps(found).encode()
