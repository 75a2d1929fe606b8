"""The scenarios of payments, on SQLite and PostgreSQL."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest
from pytest_bdd import given, scenarios, then, when

from engine.payments.voiding import void_of
from engine.refusals import Refused
from storage.queries.tills import ReceiptRow
from tests.features.sentences import money, say
from tests.fees import (
    aside,
    asks_for_fees,
    case_with_fee,
    order_of,
    pays_at_the_till,
    pays_by_bank,
    works,
)
from tests.town import Town

STATES = {"pagada": "paid", "vencida": "lapsed"}


@dataclass
class Fee:
    """A case with its fee."""

    town: Town
    case_id: int = 0
    receipt: ReceiptRow | None = None
    outcome: str | None = None


@pytest.fixture
def fee(town: Town) -> Fee:
    """The case of the scenario."""
    return Fee(town)


@pytest.fixture(autouse=True)
def _on_both_databases(town: Town) -> None:
    """Steps ask for fixtures while they run, too late to choose a database: ask before."""


@given("una municipalidad que cobra la constancia de posesión")
def _(fee: Fee) -> None:
    asks_for_fees(fee.town)


@given(say("que el <day:on> se pide una que cuesta <money:amount>"))
def _(fee: Fee, on: date, amount: str) -> None:
    assert fee.town.surroundings().today == on
    fee.case_id = case_with_fee(fee.town, money(amount))


@when(say("la cajera cobra con <money:amount>"))
def _(fee: Fee, amount: str) -> None:
    fee.receipt = pays_at_the_till(fee.town, "celia", fee.case_id, amount)


@when(say('la cajera anula el recibo porque "<text:reason>"'))
def _(fee: Fee, reason: str) -> None:
    assert fee.receipt is not None
    town = fee.town
    answer = void_of(town.installation, town.people["celia"], fee.receipt.id, reason)
    assert not isinstance(answer, Refused)


@when(say("nadie hace nada hasta el <day:until>"))
def _(fee: Fee, until: date) -> None:
    fee.town.move_to(until)
    works(fee.town)


@when(say("el banco trae <money:amount> con el código de la orden"))
def _(fee: Fee, amount: str) -> None:
    fee.outcome = pays_by_bank(fee.town, order_of(fee.town, fee.case_id).code, amount)


@then(say("la orden vence el <day:due>"))
def _(fee: Fee, due: date) -> None:
    assert order_of(fee.town, fee.case_id).due_on == due


@then("el trámite espera el pago")
def _(fee: Fee) -> None:
    assert fee.town.steps(fee.case_id) == []
    assert order_of(fee.town, fee.case_id).state == "pending"


@then(say('el recibo es "<text:number>" y el vuelto <money:change>'))
def _(fee: Fee, number: str, change: str) -> None:
    assert fee.receipt is not None
    assert (fee.receipt.number, fee.receipt.received - fee.receipt.amount) == (
        number,
        money(change),
    )


@then(say("la orden está (?P<state>pagada|vencida)"))
def _(fee: Fee, state: str) -> None:
    assert order_of(fee.town, fee.case_id).state == STATES[state]


@then(say('el trámite sigue con "<text:task>"'))
def _(fee: Fee, task: str) -> None:
    assert [each.name for each in fee.town.open_tasks(fee.case_id)] == [task]


@then(say('el banco dice "<text:outcome>"'))
def _(fee: Fee, outcome: str) -> None:
    assert fee.outcome == outcome


@then(say("en suspenso esperan <money:amount>"))
def _(fee: Fee, amount: str) -> None:
    assert [each.amount for each in aside(fee.town)] == [money(amount)]


scenarios("payments")
