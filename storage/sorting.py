"""What amounts and facts of cases are sorted by: both databases then sort them alike. Pure."""

from decimal import ROUND_HALF_UP, Decimal

from storage.words import plain

_LARGEST = 9_000_000_000_000_000_000
_ABOVE = 10**19
_LONGEST = 80


def amount_sorts(amount: str | None) -> int | None:
    """An amount in ten-thousandths; what is larger counts as large."""
    if amount is None:
        return None
    exact = min(Decimal(_LARGEST), max(Decimal(-_LARGEST), Decimal(amount) * 10_000))
    return int(exact.to_integral_value(ROUND_HALF_UP))


def fact_sorts(text: str, number: int | None) -> str:
    """Numbers, given in ten-thousandths, as such and before all texts; texts by their plain
    letters. Begins with 0 or 1."""
    if number is None:
        return f"1{plain(text)[:_LONGEST]}"
    return f"0{number + _ABOVE:020d}"
