"""The rows that a table shows now. What is computed and is no row or column is left out."""

from collections.abc import Mapping
from dataclasses import dataclass

from engine.feel import Host, Value
from engine.forms.components import Column, Component, Rows
from engine.forms.showing import MOST_COLUMNS
from engine.forms.templates import as_text

Line = tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class TableView:
    """Headings, the values under them, and how many rows are not shown."""

    headings: tuple[str, ...]
    lines: tuple[Line, ...]
    left_out: int = 0


def table_of(component: Component, scope: Mapping[str, Value], *, host: Host) -> TableView | None:
    """The table of a component; None for one that shows none."""
    rows = component.table
    if rows is None:
        return None
    found = rows.data.evaluate(scope, host=host) if rows.data else None
    listed = [row for row in found if isinstance(row, Mapping)] if isinstance(found, list) else []
    columns = _columns(rows, scope, host)
    lines = (tuple(row.get(column.key) for column in columns) for row in listed[: rows.shown])
    headings = tuple(column.label for column in columns)
    return TableView(headings, tuple(lines), max(0, len(listed) - rows.shown))


def _columns(rows: Rows, scope: Mapping[str, Value], host: Host) -> tuple[Column, ...]:
    if rows.computed is None:
        return rows.columns
    found = rows.computed.evaluate(scope, host=host)
    listed = found[:MOST_COLUMNS] if isinstance(found, list) else []
    return tuple(
        Column(item["key"], as_text(item.get("label") or item["key"]))
        for item in listed
        if isinstance(item, Mapping) and isinstance(item.get("key"), str)
    )
