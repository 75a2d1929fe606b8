"""A purchase in a town with its law, its people and the process in force."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from tests.features.purchase import Offer, Purchase
from tests.town import Town

PUMPS = (
    Offer("Hidráulica del Sur S.A.C.", "20512345671", "171500.00", "30"),
    Offer("Bombas y Riegos Andinos", "20498765433", "174900.00", "30"),
    Offer("Ferretería El Valle E.I.R.L.", "20601234565", "178200.00", "30"),
)
Brought = Callable[..., Purchase]


@pytest.fixture
def purchase(town: Town) -> Purchase:
    """Nothing is bought yet."""
    found = Purchase(town)
    found.found()
    return found


@pytest.fixture
def called(purchase: Purchase) -> Purchase:
    """Motobombas, called on Monday 9 March 2026."""
    purchase.on(date(2026, 3, 2))
    purchase.need("Motobombas para el agua potable", area="Servicios Públicos", days="30")
    purchase.study("180000.00")
    purchase.certify()
    purchase.approve()
    purchase.on(date(2026, 3, 9))
    purchase.call(enquiries="3", offers="5")
    return purchase


@pytest.fixture
def opened(called: Purchase) -> Brought:
    """Opens these bids on 23 March."""

    def bring(*offers: Offer) -> Purchase:
        called.on(date(2026, 3, 13))
        called.do("absolver_consultas", hay_consultas="no")
        called.on(date(2026, 3, 16))
        for offer in offers or PUMPS:
            called.bid(offer)
        called.on(date(2026, 3, 23))
        called.open_offers()
        return called

    return bring


@pytest.fixture
def awarded(opened: Brought) -> Purchase:
    """Awarded on 27 March to the first of three."""
    purchase = opened()
    purchase.on(date(2026, 3, 26))
    purchase.evaluate(["90", "82", "75"])
    purchase.on(date(2026, 3, 27))
    purchase.award()
    return purchase


@pytest.fixture
def contracted(awarded: Purchase) -> Purchase:
    """Signed on 23 April."""
    awarded.on(date(2026, 4, 8))
    awarded.bring_documents()
    awarded.on(date(2026, 4, 23))
    awarded.sign()
    return awarded
