"""One assessment: parcels, base, scale, surcharge, instalments, and the lines that explain it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.dmn import evaluate
from engine.feel import Host
from processes.taxes.assessing import Benefit, Floor, Law, NotAssessed, Parcel, assess
from processes.taxes.law import model
from processes.taxes.lines import LineKind, kept, read

D = Decimal
NOBODY = Benefit()
HOME = Parcel("A-1", D(120), D(250), (Floor(D(90), D(1000), D(10)),))


def lot(value: str) -> Parcel:
    """A vacant lot with services of this value."""
    return Parcel("L-1", D(1), D(value), use="terreno sin construir")


def test_land_and_building_with_depreciation_and_every_line_of_it(law: Law) -> None:
    found = assess(law, 2026, [HOME], NOBODY)
    assert (found.value, found.base, found.tax) == (D(111000), D(111000), D("336.00"))
    assert found.instalments == (D("84.00"),) * 4
    assert found.emission == D("22.00")
    told = [(each.kind, each.amount) for each in found.lines]
    assert told == [
        (LineKind.LAND, D("30000.00")),
        (LineKind.FLOOR, D("81000.00")),
        (LineKind.PARCEL, D("111000.00")),
        (LineKind.BASE, D("111000.00")),
        (LineKind.BRACKET, D(165)),
        (LineKind.BRACKET, D(171)),
        (LineKind.SCALE, D("336.00")),
        (LineKind.TAX, D("336.00")),
        *[(LineKind.INSTALMENT, D("84.00"))] * 4,
        (LineKind.EMISSION, D("22.00")),
    ]
    assert found.lines[2].note == "A-1: Afecto"
    assert read(kept(found.lines)) == found.lines


@pytest.mark.parametrize(
    ("value", "tax", "surcharged"),
    [("120000", "780.00", True), ("93500", "462.00", True), ("93499", "231.00", False)],
)
def test_a_vacant_lot_of_17_uit_pays_twice(
    law: Law, value: str, tax: str, *, surcharged: bool
) -> None:
    found = assess(law, 2026, [lot(value)], NOBODY)
    exact = D(tax) if surcharged else (D(165) + (D(value) - 82500) * D("0.006"))
    assert found.tax == exact.quantize(D("0.01"))
    assert (LineKind.SURCHARGE in [each.kind for each in found.lines]) is surcharged


def test_beside_a_house_only_the_part_of_the_lot_pays_twice(law: Law) -> None:
    house = Parcel("H-1", D(1), D(330000))
    found = assess(law, 2026, [house, lot("120000")], NOBODY)
    assert found.tax == D("2850.00") + D("760.00")  # 2,850 x 120,000 / 450,000


@pytest.mark.parametrize(
    ("parcel", "base", "tax"),
    [
        (Parcel("R", D(1), D(400000), use="rústico agrario"), "200000.00", "870.00"),
        (Parcel("C", D(1), D(400000), share=D(50)), "200000.00", "870.00"),
        (Parcel("I", D(1), D(400000), exempt="entidad religiosa"), "0.00", "0.00"),
    ],
)
def test_only_the_affected_share_is_taxed(law: Law, parcel: Parcel, base: str, tax: str) -> None:
    found = assess(law, 2026, [parcel], NOBODY)
    assert (found.base, found.tax) == (D(base), D(tax))


def test_who_is_exempt_in_all_owes_nothing_and_is_told_why(law: Law) -> None:
    found = assess(law, 2026, [Parcel("I", D(1), D(9), exempt="entidad pública")], NOBODY)
    assert (found.tax, found.instalments, found.emission) == (D("0.00"), (), D("0.00"))
    assert found.lines[-1].kind is LineKind.EXEMPT


@pytest.mark.parametrize(
    ("value", "tax"), [("275000", "0.00"), ("300000", "50.00"), ("450000", "720.00")]
)
def test_a_pensioner_is_told_of_the_deduction(law: Law, value: str, tax: str) -> None:
    benefit = Benefit("pensionista", only_home=True, income=D(1200))
    found = assess(law, 2026, [Parcel("P", D(1), D(value))], benefit)
    assert found.tax == D(tax)
    assert (LineKind.DEDUCTION, D(-275000)) in [(each.kind, each.amount) for each in found.lines]
    assert sum(found.instalments) == found.tax


def test_a_year_or_a_word_that_the_law_does_not_know_is_refused_with_its_reason(law: Law) -> None:
    with pytest.raises(NotAssessed, match=r"pe\."):
        assess(law, 1999, [HOME], NOBODY)
    with pytest.raises(NotAssessed, match="X-9"):
        assess(law, 2026, [Parcel("X-9", D(1), D(1), use="castillo")], NOBODY)


@settings(max_examples=60)
@given(st.lists(st.integers(1, 90_000_000), min_size=1, max_size=3))
def test_instalments_sum_to_the_tax_and_lines_to_the_base(law: Law, cents: list[int]) -> None:
    parcels = [Parcel(str(each), D(1), D(each) / 100) for each in cents]
    found = assess(law, 2026, parcels, NOBODY)
    assert sum(found.instalments) == found.tax
    assert max(found.instalments) - min(found.instalments) <= D("0.01")
    values = [each.amount for each in found.lines if each.kind is LineKind.PARCEL]
    assert sum(values) == found.base == D(sum(cents)) / 100


@pytest.mark.parametrize(
    ("price", "value", "factor", "exempt", "tax"),
    [
        ("180000", "0", "1", False, "3750.00"),
        ("55000", "0", "1", False, "0.00"),
        ("55000.34", "0", "1", False, "0.01"),
        ("400000", "390000", "1", False, "10350.00"),
        ("140000", "100000", "1", False, "2550.00"),
        ("140000", "178000", "1.012", False, "3754.08"),
        ("180000", "0", "1", True, "0.00"),
    ],
)
def test_alcabala_is_paid_on_the_price_or_the_adjusted_value(
    law: Law, price: str, value: str, factor: str, tax: str, *, exempt: bool
) -> None:
    asked = {
        "transferencia": date(2026, 5, 20),
        "precio": D(price),
        "autovaluo": D(value),
        "factor_ipm": D(factor),
        "inafecta": exempt,
    }
    assert evaluate(model("alcabala/alcabala"), "alcabala", asked, host=law.host).value[
        "impuesto"
    ] == D(tax)


@pytest.mark.parametrize(
    ("updated", "stratum", "excluded", "tax"),
    [
        (True, 3, "ninguna", "361920.00"),
        (False, 3, "ninguna", "480000.00"),
        (True, 1, "ninguna", "336320.00"),
        (True, 3, "lote no edificado", "620000.00"),
        (True, 3, "construcción nueva", "620000.00"),
    ],
)
def test_the_increase_of_colombia_has_its_limits(
    colombia: Host, updated: bool, stratum: int, excluded: str, tax: str
) -> None:
    found = evaluate(
        model("predial_co"), "predial_co",
        _colombian("155000000", "4", updated=updated, stratum=stratum, excluded=excluded),
        host=colombia,
    ).value  # fmt: skip
    assert (found["liquidado"], found["impuesto"]) == (D(620000), D(tax))
    assert found["limitado"] is (D(tax) < 620000)


def test_the_rate_of_colombia_is_per_mil_and_a_limit_above_it_changes_nothing(
    colombia: Host,
) -> None:
    asked = _colombian("95000000", "7", before="900000", updated=True)
    found = evaluate(model("predial_co"), "predial_co", asked, host=colombia).value
    assert (found["impuesto"], found["limitado"]) == (D(665000), False)


def test_above_135_minimum_wages_stratum_one_has_the_common_limit(colombia: Host) -> None:
    asked = _colombian("236372176", "4", updated=True, stratum=1)
    found = evaluate(model("predial_co"), "predial_co", asked, host=colombia).value
    assert found["impuesto"] == D("361920.00")


def _colombian(
    value: str, rate: str, *, before: str = "320000", updated: bool, stratum: int = 3,
    excluded: str = "ninguna",
) -> dict[str, object]:  # fmt: skip
    return {
        "ejercicio": D(2026), "avaluo": D(value), "tarifa": D(rate), "anterior": D(before),
        "actualizado": updated, "estrato": D(stratum), "exclusion": excluded,
    }  # fmt: skip
