"""Taxes are paid at the till and by a file of the bank, in the order of the law. On SQLite and
PostgreSQL."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from engine.cases import Facts
from processes.taxes.collecting import pay
from processes.taxes.posting import Payment
from storage.queries.taxes import account_of
from tests.fees import bank_file, order_of, pays_at_the_till, reads_file
from tests.taxes import account, begins_run, declares, issues, works
from tests.town import Town

D = Decimal


def test_a_late_payment_pays_interest_first_and_its_proof_pays_once(hall: Town) -> None:
    who, town = declares(hall, "1", "450000"), hall.municipality_id
    issues(hall, begins_run(hall))
    day = date(2026, 6, 15)
    owed = account(hall, who.code, day)
    first, second = owed.owed[1], owed.owed[2]
    assert (first.tax, first.interest, first.total) == (D("712.50"), D("23.09"), D("735.59"))
    assert second.interest == D("3.63")  # 17 days
    emission = Payment(D(22), day, "bank", "a")
    paid = pay(hall.installation, town, who.id, emission)
    assert (paid.paid[0].debt.total, paid.rest) == (D(22), 0)
    for _ in range(2):  # tried twice
        pay(hall.installation, town, who.id, Payment(D(200), day, "bank", "b"))
    left = account(hall, who.code, day)
    assert (left.owed[0].tax, left.owed[0].interest) == (D("535.59"), 0)
    assert left.paid == 222
    ledger = hall.reads(lambda c: account_of(c, town, who.id))
    told = [(each.kind, each.debit, each.credit, each.cents) for each in ledger if each.note == "b"]
    assert told == [
        ("interest", "interest_receivable", "income", 2309),
        ("payment", "bank", "interest_receivable", 2309),
        ("payment", "bank", "receivable", 17691),
    ]
    later = account(hall, who.code, date(2026, 6, 25)).owed[0]
    assert later.interest == D("1.61")  # 535.59 x 0.03 % x 10
    over = pay(hall.installation, town, who.id, Payment(D(9999), day, "bank", "c"))
    assert account(hall, who.code, day).total == 0
    assert over.rest == D(9999) - (left.total)


def test_a_neighbour_pays_at_the_till_and_another_through_the_bank(hall: Town) -> None:
    hall.person("teresa", "tesoreria")
    one, two = declares(hall, "1", "82500"), declares(hall, "2", "82500")
    issues(hall, begins_run(hall))
    today = hall.surroundings().today
    whole = account(hall, one.code, today).total
    at_till = hall.open_case(
        "nora", "pago_tributos", Facts({"codigo_contribuyente": one.code, "monto_a_pagar": None})
    )
    works(hall)
    assert order_of(hall, at_till).amount == whole
    receipt = pays_at_the_till(hall, "celia", at_till, "500.00")
    works(hall)
    assert receipt.number == "C01-2026-000001"
    assert account(hall, one.code, today).total == 0
    by_bank = hall.open_case(
        "nora", "pago_tributos", Facts({"codigo_contribuyente": two.code, "monto_a_pagar": D(30)})
    )
    works(hall)
    code = order_of(hall, by_bank).code
    reads_file(hall, bank_file((code, "30.00", str(today), "1"), ("000", "5.00", str(today), "2")))
    works(hall)
    left = account(hall, two.code, today)
    assert (left.paid, left.total) == (30, whole - 30)
    nothing = hall.open_case(
        "nora", "pago_tributos", Facts({"codigo_contribuyente": one.code, "monto_a_pagar": None})
    )
    works(hall)
    assert hall.case(nothing).state == "completed"
