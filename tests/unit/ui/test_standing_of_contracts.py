"""How a contract and a guarantee stand, in words that can be grasped."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from gettext import NullTranslations

import pytest

from storage.queries.contracts import ContractRow
from ui.contracts.present import Mark, ending, span, standing

WORDS = NullTranslations()
TODAY = date(2026, 11, 30)
CONTRACT = ContractRow(
    case_id=1,
    place=0,
    ocid="ocds-1",
    number="007-2026",
    title="Uniformes",
    method="",
    supplier="Central",
    supplier_id="20551234984",
    state="active",
    amount=Decimal(59_800),
    original=None,
    currency="PEN",
    signed_on=date(2026, 10, 28),
    ends_on=date(2026, 11, 17),
    next_on=date(2026, 11, 17),
    deliveries=3,
    delivered=1,
    paid=None,
    penalty=None,
    amendments=0,
)


@pytest.mark.parametrize(
    ("last", "said"),
    [
        (date(2026, 12, 1), "1 día"),
        (date(2026, 12, 14), "14 días"),
        (date(2027, 2, 28), "2 meses"),
        (date(2027, 11, 29), "11 meses"),
        (date(2027, 11, 30), "1 año"),
        (date(2030, 12, 31), "4 años y 1 mes"),
    ],
)
def test_a_span_is_said_as_one_grasps_it(last: date, said: str) -> None:
    assert span(TODAY, last, WORDS) == said


def test_what_ended_long_ago_is_said_so_too() -> None:
    assert ending(date(2025, 9, 30), TODAY, WORDS).word == "Vencida hace 1 año y 2 meses"


@pytest.mark.parametrize(
    ("changed", "mark"),
    [
        ({}, Mark("late", "Plazo vencido: faltan 2 de 3 entregas")),
        ({"delivered": 2}, Mark("late", "Plazo vencido: falta 1 de 3 entregas")),
        ({"delivered": 3}, Mark("ok", "Todo entregado")),
        ({"deliveries": 0, "delivered": 0}, Mark("late", "Plazo vencido")),
        ({"ends_on": TODAY}, Mark("ok", "Vigente")),
        ({"ends_on": None}, Mark("ok", "Vigente")),
        ({"state": "settled"}, Mark("ok", "Liquidado")),
    ],
)
def test_past_its_last_day_a_contract_is_not_in_force(
    changed: dict[str, object], mark: Mark
) -> None:
    assert standing(replace(CONTRACT, **changed), TODAY, WORDS) == mark  # type: ignore[arg-type]
