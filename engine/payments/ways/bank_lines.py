"""What stands in a file of a bank: its lines as movements, or what is wrong with them. Pure.

CSV, columns of fixed width (`fixed_width.py`) or a statement of SWIFT (`mt940.py`), known by how it
begins.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from engine.payments.ways.fixed_width import fixed_movements, looks_fixed
from engine.payments.ways.movements import LONGEST_WORD, MOST_MONEY, Movement
from engine.payments.ways.mt940 import looks_mt940, mt940_movements
from engine.refusals import RefusalKind, Refused
from engine.sentences import N_, Sentence, phrase

COLUMNS = ("referencia", "monto", "fecha", "operacion")
MOST_BYTES = 2_000_000
MOST_LINES = 20_000
MOST_FAULTS = 20


@dataclass(frozen=True, slots=True)
class FileRefused(Refused):
    """A file that does not read: what is wrong, line by line."""

    faults: tuple[Sentence, ...] = ()


def movements_in(content: bytes) -> tuple[Movement, ...] | Refused:
    """What stands in a file; refused whole when a line does not read."""
    if len(content) > MOST_BYTES:
        return Refused(RefusalKind.FILE_TOO_LARGE, {"limit": str(MOST_BYTES)})
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _faulty(phrase(N_("El archivo no es texto en UTF-8.")))
    if looks_fixed(text):
        return _bounded(fixed_movements(text))
    if looks_mt940(text):
        return _bounded(mt940_movements(text))
    return _csv_movements(text)


def _bounded(
    found: tuple[Movement, ...] | tuple[Sentence, ...],
) -> tuple[Movement, ...] | Refused:
    faults = [each for each in found if isinstance(each, Sentence)]
    if faults:
        return _faulty(*faults[:MOST_FAULTS])
    read = tuple(each for each in found if isinstance(each, Movement))
    return read if 0 < len(read) <= MOST_LINES else _too_many()


def _csv_movements(text: str) -> tuple[Movement, ...] | Refused:
    head = text.partition("\n")[0]
    rows = csv.reader(io.StringIO(text), delimiter=";" if ";" in head else ",")
    try:
        return _read_rows([(rows.line_num, row) for row in rows if any(map(str.strip, row))])
    except csv.Error:
        return _faulty(phrase(N_("El archivo no es un CSV que se pueda leer.")))


def _read_rows(rows: list[tuple[int, list[str]]]) -> tuple[Movement, ...] | Refused:
    if not rows or tuple(each.strip().lower() for each in rows[0][1]) != COLUMNS:
        said = N_("La primera línea debe nombrar las columnas: %(columns)s.")
        return _faulty(phrase(said, columns=", ".join(COLUMNS)))
    if not 0 < len(rows) - 1 <= MOST_LINES:
        return _too_many()
    read = [_line(place, row) for place, row in rows[1:]]
    faults = [each for each in read if isinstance(each, Sentence)]
    if faults:
        return _faulty(*faults[:MOST_FAULTS])
    return tuple(each for each in read if isinstance(each, Movement))


def _line(place: int, row: list[str]) -> Movement | Sentence:
    if len(row) != len(COLUMNS):
        said = N_("Línea %(place)s: se esperaban %(count)s columnas.")
        return phrase(said, place=str(place), count=str(len(COLUMNS)))
    reference, amount, day, operation = (each.strip() for each in row)
    try:
        money = Decimal(amount)
    except InvalidOperation:
        money = Decimal(0)
    if not money.is_finite() or not 0 < abs(money) <= MOST_MONEY or money != round(money, 2):
        said = N_(
            "Línea %(place)s: el monto debe ser como 35.00, o como -35.00 si el banco lo retiró."
        )
        return phrase(said, place=str(place))
    try:
        paid_on = date.fromisoformat(day)
    except ValueError:
        return phrase(N_("Línea %(place)s: la fecha debe ser como 2026-03-30."), place=str(place))
    if not reference or not operation or max(len(reference), len(operation)) > LONGEST_WORD:
        said = N_("Línea %(place)s: falta la referencia o el número de operación.")
        return phrase(said, place=str(place))
    return Movement(place, reference, money, paid_on, operation)


def _too_many() -> FileRefused:
    said = N_("El archivo debe tener de una a %(most)s líneas de pago.")
    return _faulty(phrase(said, most=str(MOST_LINES)))


def _faulty(*faults: Sentence) -> FileRefused:
    return FileRefused(RefusalKind.INVALID_DATA, {"field": "file"}, faults)
