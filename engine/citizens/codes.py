"""The tracking code of a case, `2026-TAMBO-000123-7`: the year, the short name of the town, a
number without gaps, and a check digit.

The check digit is Luhn's, with letters as two digits each as in ISO 6166 (A is 10, Z is 35). It
finds every single wrong sign and most that changed places, before anybody is asked.
"""

from __future__ import annotations

import re

SERIES = "application"
"""The name of the counter."""
SHORTEST, LONGEST = 2, 8
SHORT_NAME = re.compile(rf"[A-Z]{{{SHORTEST},{LONGEST}}}")
DIGITS = 6
_CODE = re.compile(r"([0-9]{4})([A-Z]{2,8})([0-9]{6,9})([0-9])")


def short_name_of(slug: str, chosen: str | None = None) -> str:
    """What the town chose, else the first letters of its address on the web."""
    if chosen:
        return chosen
    words = ["".join(each for each in word if each.isalpha()) for word in slug.split("-")]
    first = next((word for word in words if len(word) >= SHORTEST), "".join(words))
    return (first.upper() + "XX")[: max(SHORTEST, min(LONGEST, len(first)))]


def code_of(*, year: int, short_name: str, number: int) -> str:
    """A code as it is printed."""
    counted = f"{number:0{DIGITS}d}"
    return f"{year}-{short_name}-{counted}-{check_digit(f'{year}{short_name}{counted}')}"


def read_code(typed: str) -> str | None:
    """The code as it is printed, of what somebody typed; None when it can be none."""
    plain = "".join(each for each in typed.upper() if each.isascii() and each.isalnum())
    found = _CODE.fullmatch(plain)
    if found is None or check_digit(plain[:-1]) != found[4]:
        return None
    return f"{found[1]}-{found[2]}-{found[3]}-{found[4]}"


def check_digit(signs: str) -> str:
    """Luhn's digit over digits and capital letters."""
    digits = [int(each) for sign in signs for each in str(int(sign, 36))]
    total = 0
    for place, digit in enumerate(reversed(digits)):
        counted = digit * 2 if place % 2 == 0 else digit
        total += counted - 9 if counted > 9 else counted
    return str(-total % 10)
