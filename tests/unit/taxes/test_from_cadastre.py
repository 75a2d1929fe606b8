"""What the tax takes up of a change of the cadastre."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from processes.taxes.assessing import Floor, Made, Parcel
from processes.taxes.declared import floors_of, kept_floors
from processes.taxes.from_cadastre import (
    Novelty,
    Owner,
    Valued,
    asks_a_person,
    carried,
    document_of,
    notice_of,
    pieces_of,
    shares_of,
    told_of,
)
from processes.taxes.reassessing import parcel_of
from storage.queries.taxes import ParcelRow

NEXT = date(2027, 1, 1)
HOUSE = Floor(Decimal(81), Decimal(1000))


def row(taxpayer: int = 1, code: str = "A", **more: Any) -> ParcelRow:
    told: dict[str, Any] = {
        "land": Decimal(600), "land_value": Decimal(150), "works": Decimal(0),
        "share": Decimal(100), "floors": kept_floors([HOUSE]), "use": "urbano",
        "exempt": "ninguna", "address": "Jr. Puno", **more,
    }  # fmt: skip
    now = datetime(2026, 3, 2, tzinfo=UTC)
    return ParcelRow(
        id=taxpayer * 10, taxpayer_id=taxpayer, code=code, from_on=date(2020, 1, 1),
        until_on=None, case_id=None, entered_at=now, **told,
    )  # fmt: skip


def told(**more: Any) -> dict[str, Any]:
    return {
        "predio_anterior": "A", "rige_tributo": NEXT,
        "predios_nuevos": [{"code": "A", "area": Decimal(600)}], **more,
    }  # fmt: skip


TWO = [{"code": "B", "area": Decimal(240)}, {"code": "C", "area": Decimal(360)}]


def test_each_part_has_its_area_and_the_house_stands_on_one() -> None:
    notice, rows = notice_of(told(predios_nuevos=TWO)), [row(share=Decimal(50)), row(2)]
    assert asks_a_person(notice, rows)
    (piece,) = pieces_of(rows)  # two people who declare the same house declare one
    found = [each.row for each in carried(notice, rows, {piece.key: "C"}, None)]
    assert [(r.taxpayer_id, r.code, r.land, r.share, len(floors_of(r.floors))) for r in found] == [
        (1, "B", Decimal(240), Decimal(50), 0), (1, "C", Decimal(360), Decimal(50), 1),
        (2, "B", Decimal(240), Decimal(100), 0), (2, "C", Decimal(360), Decimal(100), 1),
    ]  # fmt: skip
    assert {(r.from_on, r.until_on) for r in found} == {(NEXT, None)}


def test_two_parcels_that_became_one_keep_what_stood_on_both() -> None:
    notice = notice_of(told(predio_anterior=["A", "B"]))
    rows = [row(works=Decimal(500)), row(code="B")]
    assert not asks_a_person(notice, rows)
    (one,) = (each.row for each in carried(notice, rows, {}, None))
    assert (one.land, floors_of(one.floors), one.works) == (
        Decimal(600), (HOUSE, HOUSE), Decimal(500)
    )  # fmt: skip


def test_other_owners_declare_the_whole_by_their_shares_and_inherit_no_exemption() -> None:
    owners = [
        {"number": n, "name": n, "num": 1, "den": 3} for n in ("40000001", "20100000001", "X")
    ]
    notice = notice_of(told(titulares=owners))
    assert notice.kind is Novelty.OWNERS
    found = list(carried(notice, [row(exempt="entidad religiosa")], {}, None))
    assert sum(each.row.share for each in found) == 100
    assert {each.row.exempt for each in found} == {"ninguna"}
    assert {each.row.land for each in found} == {Decimal(600)}
    documents = [document_of(each.owner.number) for each in found if each.owner]
    assert documents == ["DNI 40000001", "RUC 20100000001", "X"]


def test_what_a_person_valued_goes_before_what_was_declared() -> None:
    notice = notice_of(told(novedad="values"))
    assert asks_a_person(notice, [row()])
    valued = Valued(Decimal(160), (HOUSE, HOUSE), Decimal(20))
    (one,) = (each.row for each in carried(notice, [row()], {}, valued))
    assert (one.land_value, len(floors_of(one.floors)), one.works) == (160, 2, 20)


def test_a_house_told_by_its_categories_is_worth_what_the_tables_say() -> None:
    made = Floor(Decimal(90), Decimal(0), made=Made("CCDDEFF", "ladrillo", "bueno", "casa", 2018))
    one = row(floors=kept_floors([made]))

    def seen(declared: ParcelRow) -> Parcel:
        floor = replace(made, unit_value=Decimal(500), depreciation=Decimal(10), note="C 500.00")
        return replace(parcel_of(declared), floors=(floor,), land_value=Decimal(160))

    (piece,) = pieces_of([one], seen)
    assert (piece.value, piece.label) == (Decimal(40500), "A: piso 1, 90 m²")
    assert "S/ 160.00 + construcciones S/ 40500.00" in told_of([("000001", one)], seen)[0]
    (unknown,) = pieces_of([one])
    assert unknown.label == "A: piso 1, 90 m², sin valor en las tablas"


def test_what_a_person_valued_is_not_overruled_by_the_tables() -> None:
    valued = Valued(Decimal(160), (HOUSE,), Decimal(0))
    notice = notice_of(told(novedad="values"))
    (one,) = (each.row for each in carried(notice, [row(zone="Jr. Lima")], {}, valued))
    assert (one.zone, one.land_value) == ("", 160)


@pytest.mark.parametrize("wrong", [{"predios_nuevos": []}, {"rige_tributo": "2027"}])
def test_a_notice_that_says_nothing_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises((TypeError, ValueError)):
        notice_of(told(**wrong))


@given(st.lists(st.integers(1, 60), min_size=1, max_size=12))
def test_shares_in_percent_always_add_up_to_a_hundred(weights: list[int]) -> None:
    owners = [Owner("", "", Fraction(each, sum(weights))) for each in weights]
    assert sum(shares_of(owners)) == 100
