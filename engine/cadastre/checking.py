"""The rules of ground: an outline is simple, parcels neither overlap nor leave gaps, pieces add up
to what was divided, lots have their least area and front, all lies inside the municipality.

Strips narrower than `SNAP` are measuring, not faults. What a municipality asks (least lot, front,
tolerance) comes with `Rules`; every fault of a shape is told at once.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import shapely
from shapely import Polygon
from shapely.geometry.base import BaseGeometry
from shapely.validation import explain_validity

from engine.cadastre.faults import Fault, FaultKind, fault, rounded
from engine.sentences import N_

SNAP = 0.01
"""Metres within which two corners are the same."""
ON_ROAD = 0.5
"""Metres from a road within which a side lies on it."""
STRIP = 0.5
"""Metres up to which ground between two parcels is a gap and not a passage."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What a municipality asks of its lots. An area may differ from what it should be by
    `tolerance` m² or by `share` of it, whichever is more."""

    tolerance: Decimal = Decimal("0.05")
    share: Decimal = Decimal("0.001")
    least_area: Decimal = Decimal(0)
    least_front: Decimal = Decimal(0)

    def allowed(self, area: float) -> Decimal:
        """How far an area may be from this one."""
        return max(self.tolerance, self.share * rounded(area))


def outline_faults(shape: BaseGeometry, name: str) -> list[Fault]:
    """Whether a shape is one polygon with a simple outline."""
    if not isinstance(shape, Polygon) or shape.is_empty:
        said = N_("%(name)s no es un polígono: dibuje su contorno con tres vértices o más.")
        return [fault(FaultKind.CROSSED, said, shape, name=name)]
    if shape.is_valid:
        return []
    why = explain_validity(shape)
    said = N_("El contorno de %(name)s se cruza o no cierra (%(why)s): ordene sus vértices.")
    return [fault(FaultKind.CROSSED, said, _spot(why, shape), name=name, why=why)]


def piece_faults(parent: Polygon, pieces: Mapping[str, Polygon], rules: Rules) -> list[Fault]:
    """Whether pieces are the parcel, all of it and nothing else; by their names."""
    wrong = [each for name, shape in pieces.items() for each in outline_faults(shape, name)]
    if wrong:
        return wrong
    shapes = list(pieces.values())
    found = [*overlaps_among(pieces), *_left_over(parent, shapes)]
    total, allowed = sum(each.area for each in shapes), rules.allowed(parent.area)
    if not found and abs(rounded(total) - rounded(parent.area)) > allowed:
        said = N_("Las partes suman %(total)s m² y el predio tiene %(whole)s m²: revise el dibujo.")
        whole = rounded(parent.area)
        found.append(fault(FaultKind.AREA, said, parent, total=rounded(total), whole=whole))
    return found


def lot_faults(
    lots: Mapping[str, Polygon], around: Sequence[Polygon], rules: Rules,
    passing: Collection[str] = (), roads: Mapping[str, BaseGeometry] | None = None,
) -> Iterator[Fault]:  # fmt: skip
    """Whether lots have the least area, a way out and the least front, on the `roads` where any is
    known; `around` are the other parcels. Of those that pass over others (`passing`) no front is
    asked where they have none."""
    for name, shape in lots.items():
        if rounded(shape.area) < rules.least_area:
            said = N_("%(name)s tiene %(amount)s m² y el lote mínimo es %(least)s m²: amplíelo.")
            least = rules.least_area
            yield fault(FaultKind.SMALL, said, shape, shape.area, name=name, least=least)
        beside = [*around, *(each for other, each in lots.items() if other != name)]
        front = front_of(shape, beside, list((roads or {}).values()))
        if front >= STRIP:
            yield from _front_faults(name, shape, front, rules)
        elif name not in passing:
            said = N_(
                "%(name)s no tiene salida a la calle: dele frente, o inscriba antes una servidumbre"
                " de paso."
            )
            yield fault(FaultKind.NO_WAY, said, shape, name=name)


def _front_faults(name: str, shape: Polygon, front: float, rules: Rules) -> Iterator[Fault]:
    if rounded(front) < rules.least_front:
        said = N_("%(name)s da %(amount)s m a la calle y el frente mínimo es %(least)s m.")
        yield fault(FaultKind.FRONT, said, shape, front, name=name, least=rules.least_front)


def neighbour_faults(
    name: str, shape: Polygon, around: Mapping[str, Polygon], *, gaps: bool = True
) -> Iterator[Fault]:
    """Whether a shape lies on its neighbours, or leaves a strip of nobody beside them."""
    for other, ground in around.items():
        common = _ground(shape.intersection(ground))
        if not common.is_empty:
            said = N_("%(name)s se superpone %(amount)s m² con %(other)s: ajuste el lindero.")
            yield fault(FaultKind.OVERLAP, said, common, common.area, name=name, other=other)
    if gaps:
        yield from strip_faults(name, shape, around)


def strip_faults(name: str, shape: Polygon, around: Mapping[str, Polygon]) -> Iterator[Fault]:
    """Whether a strip of nobody is left between a shape and its neighbours."""
    strip = _strip(shape, list(around.values()))
    if not strip.is_empty:
        said = N_("Entre %(name)s y sus vecinos queda un vacío de %(amount)s m²: únalos.")
        yield fault(FaultKind.GAP, said, strip, strip.area, name=name)


def town_faults(name: str, shape: Polygon, town: BaseGeometry | None) -> Iterator[Fault]:
    """Whether a shape lies inside the municipality; nothing is asked where its bounds are not
    known."""
    beyond = _ground(shape.difference(town)) if town is not None else Polygon()
    if not beyond.is_empty:
        said = N_("%(name)s sale %(amount)s m² del límite de la municipalidad: corrija el dibujo.")
        yield fault(FaultKind.OUTSIDE_TOWN, said, beyond, beyond.area, name=name)


def road_faults(name: str, shape: Polygon, roads: Mapping[str, BaseGeometry]) -> Iterator[Fault]:
    """Whether a shape takes ground of a road, or lies across it."""
    for road, ground in roads.items():
        common = _ground(shape.intersection(ground))
        if not common.is_empty:
            said = N_("%(name)s ocupa %(amount)s m² de la vía «%(road)s»: retírelo de ella.")
            yield fault(FaultKind.ROAD, said, common, common.area, name=name, road=road)


def front_of(
    shape: Polygon, around: Sequence[Polygon], roads: Sequence[BaseGeometry] = ()
) -> float:
    """How many metres of the outline no other parcel shares; where roads are known, of what lies
    on one of them."""
    near = shapely.union_all([each for each in around if each.distance(shape) < SNAP])
    free = shape.exterior.difference(near.buffer(SNAP)) if not near.is_empty else shape.exterior
    if roads:
        free = free.intersection(shapely.union_all(list(roads)).buffer(ON_ROAD))
    lines = shapely.line_merge(shapely.union_all(shapely.get_parts(free)))
    ends = sum(2 * SNAP for each in shapely.get_parts(lines) if not each.is_closed)
    return float(lines.length + ends)


def overlaps_among(pieces: Mapping[str, Polygon]) -> Iterator[Fault]:
    """Where pieces lie upon one another."""
    named = list(pieces.items())
    for index, (name, shape) in enumerate(named):
        yield from neighbour_faults(name, shape, dict(named[index + 1 :]), gaps=False)


def _left_over(parent: Polygon, shapes: Sequence[Polygon]) -> Iterator[Fault]:
    together = shapely.union_all(shapes)
    gap = _ground(parent.difference(together))
    if not gap.is_empty:
        said = N_("Queda un vacío de %(amount)s m² sin parte: lleve los linderos hasta unirlos.")
        yield fault(FaultKind.GAP, said, gap, gap.area)
    beyond = _ground(together.difference(parent))
    if not beyond.is_empty:
        said = N_("El dibujo sale %(amount)s m² del predio: llévelo hasta el lindero.")
        yield fault(FaultKind.OUTSIDE_PARENT, said, beyond, beyond.area)


def _ground(shape: BaseGeometry) -> BaseGeometry:
    """The parts of a shape that are wider than measuring."""
    parts = [each for each in shapely.get_parts(shape) if each.geom_type == "Polygon"]
    wide = [each for each in parts if not each.buffer(-SNAP / 2).is_empty]
    return shapely.union_all(wide) if wide else Polygon()


def _strip(shape: Polygon, around: Sequence[Polygon]) -> BaseGeometry:
    """Ground of nobody, narrower than a passage, between a shape and its neighbours."""
    near = [each for each in around if each.distance(shape) <= STRIP]
    whole = shapely.union_all([shape, *near])
    half = STRIP / 2
    closed = whole.buffer(half, join_style="mitre").buffer(-half, join_style="mitre")
    open_ground = shapely.get_parts(_ground(closed.difference(whole)))
    return shapely.union_all([each for each in open_ground if _between(each, shape, near)])


def _between(strip: Polygon, shape: Polygon, near: Sequence[Polygon]) -> bool:
    if strip.distance(shape) > SNAP:
        return False
    return any(strip.distance(each) <= SNAP for each in near)


def _spot(why: str, shape: BaseGeometry) -> BaseGeometry:
    """The place that GEOS names («Self-intersection[5 5]»), else the outline."""
    _, _, where = why.partition("[")
    try:
        x, y = map(float, where.rstrip("]").split())
    except ValueError:
        return shape.boundary
    return shapely.Point(x, y)
