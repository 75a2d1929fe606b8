"""Parcels as a table: what a spreadsheet would take for a formula goes out as text and back."""

import json

from engine.cadastre.formats import Format, features_in, written

SQUARE = [[[-75.0, -12.0], [-74.9, -12.0], [-74.9, -11.9], [-75.0, -12.0]]]


def test_no_cell_of_the_table_is_a_formula() -> None:
    holders = [{"name": "=HYPERLINK(1)", "number": "+51", "kind": "", "share": "1/1"}]
    told = {"code": "-1", "area": "5", "use": "@x", "address": "Jr. Lima 1", "holders": holders}
    shape = {"type": "Polygon", "coordinates": SQUARE}
    feature = {"type": "Feature", "geometry": shape, "properties": told}
    table = written({"type": "FeatureCollection", "features": [feature]}, Format.CSV)
    assert table.decode().splitlines()[1].startswith("'-1,5,'@x,Jr. Lima 1,,'=HYPERLINK(1),'+51,")
    (back,) = json.loads(features_in(table, "a.csv"))["features"]
    assert back["properties"] == told
    assert back["geometry"]["coordinates"] == SQUARE
