"""Interest, imputation, agreements, last days and cents: the figures of the law, and what holds
for any amount."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.calendar import Calendar
from processes.taxes.agreement import agree
from processes.taxes.cents import split, to_cents
from processes.taxes.due_days import adjusted, alcabala_day, instalment_days
from processes.taxes.dues.stopped import apart
from processes.taxes.figures import Figures
from processes.taxes.imputation import Debt, impute
from processes.taxes.interest import Growth, NoRate, Rate, Suspension, interest_of
from processes.taxes.lines import LineKind
from storage.queries.deadlines import ParameterRow

D = Decimal
TIM = Rate(D("0.9"), date(2021, 4, 1))
FEBRUARY = date(2026, 2, 27)
Soles = st.integers(1, 50_000_000).map(lambda cents: D(cents) / 100)
PERU = Calendar(country="PE")


def test_a_quota_108_days_late() -> None:
    found = interest_of(D("712.50"), FEBRUARY, date(2026, 6, 15), [TIM])
    assert (found.amount, found.days) == (D("23.09"), 108)
    assert [(each.kind, each.days, each.rate) for each in found.lines] == [
        (LineKind.INTEREST, 108, D("0.9"))
    ]
    assert interest_of(D("712.50"), FEBRUARY, FEBRUARY, [TIM]).amount == 0
    assert interest_of(D("712.50"), FEBRUARY, date(2026, 2, 28), [TIM]).days == 1


def test_each_rate_holds_for_its_days_and_suspended_days_bear_nothing() -> None:
    rates = [
        Rate(D("0.9"), date(2021, 4, 1), date(2026, 3, 31)),
        Rate(D("1.2"), date(2026, 4, 1)),
    ]
    stop = Suspension(date(2026, 4, 11), date(2026, 4, 20), "Reclamo fuera de plazo")
    found = interest_of(D(1000), date(2026, 3, 1), date(2026, 4, 30), rates, [stop])
    told = [(each.kind, each.days, each.amount) for each in found.lines]
    assert told == [
        (LineKind.INTEREST, 30, D("9")),
        (LineKind.INTEREST, 10, D("4")),
        (LineKind.SUSPENDED, 10, D("0")),
        (LineKind.INTEREST, 10, D("4")),
    ]
    assert (found.amount, found.days) == (D("17.00"), 50)
    with pytest.raises(NoRate, match="31/03/2021"):
        interest_of(D(1), date(2021, 3, 30), date(2021, 4, 5), [Rate(D(1), date(2021, 4, 2))])


@given(Soles, st.integers(1, 2000), st.integers(0, 1999))
def test_interest_in_two_rates_alike_is_that_of_one(tax: D, days: int, cut: int) -> None:
    paid = date.fromordinal(FEBRUARY.toordinal() + days)
    middle = date.fromordinal(FEBRUARY.toordinal() + cut)
    after = date.fromordinal(middle.toordinal() + 1)
    two = [Rate(D("0.9"), date(2021, 4, 1), middle), Rate(D("0.9"), after)]
    one = interest_of(tax, FEBRUARY, paid, [TIM])
    assert interest_of(tax, FEBRUARY, paid, two).amount == one.amount
    assert one.amount == to_cents(tax * D("0.0003") * days)


Stops = st.lists(
    st.builds(
        lambda first, days: Suspension(
            first, None if days is None else date.fromordinal(first.toordinal() + days), "reclamo"
        ),
        st.dates(date(2026, 1, 1), date(2028, 1, 1)),
        st.none() | st.integers(0, 400),
    ),
    max_size=3,
)


@given(Soles, st.integers(1, 900), st.integers(1, 900), Stops)
def test_no_day_of_a_suspension_is_counted_twice_and_none_is_lost(
    tax: D, days: int, cut: int, stops: list[Suspension]
) -> None:
    paid = date.fromordinal(FEBRUARY.toordinal() + days)
    middle = date.fromordinal(FEBRUARY.toordinal() + min(cut, days))
    asked: list[tuple[date, date]] = []

    def index(first: date, end: date) -> Growth:
        asked.append((first, end))
        return Growth(D(1) + D(end.toordinal() - first.toordinal()) / 1000, "")

    still = apart(stops)
    whole = interest_of(tax, FEBRUARY, paid, [TIM], still, index)
    stood = sum(end.toordinal() - first.toordinal() for first, end in asked)
    assert whole.days + stood == days
    late = [date.fromordinal(FEBRUARY.toordinal() + n + 1) for n in range(days)]
    inside = [day for day in late if any(_holds(stop, day) for stop in stops)]
    assert len(inside) == stood
    exact = tax * D("0.0003") * whole.days + tax * D(stood) / 1000
    assert whole.amount == to_cents(exact)
    parts = [interest_of(tax, since, until, [TIM], still, index)
             for since, until in ((FEBRUARY, middle), (middle, paid))]  # fmt: skip
    assert sum(each.days for each in parts) == whole.days
    assert abs(sum(each.amount for each in parts) - whole.amount) <= D("0.01")


def _holds(stop: Suspension, day: date) -> bool:
    return stop.from_on <= day and (stop.until_on is None or day <= stop.until_on)


def test_prices_are_told_month_by_month_and_a_month_without_index_is_named() -> None:
    rows = [_parameter("pe.ipc_mensual", value, date(2026, month, 1))
            for month, value in ((11, "110"), (12, "111.1"))]  # fmt: skip
    figures = Figures([*rows, _parameter("pe.ipc_mensual", "112", date(2027, 1, 1))], Calendar())
    two = figures.growth(date(2026, 12, 3), date(2027, 2, 5))
    assert two.factor == D(112) / D(110)
    assert two.how == "IPC de 11/2026 a 01/2027"
    parts = (figures.growth(date(2026, 12, 3), date(2027, 1, 1)),
             figures.growth(date(2027, 1, 1), date(2027, 2, 5)))  # fmt: skip
    assert to_cents(parts[0].factor * parts[1].factor * 10000) == to_cents(two.factor * 10000)
    lacks = figures.growth(date(2026, 12, 3), date(2027, 4, 5))
    assert (lacks.factor, "falta anotar el IPC de 02/2027" in lacks.how) == (two.factor, True)
    assert (
        "falta anotar el IPC de 09/2026" in figures.growth(date(2026, 10, 3), date(2027, 4, 5)).how
    )
    assert figures.growth(date(2026, 12, 3), date(2026, 12, 30)).factor == 1


def _parameter(key: str, value: str, since: date) -> ParameterRow:
    return ParameterRow(since.toordinal(), key, value, "index", since, None, "", "K")


def test_interest_is_paid_first_and_the_oldest_debt_before_the_others() -> None:
    debt = Debt("1", FEBRUARY, D("712.50"), D("23.09"))
    (paid,) = impute(D(200), [debt]).paid
    assert debt.total == D("735.59")
    assert (paid.interest, paid.tax, paid.tax_left) == (D("23.09"), D("176.91"), D("535.59"))
    later = Debt("2", date(2026, 5, 29), D("721.05"))
    found = impute(D(1000), [later, debt])
    assert [(each.debt.key, each.interest + each.tax) for each in found.paid] == [
        ("1", D("735.59")),
        ("2", D("264.41")),
    ]
    small, big = Debt("s", FEBRUARY, D(10)), Debt("b", FEBRUARY, D(20))
    assert [each.debt.key for each in impute(D(15), [big, small]).paid] == ["s", "b"]
    with pytest.raises(ValueError, match="not below zero"):
        impute(D(-1), [])


Debts = st.lists(
    st.builds(
        Debt,
        st.uuids().map(str),
        st.dates(date(2020, 1, 1), date(2026, 12, 31)),
        Soles,
        Soles | st.just(D(0)),
    ),
    max_size=6,
)


@given(Soles, Debts, st.integers(0, 6))
def test_imputation_never_loses_a_cent(amount: D, debts: list[Debt], named: int) -> None:
    first = frozenset(each.key for each in debts[named : named + 1])
    found = impute(amount, debts, first)
    assert [each.debt.key for each in found.paid][:1] in ([], [*first]) or not first or not amount
    went = sum((each.interest + each.tax for each in found.paid), D(0))
    assert went + found.rest == amount
    assert found.rest == max(D(0), amount - sum((each.total for each in debts), D(0)))
    assert all(each.tax == 0 or each.interest == each.debt.interest for each in found.paid)
    untouched = {each.key for each in debts} - {each.debt.key for each in found.paid}
    assert len([each for each in found.paid if each.tax_left]) <= 1 or not untouched


def test_an_agreement_over_2400_in_six_quotas() -> None:
    found = agree(D(2400), initial_percent=D(20), percent=D("0.72"), months=6)
    assert found.initial == D("480.00")
    assert [each.amount for each in found.quotas] == [*[D("328.11")] * 5, D("328.12")]
    interest = ["13.82", "11.56", "9.28", "6.99", "4.67", "2.35"]
    assert [each.interest for each in found.quotas] == [D(each) for each in interest]
    free = agree(D(100), initial_percent=D(0), percent=D(0), months=3)
    assert [each.amount for each in free.quotas] == [D("33.33"), D("33.33"), D("33.34")]
    for debt, months in ((D(0), 6), (D(100), 0), (D(100), 121)):
        with pytest.raises(ValueError, match="paid"):
            agree(debt, initial_percent=D(20), percent=D("0.72"), months=months)


@given(Soles.filter(lambda debt: debt > 1), st.integers(1, 60), st.integers(0, 300))
def test_the_quotas_of_an_agreement_pay_the_debt_to_the_cent(
    debt: D, months: int, rate: int
) -> None:
    found = agree(debt, initial_percent=D(20), percent=D(rate) / 100, months=months)
    assert found.initial + sum(each.capital for each in found.quotas) == debt
    assert found.quotas[-1].left == 0
    assert all(each.amount == each.interest + each.capital >= 0 for each in found.quotas)


def test_the_last_days_of_the_instalments_and_of_the_alcabala() -> None:
    days = [date(2026, 2, 27), date(2026, 5, 29), date(2026, 8, 31), date(2026, 11, 30)]
    assert list(instalment_days(PERU, 2026)) == days
    days = [date(2027, 2, 26), date(2027, 5, 31), date(2027, 8, 31), date(2027, 11, 30)]
    assert list(instalment_days(PERU, 2027)) == days
    assert alcabala_day(PERU, date(2026, 5, 20)) == date(2026, 6, 30)
    assert alcabala_day(PERU, date(2026, 12, 31)) == date(2027, 1, 29)


def test_an_instalment_grows_by_the_index_of_prices() -> None:
    amount, line = adjusted(D("712.50"), D("1.012"))
    assert (amount, line.kind, line.amount) == (D("721.05"), LineKind.ADJUSTMENT, D("8.55"))


@given(Soles, st.lists(st.integers(0, 100), min_size=1, max_size=12).filter(any))
def test_a_split_sums_to_what_was_split(amount: D, weights: list[int]) -> None:
    parts = split(amount, [D(each) for each in weights])
    assert sum(parts) == amount
    exact = [amount * each / sum(weights) for each in weights]
    assert all(abs(part - one) < D("0.01") for part, one in zip(parts, exact, strict=True))


def test_of_equal_parts_the_last_ones_get_the_cents() -> None:
    assert split(D("33.02"), [D(1)] * 4) == (D("8.25"), D("8.25"), D("8.26"), D("8.26"))
    for amount, weights in ((D("0.005"), [D(1)]), (D(-1), [D(1)]), (D(1), [D(0)])):
        with pytest.raises(ValueError, match=r"nothing|below zero"):
            split(amount, weights)
