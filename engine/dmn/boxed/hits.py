"""Hit policies: what the values of the matching rules come to.

Each policy takes the outputs of the rules that matched, in order of the rules, never empty. The
priority of an output is its place among the allowed output values.
"""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import TypeAlias

from engine.feel.builtins import BUILTINS
from engine.feel.equality import equal
from engine.feel.errors import Refused
from engine.feel.run import Run
from engine.feel.values import Value

Ranks: TypeAlias = Callable[[Value, Run], list[int]]
Policy: TypeAlias = Callable[[list[Value], Ranks, Run], Value]


def unique(values: list[Value], _ranks: Ranks, _run: Run) -> Value:
    """Exactly one rule may match; the table sees to that before it looks at values."""
    return values[0]


def any_(values: list[Value], _ranks: Ranks, run: Run) -> Value:
    """All rules that match must give the same."""
    if any(equal(values[0], other, run) is not True for other in values[1:]):
        raise Refused("the rules that match give different values, but the hit policy is any")
    return values[0]


def first(values: list[Value], _ranks: Ranks, _run: Run) -> Value:
    """The first rule wins."""
    return values[0]


def priority(values: list[Value], ranks: Ranks, run: Run) -> Value:
    """The value that is listed first among the allowed ones wins."""
    return min(values, key=lambda value: ranks(value, run))


def rule_order(values: list[Value], _ranks: Ranks, _run: Run) -> Value:
    """All values, in the order of the rules."""
    return values


def output_order(values: list[Value], ranks: Ranks, run: Run) -> Value:
    """All values, in the order of the allowed ones."""
    return sorted(values, key=lambda value: ranks(value, run))


def collect(values: list[Value], _ranks: Ranks, _run: Run) -> Value:
    """All values."""
    return values


def aggregate(name: str) -> Policy:
    """SUM, MIN, MAX or COUNT over the values."""
    if name == "COUNT":
        return lambda values, _ranks, _run: Decimal(len(values))
    function = BUILTINS[name.lower()]

    def aggregated(values: list[Value], _ranks: Ranks, run: Run) -> Value:
        if values and isinstance(values[0], dict):
            return {
                key: function.call([[value[key] for value in values]], run) for key in values[0]
            }
        return function.call([values], run)

    return aggregated


POLICIES: dict[str, Policy] = {
    "UNIQUE": unique,
    "ANY": any_,
    "FIRST": first,
    "PRIORITY": priority,
    "RULE ORDER": rule_order,
    "OUTPUT ORDER": output_order,
    "COLLECT": collect,
} | {f"COLLECT {name}": aggregate(name) for name in ("SUM", "MIN", "MAX", "COUNT")}
LISTS = ("COLLECT", "RULE ORDER", "OUTPUT ORDER")
# What no match comes to where null would be wrong: nothing collected, none counted.
NO_MATCH: dict[str, Value] = {"COLLECT": [], "COLLECT COUNT": Decimal(0)}


def ranks_by(orders: Sequence[list[Value]], names: Sequence[str]) -> Ranks:
    """How a value ranks: for each output, its place among the allowed values."""

    def ranks(value: Value, run: Run) -> list[int]:
        parts = [value.get(name) for name in names] if len(names) > 1 else [value]
        return [_place(part, order, run) for part, order in zip(parts, orders, strict=True)]

    return ranks


def _place(value: Value, order: list[Value], run: Run) -> int:
    return next(
        (i for i, allowed in enumerate(order) if equal(value, allowed, run) is True), len(order)
    )
