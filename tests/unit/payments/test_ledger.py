"""The ledger in double entry: whatever happens, it sums to nothing."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.ids import Ids
from engine.payments.ledger import (
    Posting,
    applied,
    charge,
    owed,
    payment,
    refund,
    refundable,
    release,
    returned,
    rows_of,
    set_aside,
    sum_on,
    void,
)
from storage.tables.payments import EntryKind

NOW = datetime(2026, 3, 2, tzinfo=UTC)
AMOUNTS = st.decimals(min_value="0.01", max_value="10000000", places=2)
POSTINGS = st.one_of(
    st.builds(charge, AMOUNTS),
    st.builds(payment, st.sampled_from(["till:1", "till:2", "bank"]), AMOUNTS),
    st.builds(set_aside, st.just("bank"), st.sampled_from(["surplus", "suspense"]), AMOUNTS),
    st.builds(applied, st.just("suspense"), AMOUNTS),
    st.builds(returned, st.just("surplus"), st.just("bank"), AMOUNTS),
    st.builds(refund, AMOUNTS),
    st.builds(void, st.just("till:1"), AMOUNTS),
    st.builds(release, AMOUNTS),
)


@given(st.lists(POSTINGS, max_size=30))
def test_every_posting_and_the_whole_ledger_sum_to_nothing(postings: list[Posting]) -> None:
    rows = rows_of(Ids(), postings, at=NOW, order_id=1)
    assert sum((each.amount for each in rows), Decimal(0)) == 0
    for posting_id in {each.posting_id for each in rows}:
        own = [each.amount for each in rows if each.posting_id == posting_id]
        assert len(own) == 2
        assert sum(own, Decimal(0)) == 0


@given(AMOUNTS, st.lists(AMOUNTS, max_size=10))
def test_what_is_owed_is_the_charge_without_what_came(asked: Decimal, came: list[Decimal]) -> None:
    postings = [charge(asked), *(payment("bank", each) for each in came)]
    rows = rows_of(Ids(), postings, at=NOW, order_id=1)
    assert owed(rows) == asked - sum(came, Decimal(0))
    assert refundable(rows) == sum(came, Decimal(0)) == sum_on(rows, "bank")


@given(AMOUNTS)
def test_a_void_and_a_payment_leave_the_charge(asked: Decimal) -> None:
    postings = [charge(asked), payment("till:1", asked), void("till:1", asked)]
    rows = rows_of(Ids(), postings, at=NOW)
    assert (owed(rows), refundable(rows), sum_on(rows, "till:1")) == (asked, 0, 0)


def test_nothing_moves_by_nothing_or_to_itself() -> None:
    with pytest.raises(ValueError, match="above zero"):
        charge(Decimal(0))
    with pytest.raises(ValueError, match="two accounts"):
        Posting(EntryKind.CHARGE, "a", "a", Decimal(1))
