"""Numbers as people type them, read without guessing.

In Peru the point separates decimals and the comma thousands (180,000.00; also 1'200,000.00 and
180 000.00); where the country writes the other way, the marks are exchanged. What could mean two
numbers is a fault that says so, never a choice made for the person.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

LONGEST = 40
MOST_DIGITS = 30
_SIGNS_OF_MONEY = re.compile(
    r"^(S/\.?|PEN|USD|US\$|R\$|BRL|Bs\.?|BOB|\$|COP|MXN|CLP|PYG|Gs\.?|Q|GTQ)\s*(?=[\d.,-])", re.I
)


class NumberFault(StrEnum):
    """not_a_number: other characters; groups: thousands marks out of place; decimal_mark: the
    other mark stands where decimals begin; ambiguous: thousands or decimals, both are possible;
    too_many_decimals; too_long."""

    NOT_A_NUMBER = "not_a_number"
    GROUPS = "groups"
    DECIMAL_MARK = "decimal_mark"
    AMBIGUOUS = "ambiguous"
    TOO_MANY_DECIMALS = "too_many_decimals"
    TOO_LONG = "too_long"


@dataclass(frozen=True, slots=True)
class Misread:
    """Why the text is no number; `readings` are the one or two numbers it may have meant."""

    fault: NumberFault
    readings: tuple[Decimal, ...] = ()


def read_number(
    text: str, *, digits: int | None = None, money: bool = False, point: str = "."
) -> Decimal | Misread:
    """The number that a text means; `digits` is how many decimals it may have."""
    text = " ".join(text.split())
    if len(text) > LONGEST:
        return Misread(NumberFault.TOO_LONG)
    if money:
        text = _SIGNS_OF_MONEY.sub("", text)
    negative, body = _signed(text)
    if point == ",":
        body = body.translate(_EXCHANGED)
    number = _unsigned(body, digits=digits, money=money)
    if negative and isinstance(number, Decimal):
        return -number
    return number


def write_number(number: Decimal, *, digits: int | None = None, point: str = ".") -> str:
    """The number as people write it, with marks for thousands: 180,000.00."""
    text = f"{number:,f}" if digits is None else f"{number:,.{digits}f}"
    return text.translate(_EXCHANGED) if point == "," else text


_EXCHANGED = str.maketrans(",.", ".,")
_GROUPED = re.compile(r"[0-9]{1,3}(?:[ ,'’][0-9]{3})+")
_PLAIN = re.compile(r"[0-9]+")
_MARKS = re.compile(r"[ ,'’]")
_OTHER_MARK = re.compile(r"([0-9]+),([0-9]{1,2})")
_OTHER_WAY = re.compile(r"([0-9]{1,3}(?:\.[0-9]{3})+)(?:,([0-9]+))?")


def _signed(text: str) -> tuple[bool, str]:
    if text[:1] in ("-", "−"):
        return True, text[1:].lstrip()
    return False, text


def _unsigned(body: str, *, digits: int | None, money: bool) -> Decimal | Misread:
    whole, dot, fraction = body.partition(".")
    grouped = bool(_GROUPED.fullmatch(whole))
    if not (grouped or _PLAIN.fullmatch(whole)) or (dot and not _PLAIN.fullmatch(fraction)):
        return _misread(body)
    if digits is not None and len(fraction) > digits and fraction.strip("0"):
        return _too_many(whole, fraction, grouped)
    if len(fraction) == 3 and not grouped and len(whole) <= 3 and _may_be_thousands(digits, money):
        return _ambiguous(whole, fraction)
    plain = _MARKS.sub("", whole)
    if len(plain) + len(fraction) > MOST_DIGITS:
        return Misread(NumberFault.TOO_LONG)
    return _decimal(plain, fraction if digits is None else fraction[:digits])


def _may_be_thousands(digits: int | None, money: bool) -> bool:
    return money or (digits is not None and digits < 3)


def _too_many(whole: str, fraction: str, grouped: bool) -> Misread:
    if len(fraction) == 3 and not grouped and len(whole) <= 3:
        return _ambiguous(whole, fraction)
    return Misread(NumberFault.TOO_MANY_DECIMALS)


def _ambiguous(whole: str, fraction: str) -> Misread:
    readings = (Decimal(whole + fraction), Decimal(f"{whole}.{fraction}"))
    return Misread(NumberFault.AMBIGUOUS, readings)


def _misread(body: str) -> Misread:
    """The text is no number as we write them: perhaps as others do."""
    if other := _OTHER_MARK.fullmatch(body):
        return Misread(NumberFault.DECIMAL_MARK, (_decimal(other[1], other[2]),))
    if other := _OTHER_WAY.fullmatch(body):
        reading = _decimal(other[1].replace(".", ""), other[2] or "")
        return Misread(NumberFault.DECIMAL_MARK, (reading,))
    if re.fullmatch(r"[0-9][0-9 ,.'’]*", body):
        return Misread(NumberFault.GROUPS)
    return Misread(NumberFault.NOT_A_NUMBER)


def _decimal(whole: str, fraction: str) -> Decimal:
    return Decimal(f"{whole}.{fraction}" if fraction else whole)
