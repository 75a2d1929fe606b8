"""Receipts that count no more, and money that goes back: always by a contra entry."""

from __future__ import annotations

from decimal import Decimal

from engine.payments.voiding import give_back, void_of
from engine.payments.ways.till import close_till
from engine.refusals import InvalidData, RefusalKind, Refused
from storage.queries.tills import receipts_of_order
from tests.fees import ASKED, case_with_fee, ledger_of, order_of, pays_at_the_till, told
from tests.town import Town


def test_a_void_keeps_its_number_and_the_order_owes_again(hall: Town) -> None:
    case_id = case_with_fee(hall)
    receipt = pays_at_the_till(hall, "celia", case_id)
    order = order_of(hall, case_id)
    answer = void_of(hall.installation, hall.people["celia"], receipt.id, "Era de otra persona")
    assert not isinstance(answer, Refused)
    assert order_of(hall, case_id).state == "pending"
    assert ledger_of(hall, order.id)[-2:] == [
        ("void", "receivable", ASKED),
        ("void", "till:1", -ASKED),
    ]
    again = pays_at_the_till(hall, "celia", case_id)
    assert again.number == "C01-2026-000002"
    kept = hall.reads(lambda c: receipts_of_order(c, hall.municipality_id, order.id))
    assert [(each.number, each.voided_at is None) for each in kept] == [
        ("C01-2026-000001", False),
        ("C01-2026-000002", True),
    ]
    assert told(hall, case_id) == [
        "PAYMENT_ORDERED",
        "PAYMENT_RECEIVED",
        "RECEIPT_VOIDED",
        "PAYMENT_RECEIVED",
    ]
    closed = close_till(hall.installation, hall.people["celia"], ASKED, "")
    assert not isinstance(closed, Refused)
    assert closed.difference == 0
    assert hall.verification().faults == ()


def test_voiding_twice_is_one_void(hall: Town) -> None:
    case_id = case_with_fee(hall)
    receipt = pays_at_the_till(hall, "celia", case_id)
    for _ in range(2):
        void_of(hall.installation, hall.people["celia"], receipt.id, "Era de otra persona")
    assert len(ledger_of(hall, order_of(hall, case_id).id)) == 6


def test_after_the_day_is_closed_only_money_goes_back(hall: Town) -> None:
    case_id = case_with_fee(hall)
    receipt = pays_at_the_till(hall, "celia", case_id)
    close_till(hall.installation, hall.people["celia"], ASKED, "")
    late = void_of(hall.installation, hall.people["teresa"], receipt.id, "Tarde")
    assert isinstance(late, Refused)
    assert late.kind is RefusalKind.TILL_STATE
    order = order_of(hall, case_id)
    part = give_back(
        hall.installation, hall.people["teresa"], order.id, Decimal(10), "Cobro de más"
    )
    assert not isinstance(part, Refused)
    more = give_back(
        hall.installation, hall.people["teresa"], order.id, Decimal(26), "Cobro de más"
    )
    assert isinstance(more, InvalidData)
    assert more.details["most"] == "25.00"
    assert order_of(hall, case_id).state == "paid"
    assert ledger_of(hall, order.id)[-2:] == [
        ("refund", "income", Decimal(10)),
        ("refund", "treasury", Decimal(-10)),
    ]


def test_who_has_no_right_neither_voids_nor_gives_back(hall: Town) -> None:
    case_id = case_with_fee(hall)
    receipt = pays_at_the_till(hall, "celia", case_id)
    for who in ("bruno", "mesa"):
        answer = void_of(hall.installation, hall.people[who], receipt.id, "Porque sí")
        assert isinstance(answer, Refused)
        assert answer.kind is RefusalKind.NO_ROLE
    back = give_back(hall.installation, hall.people["celia"], receipt.order_id, ASKED, "Porque sí")
    assert isinstance(back, Refused)
    assert back.kind is RefusalKind.NO_ROLE
    assert order_of(hall, case_id).state == "paid"
