"""Where the facts of all indicators come from, put together for the counter of the worker."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from engine.indicators.counting import Fact
from engine.indicators.seen import CaseSeen, Sources
from processes.indicators.attention import of_attention
from processes.indicators.catalogue import by_key
from processes.indicators.purchases import of_purchase
from processes.indicators.registers import made_by_registers, of_registers

EVALUATING = frozenset({"evaluar", "sco_evaluar"})
"""The steps of purchases in which a committee evaluates offers."""


@cache
def sources() -> Sources:
    """The sources of the house."""
    return Sources(by_key(), made_by_registers(), of_case, of_registers, EVALUATING)


def of_case(seen: CaseSeen) -> Iterator[Fact]:
    """All that a case counts for."""
    yield from of_attention(seen)
    yield from of_purchase(seen)
