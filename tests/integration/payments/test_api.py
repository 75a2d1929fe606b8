"""Fees for other programs: what is owed, and files of the bank."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fees import asks_for_fees, bank_file, case_with_fee, order_of
from tests.hall import Hall
from tests.programs import program
from tests.town import Town
from ui.settings import Settings


@pytest.fixture
def house(database_url: str, tmp_path: Path) -> Iterator[Hall]:
    """A town that asks for fees, with its API."""
    town = Town(database_url, tmp_path / "documents")
    asks_for_fees(town)
    yield Hall(town, Settings())
    town.close()


def test_what_is_owed_is_read_and_a_file_booked_once(house: Hall) -> None:
    town = house.town
    case_id = case_with_fee(town)
    order, number = order_of(town, case_id), town.case(case_id).number
    treasury = program(house, "tesoreria", "mesa")
    (owed,) = treasury.gets("payments").json["items"]
    assert (owed["code"], owed["owed"], owed["state"]) == (order.code, "35.00", "pending")
    content = bank_file((order.code, "36.00", "2026-03-02", "1"))
    sent = {"files": {"file": ("banco.csv", content, "text/csv")}}
    first = treasury.asks("POST", "payments/files", **sent)
    assert first.status == 200, first.text
    assert [each["outcome"] for each in first.json["items"]] == ["over"]
    again = treasury.asks("POST", "payments/files", **sent)
    assert again.json["before"] is True
    (paid,) = treasury.gets(f"cases/{number}/payments").json["items"]
    assert (paid["owed"], paid["state"]) == ("0.00", "paid")
    assert treasury.gets("payments").json["items"] == []
    assert len(treasury.gets("payments", state="paid").json["items"]) == 1


def test_a_file_that_does_not_read_is_told_line_by_line(house: Hall) -> None:
    treasury = program(house, "tesoreria")
    content = b"referencia,monto,fecha,operacion\n1,x,2026-03-02,1\n"
    sent = {"files": {"file": ("banco.csv", content, "text/csv")}}
    answer = treasury.asks("POST", "payments/files", **sent)
    assert answer.status == 422
    (error,) = answer.json["errors"]
    assert (error["field"], error["message"][:8]) == ("file", "Línea 2:")


def test_the_desk_neither_lists_nor_reads_files(house: Hall) -> None:
    case_with_fee(house.town)
    desk = program(house, "mesa")
    assert desk.gets("payments").json["items"] == []
    sent = {"files": {"file": ("banco.csv", bank_file(), "text/csv")}}
    assert desk.asks("POST", "payments/files", **sent).status == 403
