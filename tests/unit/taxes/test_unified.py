"""The unified tax of Colombia of one taxpayer: shares, exempt parcels, instalments, payments."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from processes.registry import in_force
from processes.taxes.assessing import Benefit, NotAssessed, Parcel
from processes.taxes.imputation import Debt, impute
from processes.taxes.law import unified_of
from processes.taxes.lines import LineKind
from processes.taxes.official import Official, kept_official, official_of
from processes.taxes.unified import UnifiedLaw, paid_by_parcel

D = Decimal
Pesos = st.integers(1, 10**11).map(lambda cents: D(cents) / 100)


def law(**said: str) -> UnifiedLaw:
    """The numbers of the law, but for those that a council said."""
    known = {f"co.predial.{name}": value for name, value in said.items()}
    return unified_of(lambda key, on: known.get(key) or in_force("CO", key, on))


def parcel(code: str = "1", **more: object) -> Parcel:
    """A house that is worth 100 millions, at 5 per thousand, and paid 400,000."""
    official = Official(D(10**8), 3, before=D(400_000), rate=D(5), rated_by="Acuerdo 1")
    return Parcel(code, D(0), D(0), use="Habitacional", official=official, **more)  # type: ignore[arg-type]


def test_an_owner_pays_their_share_and_the_limit_is_of_the_whole() -> None:
    found = law().assess(2026, [parcel(share=D(25))], Benefit())
    assert (found.tax, found.value) == (D("125000.00"), D("25000000.00"))
    assert paid_by_parcel(found.lines) == {"1": D("500000.00")}


def test_an_exempt_parcel_pays_nothing_and_says_nothing_of_the_year_before() -> None:
    found = law().assess(2026, [parcel(exempt="exento por acuerdo"), parcel("2")], Benefit())
    assert found.tax == D("500000.00")
    assert paid_by_parcel(found.lines) == {"2": D("500000.00")}
    (exempt,) = [each for each in found.lines if each.kind is LineKind.EXEMPT]
    assert (exempt.note, exempt.amount) == ("exento por acuerdo", 0)


def test_a_council_splits_it_and_what_is_not_known_is_said() -> None:
    found = law(meses="3 6 9").assess(2026, [parcel()], Benefit())
    assert found.instalments == (D("166666.66"), D("166666.67"), D("166666.67"))
    with pytest.raises(NotAssessed, match="falta el avalúo"):
        law().assess(2026, [Parcel("7", D(1), D(1))], Benefit())


def test_a_reason_of_one_year_holds_in_that_year_alone() -> None:
    once = Official(D(5), 1, "construcción nueva", 2026, D(3), 2025)
    assert official_of(kept_official(once)) == once
    assert once.excluded_in(2026) == "construcción nueva"
    assert once.excluded_in(2027) == "ninguna"


@given(Pesos, Pesos, Pesos)
def test_a_part_pays_interest_and_tax_in_proportion_and_loses_no_cent(
    amount: D, tax: D, interest: D
) -> None:
    found = impute(amount, [Debt("1", date(2026, 6, 30), tax, interest)], shared=True)
    (paid,) = found.paid
    assert paid.interest + paid.tax + found.rest == amount
    assert paid.interest <= interest
    assert paid.tax <= tax
    if amount < tax + interest:
        assert found.rest == 0
        assert abs(paid.interest - amount * interest / (tax + interest)) <= D("0.005")
