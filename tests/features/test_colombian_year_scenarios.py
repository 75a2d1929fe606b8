"""The scenarios of a year of the property tax in Colombia, on SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from pytest_bdd import given, scenarios, step, then, when

from processes.taxes.account import Account
from processes.taxes.lines import LineKind, read
from storage.queries.tax_runs import assessments_of_taxpayer, to_review
from storage.queries.taxes import taxpayers_of
from tests.features.sentences import money, say
from tests.taxes import account, run_of
from tests.taxes_co import bills, collects_in_colombia, registers, sets, settles
from tests.town import Town


@dataclass
class Year:
    """What a scenario speaks of."""

    town: Town
    case_id: int = 0
    lines: tuple[str, ...] = ()

    def owner(self, code: str) -> str:
        """Whoever has the parcel of this number: each has their own document."""
        rows = self.town.reads(lambda c: taxpayers_of(c, self.town.municipality_id, "", limit=9))
        (found,) = [each.code for each in rows if each.document == f"CC {code}"]
        return found

    def owes(self, code: str, on: date) -> Account:
        """The account of the owner on a day."""
        return account(self.town, self.owner(code), on)


@pytest.fixture
def year(database_url: str, tmp_path: Path) -> Iterator[Year]:
    """A municipality on a fresh database."""
    town = Town(database_url, tmp_path / "documents", country="CO")
    yield Year(town)
    town.close()


@pytest.fixture(autouse=True)
def _on_both_databases(year: Year) -> None:
    """Steps ask for fixtures while they run, too late to choose a database: ask before."""


@given("un municipio de Colombia con las tarifas de su acuerdo")
def _(year: Year) -> None:
    collects_in_colombia(year.town)


@given(
    say(
        'el predio "<text:code>" de estrato <number:stratum> avaluado en <money:value> pesos, que'
        " el año anterior pagó <money:paid> pesos"
    )
)
def _(year: Year, code: str, stratum: str, value: str, paid: str) -> None:
    registers(year.town, code, money(value), numero_documento=code, estrato=stratum,
              impuesto_anterior=money(paid), desde=date(2026, 1, 1))  # fmt: skip


@given(
    say(
        'el predio "<text:code>" de estrato <number:stratum> avaluado en <money:value> pesos, del'
        " que no se sabe qué pagó"
    )
)
def _(year: Year, code: str, stratum: str, value: str) -> None:
    registers(year.town, code, money(value), numero_documento=code, estrato=stratum)


@given(
    say('el lote "<text:code>" avaluado en <money:value> pesos, sin límite por lote no edificado')
)
def _(year: Year, code: str, value: str) -> None:
    registers(year.town, code, money(value), numero_documento=code, destino="Lote urbanizable",
              exclusion="lote no edificado")  # fmt: skip


@given(
    say(
        'el avalúo de "<text:code>" pasa a <money:value> pesos y es de otro dueño desde el <day:on>'
    )
)
def _(year: Year, code: str, value: str, on: date) -> None:
    town = year.town
    registers(town, code, money("1"), novedad="sale", numero_documento=code, desde=on)
    registers(town, code, money(value), numero_documento="99", estrato="3", desde=on)


@given(say('el avalúo de "<text:code>" pasa a <money:value> pesos'))
def _(year: Year, code: str, value: str) -> None:
    registers(year.town, code, money(value), numero_documento=code, estrato="3",
              impuesto_anterior=money("320,000.00"), desde=date(2026, 1, 1))  # fmt: skip


@given(say("que el acuerdo da <number:percent> % de descuento hasta el <day:until>"))
def _(year: Year, percent: str, until: date) -> None:
    sets(year.town, "co.predial.pronto_pago", percent, unit="percent", since="2026-01-01",
         until=until.isoformat())  # fmt: skip


@given("que el límite de la vigencia es el de la Ley 44")
def _(year: Year) -> None:
    sets(year.town, "co.predial.limite", "ley_44", since="2026-01-01")


@step(say("(que )?se factura la vigencia <number:when_>"))
def _(year: Year, when_: str) -> None:
    year.case_id = bills(year.town, int(when_))


@when(say("se liquida la vigencia <number:when_>"))
def _(year: Year, when_: str) -> None:
    year.case_id = settles(year.town, int(when_))


@then(say('el predio "<text:code>" debe <money:tax> pesos hasta el <day:due>'))
def _(year: Year, code: str, tax: str, due: date) -> None:
    town = year.town
    found = {}
    for who in town.reads(lambda c: taxpayers_of(c, town.municipality_id, "", limit=9)):
        for row, of in town.reads(
            lambda c, who=who: assessments_of_taxpayer(c, town.municipality_id, who.id)
        ):
            lines = read(row.lines)
            own = {each.note: each.amount for each in lines if each.kind is LineKind.OWN}
            if code in own and of == due.year:
                found = {"tax": own[code], "who": who.code}
                year.lines = tuple(f"{e.base or 0:,.2f} al {e.rate} por mil" for e in lines
                                   if e.kind is LineKind.RATED)  # fmt: skip
                year.lines += tuple(each.note for each in lines)
    assert found["tax"] == money(tax)
    (owed,) = [e for e in account(town, found["who"], due).owed if e.what.year == due.year]
    assert (owed.total, owed.what.due_on) == (money(tax), due)


@then(say('se explica con "<text:one>" y "<text:other>"'))
def _(year: Year, one: str, other: str) -> None:
    assert {one, other} <= {each.replace(".0000 por", " por") for each in year.lines}


@then(say('queda sin importe porque "<text:why>"'))
def _(year: Year, why: str) -> None:
    town = year.town
    run = run_of(town, year.case_id)
    rows = town.reads(lambda c: to_review(c, town.municipality_id, run.id))
    assert [why in row.why for row, _, _ in rows] == [True]


@then(say('quien paga el predio "<text:code>" el <day:on> entrega <money:amount> pesos'))
def _(year: Year, code: str, on: date, amount: str) -> None:
    owed = year.owes(code, on)
    assert owed.total - owed.discount == money(amount)


@then(say("quien lo paga el <day:on> entrega <money:amount> pesos"))
def _(year: Year, on: date, amount: str) -> None:
    owed = year.owes("01-0001", on)
    assert owed.total - owed.discount == money(amount)


scenarios("../../processes/taxes_co/scenarios/vigencia.feature")
