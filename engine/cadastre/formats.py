"""The files that parcels come in and go out by: GeoJSON, CSV with the outline as WKT, and, where
the extra `geo` is installed, GeoPackage and zipped Shapefile. All become, or are made of, the
features of `loading`; outlines are in WGS84 except where a layer says its own projection.
"""

from __future__ import annotations

import csv
import io
import json
import tempfile
import zipfile
from collections.abc import Iterable, Mapping
from enum import StrEnum
from math import isnan
from pathlib import Path
from typing import Any

import shapely
from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError
from shapely import GEOSException

from engine.cadastre.loading import LARGEST, FileRefused
from engine.sentences import N_, phrase
from engine.spreadsheets import read_back
from engine.spreadsheets import written as cell

Collection = dict[str, Any]
FACTS = ("code", "area", "use", "address")
HOLDER = ("name", "number", "kind", "share")
WKT = "wkt"
_WGS84 = "EPSG:4326"


class Format(StrEnum):
    """By the end of the name of a file."""

    GEOJSON = "geojson"
    CSV = "csv"
    GEOPACKAGE = "gpkg"
    SHAPEFILE = "zip"


def format_of(filename: str) -> Format:
    """The format of a file; raises FileRefused."""
    end = Path(filename).suffix.lower().lstrip(".")
    if end == "json":
        return Format.GEOJSON
    try:
        return Format(end)
    except ValueError:
        said = N_("«%(name)s» no es .geojson, .csv, .gpkg ni .zip con un Shapefile.")
        raise FileRefused(phrase(said, name=filename[:80])) from None


def features_in(content: bytes, filename: str) -> bytes:
    """The file as the GeoJSON that a load reads; raises FileRefused."""
    form = format_of(filename)
    if len(content) > LARGEST:
        raise FileRefused(phrase(N_("El archivo pasa de %(most)s MB."), most=LARGEST // 1_000_000))
    if form is Format.GEOJSON:
        return content
    found = _of_table(content) if form is Format.CSV else _of_layer(content, form)
    return json.dumps({"type": "FeatureCollection", "features": found}).encode()


def written(collection: Collection, form: Format) -> bytes:
    """A collection in a format; raises FileRefused where the extra is not there."""
    if form is Format.GEOJSON:
        return json.dumps(collection, ensure_ascii=False).encode()
    return _table(collection) if form is Format.CSV else _layer(collection, form)


def _of_table(content: bytes) -> list[Collection]:
    """A row for each holder of a parcel; the first row of a code tells its facts and outline."""
    try:
        read = csv.DictReader(io.StringIO(content.decode("utf-8-sig")), strict=True)
        rows = [{name: read_back(row.get(name) or "") for name in read.fieldnames or ()}
                for row in read]  # fmt: skip
    except (UnicodeDecodeError, csv.Error):
        raise FileRefused(phrase(N_("El archivo no es un CSV en UTF-8."))) from None
    if not rows or not {"code", WKT} <= set(rows[0]):
        raise FileRefused(phrase(N_("El CSV debe tener las columnas «code» y «wkt».")))
    found: dict[str, Collection] = {}
    for row in rows:
        code = (row.get("code") or "").strip()
        if code not in found:
            outline = _outline(code, row[WKT])
            told = {name: row.get(name) or "" for name in FACTS}
            found[code] = _feature(outline, {**told, "code": code, "holders": []})
        if row.get("name"):
            holder = {name: row.get(name) or "" for name in HOLDER}
            found[code]["properties"]["holders"].append(holder)
    return list(found.values())


def _outline(code: str, text: str) -> Any:
    try:
        return json.loads(shapely.to_geojson(shapely.from_wkt(text)))
    except (GEOSException, TypeError, ValueError):
        said = N_("El contorno del predio «%(code)s» no se lee.")
        raise FileRefused(phrase(said, code=code[:60])) from None


def _feature(geometry: Any, told: Mapping[str, Any]) -> Collection:
    return {"type": "Feature", "geometry": geometry, "properties": dict(told)}


def _table(collection: Collection) -> bytes:
    text = io.StringIO()
    fields = [*FACTS, "since", *HOLDER, WKT]
    writer = csv.DictWriter(text, fields, lineterminator="\r\n", extrasaction="ignore")
    writer.writeheader()
    for feature in collection["features"]:
        told = feature["properties"]
        outline = shapely.to_wkt(
            shapely.from_geojson(json.dumps(feature["geometry"])), rounding_precision=9
        )
        for place, holder in enumerate(told["holders"] or [{}]):
            row = {**told, **{name: holder.get(name, "") for name in HOLDER}}
            row[WKT] = "" if place else outline
            writer.writerow({name: cell(row.get(name)) for name in fields})
    return text.getvalue().encode()


def _raw() -> Any:
    """The reader of layers; raises FileRefused where it is not installed."""
    try:
        from pyogrio import raw  # the extra `geo`
    except ImportError:
        said = N_("GeoPackage y Shapefile necesitan el complemento «geo» (pyogrio) en el servidor.")
        raise FileRefused(phrase(said)) from None
    return raw


def _of_layer(content: bytes, form: Format) -> list[Collection]:
    raw = _raw()
    with tempfile.TemporaryDirectory() as folder:
        path = _laid(content, form, Path(folder))
        try:
            meta, _, grounds, columns = raw.read(path, force_2d=True)
            crs = CRS.from_user_input(meta["crs"] or _WGS84)
        except (CRSError, RuntimeError, ValueError, OSError):
            raise FileRefused(
                phrase(N_("El archivo no tiene una capa que se pueda leer."))
            ) from None
    shapes = [_single(each) for each in shapely.from_wkb(grounds)]
    if not crs.equals(CRS.from_user_input(_WGS84)):
        there = Transformer.from_crs(crs, _WGS84, always_xy=True)
        shapes = [shapely.transform(s, there.transform, interleaved=False) for s in shapes]
    names = [str(each) for each in meta["fields"]]
    found = []
    for place, shape in enumerate(shapes):
        row = {name: columns[at][place] for at, name in enumerate(names)}
        told = {name: _text(row.get(name)) for name in FACTS}
        holders = _holders(_text(row.get("holders")))
        found.append(_feature(json.loads(shapely.to_geojson(shape)), {**told, "holders": holders}))
    return found


def _single(shape: Any) -> Any:
    """A polygon that a layer keeps as one of several."""
    parts = shapely.get_parts(shape)
    return parts[0] if len(parts) == 1 else shape


def _text(value: object) -> str:
    if isinstance(value, float):
        return "" if isnan(value) else f"{value:.2f}"
    return "" if value is None else str(value).strip()


def _laid(content: bytes, form: Format, folder: Path) -> Path:
    """The layer as files of its own; of an archive only the parts of one Shapefile, by name."""
    if form is Format.GEOPACKAGE:
        path = folder / "parcels.gpkg"
        path.write_bytes(content)
        return path
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _unpack(archive, folder)
    except zipfile.BadZipFile:
        raise FileRefused(phrase(N_("El archivo no es un .zip que se pueda leer."))) from None
    if not (folder / "parcels.shp").exists():
        raise FileRefused(phrase(N_("El .zip no tiene un Shapefile: .shp, .shx, .dbf y .prj.")))
    return folder / "parcels.shp"


def _unpack(archive: zipfile.ZipFile, folder: Path) -> None:
    left = LARGEST
    for entry in archive.infolist():
        end = Path(entry.filename).suffix.lower()
        if end in (".shp", ".shx", ".dbf", ".prj", ".cpg"):
            with archive.open(entry) as stream:
                part = stream.read(left + 1)
            left -= len(part)
            if left < 0:
                said = N_("El archivo pasa de %(most)s MB.")
                raise FileRefused(phrase(said, most=LARGEST // 1_000_000))
            (folder / f"parcels{end}").write_bytes(part)


def _layer(collection: Collection, form: Format) -> bytes:
    raw = _raw()
    import numpy as np  # shapely's own

    features = collection["features"]
    grounds = [shapely.from_geojson(json.dumps(each["geometry"])) for each in features]
    rows = [each["properties"] for each in features]
    fields = [*FACTS, "since", "holders"]
    told = [
        [{**row, "holders": _holders_told(row["holders"])}[name] for row in rows] for name in fields
    ]
    columns = [np.array(each, dtype=object) for each in told]
    driver = "GPKG" if form is Format.GEOPACKAGE else "ESRI Shapefile"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / ("parcels.gpkg" if form is Format.GEOPACKAGE else "parcels.shp")
        raw.write(
            path, shapely.to_wkb(np.array(grounds, dtype=object)), columns, fields,
            geometry_type="Polygon", crs=_WGS84, driver=driver, encoding="UTF-8",
        )  # fmt: skip
        return path.read_bytes() if form is Format.GEOPACKAGE else _zipped(Path(folder))


def _zipped(folder: Path) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for each in sorted(folder.iterdir()):
            archive.write(each, each.name)
    return packed.getvalue()


def _holders_told(holders: Iterable[Mapping[str, str]]) -> str:
    """«Quispe, Ana|40000001|ownership|1/2; …»: layers have no lists."""
    return "; ".join("|".join(str(each[name]) for name in HOLDER) for each in holders)


def _holders(text: str) -> list[dict[str, str]]:
    parts = [each.split("|") for each in text.split(";") if each.strip()]
    return [dict(zip(HOLDER, (p.strip() for p in each), strict=False)) for each in parts]
