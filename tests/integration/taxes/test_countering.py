"""A receipt that counts no more, and money that goes back, counter the ledger of taxes. On SQLite
and PostgreSQL."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from engine.cases import Facts
from engine.payments.voiding import give_back, void_of
from engine.refusals import Refused
from processes.taxes.collecting import pay
from processes.taxes.posting import Payment
from storage.queries.taxes import TaxpayerRow, account_of
from storage.queries.tills import ReceiptRow, receipt_by_id
from tests.fees import order_of, pays_at_the_till
from tests.taxes import account, begins_run, declares, issues, ledger_balances, works
from tests.town import Town

D = Decimal
LATE = date(2026, 6, 15)
WHY = "Era de otra persona"


@pytest.fixture
def owing(hall: Town) -> tuple[Town, TaxpayerRow]:
    """Somebody who owes since the end of February; it is the middle of June."""
    hall.person("teresa", "tesoreria")
    who = declares(hall, "1", "450000")
    issues(hall, begins_run(hall))
    hall.move_to(LATE)
    return hall, who


def _pays(town: Town, who: TaxpayerRow, amount: str) -> tuple[int, ReceiptRow]:
    said = Facts({"codigo_contribuyente": who.code, "monto_a_pagar": D(amount)})
    case_id = town.open_case("nora", "pago_tributos", said)
    works(town)
    receipt = pays_at_the_till(town, "celia", case_id, "9999")
    works(town)
    assert town.case(case_id).state == "completed"
    return case_id, receipt


def _voids(town: Town, receipt: ReceiptRow) -> None:
    answer = void_of(town.installation, town.people["celia"], receipt.id, WHY)
    assert not isinstance(answer, Refused), answer


def test_a_voided_receipt_leaves_the_account_as_it_was(owing: tuple[Town, TaxpayerRow]) -> None:
    town, who = owing
    before = [account(town, who.code, day) for day in (LATE, date(2026, 9, 30))]
    case_id, receipt = _pays(town, who, "1000")
    assert account(town, who.code, LATE).total == before[0].total - 1000
    for _ in range(2):
        _voids(town, receipt)
    assert [account(town, who.code, day) for day in (LATE, date(2026, 9, 30))] == before
    kept = town.reads(lambda c: receipt_by_id(c, town.municipality_id, receipt.id))
    assert kept is not None
    assert (kept.number, kept.voided_at is not None) == ("C01-2026-000001", True)
    order = order_of(town, case_id)
    assert order.state == "cancelled"
    ledger = town.reads(lambda c: account_of(c, town.municipality_id, who.id))
    contras = [each for each in ledger if each.kind == "contra"]
    assert {each.note for each in contras} == {f"C01-2026-000001: {WHY}"}
    paid = [each for each in ledger if each.order_id == order.id and each.kind != "contra"]
    assert sorted(each.counters or 0 for each in contras) == sorted(each.id for each in paid)
    assert ledger_balances(ledger)
    _, again = _pays(town, who, "1000")
    assert again.number == "C01-2026-000002"
    assert town.verification().faults == ()


def test_a_void_after_a_later_payment_owes_what_grew_meanwhile(
    owing: tuple[Town, TaxpayerRow],
) -> None:
    town, who = owing
    _, first = _pays(town, who, "222")  # 22 of issuing, 23.09 of interest, 176.91 of tax
    later = date(2026, 6, 25)
    pay(town.installation, town.municipality_id, who.id, Payment(D(100), later, "bank", "b"))
    left = account(town, who.code, later).owed[0]
    assert (left.tax, left.interest) == (D("437.20"), 0)  # 1.61 were interest
    _voids(town, first)
    emission, quota = account(town, who.code, later).owed[:2]
    assert emission.total == 22
    assert (quota.tax, quota.interest) == (D("614.11"), D("23.62"))  # 0.53: ten days on 176.91
    assert account(town, who.code, later).paid == 100
    assert ledger_balances(town.reads(lambda c: account_of(c, town.municipality_id, who.id)))


def test_a_refund_takes_back_what_was_paid_last(owing: tuple[Town, TaxpayerRow]) -> None:
    town, who = owing
    before = account(town, who.code, LATE)
    case_id, _ = _pays(town, who, "222")
    order = order_of(town, case_id)
    for amount, tax, interest in (("50", "585.59", 0), ("172", "712.50", "23.09")):
        answer = give_back(
            town.installation, town.people["teresa"], order.id, D(amount), "Se cobró dos veces"
        )
        assert not isinstance(answer, Refused), answer
        owed = account(town, who.code, LATE).owed
        (first,) = (each for each in owed if each.what.instalment == 1)
        assert (first.tax, first.interest) == (D(tax), D(interest))
    assert account(town, who.code, LATE) == before
    assert order_of(town, case_id).state == "paid"


def test_money_that_went_back_before_it_was_booked_pays_nothing(
    owing: tuple[Town, TaxpayerRow],
) -> None:
    town, who = owing
    before = account(town, who.code, LATE)
    said = Facts({"codigo_contribuyente": who.code, "monto_a_pagar": D(100)})
    case_id = town.open_case("nora", "pago_tributos", said)
    works(town)
    receipt = pays_at_the_till(town, "celia", case_id, "100")
    _voids(town, receipt)
    works(town)
    assert town.case(case_id).state == "completed"
    assert account(town, who.code, LATE) == before
    assert order_of(town, case_id).state == "cancelled"
