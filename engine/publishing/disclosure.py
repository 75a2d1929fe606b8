"""Statistical disclosure control of tables of counts: small cells, and those that totals would give
away (complementary suppression). Pure.

A cell is primary when fewer than `least` stand behind it, or when one of them makes up most of it.
A group is what somebody may know the total of (a row, a column): when all that is withheld in it
comes to less than `least`, or is one cell alone, the smallest cell that is shown goes with it.
Source: Hundepool et al., Handbook on Statistical Disclosure Control, chapter 4.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

DOMINANT = 85
"""Percent of a sum from which one who makes up so much of it could be known by it."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A cell: how many stand behind it, the groups it is part of, and the percent of its sum that
    the largest one makes up (0: it is no sum)."""

    count: int
    groups: tuple[Hashable, ...] = ()
    largest: int = 0


def withheld(cells: Sequence[Counted], *, least: int) -> frozenset[int]:
    """The places of the cells that are not told."""
    hidden = {
        place
        for place, cell in enumerate(cells)
        if 0 < cell.count < least or cell.largest >= DOMINANT
    }
    groups: dict[Hashable, list[int]] = {}
    for place, cell in enumerate(cells):
        for group in cell.groups:
            groups.setdefault(group, []).append(place)
    while more := [
        found
        for members in groups.values()
        if (found := _next(cells, groups, members, hidden, least)) is not None
    ]:
        hidden.add(more[0])
    return frozenset(hidden)


def _next(
    cells: Sequence[Counted],
    groups: Mapping[Hashable, Sequence[int]],
    members: Sequence[int],
    hidden: AbstractSet[int],
    least: int,
) -> int | None:
    """The cell of a group that must go too; None where what is withheld is safe, or all of it.
    Rather one in whose other groups something is withheld already: it asks for no more."""
    gone = [each for each in members if each in hidden]
    filled = [each for each in gone if cells[each].count]
    if not gone or (len(filled) > 1 and sum(cells[each].count for each in filled) >= least):
        return None

    def cost(place: int) -> tuple[bool, int, int]:
        whole = sum(not any(one in hidden for one in groups[each]) for each in cells[place].groups)
        return (not cells[place].count, whole, cells[place].count)  # few, then small

    return min((each for each in members if each not in hidden), key=cost, default=None)
