"""An order is made once, told of once, and ends with its case: on SQLite and PostgreSQL."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from engine.cases.suspending import resume, suspend
from engine.jobs.payments import payment_handlers
from engine.jobs.results import Done, Work
from engine.payments.codes import read_code
from engine.payments.ledger import owed
from engine.payments.ordering import Asked, Ordered, order, rounded
from engine.payments.ways.till import close_till
from engine.refusals import InvalidData, RefusalKind, Refused
from storage.queries.payments import entries_of_order, orders_of_case
from tests.fees import (
    ASKED,
    case_with_fee,
    ledger_of,
    order_of,
    pays_at_the_till,
    told,
    tries_at_the_till,
    works,
)
from tests.town import Town


def test_a_process_asks_for_its_fee_and_goes_on_with_the_payment(hall: Town) -> None:
    case_id = case_with_fee(hall)
    row = order_of(hall, case_id)
    assert (row.concept, row.amount, row.currency, row.state) == (
        "Constancia de posesión",
        ASKED,
        "PEN",
        "pending",
    )
    assert row.due_on == date(2026, 3, 16)  # ten business days from Monday the second
    assert read_code(row.code) == row.code
    assert hall.steps(case_id) == []
    receipt = pays_at_the_till(hall, "celia", case_id)
    assert hall.steps(case_id) == ["atender"]
    assert order_of(hall, case_id).state == "paid"
    assert (receipt.number, receipt.amount, receipt.received) == (
        "C01-2026-000001",
        ASKED,
        Decimal("50.00"),
    )
    assert told(hall, case_id) == ["PAYMENT_ORDERED", "PAYMENT_RECEIVED"]
    assert ledger_of(hall, row.id) == [
        ("charge", "receivable", ASKED),
        ("charge", "income", -ASKED),
        ("payment", "till:1", ASKED),
        ("payment", "receivable", -ASKED),
    ]
    assert hall.data_of(case_id)["pago"]["resultado"] == "pagado"
    assert hall.verification().faults == ()


def test_an_order_is_made_once_however_often_its_job_is_tried(hall: Town) -> None:
    case_id = case_with_fee(hall)
    row = order_of(hall, case_id)
    again = Asked(case_id, row.id, "Otra cosa", Decimal(99), 3)
    answer = order(hall.installation, hall.municipality_id, again)
    assert isinstance(answer, Ordered)
    assert (answer.code, answer.amount) == (row.code, ASKED)
    assert len(hall.reads(lambda c: orders_of_case(c, hall.municipality_id, case_id))) == 1


def test_what_costs_nothing_asks_for_nothing(hall: Town) -> None:
    case_id = case_with_fee(hall, Decimal(0))
    assert hall.steps(case_id) == ["atender"]
    assert hall.data_of(case_id)["pago"]["resultado"] == "no_corresponde"
    assert hall.reads(lambda c: orders_of_case(c, hall.municipality_id, case_id)) == ()


def test_an_order_that_nobody_pays_lapses_after_its_term(hall: Town) -> None:
    case_id = case_with_fee(hall)
    hall.move_to(date(2026, 3, 16))
    works(hall)
    assert order_of(hall, case_id).state == "pending"
    hall.move_to(date(2026, 3, 17))
    works(hall)
    row = order_of(hall, case_id)
    assert row.state == "lapsed"
    assert hall.data_of(case_id)["pago"]["resultado"] == "vencido"
    assert hall.steps(case_id) == ["atender"]
    assert owed(hall.reads(lambda c: entries_of_order(c, hall.municipality_id, row.id))) == 0
    refused = tries_at_the_till(hall, "celia", row.id)
    assert isinstance(refused, Refused)
    assert refused.kind is RefusalKind.ORDER_STATE


def test_money_that_was_faster_than_the_lapse_stays_paid(hall: Town) -> None:
    case_id = case_with_fee(hall)
    hall.move_to(date(2026, 3, 17))  # the term is over, and the job that lapses is not done yet
    pays_at_the_till(hall, "celia", case_id)
    works(hall)
    assert order_of(hall, case_id).state == "paid"
    assert hall.data_of(case_id)["pago"]["resultado"] == "pagado"


def test_a_case_that_ends_cancels_what_is_still_owed(hall: Town) -> None:
    case_id = case_with_fee(hall)
    hall.cancel("mesa", case_id, "Desistió")
    row = order_of(hall, case_id)
    assert row.state == "cancelled"
    assert owed(hall.reads(lambda c: entries_of_order(c, hall.municipality_id, row.id))) == 0
    assert told(hall, case_id) == ["PAYMENT_ORDERED", "ORDER_CANCELLED"]
    assert hall.verification().faults == ()


def test_a_suspended_case_hears_of_the_payment_when_it_goes_on(hall: Town) -> None:
    case_id = case_with_fee(hall)
    hall.person("olga", "operador")
    suspend(hall.installation, hall.people["olga"], case_id, "Falta un informe")
    pays_at_the_till(hall, "celia", case_id)
    assert hall.steps(case_id) == []
    assert order_of(hall, case_id).state == "paid"
    resume(hall.installation, hall.people["olga"], case_id, "Llegó")
    hall.listens()
    assert hall.steps(case_id) == ["atender"]


@pytest.mark.parametrize(
    ("amount", "days", "concept", "field"),
    [
        ("0", 3, "Tasa", "amount"),
        ("-1", 3, "Tasa", "amount"),
        ("NaN", 3, "Tasa", "amount"),
        ("1", 0, "Tasa", "days"),
        ("1", 3, "  ", "concept"),
    ],
)
def test_an_order_without_sense_is_not_made(
    hall: Town, amount: str, days: int, concept: str, field: str
) -> None:
    case_id = case_with_fee(hall)
    asked = Asked(case_id, 77, concept, Decimal(amount), days)
    answer = order(hall.installation, hall.municipality_id, asked)
    assert isinstance(answer, InvalidData)
    assert answer.details["field"] == field


def test_half_a_cent_goes_up_and_some_currencies_have_none() -> None:
    assert rounded(Decimal("10.005"), "PEN") == Decimal("10.01")
    assert rounded(Decimal("10.5"), "CLP") == Decimal(11)


def test_a_job_without_its_unit_counts_calendar_days(hall: Town) -> None:
    case_id = case_with_fee(hall)
    payload = {"concept": "Copia", "amount": Decimal("1.20"), "days": Decimal(2)}
    work = Work(hall.municipality_id, case_id, "", payload, {}, "k", 1, job_id=991)
    answer = payment_handlers(hall.installation)["cauce:payment-order"](work)
    assert isinstance(answer, Done)
    assert answer.result["due"] == date(2026, 3, 4)


def test_receipts_of_a_till_have_no_gaps_and_its_day_is_closed_by_counting(hall: Town) -> None:
    paid = [case_with_fee(hall) for _ in range(3)]
    refused = tries_at_the_till(hall, "celia", order_of(hall, paid[0]).id, "34.99")
    assert isinstance(refused, InvalidData)
    numbers = [pays_at_the_till(hall, "celia", each).number for each in paid]
    assert numbers == ["C01-2026-000001", "C01-2026-000002", "C01-2026-000003"]
    other = case_with_fee(hall)
    assert pays_at_the_till(hall, "bruno", other).number == "C02-2026-000001"
    short = close_till(hall.installation, hall.people["celia"], Decimal("100.00"), "")
    assert isinstance(short, InvalidData)
    closed = close_till(
        hall.installation, hall.people["celia"], Decimal("100.00"), "Vuelto mal dado"
    )
    assert not isinstance(closed, Refused)
    assert (closed.expected, closed.difference) == (Decimal("105.00"), Decimal("-5.00"))
    again = close_till(hall.installation, hall.people["celia"], Decimal(0), "")
    assert isinstance(again, Refused)
    assert again.kind is RefusalKind.TILL_STATE
