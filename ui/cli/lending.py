"""What the commands that evaluate lend to FEEL: the country's calendar, today, dated parameters.

No municipality is opened: parameters come from a TOML file, as those in `processes/common`. Inputs
come as JSON; dates and durations are written {"@": "2026-03-09"}.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

import typer

from engine.calendar import Calendar
from engine.calendar.feel_functions import functions
from engine.clock import SystemClock
from engine.feel import FeelError, Host, Range, Value, Warning
from engine.feel.boundary import inward
from engine.feel.run import Run
from engine.feel.text import as_text
from engine.parameters import ParametersRefused
from engine.parameters.loading import read_parameters
from engine.parameters.resolving import TEXT, money, number
from engine.values import loads
from storage.queries.deadlines import ParameterRow
from ui.cli.console import out, problem

MOST_INPUT = 5_000_000


def host_with(parameters: Path | None) -> Host:
    """The calendar's functions, `legal parameter` over the file, and the machine's clock."""
    rows = _parameters(parameters) if parameters else ()
    calendar = Calendar()
    clock = SystemClock()

    def row_of(key: str, on: date) -> ParameterRow:
        for row in rows:
            if row.key == key and row.valid_from <= on <= (row.valid_to or date.max):
                return row
        raise LookupError(f"no hay un valor de «{key}» vigente el {on:%d/%m/%Y}")

    def in_force(key: str, on: date) -> Decimal | str:
        row = row_of(key, on)
        return row.value if row.unit == TEXT else number(row.value, key)

    def fee(key: str, on: date) -> Decimal:
        row, unit = row_of(key, on), f"{key.partition('.')[0]}.uit"
        return money(row.value, row.unit, key, lambda: number(row_of(unit, on).value, unit))

    lent = functions(calendar, in_force, fee)
    return Host(lent, clock=lambda: clock.now().astimezone(calendar.zone))


def _parameters(path: Path) -> tuple[ParameterRow, ...]:
    try:
        rows = read_parameters(path.read_bytes(), new_id=lambda: 0)
    except ParametersRefused as refused:
        for sentence in refused.problems:
            problem(f"{path.name}: {sentence}")
        raise typer.Exit(1) from refused
    return tuple(sorted(rows, key=lambda row: row.valid_from, reverse=True))


def context_in(path: Path | None) -> Mapping[str, Value]:
    """The values by name of a JSON file (`-`: standard input); no file gives none."""
    if path is None:
        return {}
    text = sys.stdin.read(MOST_INPUT) if str(path) == "-" else path.read_text("utf-8")
    try:
        found = loads(text)
    except json.JSONDecodeError as wrong:
        problem(f"Línea {wrong.lineno}, columna {wrong.colno}: {path} no es JSON.")
        raise typer.Exit(1) from wrong
    except (ValueError, RecursionError) as wrong:
        problem(f"{path}: hay un valor que no se puede leer ({wrong}).")
        raise typer.Exit(1) from wrong
    if not isinstance(found, Mapping):
        problem(f'{path} debe ser un objeto JSON con los datos por su nombre: {{"monto": 1}}.')
        raise typer.Exit(1)
    return found


def written(value: Value) -> str:
    """A value as FEEL writes it; texts without quotes when alone."""
    try:
        found = as_text(inward(value), Run())
    except FeelError as error:
        return str(error)
    return "null" if value is None else found


def plain(value: Value) -> Value:
    """A value for JSON: what JSON has no form for (ranges, functions) as FEEL's text."""
    match value:
        case Mapping():
            return {key: plain(each) for key, each in value.items()}
        case list() | tuple():
            return [plain(each) for each in value]
        case Range():
            return written(value)
    return written(value) if callable(getattr(value, "call", None)) else value


def tell_warnings(warnings: Iterable[Warning]) -> None:
    """Why something became null, one line each."""
    for warning in warnings:
        out.print(f"aviso: {warning.spanish}", style="yellow", markup=False, highlight=False)
