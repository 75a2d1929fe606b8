"""Money cannot be made, moved or undone by who should not: verbs, notices, files, races."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import delete, update
from sqlalchemy.exc import DBAPIError

from engine.jobs.payments import payment_handlers
from engine.jobs.results import Incident, Work
from engine.payments.ledger import owed
from engine.payments.settling import put_to
from engine.payments.voiding import give_back, void_of
from engine.payments.ways.bank_file import FileRead, read_file
from engine.payments.ways.gateway import Sent, come_back, hear, send
from engine.payments.ways.till import take
from engine.payments.ways.trial import MOMENT, SIGNATURE, WAY, TrialGateway
from engine.refusals import RefusalKind, Refused
from storage.queries.payments import entries_of_order
from storage.tables import payment_entries
from tests.fees import (
    ASKED,
    aside,
    asks_for_fees,
    bank_file,
    case_with_fee,
    ledger_of,
    order_of,
    pays_at_the_till,
    reads_file,
    tries_at_the_till,
)
from tests.rivals import together
from tests.town import Town

DAY = "2026-03-02"
ROUNDS = 4


@pytest.fixture
def hall(town: Town) -> Town:
    """A town that asks for fees, with the gateway for trying."""
    asks_for_fees(town)
    gateways = {WAY: TrialGateway(b"the secret of the house", town.installation.database)}
    town.installation = replace(town.installation, gateways=gateways)
    return town


@pytest.fixture
def other(database_url: str, tmp_path: Path) -> Iterator[Town]:
    """A second town on the same database, with people of the same roles."""
    neighbour = Town(database_url, tmp_path / "documents")
    asks_for_fees(neighbour)
    yield neighbour
    neighbour.close()


def kind_of(answer: object) -> RefusalKind | None:
    return answer.kind if isinstance(answer, Refused) else None


def sent_to_gateway(town: Town, case_id: int) -> tuple[TrialGateway, str]:
    gateway = town.installation.gateways[WAY]
    assert isinstance(gateway, TrialGateway)
    code = order_of(town, case_id).code
    sent = send(town.installation, town.municipality_id, code, WAY, back="https://m/{token}")
    assert isinstance(sent, Sent)
    return gateway, sent.token


def test_a_file_that_comes_twice_books_once_also_under_another_name(hall: Town) -> None:
    case_id = case_with_fee(hall)
    content = bank_file((order_of(hall, case_id).code, "35.00", DAY, "1"))
    reads_file(hall, content)
    town = hall.installation
    again = read_file(town, hall.people["teresa"], "otro.csv", content)
    assert isinstance(again, FileRead)
    assert again.before
    assert len(ledger_of(hall, order_of(hall, case_id).id)) == 4
    assert aside(hall) == ()


def test_a_known_movement_with_another_amount_or_code_brings_no_money(hall: Town) -> None:
    first, second = case_with_fee(hall), case_with_fee(hall)
    reads_file(hall, bank_file((order_of(hall, first).code, "35.00", DAY, "7")))
    changed = bank_file(
        (order_of(hall, first).code, "3500.00", DAY, "7"),
        (order_of(hall, second).code, "35.00", DAY, "7"),
    )
    assert [each.outcome for each in reads_file(hall, changed).lines] == ["duplicate"] * 2
    assert order_of(hall, second).state == "pending"
    assert aside(hall) == ()


def test_a_forged_notice_is_refused(hall: Town) -> None:
    case_id = case_with_fee(hall)
    gateway, token = sent_to_gateway(hall, case_id)
    said = gateway.choose(hall.municipality_id, token, paid=True, now=hall.clock.now())
    assert said is not None
    headers, body = said
    strange = TrialGateway(b"another secret", hall.installation.database)
    attacks = [
        ({}, body),
        ({**headers, SIGNATURE: ""}, body),
        ({**headers, SIGNATURE: "0" * 64}, body),
        ({**headers, SIGNATURE: "ñ"}, body),
        ({**headers, MOMENT: "x"}, body),
        ({**headers, MOMENT: str(int(headers[MOMENT]) + 1)}, body),
        (headers, body.replace(b"35.00", b"0.01")),
        (headers, body + b" "),
        (strange.signed(hall.municipality_id, body, now=hall.clock.now()), body),
        (gateway.signed(hall.municipality_id + 1, body, now=hall.clock.now()), body),
    ]
    for head, text in attacks:
        answer = hear(hall.installation, hall.municipality_id, WAY, head, text)
        assert kind_of(answer) is RefusalKind.WRONG_PASSWORD
    assert order_of(hall, case_id).state == "pending"


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b"[" * 5000, b'{"token":1}', b"\xff"])
def test_a_signed_notice_without_sense_is_refused(hall: Town, body: bytes) -> None:
    gateway = hall.installation.gateways[WAY]
    assert isinstance(gateway, TrialGateway)
    headers = gateway.signed(hall.municipality_id, body, now=hall.clock.now())
    answer = hear(hall.installation, hall.municipality_id, WAY, headers, body)
    assert isinstance(answer, Refused)


def test_a_notice_played_again_pays_nothing_now_and_is_refused_later(hall: Town) -> None:
    case_id = case_with_fee(hall)
    gateway, token = sent_to_gateway(hall, case_id)
    said = gateway.choose(hall.municipality_id, token, paid=True, now=hall.clock.now())
    assert said is not None
    for _ in range(3):
        hear(hall.installation, hall.municipality_id, WAY, *said)
    assert len(ledger_of(hall, order_of(hall, case_id).id)) == 4
    assert aside(hall) == ()
    hall.clock.advance(timedelta(minutes=6))
    late = hear(hall.installation, hall.municipality_id, WAY, *said)
    assert kind_of(late) is RefusalKind.WRONG_PASSWORD


def test_coming_back_pays_nothing_by_itself(hall: Town) -> None:
    case_id = case_with_fee(hall)
    _, token = sent_to_gateway(hall, case_id)
    come_back(hall.installation, hall.municipality_id, token)
    answer = come_back(hall.installation, hall.municipality_id, "0" * 48)
    assert kind_of(answer) is RefusalKind.NOT_FOUND
    assert order_of(hall, case_id).state == "pending"


def test_nothing_of_another_town_is_reached(hall: Town, other: Town) -> None:
    case_id = case_with_fee(hall)
    order = order_of(hall, case_id)
    receipt = pays_at_the_till(hall, "celia", case_id)
    pending = order_of(hall, case_with_fee(hall))
    reads_file(hall, bank_file(("nadie", "35.00", DAY, "1")))
    (waiting,) = aside(hall)
    here, celia, teresa = other.installation, other.people["celia"], other.people["teresa"]
    tries_at_the_till(other, "celia", 1)
    answers = [
        take(here, celia, pending.id, ASKED),
        void_of(here, teresa, receipt.id, "Porque sí"),
        give_back(here, teresa, order.id, ASKED, "Porque sí"),
        put_to(here, teresa, waiting.id, pending.code, "Porque sí"),
    ]
    assert {kind_of(each) for each in answers} == {RefusalKind.NOT_FOUND}
    foreign = reads_file(other, bank_file((pending.code, "35.00", DAY, "1")))
    assert [each.outcome for each in foreign.lines] == ["unknown"]
    assert order_of(hall, pending.case_id).state == "pending"
    gateway, token = sent_to_gateway(hall, pending.case_id)
    said = gateway.choose(hall.municipality_id, token, paid=True, now=hall.clock.now())
    assert said is not None
    assert isinstance(hear(hall.installation, other.municipality_id, WAY, *said), Refused)
    assert order_of(hall, pending.case_id).state == "pending"


def test_a_case_does_not_lapse_the_order_of_another(hall: Town) -> None:
    mine, theirs = case_with_fee(hall), case_with_fee(hall)
    payload = {"code": order_of(hall, theirs).code}
    work = Work(hall.municipality_id, mine, "", payload, {}, "k", 1, job_id=5)
    answer = payment_handlers(hall.installation)["cauce:payment-lapse"](work)
    assert isinstance(answer, Incident)
    assert order_of(hall, theirs).state == "pending"


def test_who_takes_no_money_takes_none(hall: Town) -> None:
    order = order_of(hall, case_with_fee(hall))
    for who in ("mesa", "teresa", "systems"):
        answer = take(hall.installation, hall.people[who], order.id, ASKED)
        assert kind_of(answer) is RefusalKind.NO_ROLE


def test_the_ledger_is_only_appended_to(hall: Town) -> None:
    order = order_of(hall, case_with_fee(hall))
    for change in (
        update(payment_entries).values(account="till:9"),
        delete(payment_entries),
    ):
        with (
            pytest.raises(DBAPIError),
            hall.installation.database.verb(hall.municipality_id) as connection,
        ):
            connection.execute(change)
    assert len(ledger_of(hall, order.id)) == 2


def test_of_till_and_file_at_once_one_pays_and_the_other_is_told(hall: Town) -> None:
    tries_at_the_till(hall, "celia", 1)
    for number in range(ROUNDS):
        case_id = case_with_fee(hall)
        order = order_of(hall, case_id)
        before = len(aside(hall))
        content = bank_file((order.code, "35.00", DAY, f"r{number}"))
        cash, read = together(
            partial(take, hall.installation, hall.people["celia"], order.id, ASKED),
            partial(read_file, hall.installation, hall.people["teresa"], "b.csv", content),
        )
        assert isinstance(read, FileRead)
        (line,) = read.lines
        by_cash = not isinstance(cash, Refused)
        assert line.outcome == ("duplicate" if by_cash else "matched")
        assert len(aside(hall)) - before == int(by_cash)
        assert by_cash or kind_of(cash) is RefusalKind.ORDER_STATE
        paid = [each for each in ledger_of(hall, order.id) if each[0] == "payment"]
        assert len(paid) == 2
        assert hall.steps(case_id) == ["atender"]
        rows = hall.reads(lambda c, key=order.id: entries_of_order(c, hall.municipality_id, key))
        assert owed(rows) == 0
    assert hall.verification().faults == ()


def test_two_tills_at_once_give_one_receipt_and_their_series_no_gap(hall: Town) -> None:
    for who in ("celia", "bruno"):
        tries_at_the_till(hall, who, 1)
    numbers = []
    for _ in range(ROUNDS):
        order = order_of(hall, case_with_fee(hall))
        answers = together(
            *(
                partial(take, hall.installation, hall.people[who], order.id, ASKED)
                for who in ("celia", "bruno")
            )
        )
        won = [each for each in answers if not isinstance(each, Refused)]
        assert len(won) == 1
        numbers.append(won[0].number)
    for till in ("C01", "C02"):
        own = [int(each[-6:]) for each in numbers if each.startswith(till)]
        assert own == list(range(1, len(own) + 1))


def test_the_same_file_read_twice_at_once_books_once(hall: Town) -> None:
    cases = [case_with_fee(hall) for _ in range(3)]
    orders = [order_of(hall, each) for each in cases]
    content = bank_file(*((each.code, "36.00", DAY, each.code) for each in orders))
    reading = partial(read_file, hall.installation, hall.people["teresa"], "b.csv", content)
    answers = together(reading, reading)
    assert all(isinstance(each, FileRead) for each in answers), answers
    assert len(aside(hall)) == 3
    for each in orders:
        assert len([row for row in ledger_of(hall, each.id) if row[0] == "payment"]) == 2
