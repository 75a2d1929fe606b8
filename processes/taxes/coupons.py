"""The code that a coupon is paid by: taxpayer, year, instalment and a digit that tells a slip of
the hand. With its hyphens as it is printed, or without them as banks pass it on. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from engine.citizens.codes import check_digit
from processes.taxes.account import EMISSION, PREDIAL, First, What

_CODE = re.compile(r"(\d{6,12})-?(\d{4})-?(\d)-?(\d)", re.ASCII)
_CHOSEN = re.compile(r"([^|;]{1,60})\|(\d{4})\|(\d{1,3})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Coupon:
    """What a coupon pays; instalment 0 is the cost of issuing."""

    taxpayer: str
    year: int
    instalment: int


def coupon_code(coupon: Coupon) -> str:
    """The code as it is printed."""
    signs = f"{coupon.taxpayer}{coupon.year}{coupon.instalment}"
    return f"{coupon.taxpayer}-{coupon.year}-{coupon.instalment}-{check_digit(signs)}"


def read_coupon(typed: str) -> Coupon | None:
    """What a code pays; None where it can be none."""
    typed = typed.replace("'", "-")  # what a reader sends on a Spanish keyboard
    found = _CODE.fullmatch("".join(typed.split()))
    if found is None or check_digit("".join(found.groups()[:3])) != found[4]:
        return None
    return Coupon(found[1], int(found[2]), int(found[3]))


def pays_first(typed: str) -> First:
    """The debts that a coupon, or a choice of them (`choice_of`), is for."""
    coupon = read_coupon(typed)
    if coupon is not None:
        concept = PREDIAL if coupon.instalment else EMISSION
        return frozenset({(concept, coupon.year, coupon.instalment)})
    found = (_CHOSEN.fullmatch(each) for each in typed.split(";"))
    return frozenset((each[1], int(each[2]), int(each[3])) for each in found if each)


def choice_of(whats: Iterable[What]) -> str:
    """Some debts as one text, as `pays_first` reads it."""
    return ";".join(f"{each.concept}|{each.year}|{each.instalment}" for each in whats)
