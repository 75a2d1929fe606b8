"""The first load of a register: parcels of a GeoJSON file, all of them or none.

Each feature is a polygon (WGS84) with the properties `code`, and where they are known `area` (the
official one), `use`, `address` and `holders`: `name`, `number`, `kind` of the right and `share`.
A file that breaks a rule is refused with what is wrong; nothing of it comes in.
"""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any

import shapely
from shapely import GEOSException, Polygon
from shapely.geometry.base import BaseGeometry

from engine.cadastre.boxes import ground_columns
from engine.cadastre.checking import neighbour_faults, outline_faults, town_faults
from engine.cadastre.faults import Fault, rounded
from engine.cadastre.rights import OWNERSHIP
from engine.cadastre.shares import fault_of, share_of
from engine.cadastre.town import LandTown
from engine.sentences import N_, Sentence, phrase

LARGEST = 100_000_000
MOST = 100_000
MOST_TOLD = 20
"""Faults that are told; who mends them sees the others next time."""
TOUCHING = 0.001
"""Square metres that two parcels have in common at most where they only touch."""
_CODE = re.compile(r"[0-9A-Za-z][0-9A-Za-z.-]{0,59}")


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has a right in a parcel, and which part."""

    name: str
    number: str
    kind: str
    share: Fraction

    def party(self) -> dict[str, str]:
        """Who they are, as the register keeps it."""
        kind = "non_natural" if len(self.number) == 11 else "natural"
        return {"kind": kind, "name": self.name, "number": self.number}


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
        shapes = town.plane.metres(shapely.from_geojson([_geometry(each) for each in features]))
        numbered = enumerate(zip(features, shapes, strict=True), start=1)
        found = tuple(_parcel(n, each, shape) for n, (each, shape) in numbered)
    except FileRefused:
        raise
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, GEOSException):
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
    """What is wrong with the ground of a load, among its parcels and with those that are there.
    Whole arrays are asked at once, and only what is suspect is looked at one by one."""
    found: list[Fault] = []
    for each in itertools.compress(parcels, _suspect(parcels, town)):
        wrong = outline_faults(each.shape, each.code)
        found += wrong or town_faults(each.code, each.shape, town.outline)
    if found:
        return found[:MOST_TOLD]
    for one, other in _meeting([each.shape for each in parcels], list(there.values())):
        named = {each.code: each.shape for each in parcels[other : other + 1]}
        beside = named or dict([list(there.items())[other - len(parcels)]])
        found += neighbour_faults(parcels[one].code, parcels[one].shape, beside, gaps=False)
        if len(found) >= MOST_TOLD:
            break
    return found


def _suspect(parcels: Sequence[Loaded], town: LandTown) -> list[bool]:
    shapes = [each.shape for each in parcels]
    sound = shapely.is_valid(shapes)
    if town.outline is not None:
        shapely.prepare(town.outline)
        sound &= shapely.contains(town.outline, shapes)
    return [not each for each in sound]


def _meeting(shapes: list[Polygon], there: list[Polygon]) -> Iterator[tuple[int, int]]:
    """Pairs that have ground in common, by their places among the shapes and those that are there;
    the first is always a shape, and later than the other one of them."""
    every = [*shapes, *there]
    ones, others = shapely.STRtree(every).query(shapes, predicate="intersects")
    for one, other in zip(ones.tolist(), others.tolist(), strict=True):
        later = other >= len(shapes) or (every[other] is not every[one] and other < one)
        if later and shapely.intersection(every[one], every[other]).area > TOUCHING:
            yield one, other


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
                rows["parties"].append({"id": known[who], **holder.party()})
            right = {
                "id": new(), "ba_unit_id": unit, "party_id": known[who], "family": "right",
                "kind": holder.kind, "num": holder.share.numerator,
                "den": holder.share.denominator, **fresh,
            }  # fmt: skip
            rows["rights"].append(right)
    return rows


def _geometry(feature: Mapping[str, Any]) -> str:
    return json.dumps(feature["geometry"])


def _parcel(number: int, feature: Mapping[str, Any], shape: BaseGeometry) -> Loaded:
    told = feature["properties"]
    code = str(told.get("code") or "").strip()
    if not _CODE.fullmatch(code):
        said = N_(
            "El predio %(number)s del archivo no tiene un código de letras, números y guiones."
        )
        raise _refused(said, number=number)
    if not isinstance(shape, Polygon):
        raise _refused(N_("El predio «%(code)s» no es un polígono."), code=code)
    holders = read_holders(code, told.get("holders") or ())
    use, address = (str(told.get(name) or "").strip()[:200] for name in ("use", "address"))
    return Loaded(code, shape, _area(code, told.get("area"), shape), use, address, holders)


def read_holders(code: str, told: Sequence[Mapping[str, Any]]) -> tuple[Holder, ...]:
    """The holders of a parcel, whose shares of the ownership add up to one; raises FileRefused."""
    holders = tuple(_holder(code, each) for each in told)
    owned = {str(n): h.share for n, h in enumerate(holders) if h.kind == OWNERSHIP}
    wrong = fault_of(owned) if owned else None
    if wrong is not None:
        raise _refused(N_("Predio «%(code)s»: %(why)s"), code=code, why=wrong)
    return holders


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
