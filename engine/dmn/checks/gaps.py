"""Gaps: inputs for which no rule holds, in tables that then give nothing."""

from collections.abc import Iterator

from engine.dmn.checks.atoms import ANY_VALUE
from engine.dmn.checks.finding import Finding, Severity
from engine.dmn.checks.grid import Dimension, as_text, grid_of, in_words, place
from engine.dmn.notes import TableNote
from engine.sentences import N_, phrase

MAX_GAPS = 10
MAX_STEPS = 20_000


def gaps(table: TableNote) -> Iterator[Finding]:
    """The first gaps of a table, as conditions that a person can read."""
    if table.has_default or table.policy.startswith("COLLECT") or not table.rows:
        return
    grid = grid_of(table)
    if grid is None:
        return
    everything = (1 << len(table.rows)) - 1
    for count, gap in enumerate(_uncovered(grid, 0, everything, [MAX_STEPS])):
        if count == MAX_GAPS:
            message = "there are more inputs without a rule."
            said = phrase(N_("hay más casos sin regla."))
            yield Finding(Severity.WARNING, table.owner, table.element, message, said)
            return
        where = place(grid, gap)
        said = phrase(N_("ninguna regla cubre %(where)s."), where=in_words(where))
        message = f"no rule holds for {as_text(where)}."
        yield Finding(Severity.WARNING, table.owner, table.element, message, said)


def _uncovered(
    grid: tuple[Dimension, ...], depth: int, rules: int, steps: list[int]
) -> Iterator[list[str]]:
    """The boxes that none of the rules covers; columns that no longer matter are left open."""
    steps[0] -= 1
    if steps[0] < 0:
        return
    if rules == 0:
        yield [ANY_VALUE] * (len(grid) - depth)
        return
    if depth == len(grid):
        return
    for stretch in grid[depth].stretches:
        for rest in _uncovered(grid, depth + 1, rules & stretch.maybe, steps):
            yield [stretch.label, *rest]
