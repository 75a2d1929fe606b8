"""How long things take, in buckets spaced by logarithm, so that medians of any period can be had
from what was added up.

Eight buckets double a duration: what is told of one is within 4.5 % of what was measured, from a
minute up; what takes less than a minute is told as such. (As HDR histograms and DDSketch do.)
"""

from __future__ import annotations

from collections.abc import Mapping
from math import log2

PER_DOUBLING = 8
MINUTE = 60
ERROR = 0.045
"""How far from the exact one a quantile may lie, as a share of it."""


def bucket_of(seconds: float) -> int:
    """The bucket of a duration; 0 below a minute."""
    if seconds < MINUTE:
        return 0
    return 1 + int(PER_DOUBLING * log2(seconds / MINUTE))


def seconds_of(bucket: int) -> float:
    """What stands for a bucket, its geometric middle; 0 for less than a minute."""
    return 0 if bucket <= 0 else MINUTE * 2.0 ** ((bucket - 0.5) / PER_DOUBLING)


def quantile(times: Mapping[int, int], share: float) -> float | None:
    """The duration in seconds that this share of them does not exceed (nearest rank); None of
    none. `times` says how often each bucket was seen."""
    total = sum(times.values())
    if total <= 0:
        return None
    rank, seen = max(1, -int(-share * total // 1)), 0
    for bucket in sorted(times):
        seen += times[bucket]
        if seen >= rank:
            return seconds_of(bucket)
    return seconds_of(max(times))


def longer_than(times: Mapping[int, int], seconds: float) -> dict[int, int]:
    """Those that took at least so long, as whole buckets."""
    least = bucket_of(seconds)
    return {bucket: n for bucket, n in times.items() if bucket >= least and n > 0}
