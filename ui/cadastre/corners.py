"""The corners of a parcel for its page and its paper: where each is, how long the side to the next
one is, and what lies along it; and its plan to scale.
"""

from __future__ import annotations

from dataclasses import dataclass

from shapely import LineString, Polygon

from engine.cadastre.boxes import box_of, shape_of
from engine.cadastre.certifying import AROUND, TOUCHING
from engine.cadastre.plotting import Plot, plot
from storage.database import Connection
from storage.queries.cadastre import ParcelRow, parcels_in
from ui.visit import Member


@dataclass(frozen=True, slots=True)
class CornerLine:
    """A corner, and the side that begins at it."""

    name: str
    east: str
    north: str
    side: str
    length: str
    beside: str


def paper_of(connection: Connection, row: ParcelRow, here: Member) -> Plot:
    """The plan of this version among the parcels of today."""
    shape = shape_of(row.ground)
    rows = parcels_in(connection, here.municipality.id, box_of(shape, wider=AROUND))
    around = {each.code: shape_of(each.ground) for each in rows if each.code != row.code}
    return plot(row.code, shape, around)


def corner_lines(
    connection: Connection, row: ParcelRow, plan: Plot, here: Member
) -> list[CornerLine]:
    """Each corner with its side, clockwise from the one farthest north-west."""
    shape = shape_of(row.ground)
    rows = parcels_in(connection, here.municipality.id, box_of(shape, wider=TOUCHING))
    around = {each.code: shape_of(each.ground) for each in rows if each.id != row.id}
    number, found = here.formats.number, []
    for place, corner in enumerate(plan.corners):
        to = plan.corners[(place + 1) % len(plan.corners)]
        side = LineString([(corner.east, corner.north), (to.east, to.north)])
        found.append(
            CornerLine(
                corner.name, f"{corner.east:.2f}", f"{corner.north:.2f}",
                plan.sides[place].between, f"{number(f'{side.length:.2f}', 2)} m",
                _beside(side, around, here),
            )
        )  # fmt: skip
    return found


def _beside(side: LineString, around: dict[str, Polygon], here: Member) -> str:
    """Which parcels lie along most of what is left of a side; the street where none does."""
    least = min(1.0, side.length / 2)
    codes = sorted(
        code
        for code, shape in around.items()
        if side.intersection(shape.buffer(TOUCHING)).length > least
    )
    return ", ".join(codes) or here.words.gettext("la vía pública")
