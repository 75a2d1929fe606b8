"""The scenarios of money that a bank brought and that pays nothing, on SQLite and PostgreSQL."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest
from pytest_bdd import given, scenarios, then, when
from sqlalchemy import select

from engine.parameters import load_parameters
from engine.payments.settling import return_it
from engine.refusals import Refused
from processes.registry import family, parameters_of
from processes.taxes.coupons import Coupon, coupon_code
from storage.queries.taxes import TaxpayerRow, account_of
from storage.tables import payment_entries
from tests.features.sentences import money, say
from tests.fees import aside, bank_file, reads_file
from tests.taxes import account, declares, issued_before, ledger_balances, works
from tests.town import Town

DAY = date(2026, 2, 27)
"""The last day of the first instalment, on which everybody pays here."""
PROCESS = "partida_suspenso"


@dataclass
class Aside:
    """The town, its neighbour, and the last file of the bank."""

    town: Town
    who: TaxpayerRow | None = None
    content: bytes = b""
    reference: str = ""
    files: int = 0

    @property
    def neighbour(self) -> TaxpayerRow:
        """Who owes."""
        assert self.who is not None
        return self.who

    def brings(self, reference: str, amount: str, operation: str) -> None:
        """A file of one line, and what the house does with it."""
        self.files += 1
        self.reference = reference
        self.content = bank_file((reference, amount, f"{DAY}", operation))
        self.reads()

    def reads(self) -> None:
        """The treasury reads the last file."""
        reads_file(self.town, self.content)
        works(self.town)

    def tasks(self) -> list[tuple[int, str]]:
        """What waits for people in the cases of suspense."""
        cases = self.town.cases_of(PROCESS)
        return [(case_id, step) for case_id in cases for step in self.town.steps(case_id)]

    def does(self, step: str, **data: object) -> None:
        """The treasury does the one task that waits."""
        ((case_id, waits),) = self.tasks()
        assert waits == step
        self.town.claim("teresa", self.town.open_task(case_id, step))
        task_id = self.town.open_task(case_id, step, "teresa")
        answer = self.town.complete("teresa", task_id, data)  # as a browser sends it
        assert not isinstance(answer, Refused), answer
        works(self.town)


@pytest.fixture
def aside_(town: Town) -> Aside:
    """The town of the scenario."""
    return Aside(town)


@pytest.fixture(autouse=True)
def _on_both_databases(town: Town) -> None:
    """Steps ask for fixtures while they run, too late to choose a database: ask before."""


@given(
    "una municipalidad que emitió el predial de un vecino que debe cuatro cuotas de 99.00 y 22.00"
    " de emisión"
)
def _(aside_: Aside) -> None:
    town = aside_.town
    load_parameters(town.installation, town.municipality_id, parameters_of("PE"))
    town.deploys(family(f"taxes/{PROCESS}").bundle)
    town.person("teresa", "tesoreria")
    aside_.who = declares(town, "1", "121000")
    issued_before(town, aside_.who, Decimal(22), due_on=DAY, concept="emision", instalment=0)
    for place, month in enumerate((2, 5, 8, 11), 1):
        due_on = date(2026, month, 27)
        issued_before(town, aside_.who, Decimal(99), due_on=due_on, instalment=place)
    assert account(town, aside_.who.code, DAY).total == 418


@when(say("el banco trae <money:amount> con el cupón de la cuota <number:quota>"))
def _(aside_: Aside, amount: str, quota: str) -> None:
    code = coupon_code(Coupon(aside_.neighbour.code, 2026, int(quota)))
    aside_.brings(code.replace("-", ""), amount, "OP-1")


@when(say('el banco trae <money:amount> con la referencia "<text:reference>"'))
def _(aside_: Aside, amount: str, reference: str) -> None:
    aside_.brings(reference, amount, "OP-1")


@when("la tesorería vuelve a leer el mismo archivo")
def _(aside_: Aside) -> None:
    aside_.reads()


@when(say("el banco retira <money:amount> de esa operación"))
def _(aside_: Aside, amount: str) -> None:
    aside_.brings(aside_.reference, f"-{amount}", "DEV-9")


@when(say('la tesorería busca "<text:words>" y lo da al vecino'))
def _(aside_: Aside, words: str) -> None:
    said = {"destino": "contribuyente", "buscado": words, "motivo": "Trajo su voucher"}
    aside_.does("buscar", **said)
    aside_.does("elegir", elegido=aside_.neighbour.code)


@when(say('la tesorería lo devuelve porque "<text:why>"'))
def _(aside_: Aside, why: str) -> None:
    aside_.does("buscar", destino="devolver", motivo=why)


@when("alguien lo devuelve en la página de pagos")
def _(aside_: Aside) -> None:
    town = aside_.town
    (row,) = aside(town)
    answer = return_it(town.installation, town.people["teresa"], row.id, "No es nuestro")
    assert not isinstance(answer, Refused)


@when("la tesorería contrarresta esa operación")
def _(aside_: Aside) -> None:
    (case_id, _step), *_others = [each for each in aside_.tasks() if each[1] == "revertir"]
    found = aside_.town.data_of(case_id)
    assert found["operacion_original"] == "OP-1"
    town = aside_.town
    town.claim("teresa", town.open_task(case_id, "revertir"))
    task_id = town.open_task(case_id, "revertir", "teresa")
    said = {"retiro": "pago", "operacion_original": "OP-1", "motivo": "Cheque sin fondos"}
    answer = town.complete("teresa", task_id, said)
    assert not isinstance(answer, Refused), answer
    works(town)


@then("nadie tiene una tarea")
def _(aside_: Aside) -> None:
    assert aside_.tasks() == []
    states = {aside_.town.case(each).state for each in aside_.town.cases_of(PROCESS)}
    assert states == {"completed"}


@then(say("la tesorería tiene <number:count> tarea"))
def _(aside_: Aside, count: str) -> None:
    assert len(aside_.tasks()) == int(count)


@then(say("la cuota <number:quota> está pagada"))
def _(aside_: Aside, quota: str) -> None:
    assert _quota(aside_, quota) == 0


@then(say("la cuota <number:quota> debe <money:amount>"))
def _(aside_: Aside, quota: str, amount: str) -> None:
    assert _quota(aside_, quota) == money(amount)


@then(say("el vecino debe <money:amount>"))
def _(aside_: Aside, amount: str) -> None:
    town, who = aside_.town, aside_.neighbour
    assert account(town, who.code, DAY).total == money(amount)
    assert ledger_balances(town.reads(lambda c: account_of(c, town.municipality_id, who.id)))


@then(say('la constancia dice "<text:words>"'))
def _(aside_: Aside, words: str) -> None:
    (case_id, *_) = aside_.town.cases_of(PROCESS)
    known = aside_.town.data_of(case_id)
    assert (known["pagado"], str(known["numero_constancia"])[:8]) == (words, "CP-2026-")


@then("en suspenso no espera nada")
def _(aside_: Aside) -> None:
    assert aside(aside_.town) == ()


@then(say("en suspenso esperan <money:amount>"))
def _(aside_: Aside, amount: str) -> None:
    assert [each.amount for each in aside(aside_.town)] == [money(amount)]


@then("el banco no tiene nada")
def _(aside_: Aside) -> None:
    sums = _sums(aside_.town)
    assert (sums["bank"], sums.get("suspense", 0)) == (0, 0)
    assert sum(sums.values()) == 0
    assert aside_.town.verification().faults == ()


def _quota(aside_: Aside, quota: str) -> Decimal:
    found = account(aside_.town, aside_.neighbour.code, DAY).owed
    owed = (
        e.total for e in found if (e.what.concept, e.what.instalment) == ("predial", int(quota))
    )
    return sum(owed, Decimal(0))


def _sums(town: Town) -> dict[str, Decimal]:
    """What stands on each account of the ledger of orders."""
    asked = select(payment_entries.c.account, payment_entries.c.amount).where(
        payment_entries.c.municipality_id == town.municipality_id
    )
    sums: dict[str, Decimal] = {}
    for account_name, amount in town.reads(lambda c: list(c.execute(asked))):
        sums[account_name] = sums.get(account_name, Decimal(0)) + amount
    return sums


scenarios("../../processes/taxes/scenarios/suspenso.feature")
