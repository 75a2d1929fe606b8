"""A taxpayer sees and pays their own account at the window, and nobody else's."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from engine.payments.codes import grouped
from processes.taxes.coupons import Coupon, coupon_code
from processes.taxes.own_account import LASTS, taxpayer_of
from storage.queries.payments import orders_in_state
from storage.queries.taxes import TaxpayerRow
from storage.tables.payments import OrderState
from tests.hall import Desk, Hall, Page
from tests.taxes import account, begins_run, collects_taxes, declares, issues, works
from tests.town import Town
from ui.settings import Settings

DOOR = "citizen/taxes"


@pytest.fixture
def owing(database_url: str, tmp_path: Path) -> Iterator[tuple[Hall, TaxpayerRow, TaxpayerRow]]:
    """Two who owe the tax of the year."""
    town = Town(database_url, tmp_path / "documents")
    collects_taxes(town)
    one, two = declares(town, "40111222", "82500"), declares(town, "40333444", "200000")
    issues(town, begins_run(town))
    yield Hall(town, Settings()), one, two
    town.close()


def _pin(hall: Hall, who: TaxpayerRow) -> str:
    place = f"taxes/{who.code}"
    return hall.desk("nora").sends(f"{place}/pin", on=place).one("//strong[@class='pin']")


def _enters(window: Desk, code: str, pin: str) -> Page:
    return window.sends("citizen/taxes", {"code": code, "pin": pin}, on=DOOR)


def test_the_till_finds_a_debt_by_its_coupon_and_takes_the_cash(
    owing: tuple[Hall, TaxpayerRow, TaxpayerRow],
) -> None:
    hall, one, _two = owing
    code, desk = coupon_code(Coupon(one.code, 2026, 2)), hall.desk("celia")
    desk.sends("till", {"till": "1"}, on="till")
    page = desk.opens(f"till?q={code}")
    assert "Impuesto predial 2026, cuota 2" in page.text
    desk.sends("till/coupons", {"coupon": code}, on=f"till?q={code}")
    works(hall.town)
    (order,) = hall.town.reads(
        lambda c: orders_in_state(c, hall.town.municipality_id, OrderState.PENDING, limit=9)
    )
    assert f"till/orders/{order.id}" in desk.opens(f"till?q={code.replace('-', '')}").text
    desk.sends(f"till/orders/{order.id}", {"received": "500"}, on="till")
    works(hall.town)
    left = account(hall.town, one.code, hall.town.surroundings().today)
    assert [each.what.instalment for each in left.owed] == [0, 1, 3, 4]
    assert "ya está pagado" in desk.opens(f"till?q={code}").text


def test_with_code_and_pin_one_sees_and_pays_ones_own(
    owing: tuple[Hall, TaxpayerRow, TaxpayerRow],
) -> None:
    hall, one, two = owing
    pin = _pin(hall, one)
    window = hall.desk()
    page = window.opens(DOOR)
    assert "40111222" not in page.text
    for code, typed in ((one.code, "AAAAAA"), (two.code, pin), ("999999", pin), (one.code, "")):
        wrong = _enters(window, code, typed)
        assert (wrong.status, "no coinciden" in wrong.text) == (422, True)
        assert one.name not in wrong.text
    page = window.follows(_enters(window, one.code, pin.lower()))
    assert page.heading == "Mis tributos"
    assert one.name in page.text
    assert two.name not in page.text
    town = hall.town
    today = town.surroundings().today
    whole = account(town, one.code, today).total
    assert f"S/ {whole:,.2f}" in page.all("//li/strong")
    window.sends(f"{DOOR}/payment", {"amount": "-3"}, on=DOOR)
    for _ in range(2):
        window.sends(f"{DOOR}/payment", {"amount": ""}, on=DOOR)
    works(town)
    (waiting,) = town.reads(
        lambda c: orders_in_state(c, town.municipality_id, OrderState.PENDING, limit=9)
    )
    assert waiting.amount == whole
    page = window.opens(DOOR)
    assert grouped(waiting.code) in page.text.replace("\xa0", " ")
    town.clock.advance(LASTS + timedelta(minutes=1))
    assert one.name not in window.opens(DOOR).text


def test_a_new_pin_ends_the_old_one_and_its_browsers(
    owing: tuple[Hall, TaxpayerRow, TaxpayerRow],
) -> None:
    hall, one, _ = owing
    pin, window = _pin(hall, one), hall.desk()
    assert one.name in window.follows(_enters(window, one.code, pin)).text
    new = _pin(hall, one)
    assert one.name not in window.opens(DOOR).text
    assert _enters(window, one.code, pin).status == 422
    assert one.name in window.follows(_enters(window, one.code, new)).text
    assert "PIN" not in hall.desk("alba").opens(f"taxes/{one.code}").text
    forged = f"{one.id}.99999999999.{'0' * 64}"
    stranger = hall.desk()
    stranger.client.cookies.set("cauce_taxes", forged)
    assert one.name not in stranger.opens(DOOR).text


@pytest.mark.parametrize("proof", ["", "0" * 64, "é", "a.b"])
@pytest.mark.parametrize("pinned", [False, True])
def test_a_token_that_the_house_did_not_make_opens_nothing(
    owing: tuple[Hall, TaxpayerRow, TaxpayerRow], proof: str, pinned: bool
) -> None:
    """Nor for a taxpayer who never asked for a PIN."""
    hall, one, _ = owing
    if pinned:
        _pin(hall, one)
    forged = f"{one.id}.99999999999.{proof}"
    town = hall.town
    opened = town.reads(lambda c: taxpayer_of(town.installation, c, town.municipality_id, forged))
    assert opened is None
