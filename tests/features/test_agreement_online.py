"""The scenarios of agreements that are asked for online, on SQLite and PostgreSQL."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from pytest_bdd import given, scenarios, then, when

import processes
from engine.cases import Facts
from engine.citizens.filing import Filed, file
from engine.citizens.people import Applicant
from engine.citizens.sessions import SessionKind, known_at, welcome_guest
from engine.citizens.unlocking import Unlocked, unlock
from engine.citizens.withdrawing import withdraw
from engine.identity import Actor
from engine.parameters import load_parameters
from engine.refusals import Refused
from engine.tasks import complete
from processes.taxes.account import AGREED, Owed
from processes.taxes.coupons import choice_of
from storage.queries.payments import OrderRow, orders_of_case
from storage.queries.taxes import TaxpayerRow
from tests.features.sentences import money, say
from tests.fees import pays_by_bank
from tests.taxes import account, collects_taxes, decides, declares, issued_before, works
from tests.town import Town

DAY = date(2026, 6, 15)
KEY = "fraccionamiento_tributario"
ALL_REVIEWED = b"""
[[parameters]]
key = "pe.fraccionamiento.automatico"
value = "0"
unit = "PEN"
valid_from = 2026-01-01
source = "Ordenanza"
status = "V"
"""
scenarios(str(Path(processes.__file__).parent / "taxes" / KEY / "scenarios"))


@dataclass
class Asked:
    """What somebody asks for, and how it stands."""

    town: Town
    who: TaxpayerRow
    filed: Filed | None = None

    @property
    def case_id(self) -> int:
        assert self.filed is not None
        return self.filed.started.case_id

    def actor(self) -> Actor:
        """Whoever shows the PIN of the receipt."""
        town, filed = self.town, self.filed
        assert filed is not None
        shown = unlock(town.installation, town.municipality_id, filed.code, filed.pin)
        assert isinstance(shown, Unlocked), shown
        who = town.reads(
            lambda c: known_at(town.installation, c, town.municipality_id, shown.token)
        )
        assert who is not None
        return who.actor

    def owed(self) -> list[Owed]:
        return list(account(self.town, self.who.code, self.town.surroundings().today).owed)

    def quotas(self) -> list[Owed]:
        return [each for each in self.owed() if each.what.concept.startswith(AGREED)]

    def order(self) -> OrderRow:
        town = self.town
        (one,) = town.reads(lambda c: orders_of_case(c, town.municipality_id, self.case_id))
        return one

    def until(self, day: date) -> None:
        self.town.move_to(day)
        self.town.listens()
        works(self.town)


@pytest.fixture(autouse=True)
def _on_both_databases(town: Town) -> None:
    """Steps ask for fixtures while they run, too late to choose a database: ask before."""


@given(
    say("un contribuyente que debe <money:one> y <money:two> desde ayer"), target_fixture="asked"
)
def _(town: Town, one: str, two: str) -> Asked:
    collects_taxes(town)
    town.person("teresa", "tesoreria")
    who = declares(town, "40111222", "82500")
    town.move_to(DAY)
    for place, amount in enumerate((one, two), 1):
        since = DAY - timedelta(days=1)
        issued_before(town, who, money(amount), due_on=since, instalment=place)
    return Asked(town, who)


@given("que la ordenanza no aprueba nada sin revisar")
def _(town: Town) -> None:
    load_parameters(town.installation, town.municipality_id, ALL_REVIEWED)


@when(
    say(
        "pide en línea pagar los <money:debt> en <number:months> cuotas con <number:part> % al"
        " inicio"
    )
)
def _(asked: Asked, debt: str, months: str, part: str) -> None:
    town, house = asked.town, asked.town.installation
    (what,) = [each.what for each in asked.owed() if each.tax == money(debt)]
    data = Facts({
        "codigo_contribuyente": asked.who.code, "deudas": choice_of([what]),
        "cuotas": Decimal(months), "inicial": Decimal(part),
    })  # fmt: skip
    answer = file(
        house, welcome_guest(house, town.municipality_id).actor, KEY, data,
        applicant=Applicant(asked.who.name, "40111222"), kind=SessionKind.GUEST,
        asked_at="citizen/taxes/agreement",
    )  # fmt: skip
    assert isinstance(answer, Filed), answer
    asked.filed = answer
    works(town)


@when("acepta el cronograma")
def _(asked: Asked) -> None:
    town = asked.town
    task_id = town.open_task(asked.case_id, "ofrecer")
    answer = complete(town.installation, asked.actor(), task_id, {"acepta": "si"})
    assert not isinstance(answer, Refused), answer
    works(town)


@when("la autoridad lo aprueba")
def _(asked: Asked) -> None:
    said = {"decision": "si", "numero_resolucion": "R-1"}
    decides(asked.town, "alba", asked.case_id, "aprobar", said)


@when(say("(?P<much>pasa un día|pasan diez días)"))
def _(asked: Asked, much: str) -> None:
    asked.until(DAY + timedelta(days=1 if "un día" in much else 10))


@when("paga la cuota inicial")
def _(asked: Asked) -> None:
    pays_by_bank(asked.town, asked.order().code, str(asked.order().amount))
    works(asked.town)


@then("el contribuyente tiene que aceptar el cronograma")
def _(asked: Asked) -> None:
    assert asked.town.steps(asked.case_id) == ["ofrecer"]


@then("la autoridad tiene que aprobarlo")
def _(asked: Asked) -> None:
    assert asked.town.steps(asked.case_id) == ["aprobar"]


@then(say("la orden de pago de la cuota inicial es de <money:amount>"))
def _(asked: Asked, amount: str) -> None:
    assert asked.order().amount == money(amount)


@then(
    say(
        "la deuda de <money:one> está en <number:count> cuotas y la de <money:two> sigue como"
        " estaba"
    )
)
def _(asked: Asked, one: str, count: str, two: str) -> None:
    rest = [each.tax for each in asked.owed() if each not in asked.quotas()]
    assert (len(asked.quotas()), rest) == (int(count), [money(two)])
    assert sum(each.tax for each in asked.quotas()) >= money(one)


@then(say("quedan <number:count> cuotas"))
def _(asked: Asked, count: str) -> None:
    assert [each.what.instalment for each in asked.quotas()] == list(range(1, int(count) + 1))


@then("ya no puede desistir")
def _(asked: Asked) -> None:
    town = asked.town
    answer = withdraw(town.installation, asked.actor(), asked.case_id, "Ya no quiero")
    assert isinstance(answer, Refused)
    assert town.case(asked.case_id).state == "open"


@then("no debe ninguna cuota")
def _(asked: Asked) -> None:
    assert (asked.quotas(), len(asked.owed())) == ([], 2)


@then(say('el trámite terminó en "<text:end>"'))
def _(asked: Asked, end: str) -> None:
    case = asked.town.case(asked.case_id)
    assert (case.state, case.outcome) == ("completed", end)
