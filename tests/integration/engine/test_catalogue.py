"""The services of a municipality: in force or not, with the numbers of their day; what it decides
about them; and finding one in plain words."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from engine.calendar import Calendar, Unit
from engine.catalogue import Catalogue, Offer, Span, catalogue_of, search
from engine.catalogue.managing import Fee, ServiceChanged, set_fee, set_hours, switch_service
from engine.definitions import activate
from engine.definitions.service import LifeEvent
from engine.history.town import TownEventKind
from engine.parameters import load_parameters
from engine.refusals import RefusalKind, Refused
from storage.database import Connection
from storage.queries.municipalities import municipality_by_id
from storage.queries.town_history import town_events_of
from tests.diagrams import bundle, end, path, start, user
from tests.offered import ENTRY, NUMBERS, service
from tests.town import Town

TODAY = date(2026, 3, 2)
LATER = TODAY + timedelta(days=10)
"""A Monday, and ten days after."""


def catalogue(town: Town, on: date = TODAY) -> Catalogue:
    def read(connection: Connection) -> Catalogue:
        row = municipality_by_id(connection, town.municipality_id)
        assert row is not None
        return catalogue_of(town.installation, connection, row, on=on)

    return town.reads(read)


def offer(town: Town, on: date = TODAY) -> Offer:
    [found] = catalogue(town, on).offers
    return found


def told(town: Town) -> list[tuple[int, str, str | None]]:
    kinds = tuple(kind for kind in TownEventKind if kind.name.startswith("SERVICE"))
    events = town.reads(
        lambda connection: town_events_of(connection, town.municipality_id, kinds=kinds)
    )
    return [(each.kind, each.data, each.detail) for each in events]


@pytest.fixture
def licensed(town: Town) -> Town:
    """Luis administers, Rosa does not; the licence is in force with the numbers of the law."""
    load_parameters(town.installation, town.municipality_id, NUMBERS)
    town.person("luis", "administrador")
    town.person("rosa", "clerk")
    town.deploys(service())
    return town


def test_the_numbers_of_a_service_are_those_of_the_day(licensed: Town) -> None:
    found = offer(licensed)
    assert found.terms == (
        Span(2, Unit.BUSINESS, "Riesgo bajo"),
        Span(8, Unit.BUSINESS, "Riesgo alto", "art. 8"),
    )
    assert found.margin == Span(5, Unit.BUSINESS, "", "art. 24")
    low, high = found.prices
    assert (low.amount, low.title) == (None, "Riesgo bajo")
    assert (high.amount, high.percent, high.source) == (Decimal("137.50"), Decimal("2.5"), "TUPA")
    assert found.remedies[0].term.length is None
    assert not found.free
    assert offer(licensed, date(2025, 12, 31)).terms[1].length is None


def test_silence_counts_after_the_longest_term_and_the_days_to_notify(licensed: Town) -> None:
    filed = date(2026, 3, 26)
    found = offer(licensed, filed)
    assert found.silence_after(Calendar(), filed) == (date(2026, 4, 9), date(2026, 4, 16))


def test_nothing_is_said_of_silence_where_a_term_is_unknown(town: Town) -> None:
    town.deploys(service())
    assert offer(town).longest is None
    assert offer(town).silence_after(Calendar(), TODAY) is None


def test_what_is_deployed_brought_back_or_numbered_anew_is_seen_at_once(licensed: Town) -> None:
    first = catalogue(licensed)
    assert catalogue(licensed) is first
    licensed.deploys(service(title="Licencia de apertura"))
    second = catalogue(licensed)
    assert second.state != first.state
    assert [each.title for each in second.offers] == ["Licencia de apertura"]
    activate(licensed.installation, licensed.person("systems"), first.offers[0].definition_id)
    assert [each.title for each in catalogue(licensed).offers] == ["Licencia"]
    shorter = NUMBERS.replace(b'value = "8"', b'value = "6"')
    load_parameters(licensed.installation, licensed.municipality_id, shorter)
    assert offer(licensed).terms[1].length == 6


def test_a_process_that_is_no_service_is_not_in_the_catalogue(licensed: Town) -> None:
    licensed.deploys(bundle(start(), user("ver"), end(), path("start", "ver", "end"), key="otro"))
    assert [each.key for each in catalogue(licensed).offers] == ["licencia"]
    assert catalogue(licensed).offer("otro") is None


def test_a_service_is_closed_at_the_window_and_opened_again(licensed: Town) -> None:
    luis = licensed.people["luis"]
    for _ in range(2):  # again is no act
        answer = switch_service(
            licensed.installation, luis, "licencia", opened=False, reason="Mudanza de archivo"
        )
        assert answer == ServiceChanged("licencia")
    assert (offer(licensed).open, catalogue(licensed).open) == (False, ())
    switch_service(licensed.installation, luis, "licencia", opened=True, reason="Ya está")
    assert catalogue(licensed).open == (offer(licensed),)
    closed = '{"key":"licencia","title":"Licencia"}'
    assert told(licensed) == [
        (TownEventKind.SERVICE_OPENED, closed, '{"reason":"Ya está"}'),
        (TownEventKind.SERVICE_CLOSED, closed, '{"reason":"Mudanza de archivo"}'),
    ]


def test_a_municipality_sets_its_own_fee_from_a_day_on(licensed: Town) -> None:
    luis = licensed.people["luis"]
    own = Fee("derecho", Decimal("142.10"), LATER, "Ordenanza 012-2026")
    assert set_fee(licensed.installation, luis, "licencia", own, today=TODAY) == ServiceChanged(
        "licencia"
    )
    assert offer(licensed, LATER - timedelta(days=1)).prices[0].amount is None
    price = offer(licensed, LATER).prices[0]
    assert (price.amount, price.source) == (Decimal("142.10"), "Ordenanza 012-2026")
    part = Fee("derecho", Decimal("3.25"), LATER, "Ordenanza 013-2026", percent=True)
    set_fee(licensed.installation, luis, "licencia", part, today=TODAY)
    assert offer(licensed, LATER).prices[0].amount == Decimal("178.75")
    assert [kind for kind, _, _ in told(licensed)] == [TownEventKind.SERVICE_FEE_SET] * 2


def test_a_fee_of_nothing_makes_the_service_free(licensed: Town) -> None:
    luis = licensed.people["luis"]
    for name in ("derecho", "derecho_alto"):
        fee = Fee(name, Decimal(0), TODAY, "Ordenanza 014-2026")
        set_fee(licensed.installation, luis, "licencia", fee, today=TODAY)
    assert offer(licensed).free


@pytest.mark.parametrize(
    ("fee", "field"),
    [
        (Fee("derecho", Decimal("-1"), LATER, "Ord."), "value"),
        (Fee("derecho", Decimal("1.005"), LATER, "Ord."), "value"),
        (Fee("derecho", Decimal("NaN"), LATER, "Ord."), "value"),
        (Fee("derecho", Decimal("1e9"), LATER, "Ord."), "value"),
        (Fee("derecho", Decimal("101"), LATER, "Ord.", percent=True), "value"),
        (Fee("derecho", Decimal(1), TODAY - timedelta(days=1), "Ord."), "valid_from"),
        (Fee("derecho", Decimal(1), LATER, " "), "source"),
    ],
)
def test_a_wrong_fee_is_refused_by_its_field(licensed: Town, fee: Fee, field: str) -> None:
    luis = licensed.people["luis"]
    answer = set_fee(licensed.installation, luis, "licencia", fee, today=TODAY)
    assert answer == Refused(RefusalKind.INVALID_DATA, {"field": field})
    assert told(licensed) == []


def test_a_day_that_the_law_has_set_for_a_time_is_not_taken(licensed: Town) -> None:
    until = NUMBERS.replace(
        b'valid_from = 2026-01-01\nsource = "TUPA"',
        b'valid_from = 2026-01-01\nvalid_to = 2026-12-31\nsource = "TUPA"',
    )
    assert until != NUMBERS
    load_parameters(licensed.installation, licensed.municipality_id, until)
    fee = Fee("derecho_alto", Decimal(90), LATER, "Ordenanza 012-2026")
    answer = set_fee(licensed.installation, licensed.people["luis"], "licencia", fee, today=TODAY)
    assert answer == Refused(RefusalKind.INVALID_DATA, {"field": "valid_from"})
    assert offer(licensed, LATER).prices[1].amount == Decimal("137.50")


def test_hours_of_its_own_begin_on_a_day_and_end_with_a_dash(licensed: Town) -> None:
    luis = licensed.people["luis"]

    def says(hours: str, day: date) -> ServiceChanged | Refused:
        return set_hours(
            licensed.installation, luis, "licencia", hours,
            valid_from=day, source="Resolución 4", today=TODAY,
        )  # fmt: skip

    says("Martes de 8:00 a 12:00", TODAY)
    says("-", LATER)
    assert (offer(licensed).hours, offer(licensed, LATER).hours) == ("Martes de 8:00 a 12:00", "")
    assert says("\n", TODAY) == Refused(RefusalKind.INVALID_DATA, {"field": "hours"})


def test_only_who_administers_decides_and_only_about_services(licensed: Town) -> None:
    luis, rosa = licensed.people["luis"], licensed.people["rosa"]
    fee = Fee("derecho", Decimal(1), TODAY, "Ordenanza 1")
    for answer in (
        switch_service(licensed.installation, rosa, "licencia", opened=False, reason="x"),
        set_fee(licensed.installation, rosa, "licencia", fee, today=TODAY),
    ):
        assert isinstance(answer, Refused)
        assert answer.kind is RefusalKind.NO_ROLE
    other = Fee("pe.uit", Decimal(1), TODAY, "Ordenanza 1")
    for answer in (
        switch_service(licensed.installation, luis, "otro", opened=False, reason="x"),
        set_fee(licensed.installation, luis, "licencia", other, today=TODAY),
    ):
        assert answer == Refused(RefusalKind.NOT_FOUND)


def test_a_service_is_found_in_plain_words(licensed: Town) -> None:
    taxes = ENTRY.replace('["business"]', '["taxes"]').replace(
        "Abrir un negocio", "Pagar el impuesto predial"
    )
    taxes = taxes.replace('words = ["tienda", "bodega", "abarrotes"]', 'words = ["casa"]')
    licensed.deploys(service("predial", "Impuesto predial", entry=taxes))
    offers = catalogue(licensed).offers

    def found(text: str) -> list[str]:
        return [each.key for each in search(offers, text)]

    assert found("Quiero abrir una BODEGA") == ["licencia"]
    assert found("negocios") == ["licencia"]
    assert found("predi") == ["predial"]
    assert found("impuésto de mi casa") == ["predial"]
    assert found("pagar la bodega") == ["predial", "licencia"]  # none holds both
    assert found("helicóptero") == []
    assert found("  de la ") == ["predial", "licencia"]
    assert [each.key for each in catalogue(licensed).about(LifeEvent.TAXES)] == ["predial"]
    assert catalogue(licensed).events == (LifeEvent.BUSINESS, LifeEvent.TAXES)
