"""A table as a grid: for each column its atoms, for each atom the set of rules that hold there.

Sets of rules are bit masks (rule n is bit n-1). A rule that computes in a column is undecided
there: `sure` leaves it out, `maybe` puts it in.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from engine.dmn.checks.atoms import ANY_VALUE, OTHER, Atom, atoms_of, holds, is_static, span_label
from engine.dmn.notes import TableNote


@dataclass(frozen=True, slots=True)
class Stretch:
    """Neighbouring atoms in which the very same rules hold."""

    label: str
    sure: int
    maybe: int


@dataclass(frozen=True, slots=True)
class Dimension:
    """A column of the grid."""

    text: str
    stretches: tuple[Stretch, ...]


def grid_of(table: TableNote) -> tuple[Dimension, ...] | None:
    """The grid, or None when some column cannot be cut."""
    dimensions = []
    for index, column in enumerate(table.columns):
        cells = [row.conditions[index] for row in table.rows if index < len(row.conditions)]
        atoms = atoms_of(column, cells)
        if not atoms or len(cells) < len(table.rows):
            return None
        masks = [_masks(table, index, atom) for atom in atoms]
        dimensions.append(Dimension(column.text, tuple(_merged(atoms, masks))))
    return tuple(dimensions)


def _masks(table: TableNote, index: int, atom: Atom) -> tuple[int, int]:
    sure = maybe = 0
    for bit, row in enumerate(table.rows):
        cell = row.conditions[index]
        if not is_static(cell):
            maybe |= 1 << bit
        elif holds(cell, atom.sample):
            sure |= 1 << bit
            maybe |= 1 << bit
    return sure, maybe


def _merged(atoms: list[Atom], masks: list[tuple[int, int]]) -> list[Stretch]:
    found: list[Stretch] = []
    start = 0
    for index in range(1, len(atoms) + 1):
        if index == len(atoms) or masks[index] != masks[start] or _apart(atoms[index]):
            label = span_label(atoms[start], atoms[index - 1])
            found.append(Stretch(label, *masks[start]))
            start = index
    return found


def _apart(atom: Atom) -> bool:
    """Whether the atom is a value of its own, not a neighbour on a line."""
    return bool(atom.low) and atom.low == atom.high


def place(grid: tuple[Dimension, ...], labels: Sequence[str]) -> str:
    """A box of the grid as conditions that a person can read."""
    parts = [
        f"{dimension.text} {_condition(label)}"
        for dimension, label in zip(grid, labels, strict=False)
        if label != ANY_VALUE
    ]
    return " and ".join(parts) or "any input"


def _condition(label: str) -> str:
    if label[0] in "<>" or label == OTHER:
        return label
    return f"in {label}" if label[0] in "[(" else f"= {label}"


def translated(conditions: str) -> str:
    """The same in Spanish: FEEL stays, our words change."""
    return conditions.replace(OTHER, "con cualquier otro valor").replace(
        "any input", "cualquier caso"
    )
