"""What is told of durations from their buckets lies as near as it is said to."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from engine.pictures.buckets import ERROR, bucket_of, longer_than, quantile


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 1])
def test_a_quantile_lies_within_the_error_that_is_told(share: float) -> None:
    dice = random.Random(7)  # noqa: S311  durations, no secret
    took = sorted(60 * 2 ** dice.uniform(0, 16) for _ in range(501))
    exact = took[max(1, -int(-share * len(took) // 1)) - 1]
    told = quantile(Counter(map(bucket_of, took)), share)
    assert told is not None
    assert abs(told - exact) <= ERROR * exact


def test_the_least_and_nothing() -> None:
    assert quantile({}, 0.5) is None
    assert quantile({0: 3}, 0.5) == 0
    assert bucket_of(59) == 0 < bucket_of(60)
    assert longer_than({1: 2, 9: 3, 17: 0}, 120) == {9: 3}
