"""The scenarios of mergers, boundaries and first registrations, on SQLite and PostgreSQL."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from pytest_bdd import given, parsers, scenarios, then, when
from shapely import Polygon, box

from engine.cadastre.faults import FaultKind, rounded
from engine.cadastre.ground import Tried, Way
from engine.cadastre.written import text_of
from processes.registry import family
from storage.queries.cadastre import holders_of
from storage.queries.lineage import family_of, versions_of
from tests.features.sentences import say
from tests.land import Division, X, Y, brings_road
from tests.town import Town

for place in ("acumulacion", "rectificacion", "inmatriculacion"):
    scenarios(f"../../processes/cadastre/{place}/scenarios/{place}.feature")

FEES = {"acumulacion": "160.00", "rectificacion": "200.00", "inmatriculacion": "270.00"}
OWNER = {"name": "Paz, Zoila", "number": "40000009", "share": "1"}


@pytest.fixture
def change(town: Town) -> Division:
    return Division(town)


@pytest.fixture(autouse=True)
def _on_both_databases(town: Town) -> None:
    """Steps ask for fixtures while they run, too late to choose a database: ask before."""


@given("el catastro de una manzana con tres lotes")
def _(change: Division) -> None:
    change.found(three=True)


@when(say('se pide unir "<text:codes>" y se llega al dibujo'))
def _(change: Division, codes: str) -> None:
    _begins(change, "acumulacion", codes)


@when(say('se pide rectificar "<text:codes>" y se llega al dibujo'))
def _(change: Division, codes: str) -> None:
    _begins(change, "rectificacion", codes)


@when("se pide inscribir el terreno y se llega al dibujo")
def _(change: Division) -> None:
    change.asked = {
        **change.asked, "direccion": "Jr. Puno 140", "uso": "vivienda", "titulares": [OWNER],
    }  # fmt: skip
    _begins(change, "inmatriculacion", "")


def _begins(change: Division, process: str, codes: str) -> None:
    change.process = process
    change.town.deploys(family(process).bundle)
    change.case_id = change.asks(codes)
    change.to_the_drawing(FEES[process])


@when("se unen los predios")
def _(change: Division) -> None:
    change.draws(Way.JOIN, "")


@when("el vértice del sur pasa 1 m al este")
def _(change: Division) -> None:
    change.draws(Way.MOVES, f"{X + 20} {Y} {X + 21} {Y}")
    _completes(change)


@when("el vértice del norte pasa 1 m al este")
def _(change: Division) -> None:
    change.draws(Way.MOVES, f"{X + 20} {Y + 30} {X + 21} {Y + 30}")


@when("se agrega un vértice a 15 m y se mueve 2 m al oeste")
def _(change: Division) -> None:
    change.draws(Way.MOVES, f"+ {X + 20} {Y + 15}\n{X + 20} {Y + 15} {X + 18} {Y + 15}")


@when("se escribe el segundo predio 10 cm más al oeste")
def _(change: Division) -> None:
    lots = (box(X, Y, X + 20, Y + 30), box(X + 19.9, Y, X + 40, Y + 30))
    change.draws(Way.PARTS, "\n\n".join(map(text_of, lots)))


@when("se dibuja el contorno con el lindero a 4 cm de su vecino")
def _(change: Division) -> None:
    corners = [(X + 40.04, Y + 0.03), (X + 50, Y), (X + 50, Y + 30), (X + 40.04, Y + 30)]
    change.draws(Way.OUTLINE, text_of(Polygon(corners)))
    _completes(change)


@when("se dibuja el contorno 1 m dentro de su vecino")
def _(change: Division) -> None:
    change.draws(Way.OUTLINE, text_of(box(X + 39, Y, X + 50, Y + 30)))


@when("se conoce la vía del sur y el contorno la cruza")
def _(change: Division) -> None:
    assert brings_road(change.town).count == 1
    change.draws(Way.OUTLINE, text_of(box(X + 40, Y - 12, X + 50, Y + 30)))


@when("se dibuja un contorno que se cruza")
def _(change: Division) -> None:
    corners = ((45, 0), (55, 10), (55, 0), (45, 10))
    change.draws(Way.OUTLINE, "\n".join(f"{X + x} {Y + y}" for x, y in corners))


@when("se notifica a los colindantes y vence el plazo sin oposición")
def _(change: Division) -> None:
    _notifies(change)
    change.town.waits(days=35)
    change.settles()


@when("se notifica a los colindantes")
def _notifies(change: Division) -> None:
    told = {"colindantes": "Carla Mora, 40000003", "acuerdo_colindantes": "algunos"}
    change.do("tito", "colindancia_notificar", **told, fecha_colindantes="2026-03-02")


@when("Carla presenta su oposición en ventanilla")
def _(change: Division) -> None:
    town = change.town
    town.deploys(family("oposicion_catastral").bundle)
    town.open_case(
        "mesa",
        "oposicion_catastral",
        {
            "expediente_catastro": town.case(change.case_id).number,
            "documento_oponente": "40000003",
            "oponente": "Mora, Carla",
            "fundamento_oposicion": "El cerco es mío.",
        },
    )
    change.settles()


@when(say('la oposición es "<text:which>"'))
def _(change: Division, which: str) -> None:
    change.do("nora", "colindancia_resolver", oposicion=which, oposicion_motivo="Según su título.")


@when("se informa, se resuelve que procede y se notifica")
def _(change: Division) -> None:
    if change.town.steps(change.case_id) == ["predio_dibujar"]:
        _completes(change)
    change.to_the_end()
    change.do("tito", "predio_comunicar", fecha_comunicacion="2026-03-02")
    assert change.town.case(change.case_id).state == "completed"


def _completes(change: Division) -> None:
    assert isinstance(change.tried, Tried)
    assert change.tried.stands, [str(each.said) for each in change.tried.faults]
    change.do("tito", "predio_dibujar")


@then(say("lo dibujado es un predio de <money:area> m²"))
def _(change: Division, area: str) -> None:
    assert isinstance(change.tried, Tried)
    assert change.tried.stands, [str(each.said) for each in change.tried.faults]
    assert [rounded(each.shape.area) for each in change.tried.pieces] == [Decimal(area)]


@then(say('el dibujo se observa: "<text:said>"'))
def _(change: Division, said: str) -> None:
    assert isinstance(change.tried, Tried)
    assert [str(each.said) for each in change.tried.faults] == [said]


@then("el dibujo no vale porque su contorno se cruza")
def _(change: Division) -> None:
    assert isinstance(change.tried, Tried)
    (fault,) = change.tried.faults
    assert fault.kind is FaultKind.CROSSED
    assert "Self-intersection[500050 8650005]" in str(fault.said)


@then(parsers.parse("las áreas pasan de {one:f} y {other:f} a {first:f} y {second:f} m²"))
def _(change: Division, one: float, other: float, first: float, second: float) -> None:
    assert isinstance(change.tried, Tried)
    assert change.tried.stands, [str(each.said) for each in change.tried.faults]
    pieces = change.tried.pieces
    before = [float(each.of.area) for each in pieces if each.of]
    assert before == [one, other]
    assert [float(rounded(each.shape.area)) for each in pieces] == [first, second]


@then(say('el catastro tiene "<text:code>" de <money:area> m² de Ana y de Beto por mitades'))
def _(change: Division, code: str, area: str) -> None:
    halves = [("Quispe, Ana", 1, 2), ("Rojas, Beto", 1, 2)]
    assert _kept(change, code) == (Decimal(area), halves)


@then(say('el catastro tiene "<text:code>" de <money:area> m² de Zoila'))
def _(change: Division, code: str, area: str) -> None:
    assert _kept(change, code) == (Decimal(area), [("Paz, Zoila", 1, 1)])


def _kept(change: Division, code: str) -> tuple[Decimal, list[tuple[str, int, int]]]:
    town, row = change.town, change.parcel(code)
    assert row.end_on is None
    rows = town.reads(lambda c: holders_of(c, town.municipality_id, row.ba_unit_id))
    return row.area, [(each.name, each.num, each.den) for each in rows if each.end_on is None]


@then(say('"<text:one>" y "<text:other>" quedaron como sus antecedentes'))
def _(change: Division, one: str, other: str) -> None:
    town, child = change.town, change.parcel("01-023-004")
    lines = town.reads(lambda c: family_of(c, town.municipality_id, child.id))
    parents = {change.parcel(one).id, change.parcel(other).id}
    assert {(each.parent_id, each.child_id) for each in lines} == {
        (each, child.id) for each in parents
    }
    assert change.parcel(one).ended_by == change.case_id


@then(say('"<text:code>" sigue con su código y su versión anterior'))
def _(change: Division, code: str) -> None:
    town, row = change.town, change.parcel(code)
    rows = town.reads(lambda c: versions_of(c, town.municipality_id, row.ba_unit_id))
    assert [each.area for each in rows] == [Decimal("600.00"), Decimal("615.00")]
    lines = town.reads(lambda c: family_of(c, town.municipality_id, row.id))
    assert [(each.parent_id, each.child_id) for each in lines] == [(rows[0].id, rows[1].id)]


@then(say('"<text:code>" no tiene antecedentes'))
def _(change: Division, code: str) -> None:
    town, row = change.town, change.parcel(code)
    assert town.reads(lambda c: family_of(c, town.municipality_id, row.id)) == ()


@then(say('el impuesto sabe que "<text:before>" pasaron a ser "<text:after>"'))
def _(change: Division, before: str, after: str) -> None:
    told = change.town.data_of(change.case_id)
    assert told["predio_anterior"] == before.split(", ")
    assert [each["code"] for each in told["nuevos"]] == after.split(", ")  # type: ignore[union-attr, index, call-overload]
    assert told["rige_tributo"] == date(2027, 1, 1)


@then(say('el expediente sabe quién se opone y está en "<text:step>"'))
def _(change: Division, step: str) -> None:
    assert change.town.steps(change.case_id) == [step]
    told = change.known(step)["oposicion_recibida"]
    assert told["de"] == "Mora, Carla"  # type: ignore[index, call-overload]


@then("se esperan otras hasta el fin del plazo")
def _(change: Division) -> None:
    assert change.town.steps(change.case_id) == []
    assert change.town.case(change.case_id).state == "open"


@then(say('el expediente está en "<text:step>"'))
def _(change: Division, step: str) -> None:
    assert change.town.steps(change.case_id) == [step]


@then("el catastro sigue como estaba")
def _(change: Division) -> None:
    assert change.parcel("01-023-001").area == Decimal("600.00")
