"""Reading parameters from TOML and keeping them: every fault is named, and nothing is half loaded.

A file is a list `[[parameters]]` of key, value (text), unit, valid_from, valid_to (if any), source
and status: V verified in the law's text, S from a secondary source, K known and to be confirmed.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise
from typing import Any

from engine.installation import Installation
from engine.parameters.resolving import TEXT, NoParameter, number
from storage.database import Connection
from storage.queries.deadlines import ParameterRow
from storage.tables.deadlines import Trust
from storage.writes.deadlines import drop_parameter, insert_parameter

_TEXTS = ("key", "value", "unit", "source", "status")


class ParametersRefused(ValueError):
    """The file cannot be loaded; `problems` has one sentence for each fault."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__(" ".join(problems))
        self.problems = problems


def load_parameters(installation: Installation, municipality_id: int, content: bytes) -> int:
    """Keep every parameter of a file, in place of those of the same key and day; how many."""
    rows = read_parameters(content, new_id=installation.ids.new)

    def verb(connection: Connection) -> None:
        for row in rows:
            drop_parameter(connection, municipality_id, key=row.key, valid_from=row.valid_from)
            insert_parameter(connection, municipality_id, row)

    installation.database.run(verb, municipality=municipality_id)
    return len(rows)


def read_parameters(content: bytes, *, new_id: Any) -> tuple[ParameterRow, ...]:
    """The parameters of a file; raises ParametersRefused with every fault."""
    try:
        entries = tomllib.loads(content.decode()).get("parameters", [])
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise ParametersRefused((f"El archivo no es TOML legible: {fault}.",)) from fault
    problems = [fault for place, entry in enumerate(entries, 1) for fault in _faults(entry, place)]
    if not problems:
        problems.extend(_overlaps(entries))
    if problems:
        raise ParametersRefused(tuple(problems))
    return tuple(_row(entry, new_id()) for entry in entries)


def _row(entry: dict[str, Any], row_id: int) -> ParameterRow:
    return ParameterRow(
        id=row_id,
        key=entry["key"],
        value=entry["value"],
        unit=entry["unit"],
        valid_from=entry["valid_from"],
        valid_to=entry.get("valid_to"),
        source=entry["source"],
        status=Trust(entry["status"]),
    )


def _faults(entry: dict[str, Any], place: int) -> Iterator[str]:
    name = entry.get("key") or f"el parámetro {place}"
    for key in _TEXTS:
        if not (isinstance(entry.get(key), str) and entry[key].strip()):
            yield f"A «{name}» le falta {key}."
    if not isinstance(entry.get("valid_from"), date):
        yield f"A «{name}» le falta valid_from, una fecha."
    if not isinstance(entry.get("valid_to", date.max), date):
        yield f"valid_to de «{name}» debe ser una fecha."
    if entry.get("status") not in set(Trust):
        yield f"status de «{name}» debe ser V, S o K."
    if entry.get("unit") != TEXT and isinstance(entry.get("value"), str):
        yield from _number_faults(entry["value"], name)


def _number_faults(value: str, name: str) -> Iterator[str]:
    try:
        number(value, name)
    except NoParameter as fault:
        yield f"{fault}."


def _overlaps(entries: Iterable[dict[str, Any]]) -> Iterator[str]:
    by_key = sorted(entries, key=lambda entry: (entry["key"], entry["valid_from"]))
    for earlier, later in pairwise(by_key):
        ends = earlier.get("valid_to")
        if earlier["key"] == later["key"] and ends is not None and ends >= later["valid_from"]:
            yield f"«{later['key']}» tiene dos valores el {later['valid_from']:%d/%m/%Y}."
