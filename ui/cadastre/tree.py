"""The family of a parcel as a tree: each version below what it came from; and as a picture."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from storage.queries.cadastre import ParcelRow
from storage.queries.lineage import LineRow
from ui.cadastre.around import square_metres
from ui.cadastre.words import operations
from ui.drawing.kinship import Kin, Kinship, kinship
from ui.visit import Visit


@dataclass(frozen=True, slots=True)
class Branch:
    """One version: what is said of it, and what came of it."""

    code: str
    href: str
    told: str
    here: bool
    branches: tuple[Branch, ...] = ()


def family_tree(
    rows: Sequence[ParcelRow], lines: Iterable[LineRow], own: int, here: Visit
) -> tuple[Branch, ...]:
    """The trees of those that came from none of the others, oldest first."""
    children: dict[int, list[int]] = {}
    parents: dict[int, list[int]] = {}
    for line in lines:
        children.setdefault(line.parent_id, []).append(line.child_id)
        parents.setdefault(line.child_id, []).append(line.parent_id)
    family = _Family({row.id: row for row in rows}, children, parents, own, here)
    return tuple(_branch(row.id, 0, family) for row in rows if row.id not in parents)


def family_picture(
    rows: Sequence[ParcelRow], lines: Iterable[LineRow], own: int, here: Visit
) -> Kinship | None:
    """The same drawn; None where a parcel has no other version."""
    parents: dict[int, list[int]] = {}
    for line in lines:
        parents.setdefault(line.child_id, []).append(line.parent_id)
    words, day = operations(here.words), here.formats.short_day
    return kinship(
        [
            Kin(
                row.id, tuple(sorted(parents.get(row.id, ()))), row.code,
                square_metres(row.area, here), f"{words[row.operation]} · {day(row.begin_on)}",
                "here" if row.id == own else "now" if row.end_on is None else "past",
            )
            for row in rows
        ]
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Family:
    known: Mapping[int, ParcelRow]
    children: Mapping[int, Sequence[int]]
    parents: Mapping[int, Sequence[int]]
    own: int
    here: Visit


def _branch(version: int, below: int, family: _Family) -> Branch:
    """A version below one that it came from; what it also came from is said."""
    known, here = family.known, family.here
    row, _ = known[version], here.words.gettext
    words, day = operations(here.words), here.formats.short_day
    told = [words[row.operation], square_metres(row.area, here), day(row.begin_on)]
    if row.end_on is not None:
        told.append(_("hasta el %(day)s") % {"day": day(row.end_on)})
    others = sorted(known[each].code for each in family.parents.get(version, ()) if each != below)
    if others:
        told.append(_("también de %(codes)s") % {"codes": ", ".join(others)})
    younger = sorted(family.children.get(version, ()), key=lambda each: known[each].code)
    return Branch(
        row.code,
        here.path("cadastre", "parcels", row.code),
        " · ".join(told),
        version == family.own,
        tuple(_branch(each, version, family) for each in younger),
    )
