"""A taxpayer asks at the window to pay what is overdue in quotas, and touches nobody else's."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from engine.citizens.filing import file
from engine.citizens.people import Applicant
from engine.citizens.sessions import SessionKind, welcome_guest
from engine.refusals import RefusalKind, Refused
from processes.taxes.coupons import choice_of
from storage.queries.payments import orders_in_state
from storage.queries.taxes import TaxpayerRow
from storage.tables.payments import OrderState
from tests.hall import Desk, Hall, Page
from tests.taxes import account, collects_taxes, decides, declares, issued_before, works
from tests.town import Town
from ui.settings import Settings

D = Decimal
DAY = date(2026, 6, 15)
KEY = "fraccionamiento_tributario"
CODE = "//p[@class='code-large']"
DOOR, ASK = "citizen/taxes", "citizen/taxes/agreement"


@pytest.fixture
def owing(database_url: str, tmp_path: Path) -> Iterator[tuple[Hall, TaxpayerRow, TaxpayerRow]]:
    """Two who owe since yesterday: one 600 and 300, the other 2,400."""
    town = Town(database_url, tmp_path / "documents")
    collects_taxes(town)
    one, two = declares(town, "40111222", "82500"), declares(town, "40333444", "200000")
    town.move_to(DAY)
    since = DAY - timedelta(days=1)
    issued_before(town, one, D(600), due_on=since, concept="emision")
    issued_before(town, one, D(300), due_on=since, concept="multa")
    issued_before(town, two, D(2400), due_on=since)
    yield Hall(town, Settings()), one, two
    town.close()


def _comes_in(hall: Hall, who: TaxpayerRow) -> Desk:
    place, window = f"taxes/{who.code}", hall.desk()
    pin = hall.desk("nora").sends(f"{place}/pin", on=place).one("//strong[@class='pin']")
    window.follows(window.sends(DOOR, {"code": who.code, "pin": pin}, on=DOOR))
    return window


def _debts(hall: Hall, who: TaxpayerRow) -> list[str]:
    return [choice_of([each.what]) for each in account(hall.town, who.code, DAY).owed]


def _files(window: Desk, debts: list[str], **more: str) -> Page:
    """Looks at the schedule, then asks for it."""
    said = {"debt": debts, "initial": "20", "months": "6", **more}
    page = window.sends(ASK, said, on=ASK)
    (seen,) = page.tree.xpath("//input[@name='seen']/@value")
    return window.sends(ASK, {**said, "do": "file", "seen": seen}, on=ASK)


def _asked_case(hall: Hall) -> int:
    works(hall.town)
    (case_id,) = hall.town.cases_of(KEY)
    return case_id


def test_a_small_debt_is_agreed_at_once_and_its_first_quota_paid(
    owing: tuple[Hall, TaxpayerRow, TaxpayerRow],
) -> None:
    hall, one, _two = owing
    town, window = hall.town, _comes_in(hall, one)
    assert window.opens(DOOR).one("//a[contains(@href, 'taxes/agreement')]")
    debts = _debts(hall, one)
    page = window.sends(ASK, {"debt": debts[:1], "initial": "20", "months": "6"}, on=ASK)
    assert "Cuota inicial: <strong>S/ 120.00" in page.text.replace("\xa0", " ")
    receipt = window.follows(_files(window, debts[:1]))
    case_id = _asked_case(hall)
    assert town.steps(case_id) == ["ofrecer"]
    assert "Ya lo pidió" in window.opens(ASK).text
    code = receipt.all(CODE)[0]
    at = f"tracking/{code}/correction"
    assert "612.18" in window.opens(at).text
    window.sends(at, {"acepta": "si"}, on=at)
    works(town)
    (order,) = town.reads(
        lambda c: orders_in_state(c, town.municipality_id, OrderState.PENDING, limit=9)
    )
    assert order.amount == D(120)
    left = account(town, one.code, DAY).owed
    assert [each.what.concept for each in left if each.what.concept == "multa"] == ["multa"]
    assert len(left) == 8
    desk = hall.desk("celia")
    desk.sends("till", {"till": "1"}, on="till")
    desk.sends(f"till/orders/{order.id}", {"received": "120"}, on="till")
    works(town)
    left = account(town, one.code, DAY).owed
    assert ([each.what.instalment for each in left].count(0), len(left)) == (0, 7)


def test_what_is_more_waits_for_the_authority_and_an_old_offer_is_made_anew(
    owing: tuple[Hall, TaxpayerRow, TaxpayerRow],
) -> None:
    hall, _one, two = owing
    town, window = hall.town, _comes_in(hall, two)
    receipt = window.follows(_files(window, _debts(hall, two)))
    case_id = _asked_case(hall)
    assert town.steps(case_id) == ["aprobar"]
    decides(town, "alba", case_id, "aprobar", {"decision": "si", "numero_resolucion": "R-1"})
    assert town.steps(case_id) == ["ofrecer"]
    town.move_to(DAY + timedelta(days=1))
    code, pin = receipt.all(CODE)
    window.sends(f"tracking/{code}/pin", {"pin": pin}, on=f"tracking/{code}")
    at = f"tracking/{code}/correction"
    window.sends(at, {"acepta": "si"}, on=at)
    works(town)
    assert town.steps(case_id) == ["ofrecer"]
    assert "Su deuda cambió" in window.opens(at).text
    window.sends(at, {"acepta": "no"}, on=at)
    works(town)
    assert town.case(case_id).state == "completed"
    assert len(account(town, two.code, DAY).owed) == 1


def test_nobody_asks_for_the_debts_of_another(
    owing: tuple[Hall, TaxpayerRow, TaxpayerRow],
) -> None:
    hall, one, two = owing
    town, window, stranger = hall.town, _comes_in(hall, one), hall.desk()
    assert stranger.opens(ASK).status == 303
    assert stranger.sends(ASK, {"debt": _debts(hall, two), "do": "file"}, on=DOOR).status == 303
    assert stranger.opens(f"services/{KEY}/apply").status == 404
    assert ASK in stranger.opens(f"services/{KEY}").text
    guest = welcome_guest(town.installation, town.municipality_id)
    answer = file(
        town.installation, guest.actor, KEY,
        {"codigo_contribuyente": two.code, "inicial": "20", "cuotas": "6"},
        applicant=Applicant("Ana Paz", "40718825"), kind=SessionKind.GUEST,
    )  # fmt: skip
    assert isinstance(answer, Refused)
    assert answer.kind is RefusalKind.NOT_ALLOWED_TO_START
    page = window.opens(ASK)
    assert (one.name in page.text, two.name in page.text, "2,400" in page.text) == (
        True, False, False,
    )  # fmt: skip
    theirs = ["predial|2020|1", *(each for each in _debts(hall, two))]
    said = {"codigo_contribuyente": two.code, "code": two.code, "initial": "20", "months": "6"}
    page = window.sends(ASK, {**said, "debt": theirs}, on=ASK)
    assert "2,400" not in page.text
    assert window.sends(ASK, {**said, "debt": theirs[:1]}, on=ASK).status == 422
    for terms in ({"initial": "x"}, {"initial": "91"}, {"months": "0"}, {"months": "1.5"}):
        typed = {"debt": _debts(hall, one), "initial": "20", "months": "6", **terms}
        assert window.sends(ASK, typed, on=ASK).status == 422
    page = window.sends(ASK, {"debt": _debts(hall, one), "initial": "19", "months": "6"}, on=ASK)
    assert "la cuota inicial es al menos del 20 %" in page.text
    works(town)
    assert town.cases_of(KEY) == []
