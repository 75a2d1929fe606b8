"""Payments by a gateway: what its server says counts, once; what the browser says does not."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from engine.payments.ways.gateway import Heard, Sent, come_back, hear, send
from engine.payments.ways.trial import WAY, TrialGateway
from engine.refusals import Refused
from tests.fees import ASKED, aside, case_with_fee, ledger_of, order_of, pays_at_the_till
from tests.town import Town


@pytest.fixture
def gateway(hall: Town) -> TrialGateway:
    """The town's installation has the gateway for trying."""
    made = TrialGateway(b"a secret of the house", hall.installation.database)
    hall.installation = replace(hall.installation, gateways={WAY: made})
    return made


def goes(town: Town, case_id: int) -> str:
    """Somebody is sent to the gateway; the token."""
    code = order_of(town, case_id).code
    sent = send(town.installation, town.municipality_id, code, WAY, back="https://m/back/{token}")
    assert isinstance(sent, Sent), sent
    assert sent.address == f"https://m/back/{sent.token}/trial"
    return sent.token


def hears(town: Town, gateway: TrialGateway, token: str, *, paid: bool = True) -> Heard | Refused:
    """The payer chooses, and the gateway's server says so."""
    said = gateway.choose(town.municipality_id, token, paid=paid, now=town.clock.now())
    assert said is not None
    return hear(town.installation, town.municipality_id, WAY, *said)


def test_a_signed_notice_pays_and_its_copy_pays_nothing(hall: Town, gateway: TrialGateway) -> None:
    case_id = case_with_fee(hall)
    token = goes(hall, case_id)
    for _ in range(2):
        assert hears(hall, gateway, token) == Heard("paid", order_of(hall, case_id).code)  # type: ignore[arg-type]  # a word of it
    assert order_of(hall, case_id).state == "paid"
    assert hall.steps(case_id) == ["atender"]
    assert ledger_of(hall, order_of(hall, case_id).id)[2:] == [
        ("payment", "gateway:trial", ASKED),
        ("payment", "receivable", -ASKED),
    ]
    assert aside(hall) == ()


def test_who_comes_back_without_a_notice_is_asked_about(hall: Town, gateway: TrialGateway) -> None:
    case_id = case_with_fee(hall)
    token = goes(hall, case_id)
    waiting = come_back(hall.installation, hall.municipality_id, token)
    assert isinstance(waiting, Heard)
    assert waiting.state == "created"
    gateway.choose(hall.municipality_id, token, paid=True, now=hall.clock.now())  # notice is lost
    back = come_back(hall.installation, hall.municipality_id, token)
    assert isinstance(back, Heard)
    assert back.state == "paid"
    assert order_of(hall, case_id).state == "paid"


def test_another_process_finds_who_was_sent_by_the_first(hall: Town, gateway: TrialGateway) -> None:
    case_id, town = case_with_fee(hall), hall.municipality_id
    token = goes(hall, case_id)
    other = TrialGateway(b"a secret of the house", hall.installation.database)
    trip = other.trip(town, token)
    assert trip is not None
    assert (trip.amount, trip.back) == (ASKED, f"https://m/back/{token}")
    other.choose(town, token, paid=True, now=hall.clock.now())  # its notice is lost
    gateway.choose(town, token, paid=False, now=hall.clock.now())  # the first word counts
    back = come_back(hall.installation, town, token)
    assert isinstance(back, Heard)
    assert back.state == "paid"
    assert other.trip(town + 1, token) is None


def test_what_the_gateway_refuses_leaves_the_order_as_it_was(
    hall: Town, gateway: TrialGateway
) -> None:
    case_id = case_with_fee(hall)
    refused = hears(hall, gateway, goes(hall, case_id), paid=False)
    assert isinstance(refused, Heard)
    assert refused.state == "refused"
    assert order_of(hall, case_id).state == "pending"
    paid = hears(hall, gateway, goes(hall, case_id))
    assert isinstance(paid, Heard)
    assert paid.state == "paid"


def test_what_was_paid_at_the_till_meanwhile_waits(hall: Town, gateway: TrialGateway) -> None:
    case_id = case_with_fee(hall)
    token = goes(hall, case_id)
    pays_at_the_till(hall, "celia", case_id)
    hears(hall, gateway, token)
    (waiting,) = aside(hall)
    assert (waiting.outcome, waiting.amount, waiting.account) == (
        "duplicate",
        ASKED,
        "gateway:trial",
    )
    sent = send(
        hall.installation, hall.municipality_id, order_of(hall, case_id).code, WAY, back="x{token}"
    )
    assert isinstance(sent, Refused)


def test_a_notice_counts_for_five_minutes(hall: Town, gateway: TrialGateway) -> None:
    case_id = case_with_fee(hall)
    token = goes(hall, case_id)
    said = gateway.choose(hall.municipality_id, token, paid=True, now=hall.clock.now())
    assert said is not None
    hall.clock.advance(timedelta(minutes=5, seconds=1))
    assert isinstance(hear(hall.installation, hall.municipality_id, WAY, *said), Refused)
    assert order_of(hall, case_id).state == "pending"


def test_less_than_was_asked_waits(hall: Town, gateway: TrialGateway) -> None:
    case_id = case_with_fee(hall)
    token = goes(hall, case_id)
    body = (
        b'{"token":"%s","state":"paid","amount":"1.00","currency":"PEN","operation":"1"}'
        % token.encode()
    )
    headers = gateway.signed(hall.municipality_id, body, now=hall.clock.now())
    hear(hall.installation, hall.municipality_id, WAY, headers, body)
    assert order_of(hall, case_id).state == "pending"
    assert [(each.outcome, each.amount) for each in aside(hall)] == [("under", Decimal("1.00"))]
