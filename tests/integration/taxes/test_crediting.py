"""Money beyond what is owed is the taxpayer's: it pays the next debt or is given back. On SQLite
and PostgreSQL."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from engine.cases import Facts
from engine.payments.voiding import void_of
from engine.refusals import RefusalKind, Refused
from processes.taxes.collecting import pay
from processes.taxes.crediting import NoCredit, Refund, apply_credit, refund_credit
from processes.taxes.posting import Payment
from storage.queries.taxes import TaxpayerRow, account_of
from tests.fees import ledger_of, order_of, pays_at_the_till
from tests.taxes import account, begins_run, decides, declares, issues, ledger_balances, works
from tests.town import Town

D = Decimal


@pytest.fixture
def overpaid(hall: Town) -> tuple[Town, TaxpayerRow, int]:
    """Somebody who had ordered a payment of all, and paid 100 of it another way meanwhile."""
    hall.person("teresa", "tesoreria")
    who = declares(hall, "1", "82500")
    issues(hall, begins_run(hall))
    said = Facts({"codigo_contribuyente": who.code, "monto_a_pagar": None})
    case_id = hall.open_case("nora", "pago_tributos", said)
    works(hall)
    today = hall.surroundings().today
    pay(hall.installation, hall.municipality_id, who.id, Payment(D(100), today, "bank", "b"))
    return hall, who, case_id


def _resolved(town: Town, who: TaxpayerRow, proposed: str, **more: object) -> int:
    asked = {"codigo_contribuyente": who.code, "sustento": "Pagué dos veces"}
    case_id = town.open_case("nora", "devolucion_tributos", Facts(asked))
    works(town)
    town.person("iris", "rentas")
    said = {"propuesta": proposed, "informe": "Hay saldo", **more}
    decides(town, "iris", case_id, "revisar", said)
    said = {"decision": "conforme", "numero_resolucion": "R-7"}
    decides(town, "alba", case_id, "resolver", said)
    return case_id


def test_a_credit_is_given_back_through_the_treasury(
    overpaid: tuple[Town, TaxpayerRow, int],
) -> None:
    town, who, paying = overpaid
    pays_at_the_till(town, "celia", paying, "9999")
    works(town)
    today = town.surroundings().today
    before = account(town, who.code, today)
    assert (before.total, before.credit) == (0, 100)
    case_id = _resolved(town, who, "devolver", importe_devolucion=D(60))
    how = {"forma_devolucion": "cheque", "operacion_devolucion": "12", "fecha_devolucion": today}
    decides(town, "teresa", case_id, "pagar", how)
    assert town.case(case_id).state == "completed"
    refund = Refund(D(60), today, "Devolución: resolución R-7")
    refund_credit(town.installation, town.municipality_id, who.id, refund)  # tried again
    left = account(town, who.code, today)
    assert (left.total, left.credit, left.paid) == (0, 40, before.paid - 60)
    assert ledger_of(town, order_of(town, paying).id)[-2:] == [
        ("refund", "income", D(60)),
        ("refund", "treasury", D(-60)),
    ]
    more = Refund(D(41), today, "otra")
    with pytest.raises(NoCredit):
        refund_credit(town.installation, town.municipality_id, who.id, more)
    assert ledger_balances(town.reads(lambda c: account_of(c, town.municipality_id, who.id)))


def test_a_credit_pays_the_next_debt_and_is_freed_when_its_receipt_is_void(
    overpaid: tuple[Town, TaxpayerRow, int],
) -> None:
    town, who, paying = overpaid
    receipt = pays_at_the_till(town, "celia", paying, "9999")
    works(town)
    town.move_to(date(2027, 1, 4))
    issues(town, begins_run(town, 2027))
    day = town.surroundings().today
    owed = account(town, who.code, day).total
    case_id = _resolved(town, who, "compensar")
    assert town.case(case_id).state == "completed"
    for _ in range(2):
        apply_credit(town.installation, town.municipality_id, who.id, day, "otra vez")
    after = account(town, who.code, day)
    assert (after.total, after.credit) == (owed - 100, 0)
    late = void_of(town.installation, town.people["celia"], receipt.id, "Billete falso")
    assert not isinstance(late, Refused)
    freed = account(town, who.code, day)
    assert (freed.credit, freed.paid) == (0, 100)
    assert sum(each.tax for each in freed.owed) == 2 * owed - 100 + D("0.04")  # was interest


def test_a_receipt_whose_rest_was_given_back_is_not_voided(
    overpaid: tuple[Town, TaxpayerRow, int],
) -> None:
    town, who, paying = overpaid
    receipt = pays_at_the_till(town, "celia", paying, "9999")
    works(town)
    refund = Refund(D(100), town.surroundings().today, "Devolución")
    refund_credit(town.installation, town.municipality_id, who.id, refund)
    answer = void_of(town.installation, town.people["celia"], receipt.id, "Billete falso")
    assert isinstance(answer, Refused)
    assert answer.kind is RefusalKind.GIVEN_BACK
