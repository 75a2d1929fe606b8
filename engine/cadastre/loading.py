"""The first load of a register: parcels of a GeoJSON file, all of them or none.

Each feature is a polygon (WGS84) with the properties `code`, and where they are known `area` (the
official one), `use`, `address` and `holders`: `name`, `number`, `kind` of the right and `share`.
A file that breaks a rule is refused with what is wrong; nothing of it comes in.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any

import shapely
from shapely import Polygon
from shapely.geometry import shape as from_geojson

from engine.cadastre.boxes import ground_columns
from engine.cadastre.checking import neighbour_faults, outline_faults, town_faults
from engine.cadastre.faults import Fault, rounded
from engine.cadastre.shares import fault_of, share_of
from engine.cadastre.town import LandTown
from engine.sentences import N_, Sentence, phrase

LARGEST = 100_000_000
MOST = 100_000
MOST_TOLD = 20
"""Faults that are told; who mends them sees the others next time."""
OWNERSHIP = "ownership"
_CODE = re.compile(r"[0-9A-Za-z][0-9A-Za-z.-]{0,59}")


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has a right in a parcel, and which part."""

    name: str
    number: str
    kind: str
    share: Fraction


@dataclass(frozen=True, slots=True)
class Loaded:
    """One parcel of a file; `shape` is in metres."""

    code: str
    shape: Polygon
    area: Decimal
    use: str
    address: str
    holders: tuple[Holder, ...]


class FileRefused(ValueError):
    """The file cannot be used; the sentence says why."""


def read_parcels(content: bytes, town: LandTown) -> tuple[Loaded, ...]:
    """The parcels of a file; raises FileRefused."""
    if len(content) > LARGEST:
        raise _refused(N_("El archivo pasa de %(most)s MB."), most=LARGEST // 1_000_000)
    try:
        features = json.loads(content.decode("utf-8-sig"))["features"]
        found = tuple(_parcel(n, each, town) for n, each in enumerate(features, start=1))
    except FileRefused:
        raise
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise _refused(N_("El archivo no es una colección GeoJSON de polígonos.")) from None
    if len(found) > MOST:
        raise _refused(N_("El archivo tiene más de %(most)s predios."), most=MOST)
    codes = [each.code for each in found]
    twice = next((code for code in codes if codes.count(code) > 1), "") if _repeats(codes) else ""
    if twice:
        raise _refused(N_("El código «%(code)s» aparece dos veces."), code=twice)
    return found


def faults_of_load(
    parcels: Sequence[Loaded], there: Mapping[str, Polygon], town: LandTown
) -> list[Fault]:
    """What is wrong with the ground of a load, among its parcels and with those that are there."""
    found: list[Fault] = []
    shapes = {**there, **{each.code: each.shape for each in parcels}}
    names, ground = list(shapes), list(shapes.values())
    tree = shapely.STRtree(ground)
    for each in parcels:
        if len(found) >= MOST_TOLD:
            break
        wrong = outline_faults(each.shape, each.code)
        found += wrong or town_faults(each.code, each.shape, town.outline)
        if wrong:
            continue
        near = sorted(tree.query(each.shape))
        after = [at for at in near if names[at] < each.code or names[at] in there]
        beside = {names[at]: ground[at] for at in after if names[at] != each.code}
        if all(other.is_valid for other in beside.values()):
            found += neighbour_faults(each.code, each.shape, beside, gaps=False)
    return found[:MOST_TOLD]


def rows_of_load(
    parcels: Sequence[Loaded], new: Any, source_id: int, on: date
) -> dict[str, list[dict[str, Any]]]:
    """The rows of the register, by the table; holders with a document are one party."""
    rows: dict[str, list[dict[str, Any]]] = {
        "units": [],
        "versions": [],
        "parties": [],
        "rights": [],
    }
    known: dict[tuple[str, str], int] = {}
    fresh = {"begin_on": on, "end_on": None, "source_id": source_id, "case_id": None}
    for each in parcels:
        unit = new()
        rows["units"].append({"id": unit, "code": each.code})
        version = {
            "id": new(), "ba_unit_id": unit, "area": each.area, "land_use": each.use,
            "address": each.address, "operation": "load", **ground_columns(each.shape), **fresh,
        }  # fmt: skip
        rows["versions"].append(version)
        for holder in each.holders:
            who = (holder.number, "" if holder.number else holder.name)
            if who not in known:
                known[who] = new()
                kind = "non_natural" if len(holder.number) == 11 else "natural"
                party = {"id": known[who], "kind": kind, "name": holder.name}
                rows["parties"].append({**party, "number": holder.number})
            right = {
                "id": new(), "ba_unit_id": unit, "party_id": known[who], "family": "right",
                "kind": holder.kind, "num": holder.share.numerator,
                "den": holder.share.denominator, **fresh,
            }  # fmt: skip
            rows["rights"].append(right)
    return rows


def _parcel(number: int, feature: Mapping[str, Any], town: LandTown) -> Loaded:
    told = feature["properties"]
    code = str(told.get("code") or "").strip()
    if not _CODE.fullmatch(code):
        said = N_(
            "El predio %(number)s del archivo no tiene un código de letras, números y guiones."
        )
        raise _refused(said, number=number)
    shape = town.plane.metres(from_geojson(feature["geometry"]))
    if not isinstance(shape, Polygon):
        raise _refused(N_("El predio «%(code)s» no es un polígono."), code=code)
    holders = tuple(_holder(code, each) for each in told.get("holders") or ())
    owned = {str(n): h.share for n, h in enumerate(holders) if h.kind == OWNERSHIP}
    wrong = fault_of(owned) if owned else None
    if wrong is not None:
        raise _refused(N_("Predio «%(code)s»: %(why)s"), code=code, why=wrong)
    use, address = (str(told.get(name) or "").strip()[:200] for name in ("use", "address"))
    return Loaded(code, shape, _area(code, told.get("area"), shape), use, address, holders)


def _area(code: str, told: object, shape: Polygon) -> Decimal:
    if told in (None, ""):
        return rounded(shape.area)
    try:
        found = Decimal(str(told)).quantize(Decimal("0.01"))
    except InvalidOperation:
        found = Decimal(0)
    if not found.is_finite() or found <= 0:
        raise _refused(N_("Predio «%(code)s»: el área «%(area)s» no sirve."), code=code, area=told)
    return found


def _holder(code: str, told: Mapping[str, Any]) -> Holder:
    name, number = str(told.get("name") or "").strip(), str(told.get("number") or "").strip()
    try:
        share = share_of(str(told.get("share") or "1"))
    except (ValueError, ZeroDivisionError):
        raise _refused(N_("Predio «%(code)s»: una cuota no sirve."), code=code) from None
    if not name:
        raise _refused(N_("Predio «%(code)s»: un titular no tiene nombre."), code=code)
    return Holder(name[:200], number[:30], str(told.get("kind") or OWNERSHIP)[:40], share)


def _repeats(codes: Sequence[str]) -> bool:
    return len(set(codes)) < len(codes)


def _refused(text: str, **facts: object) -> FileRefused:
    said: Sentence = phrase(text, **facts)
    return FileRefused(said)
