"""The scenarios of a subdivision, on SQLite and PostgreSQL."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from hashlib import sha256

import pytest
import shapely
from pytest_bdd import given, parsers, scenarios, then, when
from shapely import box

from engine.cadastre.boxes import ground_columns, shape_of
from engine.cadastre.ground import Tried, Way
from engine.cadastre.written import text_of
from engine.history.kinds import EventKind
from engine.parameters import load_parameters
from engine.refusals import InvalidData, Refused
from engine.values import loads
from storage.database import Connection
from storage.queries.cadastre import holders_of, holds_of
from storage.queries.history import history_of
from storage.queries.lineage import (
    family_of,
    parcels_changed,
    sources_of_case,
    units_of_case,
    versions_by_id,
)
from storage.queries.town_history import town_events_of
from storage.writes.cadastre import end_spatial_units, insert_rights, insert_spatial_units
from tests.features.sentences import say
from tests.land import CARLA, LOTS, Division, X, Y, brings, brings_road
from tests.town import PDF, Town

scenarios("../../processes/cadastre/subdivision/scenarios/subdivision.feature")


@pytest.fixture
def division(town: Town) -> Division:
    return Division(town)


@pytest.fixture(autouse=True)
def _on_both_databases(town: Town) -> None:
    """Steps ask for fixtures while they run, too late to choose a database: ask before."""


@given("el catastro de una manzana")
def _(division: Division) -> None:
    division.found()


@given(say('que el <day:on> se pide dividir el predio "<text:code>"'))
def _(division: Division, on: date, code: str) -> None:
    assert division.town.surroundings().today == on
    division.case_id = division.asks(code)


@when("se paga la tasa, los títulos son conformes y se inspecciona el predio")
def _(division: Division) -> None:
    division.to_the_drawing()


@when(parsers.parse("se dibuja el sur hasta {south:g} m y el norte desde {north:g} m"))
def _(division: Division, south: float, north: float) -> None:
    parts = (box(X, Y, X + 20, Y + south), box(X, Y + north, X + 20, Y + 30))
    division.draws(Way.PARTS, "\n\n".join(map(text_of, parts)))


@when(parsers.parse("se dibuja una línea a {at:g} m"))
def _(division: Division, at: float) -> None:
    division.draws(Way.LINE, f"{X - 1} {Y + at}\n{X + 21} {Y + at}")


@when("se completa el paso del dibujo")
def _(division: Division) -> None:
    assert isinstance(division.tried, Tried)
    assert division.tried.stands
    division.do("tito", "predio_dibujar")


@when(parsers.re("se informa y se resuelve que (?P<decision>procede|no procede)"))
def _(division: Division, decision: str) -> None:
    division.to_the_end("si" if decision == "procede" else "no")


@when(say('otra persona pide dividir el predio "<text:code>"'))
def _(division: Division, code: str) -> None:
    division.other_id = division.asks(code)


@given("que al oeste y al norte hay otros predios")
def _(division: Division) -> None:
    around = {
        "01-023-004": box(X - 20, Y, X, Y + 30), "01-023-005": box(X - 20, Y + 30, X + 40, Y + 60)
    }  # fmt: skip
    assert brings(division.town, around, CARLA).count == 2


@given("que al sur de la manzana pasa una vía de 8 m")
def _(division: Division) -> None:
    assert brings_road(division.town).count == 1


@when(parsers.parse("se dibuja una línea de sur a norte a {at:g} m"))
def _(division: Division, at: float) -> None:
    division.draws(Way.LINE, f"{X + at} {Y - 1}\n{X + at} {Y + 31}")


@when(say('se inscribe una servidumbre de paso sobre "<text:code>" a favor de Ana'))
def _(division: Division, code: str) -> None:
    town, on = division.town, division.town.surroundings().today
    unit = division.parcel("01-023-001").ba_unit_id
    ana, *_ = town.reads(lambda c: holders_of(c, town.municipality_id, unit))
    right = {
        "id": town.installation.ids.new(), "ba_unit_id": division.parcel(code).ba_unit_id,
        "party_id": ana.party_id, "family": "restriction", "kind": "easement", "num": 1, "den": 1,
        "begin_on": on, "end_on": None, "source_id": None, "case_id": None,
    }  # fmt: skip
    town.installation.database.run(
        lambda c: insert_rights(c, town.municipality_id, [right]), municipality=town.municipality_id
    )


@then("el dibujo no tiene observaciones")
def _(division: Division) -> None:
    assert isinstance(division.tried, Tried)
    assert division.tried.stands


@when(say("nadie resuelve hasta el <day:until>"))
def _(division: Division, until: date) -> None:
    division.town.move_to(until)
    division.settles()


@then(say('la ley decidió por vencer "<text:title>", y el expediente sigue abierto'))
def _(division: Division, title: str) -> None:
    town = division.town
    rows = town.reads(lambda c: history_of(c, town.municipality_id, division.case_id))
    told = [loads(row.data) for row in rows if row.kind == EventKind.LAW_DECIDED]
    assert [each["title"] for each in told] == [title]  # type: ignore[index, call-overload]
    assert town.case(division.case_id).state == "open"


@when("el primer expediente se anula")
def _(division: Division) -> None:
    assert not isinstance(division.town.cancel("mesa", division.case_id, "Desistió"), Refused)


@then(say('el dibujo se observa: "<text:said>"'))
def _(division: Division, said: str) -> None:
    assert isinstance(division.tried, Tried)
    assert [str(each.said) for each in division.tried.faults] == [said]


@then(say('sin dibujo el expediente vuelve a "<text:step>"'))
def _(division: Division, step: str) -> None:
    division.do("tito", "predio_dibujar")
    assert division.town.steps(division.case_id) == [step]


@then(say("las partes del expediente son de <money:one> y <money:other> m²"))
def _(division: Division, one: str, other: str) -> None:
    pieces = division.known("predio_informe_tecnico")["partes"]
    assert [each["area"] for each in pieces] == [Decimal(one), Decimal(other)]  # type: ignore[union-attr, index, call-overload]


@then("ya nadie cambia el dibujo")
def _(division: Division) -> None:
    division.draws(Way.LINE, f"{X - 1} {Y + 9}\n{X + 21} {Y + 9}")
    assert isinstance(division.tried, Refused)


@then(say('el catastro tiene "<text:a>" de <money:one> m² y "<text:b>" de <money:other> m²'))
def _(division: Division, a: str, one: str, b: str, other: str) -> None:
    rows = [division.parcel(a), division.parcel(b)]
    assert [row.area for row in rows] == [Decimal(one), Decimal(other)]
    shapes = [shape_of(row.ground) for row in rows]
    assert shapely.union_all(shapes).equals(LOTS["01-023-001"].normalize())
    assert division.town.case(division.case_id).state == "open"
    division.do("tito", "predio_comunicar", fecha_comunicacion="2026-03-02")
    assert division.town.case(division.case_id).state == "completed"


@then("cada uno es de Ana y de Beto por mitades")
def _(division: Division) -> None:
    town = division.town
    for code in ("01-023-003", "01-023-004"):
        unit = division.parcel(code).ba_unit_id
        rows = town.reads(lambda c, u=unit: holders_of(c, town.municipality_id, u))
        told = [(row.name, row.num, row.den, row.end_on) for row in rows]
        assert told == [("Quispe, Ana", 1, 2, None), ("Rojas, Beto", 1, 2, None)]


@then(say('"<text:code>" quedó como antecedente de ambos'))
def _(division: Division, code: str) -> None:
    town, parent = division.town, division.parcel(code)
    assert parent.ended_by == division.case_id
    child = division.parcel("01-023-003")
    lines = town.reads(lambda c: family_of(c, town.municipality_id, child.id))
    assert {each.parent_id for each in lines} == {parent.id}
    ids = [parent.id, *(each.child_id for each in lines)]
    rows = town.reads(lambda c: versions_by_id(c, town.municipality_id, ids))
    assert sorted(row.code for row in rows) == [code, "01-023-003", "01-023-004"]


@then(say("el impuesto los toma desde el <day:on>"))
def _(division: Division, on: date) -> None:
    town = division.town
    assert town.data_of(division.case_id)["rige_tributo"] == on
    since, until = date(2026, 1, 1), date(2027, 1, 1)
    rows = town.reads(lambda c: parcels_changed(c, town.municipality_id, since, until))
    assert [(row.code, row.ended is None) for row in rows] == [
        ("01-023-001", False), ("01-023-003", True), ("01-023-004", True)
    ]  # fmt: skip


@then("la historia de la municipalidad cuenta el cambio")
def _(division: Division) -> None:
    town = division.town
    events = town.reads(lambda c: town_events_of(c, town.municipality_id))
    assert any("01-023-003, 01-023-004" in each.data for each in events)
    assert town.verification().whole


@then("la historia del expediente dice de qué predio salieron y con qué áreas")
def _(division: Division) -> None:
    town = division.town
    rows = town.reads(lambda c: history_of(c, town.municipality_id, division.case_id))
    (told,) = [loads(row.data) for row in rows if row.kind == EventKind.PARCELS_CHANGED]
    assert told == {
        "operation": "subdivision",
        "from": [{"code": "01-023-001", "area": Decimal("600.00")}],
        "to": [
            {"code": "01-023-003", "area": Decimal("240.00")},
            {"code": "01-023-004", "area": Decimal("360.00")},
        ],
    }


@then("el cambio se funda en la resolución y en la huella de su documento")
def _(division: Division) -> None:
    town = division.town
    rows = town.reads(lambda c: sources_of_case(c, town.municipality_id, division.case_id))
    assert [(row.title, row.sha256) for row in rows] == [
        ("Resolución 015-2026", sha256(PDF).hexdigest())
    ]


@when(parsers.parse("el lote mínimo sube a {least:d} m²"))
def _(division: Division, least: int) -> None:
    written = (
        f'[[parameters]]\nkey = "pe.catastro.lote.minimo"\nvalue = "{least}"\nunit = "m2"\n'
        'valid_from = 2026-03-01\nsource = "Ordenanza"\nstatus = "K"\n'
    )
    town = division.town
    assert load_parameters(town.installation, town.municipality_id, written.encode()) == 1


@when("alguien corrige el predio en el registro")
def _(division: Division) -> None:
    row, town = division.parcel("01-023-001"), division.town
    told = {name: getattr(row, name) for name in ("ba_unit_id", "area", "land_use", "address")}
    fresh = {"operation": "correction", "begin_on": row.begin_on, "end_on": None}
    version = {
        "id": town.installation.ids.new(), **told, **ground_columns(shape_of(row.ground)), **fresh,
        "source_id": None, "case_id": None,
    }  # fmt: skip

    def corrected(connection: Connection) -> None:
        where = {"on": row.begin_on, "case_id": division.case_id}
        end_spatial_units(connection, town.municipality_id, [row.id], **where)
        insert_spatial_units(connection, town.municipality_id, [version])

    town.installation.database.run(corrected, municipality=town.municipality_id)


@when(say('se informa, y al resolver que procede se observa: "<text:said>"'))
def _(division: Division, said: str) -> None:
    answer = division.tries_to_approve()
    assert isinstance(answer, InvalidData)
    assert [(each.key, each.message) for each in answer.errors] == [("decision", said)]
    assert division.town.steps(division.case_id) == ["predio_aprobar"]


@then("el predio sigue como estaba, y lo tiene el expediente")
def _(division: Division) -> None:
    town = division.town
    assert division.parcel("01-023-001").end_on is None
    held = town.reads(lambda c: holds_of(c, town.municipality_id, ["01-023-001"]))
    assert [each.case_id for each in held] == [division.case_id]


@then("no hay partes en el registro")
def _(division: Division) -> None:
    town = division.town
    assert town.reads(lambda c: units_of_case(c, town.municipality_id, division.case_id)) == ()


@when("la autoridad lo devuelve al dibujo")
def _(division: Division) -> None:
    division.do("alcalde", "predio_aprobar", decision="devolver", motivo="El lote mínimo subió.")


@then(say('el expediente vuelve a "<text:step>"'))
def _(division: Division, step: str) -> None:
    assert division.town.steps(division.case_id) == [step]
    told = division.known(step)["aviso_dibujo"]
    assert told == "Devuelto por la autoridad: El lote mínimo subió."


@then("no se admite, y se dice qué expediente lo tiene")
def _(division: Division) -> None:
    town = division.town
    assert town.case(division.other_id).state == "completed"
    assert town.data_of(division.other_id)["ocupado_por"] == town.case(division.case_id).number


@then("este se admite")
def _(division: Division) -> None:
    town = division.town
    held = town.reads(lambda c: holds_of(c, town.municipality_id, ["01-023-001"]))
    assert [each.case_id for each in held] == [division.other_id]


@then("no se admite porque el código no es de un predio")
def _(division: Division) -> None:
    assert division.town.data_of(division.other_id)["codigo_desconocido"] == "99-999-999"


@then("el predio sigue como estaba, y está libre")
def _(division: Division) -> None:
    town = division.town
    assert division.parcel("01-023-001").end_on is None
    assert town.reads(lambda c: holds_of(c, town.municipality_id, ["01-023-001"])) == ()
