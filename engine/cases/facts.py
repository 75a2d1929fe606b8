"""What a process chose to show of its cases in lists, kept beside them so that lists can be
narrowed and sorted by it.

Only the facts that a step has changed are written; a process that shows none pays nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache

from engine.bpmn import Snapshot, data_of
from engine.definitions.loading import Definition
from engine.definitions.manifest import Glance
from engine.feel import Expression, FeelLimitError, compile_expression
from engine.values import Value
from storage.step import FactRow

LONGEST = 200
"""Characters of a fact that are kept."""
_WHOLE = 10_000
_LARGEST = 2**63 - 1
"""What is larger sorts with the largest; its text keeps every digit."""


@lru_cache(maxsize=1024)
def compiled(expression: str) -> Expression:
    """The expression of a manifest, without the `=` that may begin it."""
    return compile_expression(expression.removeprefix("="))


def columns_of(definition: Definition) -> tuple[Glance, ...]:
    """The facts that lists show."""
    return tuple(fact for fact in definition.manifest.glance if fact.column)


def changed_facts(
    definition: Definition, before: Snapshot | None, after: Snapshot
) -> tuple[FactRow, ...]:
    """The facts that are others after a step; `before` is None when the case begins."""
    columns = columns_of(definition)
    if not columns:
        return ()
    known = {} if before is None else _facts(definition, columns, before)
    now = _facts(definition, columns, after)
    gone = (FactRow(label, "", None) for label in known if label not in now)
    return (*(row for label, row in now.items() if known.get(label) != row), *gone)


def _facts(
    definition: Definition, columns: tuple[Glance, ...], snapshot: Snapshot
) -> Mapping[str, FactRow]:
    data = data_of(definition.program, snapshot)
    return {row.label: row for fact in columns for row in _fact(fact, data)}


def _fact(fact: Glance, data: Mapping[str, Value]) -> Iterator[FactRow]:
    try:
        value = compiled(fact.expression).evaluate(data)
    except FeelLimitError:
        return
    if isinstance(value, bool):
        yield FactRow(fact.label, "true" if value else "false", None)
    elif isinstance(value, Decimal | int):
        number = max(-_LARGEST, min(_LARGEST, int(Decimal(value) * _WHOLE)))
        yield FactRow(fact.label, f"{Decimal(value):f}", number)
    elif isinstance(value, str) and value:
        yield FactRow(fact.label, value[:LONGEST], None)
    elif isinstance(value, date):
        yield FactRow(fact.label, value.isoformat(), None)
