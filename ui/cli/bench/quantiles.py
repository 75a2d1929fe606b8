"""Quantiles of what was measured."""

from __future__ import annotations


def quantile(ordered: list[float], share: float) -> float:
    """A quantile of ordered seconds, in milliseconds."""
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))] * 1000
