"""A taxpayer chooses what they pay at the window, and prints what proves it; nobody else does."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from engine.parameters import load_parameters
from processes.registry import family, parameters_of
from processes.taxes.own_account import give_pin
from storage.queries.payments import orders_in_state
from storage.queries.taxes import TaxpayerRow
from storage.tables.payments import OrderState
from tests.hall import Desk, Hall
from tests.taxes import account, declares, issued_before, works
from tests.town import Town
from ui.blank.pages import can_write_pdf
from ui.settings import Settings

DOOR = "citizen/taxes"
DUE = date(2026, 11, 30)


@pytest.fixture
def owing(database_url: str, tmp_path: Path) -> Iterator[tuple[Hall, TaxpayerRow, TaxpayerRow]]:
    """Two who owe three instalments of a hundred each, none of them late."""
    town = Town(database_url, tmp_path / "documents")
    load_parameters(town.installation, town.municipality_id, parameters_of("PE"))
    town.deploys(family("taxes/pago_tributos").bundle)
    town.person("celia", "caja")
    one, two = declares(town, "40111222", "82500"), declares(town, "40333444", "82500")
    for who in (one, two):
        for place in (1, 2, 3):
            issued_before(town, who, Decimal(100), due_on=DUE, instalment=place)
    yield Hall(town, Settings()), one, two
    town.close()


def _inside(hall: Hall, who: TaxpayerRow) -> Desk:
    """The browser of whoever came in with code and PIN."""
    pin = give_pin(hall.town.installation, hall.town.municipality_id, who.id, None)
    window = hall.desk()
    window.sends(DOOR, {"code": who.code, "pin": pin}, on=DOOR)
    return window


def test_a_choice_of_debts_is_paid_and_its_proof_printed_for_its_owner_alone(
    owing: tuple[Hall, TaxpayerRow, TaxpayerRow],
) -> None:
    hall, one, two = owing
    town, window = hall.town, _inside(hall, one)
    chosen = ["predial|2026|3", "predial|1999|1", "alcabala|2026|0"]  # two are not owed
    window.sends(f"{DOOR}/payment", {"amount": "", "debt": chosen}, on=DOOR)
    works(town)
    (order,) = town.reads(
        lambda c: orders_in_state(c, town.municipality_id, OrderState.PENDING, limit=9)
    )
    assert order.amount == 100
    desk = hall.desk("celia")
    desk.sends("till", {"till": "1"}, on="till")
    desk.sends(f"till/orders/{order.id}", {"received": "100"}, on="till")
    works(town)
    left = account(town, one.code, DUE).owed
    assert [each.what.instalment for each in left] == [1, 2]
    page = window.opens(DOOR)
    assert "impuesto predial 2026, cuota 3: 100.00" in page.text
    papers = (f"{DOOR}/paid/{order.code}", f"{DOOR}/statement")
    if can_write_pdf():
        for place in papers:
            paper = window.opens(place)
            assert (paper.status, paper.content[:5]) == (200, b"%PDF-")
        assert f"/paid/{order.code}" in page.text
    assert _inside(hall, two).opens(papers[0]).status == 404
    for place in papers:
        assert hall.desk().opens(place).status == 404
