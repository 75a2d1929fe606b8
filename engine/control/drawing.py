"""Drawing a sample that anybody can draw again: from the same numbers and the same seed comes the
same sample. Pure.

Each number has the rank of the hash of seed and number; the lowest ranks are drawn. Nobody can
choose a number that comes first without knowing the seed, and the seed is told beside the hash of
the whole population, so that nothing is put in or taken out afterwards.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from hashlib import sha256


@dataclass(frozen=True, slots=True)
class Drawn:
    """A sample: `population` is the SHA-256 of all numbers, sorted, a line each."""

    size: int
    population: str
    seed: str
    sample: tuple[str, ...]


def draw(numbers: Collection[str], seed: str, *, percent: Decimal, most: int) -> Drawn:
    """At least `percent` of the numbers, at most so many; of a few at least one."""
    known = sorted(set(numbers))
    wanted = min(most, least_of(len(known), percent))
    ranked = sorted(known, key=lambda number: (_rank(seed, number), number))
    return Drawn(len(known), hash_of(known), seed, tuple(sorted(ranked[:wanted])))


def least_of(size: int, percent: Decimal) -> int:
    """How many cases a percentage of so many are, at least."""
    return int((percent * size / 100).to_integral_value(ROUND_CEILING))


def hash_of(numbers: Collection[str]) -> str:
    """What the population is known by."""
    return sha256("".join(f"{number}\n" for number in numbers).encode()).hexdigest()


def _rank(seed: str, number: str) -> str:
    return sha256(f"{seed}\n{number}".encode()).hexdigest()
