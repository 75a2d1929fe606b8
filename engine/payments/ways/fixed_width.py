"""A file of collections in columns: a header, a line for each payment, and a trailer that counts
and sums them. Pure.

The layout is data: that of FEBRABAN for collections, of 150 columns, which banks of several
countries write. Whoever gets another one writes another `Layout`. A file whose trailer does not
count, or sum up to, what stands in it is refused whole, naming the line.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from engine.payments.ways.movements import LONGEST_WORD, MOST_MONEY, Movement
from engine.sentences import N_, Sentence, phrase

Columns = tuple[int, int]
"""The first and the last column, from 1, both counted."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Where each thing stands. A line is known by its first letter; amounts have two decimals and
    no point, days are YYYYMMDD; the trailer's count has all lines in it."""

    width: int
    header: str
    detail: str
    trailer: str
    batch: Columns
    reference: Columns
    amount: Columns
    paid_on: Columns
    sequence: Columns
    count: Columns
    total: Columns


FEBRABAN_150 = Layout(
    width=150, header="A", detail="G", trailer="Z", batch=(74, 79), reference=(38, 81),
    amount=(82, 93), paid_on=(22, 29), sequence=(101, 108), count=(2, 7), total=(8, 24),
)  # fmt: skip


def looks_fixed(text: str, layout: Layout = FEBRABAN_150) -> bool:
    """The first line is a header of this layout."""
    first = text.splitlines()[0] if text else ""
    return first.startswith(layout.header) and len(first) == layout.width


def fixed_movements(
    text: str, layout: Layout = FEBRABAN_150
) -> tuple[Movement, ...] | tuple[Sentence, ...]:
    """The payments of a file, or what is wrong with it, line by line."""
    lines = {place: each for place, each in enumerate(text.splitlines(), 1) if each.strip()}
    faults = list(_shape(lines, layout))
    if faults:
        return tuple(faults)
    places = list(lines)
    batch = _cut(lines[places[0]], layout.batch).strip()
    found = [_payment(place, lines[place], batch, layout) for place in places[1:-1]]
    wrong = [each for each in found if isinstance(each, Sentence)]
    read = [each for each in found if isinstance(each, Movement)]
    wrong += [] if wrong else _balance(places[-1], lines, read, layout)
    return tuple(wrong) if wrong else tuple(read)


def _shape(lines: Mapping[int, str], layout: Layout) -> Iterator[Sentence]:
    last = max(lines)
    for place, line in lines.items():
        wanted = layout.header if place == min(lines) else layout.detail
        wanted = layout.trailer if place == last else wanted
        if len(line) != layout.width:
            said = N_("Línea %(place)s: se esperaban %(width)s columnas, pero hay %(got)s.")
            yield phrase(said, place=str(place), width=str(layout.width), got=str(len(line)))
        elif not line.startswith(wanted):
            said = N_("Línea %(place)s: debe comenzar con «%(letter)s».")
            yield phrase(said, place=str(place), letter=wanted)


def _payment(place: int, line: str, batch: str, layout: Layout) -> Movement | Sentence:
    cents, day = _cut(line, layout.amount), _day(_cut(line, layout.paid_on))
    if not _is_number(cents) or not 0 < Decimal(cents) / 100 <= MOST_MONEY:
        said = N_("Línea %(place)s: el monto debe ser un número mayor que cero, en céntimos.")
        return phrase(said, place=str(place))
    if day is None:
        said = N_("Línea %(place)s: la fecha debe ser como 20260330.")
        return phrase(said, place=str(place))
    reference, sequence = _cut(line, layout.reference).strip(), _cut(line, layout.sequence).strip()
    if not reference or not sequence:
        said = N_("Línea %(place)s: falta la referencia o el número de operación.")
        return phrase(said, place=str(place))
    operation = f"{batch}-{sequence}"[:LONGEST_WORD]
    return Movement(place, reference, Decimal(cents) / 100, day, operation)


def _balance(
    last: int, lines: Mapping[int, str], read: list[Movement], layout: Layout
) -> list[Sentence]:
    count, total = (_cut(lines[last], each) for each in (layout.count, layout.total))
    if not _is_number(count) or int(count) != len(lines):
        said = N_("Línea %(place)s: el archivo dice tener %(said)s líneas, pero tiene %(got)s.")
        return [phrase(said, place=str(last), said=count.strip(), got=str(len(lines)))]
    money = sum((each.amount for each in read), Decimal(0))
    if not _is_number(total) or Decimal(total) / 100 != money:
        said = N_("Línea %(place)s: el archivo dice sumar %(said)s, pero suma %(got)s.")
        told = f"{Decimal(total) / 100:.2f}" if _is_number(total) else total.strip()
        return [phrase(said, place=str(last), said=told, got=f"{money:.2f}")]
    return []


def _cut(line: str, columns: Columns) -> str:
    return line[columns[0] - 1 : columns[1]]


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal()


def _day(text: str) -> date | None:
    try:
        return datetime.strptime(text, "%Y%m%d").date()  # noqa: DTZ007  a day, not a moment
    except ValueError:
        return None
