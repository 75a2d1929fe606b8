"""A table as a grid: for each column its atoms, for each atom the set of rules that hold there.

Sets of rules are bit masks (rule n is bit n-1). A rule that computes in a column is undecided
there: `sure` leaves it out, `maybe` puts it in.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from engine.dmn.checks.atoms import ANY_VALUE, OTHER, Atom, atoms_of, holds, is_static, span_label
from engine.dmn.notes import TableNote
from engine.sentences import N_, Sentence, phrase


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


Box = tuple[tuple[str, str], ...]


def place(grid: tuple[Dimension, ...], labels: Sequence[str]) -> Box:
    """A box of the grid: the columns that matter, each with its stretch."""
    return tuple(
        (dimension.text, label)
        for dimension, label in zip(grid, labels, strict=False)
        if label != ANY_VALUE
    )


def as_text(box: Box) -> str:
    """The box as conditions, in English for logs."""
    parts = [f"{column} {_condition(label)}" for column, label in box]
    return " and ".join(parts) or "any input"


def in_words(box: Box) -> Sentence:
    """The same for people: FEEL stays as it is, our words are told in their language."""
    if not box:
        return phrase(N_("cualquier caso"))
    (column, label), *rest = box
    here = (
        phrase(N_("%(column)s con cualquier otro valor"), column=column)
        if label == OTHER
        else Sentence("%(column)s %(test)s", {"column": column, "test": _condition(label)})
    )
    if not rest:
        return here
    return Sentence("%(one)s and %(others)s", {"one": here, "others": in_words(tuple(rest))})


def _condition(label: str) -> str:
    if label[0] in "<>" or label == OTHER:
        return label
    return f"in {label}" if label[0] in "[(" else f"= {label}"
