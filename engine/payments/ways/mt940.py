"""A statement of account as SWIFT writes it (MT940): its credits are payments, and a reversal of a
credit (`RC`) is a payment that the bank took back. Pure.

Read strictly: the balances must be what the movements make of them, so that a statement that was
cut or changed is refused whole, naming the line. Debits count for the balance and pay nothing. The
code of an order or coupon stands in the reference or in the text that follows (`:86:`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from engine.payments.codes import read_reference
from engine.payments.ways.movements import LONGEST_WORD, Movement
from engine.sentences import N_, Sentence, phrase

_FIELD = re.compile(r":(\d\d[A-Z]?):(.*)", re.ASCII)
_LINE = re.compile(
    r"(?P<day>\d{6})(?P<entry>\d{4})?(?P<sign>RC|RD|C|D)[A-Z]?(?P<amount>\d{1,12},\d{0,2})"
    r"[A-Z][A-Z0-9]{3}(?P<reference>[^\n/]{0,16}|(?:/(?!/)|[^\n/]){0,16})(?://(?P<bank>[^\n]{0,16}))?",
    re.ASCII,
)
_BALANCE = re.compile(r"(?P<sign>[CD])\d{6}[A-Z]{3}(?P<amount>\d{1,12},\d{0,2})", re.ASCII)
_CODE = re.compile(r"\d[\d .-]{10,26}\d", re.ASCII)


@dataclass(slots=True)
class _Part:
    """A field with its line, and what follows it."""

    place: int
    tag: str
    lines: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All its lines."""
        return "\n".join(self.lines)


def looks_mt940(text: str) -> bool:
    """It has the fields of a statement."""
    return ":20:" in text and ":61:" in text and ":62F:" in text


def mt940_movements(text: str) -> tuple[Movement, ...] | tuple[Sentence, ...]:
    """The credits of every statement in the file, or what is wrong with it."""
    read: list[Movement] = []
    balance: Decimal | None = None
    last: str | None = None
    counts = False
    for part in _parts(text):
        if part.tag in ("60F", "60M"):
            balance = _balance(part)
            if balance is None:
                return (_wrong(part),)
        elif part.tag == "61":
            moved = _moved(part)
            if moved is None or balance is None:
                return (_wrong(part),)
            amount, movement = moved
            balance += amount
            counts = movement is not None
            read += [movement] if movement else []
        elif part.tag == "86" and last == "61" and counts:
            read[-1] = _with_text(read[-1], part.text)
        elif part.tag in ("62F", "62M"):
            stated = _balance(part)
            if stated is None or balance is None:
                return (_wrong(part),)
            if stated != balance:
                said = N_("Línea %(place)s: el saldo dice %(said)s, pero resulta %(got)s.")
                told = {"said": f"{stated:.2f}", "got": f"{balance:.2f}"}
                return (phrase(said, place=str(part.place), **told),)
            balance = None
        last = part.tag
    if balance is not None or not read:
        return (phrase(N_("El extracto está cortado, o no tiene abonos: falta su saldo final.")),)
    return tuple(read)


def _parts(text: str) -> Iterator[_Part]:
    current: _Part | None = None
    for place, line in enumerate(text.splitlines(), 1):
        found = _FIELD.match(line)
        if found:
            if current is not None:
                yield current
            current = _Part(place, found[1], [found[2].rstrip()])
        elif current is not None and line.strip() and not line.startswith(("-", "{")):
            current.lines.append(line.strip())
    if current is not None:
        yield current


def _balance(part: _Part) -> Decimal | None:
    found = _BALANCE.fullmatch(part.text)
    if found is None:
        return None
    amount = _money(found["amount"])
    return amount if found["sign"] == "C" else -amount


def _moved(part: _Part) -> tuple[Decimal, Movement | None] | None:
    found = _LINE.match(part.lines[0])
    day = _day(found["day"]) if found else None
    if found is None or day is None or found.end() != len(part.lines[0]):
        return None
    amount = _money(found["amount"])
    signed = amount if found["sign"] in ("C", "RD") else -amount
    reference = (found["reference"] or "").strip() or "NONREF"
    operation = (found["bank"] or "").strip() or f"{reference} {part.place}"
    if not amount or found["sign"] == "D":
        return signed, None
    return signed, Movement(part.place, reference, signed, day, operation[:LONGEST_WORD])


def _with_text(movement: Movement, text: str) -> Movement:
    """The code of an order in the text, where the reference is none."""
    if read_reference(movement.reference) is not None:
        return movement
    codes = (read_reference(each.group()) for each in _CODE.finditer(text))
    code = next((each for each in codes if each is not None), None)
    if code is None:
        return movement
    return Movement(movement.place, code, movement.amount, movement.paid_on, movement.operation)


def _wrong(part: _Part) -> Sentence:
    said = N_("Línea %(place)s: el campo :%(tag)s: no se entiende.")
    return phrase(said, place=str(part.place), tag=part.tag)


def _money(text: str) -> Decimal:
    return Decimal(text.replace(",", ".") + ("0" if text.endswith(",") else ""))


def _day(text: str) -> date | None:
    try:
        return datetime.strptime(text, "%y%m%d").date()  # noqa: DTZ007  a day, not a moment
    except ValueError:
        return None
