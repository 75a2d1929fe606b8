"""The taxpayers of Tambo Real as they were brought in: the owners of the lots, and of each lot what
was declared of it, in the words of the official tables. Pure.

What the story declares by its process is not here; of whom the story tells comes first, so that the
codes are known.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from random import Random

from processes.demo.owners import NAMED, Owner
from processes.demo.parcels import Lot
from processes.taxes.assessing import Floor, Made

HUNDRED = Decimal(100)
LATE_SHARE = 0.03
"""Of the lots, so many were first declared in the second year."""


@dataclass(frozen=True, slots=True)
class Holding:
    """What an owner declares of a lot, from a day on; `share` is in percent."""

    lot: Lot
    land: Decimal
    share: Decimal
    use: str
    floors: tuple[Floor, ...]
    from_on: date


@dataclass(frozen=True, slots=True)
class Taxed:
    """An owner with all that they declare; `income` is a pensioner's, of a month."""

    owner: Owner
    holdings: tuple[Holding, ...]
    income: Decimal = Decimal(0)


_HOUSES = (
    ("adobe", ("FFHGHFH", "EFGGGFH", "GFHHHGH"), (1950, 1996), ("bueno", "regular", "malo")),
    ("ladrillo", ("CCEFFEF", "DDFFGEG", "CCDEEDF"), (1984, 2019), ("bueno", "regular")),
    ("concreto", ("CBDDDCE", "CCDDECE"), (1999, 2023), ("muy bueno", "bueno")),
)


def padron(lots: Sequence[Lot], told: Collection[str], year: int) -> tuple[Taxed, ...]:
    """Who is registered before the first of two years begins, with their lots; `told` are the codes
    that the story declares itself."""
    chance = Random(1969)  # noqa: S311  # what is declared, nothing secret
    held: dict[Owner, list[Holding]] = {each: [] for each in NAMED}
    for lot in lots:
        if lot.code in told:
            continue
        holding = _holding(chance, lot, year)
        for owner in lot.owners:
            held.setdefault(owner, []).append(holding)
    return tuple(_taxed(chance, owner, some) for owner, some in held.items() if some)


def _taxed(chance: Random, owner: Owner, holdings: Sequence[Holding]) -> Taxed:
    """Only whoever has a single home is a pensioner with a benefit."""
    income = Decimal(chance.randrange(60, 190) * 10) if owner.pensioner else Decimal(0)
    only = len(holdings) == 1 and holdings[0].share == HUNDRED and holdings[0].floors
    return Taxed(owner if only else replace(owner, pensioner=False), tuple(holdings), income)


def _holding(chance: Random, lot: Lot, year: int) -> Holding:
    land = Decimal(f"{lot.shape.area:.2f}")
    since = date(chance.randrange(1998, year - 1), chance.randrange(1, 13), chance.randrange(1, 29))
    if chance.random() < LATE_SHARE and lot.owners[0] not in NAMED:
        since = date(year, chance.randrange(3, 12), chance.randrange(1, 29))
    share = HUNDRED / len(lot.owners)
    if lot.use == "baldío":
        return Holding(lot, land, share, "terreno sin construir", (), since)
    return Holding(lot, land, share, "urbano", _floors(chance, land, lot.use), since)


def _floors(chance: Random, land: Decimal, use: str) -> tuple[Floor, ...]:
    """A house of one to three storeys; shops are seldom of adobe."""
    weights = (50, 38, 12) if use == "vivienda" else (10, 60, 30)
    ((material, categories, built, states),) = chance.choices(_HOUSES, weights)
    storeys = 1 if material == "adobe" else chance.choice((1, 1, 2, 2, 3))
    area = Decimal(f"{land * chance.randrange(40, 75) / 100:.2f}")
    made = Made(
        chance.choice(categories), material, chance.choice(states), "casa habitación",
        chance.randint(*built),
    )  # fmt: skip
    return (Floor(area, Decimal(0), made=made),) * storeys
