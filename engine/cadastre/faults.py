"""What is wrong with a shape: the kind, where, how much, and a sentence that says what to do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Any

from shapely.geometry.base import BaseGeometry

from engine.cadastre.planes import Plane
from engine.sentences import Sentence, Translate, as_written, phrase

CENT = Decimal("0.01")


class FaultKind(StrEnum):
    """crossed: the outline is no simple one. overlap: ground of two. gap: ground of nobody.
    outside_parent: beyond the parcel that is divided. outside_town: beyond the municipality.
    area: the sum is not that of the parcel. small: below the least lot. front: too short on the
    street. no_way: none on it, and no right of way. road: ground of a road. uncut: the line
    does not divide, or there is no such corner. holders: not of the same people."""

    CROSSED = "crossed"
    OVERLAP = "overlap"
    GAP = "gap"
    OUTSIDE_PARENT = "outside_parent"
    OUTSIDE_TOWN = "outside_town"
    AREA = "area"
    SMALL = "small"
    FRONT = "front"
    NO_WAY = "no_way"
    ROAD = "road"
    UNCUT = "uncut"
    HOLDERS = "holders"


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault; `place` is in metres of the plane, `amount` in m² or m."""

    kind: FaultKind
    said: Sentence
    place: BaseGeometry
    amount: Decimal | None = None

    def feature(self, plane: Plane, translate: Translate = as_written) -> Mapping[str, Any]:
        """The fault as a GeoJSON feature."""
        amount = None if self.amount is None else float(self.amount)
        told = {"kind": str(self.kind), "said": self.said.told(translate), "amount": amount}
        return {"type": "Feature", "geometry": plane.geojson(self.place), "properties": told}


def fault(
    kind: FaultKind, text: str, place: BaseGeometry, amount: float | None = None, **facts: object
) -> Fault:
    """A fault, its amount rounded to hundredths and a fact of its sentence."""
    exact = None if amount is None else rounded(amount)
    told = {**facts, **({} if exact is None else {"amount": f"{exact:.2f}"})}
    return Fault(kind, phrase(text, **told), place, exact)


def rounded(measured: float) -> Decimal:
    """Square metres or metres to two decimals, half up."""
    return Decimal(repr(float(measured))).quantize(CENT, ROUND_HALF_UP)
