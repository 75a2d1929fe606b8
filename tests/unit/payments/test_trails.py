"""Where the money of a line of the bank went: nothing of it is lost on the way."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from engine.payments.reversing import trail_of
from storage.queries.payments import LineRow, SuspenseRow

D = Decimal
NOW = datetime(2026, 3, 2, tzinfo=UTC)


def line(cents: int, outcome: str) -> LineRow:
    return LineRow(1, 1, 2, "1", D(cents) / 100, date(2026, 3, 2), "OP", "k", outcome, 7)


def aside(number: int, cents: int, how: str | None) -> SuspenseRow:
    settled = NOW if how else None
    order = 100 + number if how == "applied" else None
    return SuspenseRow(
        number, 1, None, order, "bank", "suspense", D(cents) / 100, "under", NOW, settled, None,
        how, None,
    )  # fmt: skip


def test_a_line_that_paid_its_order_and_two_others_is_followed_to_all() -> None:
    rows = [aside(1, 400, "applied"), aside(2, 150, "applied"), aside(3, 50, None)]
    trail = trail_of(line(1000, "over"), rows)
    assert trail.paid == ((7, D(6)), (101, D("2.5")), (102, D(1)))
    assert (trail.waiting, trail.gone) == (rows[2], 0)
    given_back = trail_of(line(1000, "closed"), [aside(1, 1000, "returned")])
    assert (given_back.paid, given_back.gone) == ((), D(10))


@given(
    st.lists(st.integers(1, 10**6), min_size=1, max_size=5),
    st.sampled_from(["matched", "over", "under", "unknown"]),
    st.sampled_from(["applied", "returned", None]),
)
def test_its_parts_sum_to_the_line(cents: list[int], outcome: str, last: str | None) -> None:
    sums = sorted(cents, reverse=True)
    rest = sums[1:] if outcome == "over" else sums if outcome != "matched" else []
    rows = [aside(place, each, "applied") for place, each in enumerate(rest)]
    if rows:
        rows[-1] = aside(len(rows) - 1, rest[-1], last)
    trail = trail_of(line(sums[0], outcome), rows)
    kept = trail.waiting.amount if trail.waiting else D(0)
    assert sum((part for _, part in trail.paid), kept + trail.gone) == D(sums[0]) / 100
    assert all(part > 0 for _, part in trail.paid)
