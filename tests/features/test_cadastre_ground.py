"""The scenarios of ground and shares: pure, on no database."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction

import pytest
import shapely
from pytest_bdd import given, parsers, scenarios, then, when
from shapely import LineString, Point, Polygon, box

from engine.cadastre.checking import Rules, lot_faults, piece_faults
from engine.cadastre.cutting import cut, merged, shared_edge
from engine.cadastre.faults import Fault
from engine.cadastre.planes import plane_of
from engine.cadastre.shares import fault_of
from engine.cadastre.shares import given as sold

say = parsers.parse
scenarios("cadastre/terreno.feature")
PLANE = plane_of(32718)


@dataclass
class Survey:
    """What is measured and drawn in a scenario."""

    parcel: Polygon = field(default_factory=Polygon)
    rules: Rules = field(default_factory=Rules)
    pieces: dict[str, Polygon] = field(default_factory=dict)
    whole: Polygon = field(default_factory=Polygon)
    faults: list[Fault] = field(default_factory=list)

    def draw(self, *shapes: Polygon) -> None:
        self.pieces = {f"Parte {number}": each for number, each in enumerate(shapes, start=1)}
        self.faults = piece_faults(self.parcel, self.pieces, self.rules)
        self.faults += [] if self.faults else lot_faults(self.pieces, [], self.rules)

    def cut(self, line: LineString) -> None:
        found = cut(self.parcel, line)
        if isinstance(found, Fault):
            self.faults = [found]
        else:
            self.draw(*found)


@pytest.fixture
def survey() -> Survey:
    return Survey()


@given(say("un predio de ({x:d}, {y:d}) a ({to_x:d}, {to_y:d})"))
def _(survey: Survey, x: int, y: int, to_x: int, to_y: int) -> None:
    survey.parcel = box(x, y, to_x, to_y)


@given(say("un lote mínimo de {area:d} m² y un frente mínimo de {front:d} m"))
def _(survey: Survey, area: int, front: int) -> None:
    least = {"least_area": Decimal(area), "least_front": Decimal(front)}
    survey.rules = replace(survey.rules, **least)


@given("que Ana y Beto son dueños por mitades", target_fixture="owners")
def _() -> dict[str, Fraction]:
    return {"Ana": Fraction(1, 2), "Beto": Fraction(1, 2)}


@when(say("se corta por y = {y:d}"))
def _(survey: Survey, y: int) -> None:
    west, _, east, _ = survey.parcel.bounds
    survey.cut(LineString([(west - 1, y), (east + 1, y)]))


@when(say("se corta de ({x:d}, {y:d}) a ({to_x:d}, {to_y:d})"))
def _(survey: Survey, x: int, y: int, to_x: int, to_y: int) -> None:
    survey.cut(LineString([(x, y), (to_x, to_y)]))


@when(say("el sur se dibuja hasta {south:g} y el norte desde {north:g}"))
@when(say("el sur se dibuja hasta {south:g} y el norte desde {north:g} hasta {top:g}"))
def _(survey: Survey, south: float, north: float, top: float | None = None) -> None:
    west, low, east, high = survey.parcel.bounds
    survey.draw(box(west, low, east, south), box(west, north, east, top or high))


@when("se unen las partes")
def _(survey: Survey) -> None:
    found = merged(list(survey.pieces.values()))
    assert isinstance(found, Polygon)
    survey.whole = found


@when("se dibuja (0, 0) (10, 10) (10, 0) (0, 10)")
def _(survey: Survey) -> None:
    survey.draw(Polygon([(0, 0), (10, 10), (10, 0), (0, 10)]))


@when(say("Ana vende {part} de lo suyo a Carla"), target_fixture="sold_to")
def _(owners: dict[str, Fraction], part: str) -> dict[str, Fraction]:
    found = sold(owners, "Ana", "Carla", Fraction(part))
    assert isinstance(found, dict)
    return found


@then(say("las partes tienen {one:g} y {other:g} m²"))
def _(survey: Survey, one: float, other: float) -> None:
    assert [each.area for each in survey.pieces.values()] == [one, other]


@then(say("comparten un lindero de {metres:g} m"))
def _(survey: Survey, metres: float) -> None:
    assert shared_edge(*survey.pieces.values()) == metres
    assert shapely.coverage_is_valid(list(survey.pieces.values()))


@then("no hay observaciones")
def _(survey: Survey) -> None:
    assert survey.faults == []


@then(say('se observa "{kind}" de {amount} m²'))
def _(survey: Survey, kind: str, amount: str) -> None:
    assert (kind, Decimal(amount)) in [(each.kind, each.amount) for each in survey.faults]


@then(parsers.re(r'se observa "(?P<kind>[a-z]+)"$'))
def _(survey: Survey, kind: str) -> None:
    assert [each.kind for each in survey.faults] == [kind]


@then(say("la observación se ve entre y = {low:g} y y = {high:g}"))
def _(survey: Survey, low: float, high: float) -> None:
    (found,) = survey.faults
    place = shapely.geometry.shape(found.feature(PLANE)["geometry"])
    _, south, _, north = PLANE.metres(place).bounds
    assert (south, north) == pytest.approx((low, high), abs=0.002)


@then(say('dice "{sentence}"'))
def _(survey: Survey, sentence: str) -> None:
    assert [str(each.said) for each in survey.faults] == [sentence]


@then(say("el predio unido tiene {area:g} m² y cuatro vértices"))
def _(survey: Survey, area: float) -> None:
    assert (survey.whole.area, len(survey.whole.exterior.coords) - 1) == (area, 4)


@then(say("su esquina está en longitud {lon:g} y latitud {lat:g}"))
def _(survey: Survey, lon: float, lat: float) -> None:
    x, y, _, _ = survey.parcel.bounds
    found = PLANE.geojson(Point(x, y))["coordinates"]
    assert [round(each, 6) for each in found] == [lon, lat]


@then(say("Ana queda con {ana}, Beto con 1/2 y Carla con {carla}"))
def _(sold_to: dict[str, Fraction], ana: str, carla: str) -> None:
    assert sold_to.get("Ana", 0) == Fraction(ana)
    assert (sold_to["Beto"], sold_to["Carla"]) == (Fraction(1, 2), Fraction(carla))
    assert fault_of(sold_to) is None
