"""Reading parameters from TOML and keeping them: every fault is named, and nothing is half loaded.

A file is a list `[[parameters]]` of key, value (text), unit, valid_from, valid_to (if any), source
and status: V verified in the law's text, S from a secondary source, K known and to be confirmed.
A period without an end lasts until the next one of its key begins; one with an end may not reach
into the next.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from itertools import pairwise
from typing import Any

from engine.installation import Installation
from engine.parameters.resolving import TEXT, NoParameter, number
from storage.database import Connection
from storage.queries.deadlines import ParameterRow, all_parameters
from storage.tables.deadlines import Trust
from storage.writes.deadlines import put_parameters

_TEXTS = ("key", "value", "unit", "source", "status")
_KEYS = {*_TEXTS, "valid_from", "valid_to"}


class ParametersRefused(ValueError):
    """The file cannot be loaded; `problems` has one sentence for each fault."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__(" ".join(problems))
        self.problems = problems


def load_parameters(installation: Installation, municipality_id: int, content: bytes) -> int:
    """Keep every parameter of a file, in place of those of the same key and day; how many."""
    rows = read_parameters(content, new_id=installation.ids.new)

    def verb(connection: Connection) -> None:
        keep_parameters(connection, municipality_id, rows)

    installation.database.run(verb, municipality=municipality_id)
    return len(rows)


def keep_parameters(
    connection: Connection, municipality_id: int, rows: Iterable[ParameterRow]
) -> None:
    """Keep them, in place of those of the same key and day; raises ParametersRefused where a day
    would have two values: the transaction must then end."""
    put_parameters(connection, municipality_id, tuple(rows))
    overlaps = tuple(_overlaps(all_parameters(connection, municipality_id)))
    if overlaps:
        raise ParametersRefused(overlaps)


def read_parameters(content: bytes, *, new_id: Callable[[], int]) -> tuple[ParameterRow, ...]:
    """The parameters of a file; raises ParametersRefused with every fault."""
    entries = _entries(content)
    problems = [fault for place, entry in enumerate(entries, 1) for fault in _faults(entry, place)]
    if problems:
        raise ParametersRefused(tuple(problems))
    rows = tuple(_row(entry, new_id()) for entry in entries)
    overlaps = (*_twice(rows), *_overlaps(rows))
    if overlaps:
        raise ParametersRefused(overlaps)
    return rows


def _entries(content: bytes) -> list[dict[str, Any]]:
    try:
        entries = tomllib.loads(content.decode()).get("parameters", [])
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise ParametersRefused((f"El archivo no es TOML legible: {fault}.",)) from fault
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise ParametersRefused(("Los parámetros se escriben como [[parameters]].",))
    return entries


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
    for key in sorted(set(entry) - _KEYS):
        yield f"«{name}» no puede tener {key}."
    for key in _TEXTS:
        if not (isinstance(entry.get(key), str) and entry[key].strip()):
            yield f"A «{name}» le falta {key}."
    yield from _period_faults(entry, name)
    if entry.get("status") not in set(Trust):
        yield f"status de «{name}» debe ser V, S o K."
    if entry.get("unit") != TEXT and isinstance(entry.get("value"), str):
        yield from _number_faults(entry["value"], name)


def _period_faults(entry: dict[str, Any], name: str) -> Iterator[str]:
    begins, ends = entry.get("valid_from"), entry.get("valid_to", date.max)
    if not _is_day(begins):
        yield f"A «{name}» le falta valid_from, una fecha."
    elif not _is_day(ends):
        yield f"valid_to de «{name}» debe ser una fecha."
    elif ends < begins:
        yield f"«{name}» termina el {ends:%d/%m/%Y}, antes de empezar."


def _is_day(value: object) -> bool:
    return isinstance(value, date) and not isinstance(value, datetime)


def _number_faults(value: str, name: str) -> Iterator[str]:
    try:
        number(value, name)
    except NoParameter as fault:
        yield f"{fault}."


def _twice(rows: Iterable[ParameterRow]) -> Iterator[str]:
    days = Counter((row.key, row.valid_from) for row in rows)
    for (key, day), times in days.items():
        if times > 1:
            yield f"«{key}» tiene dos valores el {day:%d/%m/%Y}."


def _overlaps(rows: Iterable[ParameterRow]) -> Iterator[str]:
    by_key = sorted(rows, key=lambda row: (row.key, row.valid_from))
    for earlier, later in pairwise(by_key):
        ends = earlier.valid_to or earlier.valid_from
        if earlier.key == later.key and earlier.valid_from < later.valid_from <= ends:
            yield f"«{later.key}» tiene dos valores el {later.valid_from:%d/%m/%Y}."
