"""Shares of a right as exact fractions: ownership of a parcel always adds up to one."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from engine.sentences import N_, Sentence, phrase

Shares = Mapping[str, Fraction]
"""By holder."""


def share_of(text: str) -> Fraction:
    """The fraction that somebody wrote, `1/3`, `25%` or `0.5`; raises ValueError."""
    told = text.strip().replace(",", ".")
    found = Fraction(told[:-1].strip()) / 100 if told.endswith("%") else Fraction(told)
    if not 0 < found <= 1:
        raise ValueError(text)
    return found


def fault_of(shares: Shares) -> Sentence | None:
    """Why these are not the shares of a whole; None when they are."""
    total = sum(shares.values(), Fraction(0))
    if total == 1 and all(each > 0 for each in shares.values()):
        return None
    return phrase(N_("Las cuotas suman %(total)s y deben sumar 1: corríjalas."), total=total)


def given(shares: Shares, seller: str, buyer: str, part: Fraction) -> Shares | Sentence:
    """The shares after somebody gave a part of their own one (½ of ½ leaves ¼ and ¼)."""
    held = shares.get(seller)
    if held is None:
        return phrase(N_("%(name)s no es titular: revise el título."), name=seller)
    if not 0 < part <= 1:
        return phrase(N_("La parte que se transfiere va de más de 0 hasta 1."))
    after = {**shares, seller: held * (1 - part)}
    after[buyer] = after.get(buyer, Fraction(0)) + held * part
    return {name: share for name, share in after.items() if share > 0}
