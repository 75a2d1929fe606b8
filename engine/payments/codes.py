"""The code of a payment: eleven random digits and Luhn's, written in three groups of four.

Random, so that nobody finds the order of somebody else by counting; the check digit finds every
single wrong digit and most that changed places, before anybody is asked.
"""

from __future__ import annotations

from collections.abc import Callable

from engine.citizens.codes import check_digit

DIGITS = 11


def new_code(random_bytes: Callable[[int], bytes]) -> str:
    """A code that was never seen before, as good as certainly."""
    number = int.from_bytes(random_bytes(16), "big") % 10**DIGITS
    digits = f"{number:0{DIGITS}d}"
    return digits + check_digit(digits)


def read_code(typed: str) -> str | None:
    """The code in what somebody typed, or a bank passed on; None when it can be none."""
    digits = "".join(each for each in typed if each not in " -.\t\u00a0")
    if len(digits) != DIGITS + 1 or not (digits.isascii() and digits.isdecimal()):
        return None
    return digits if check_digit(digits[:-1]) == digits[-1] else None


LONGEST_REFERENCE = 18
"""Digits of the longest code that a register of its own is paid by: a coupon of taxes."""


def read_reference(typed: str) -> str | None:
    """The digits of a code that money may be known by: of an order, or of a coupon, which is
    longer. None where they carry no right check digit."""
    digits = "".join(each for each in typed if each not in " -.\t\u00a0")
    if not DIGITS < len(digits) <= LONGEST_REFERENCE or not digits.isascii():
        return None
    if not digits.isdecimal() or check_digit(digits[:-1]) != digits[-1]:
        return None
    return digits


def grouped(code: str) -> str:
    """«3141 5926 5358»."""
    return " ".join(code[place : place + 4] for place in range(0, len(code), 4))
