"""What the cadastre changes and the tax takes up, on SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pytest
from pytest_bdd import given, scenarios, then, when

from engine.dmn import evaluate
from engine.jobs.results import Work
from processes.registry import families, in_force
from processes.taxes.due_days import alcabala_day
from processes.taxes.law import law_of, model
from processes.taxes.novelties import novelty_handlers
from storage.queries.starts import starts_by
from storage.queries.taxes import declared_by_case
from storage.tables.waits import StartKind
from tests.features.sentences import say
from tests.novelties import CODE, SOUTH, Changing
from tests.town import Town

scenarios("../../processes/taxes/novedad_catastral/scenarios/novedad.feature")
ANA = "DNI 40000001"


@pytest.fixture
def changing(town: Town) -> Changing:
    return Changing(town)


@pytest.fixture(autouse=True)
def _on_both_databases(town: Town) -> None:
    """Steps ask for fixtures while they run, too late to choose a database: ask before."""


@given(say("que el predio se declara y el impuesto de 2026 se emite por <money:tax>"))
def _(changing: Changing, tax: str) -> None:
    changing.found()
    changing.declares(SOUTH)
    assert changing.taxed(2026) == (Decimal(171000), Decimal(tax))


@given("que el predio se declaró sin construcciones")
def _(changing: Changing) -> None:
    changing.declares()


@given("que nadie declara el predio")
def _(changing: Changing) -> None:
    changing.declares_no_more()


@when("el predio se divide a 12 m del frente")
def _(changing: Changing) -> None:
    changing.divides()


@when(say('rentas dice que la construcción queda en "<text:code>"'))
def _(changing: Changing, code: str) -> None:
    changing.decides("ubicar", construcciones=[{"predio": code}])


@when("rentas pide la declaración y cierra")
def _(changing: Changing) -> None:
    changing.decides("pedir_declaracion", seguir="no", nota_declaracion="Requerimiento 3-2026")


@when(say('el <day:on> Ana vende "<text:code>" a Carla por <money:price>'))
def _(changing: Changing, on: date, code: str, price: str) -> None:
    changing.sells(code, on, price)


@then(say("la alcabala de esa venta es <money:tax> y vence el <day:due>"))
def _(changing: Changing, tax: str, due: date) -> None:
    """By the decision of the house; it is due on the last business day of the next month."""
    calendar = changing.town.surroundings().calendar
    law = law_of(lambda key, day: in_force("PE", key, day), calendar)
    told = {
        "transferencia": date(2026, 5, 20), "precio": Decimal(140000),
        "autovaluo": Decimal(117000), "factor_ipm": Decimal(1), "inafecta": False,
    }  # fmt: skip
    found = evaluate(model("alcabala/alcabala"), "alcabala", told, host=law.host).value
    assert found["impuesto"] == Decimal(tax)
    assert alcabala_day(calendar, date(2026, 5, 20)) == due


@then(say('rentas tiene la tarea "<text:name>"'))
def _(changing: Changing, name: str) -> None:
    tasks = changing.town.open_tasks(changing.novelty())
    assert [each.name for each in tasks] == [name]


@then(say('"<text:code>" sigue declarado hoy'))
def _(changing: Changing, code: str) -> None:
    assert changing.rows_of(ANA) == [(code, date(2020, 5, 4), None)]


@then(say('el expediente de la novedad termina en "<text:outcome>"'))
def _(changing: Changing, outcome: str) -> None:
    assert changing.town.case(changing.novelty()).outcome == outcome


@then(say('explica que "<text:code>" queda con <money:land> m² y construcciones por <money:built>'))
def _(changing: Changing, code: str, land: str, built: str) -> None:
    told = changing.town.data_of(changing.novelty())["explicacion"]
    who = changing.taxpayer(ANA).code
    line = (
        f"{code}: {land} m² × S/ 150.00 + construcciones S/ {built}, al 100.00 %,"
        f" contribuyente {who}, desde el 01/01/2027"
    )
    assert line in told  # type: ignore[operator]
    assert (code, date(2027, 1, 1), None) in changing.rows_of(ANA)
    assert (CODE, date(2020, 5, 4), date(2027, 1, 1)) in changing.rows_of(ANA)


@then(say("lo que Ana debe de 2026 sigue siendo <money:tax>"))
def _(changing: Changing, tax: str) -> None:
    assert changing.assessed(2026) == (Decimal(171000), Decimal(tax))
    assert changing.owed(ANA, 2026) == Decimal(tax)


@then("si el trabajo se repite no se declara otra vez")
def _(changing: Changing) -> None:
    town, case_id = changing.town, changing.novelty()
    data = town.data_of(case_id)
    before = changing.rows_of(ANA)
    work = Work(town.municipality_id, case_id, "taxes:carry", data, {}, "again", 1)
    novelty_handlers(town.installation)["taxes:carry"](work)
    assert changing.rows_of(ANA) == before
    rows = town.reads(lambda c: declared_by_case(c, town.municipality_id, case_id))
    assert len(rows) == 2


@then(say("en 2027 Ana declara <money:base> y paga <money:tax>"))
def _(changing: Changing, base: str, tax: str) -> None:
    changing.town.move_to(date(2027, 1, 4))
    assert changing.taxed(2027) == (Decimal(base), Decimal(tax))


@then(say("en 2027 Carla declara <money:base> y paga <money:tax>"))
def _(changing: Changing, base: str, tax: str) -> None:
    assert changing.assessed(2027, "DNI 40000003") == (Decimal(base), Decimal(tax))


def test_whoever_throws_parcel_updated_is_heard_by_the_tax_office(changing: Changing) -> None:
    """A change that nobody listens to would never be taxed."""
    thrown = [one.name for one in families() if _throws(one.bundle.files)]
    assert "cadastre/subdivision" in thrown
    changing.found()
    town = changing.town
    heard = town.reads(
        lambda c: starts_by(c, town.municipality_id, kind=StartKind.SIGNAL, name="parcel.updated")
    )
    assert [each.process_key for each in heard] == ["novedad_catastral"]


def _throws(files: Mapping[str, bytes]) -> bool:
    drawn = [content for name, content in files.items() if name.endswith(".bpmn")]
    return any(b"parcel.updated" in each and b"ThrowEvent" in each for each in drawn)
