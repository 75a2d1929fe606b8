"""Rules that meet where they must not, and rules that can never decide."""

from collections.abc import Iterator
from itertools import combinations

from engine.dmn.checks.finding import Finding, Severity
from engine.dmn.checks.grid import Dimension, as_text, grid_of, in_words, place
from engine.dmn.notes import Row, TableNote
from engine.feel.nodes import Node
from engine.sentences import N_, phrase

MAX_STEPS = 20_000
MAX_FINDINGS = 20


def overlaps_and_unreachable(table: TableNote) -> Iterator[Finding]:
    """What the hit policy forbids or makes useless."""
    grid = grid_of(table)
    if grid is None:
        return
    yield from _never(table, grid)
    if table.policy in ("UNIQUE", "ANY"):
        yield from list(_overlaps(table, grid))[:MAX_FINDINGS]
    if table.policy == "FIRST":
        yield from _shadowed(table, grid)


def _never(table: TableNote, grid: tuple[Dimension, ...]) -> Iterator[Finding]:
    for bit, row in enumerate(table.rows):
        for dimension, cell in zip(grid, row.conditions, strict=True):
            if not any(stretch.maybe >> bit & 1 for stretch in dimension.stretches):
                message = f"rule {row.number} can never hold: no {dimension.text} fits."
                said = phrase(
                    N_("la regla %(rule)s nunca se cumple: ningún %(column)s sirve."),
                    rule=row.number, column=dimension.text,
                )  # fmt: skip
                where = cell.element
                yield Finding(Severity.ERROR, table.owner, where, message, said, (row.number,))


def _overlaps(table: TableNote, grid: tuple[Dimension, ...]) -> Iterator[Finding]:
    """Pairs that certainly hold together; columns over one input could exclude each other."""
    distinct = len({dimension.text for dimension in grid}) == len(grid)
    severity = Severity.ERROR if distinct else Severity.WARNING
    for (first, one), (second, other) in combinations(enumerate(table.rows), 2):
        if table.policy == "ANY" and _outputs(one) == _outputs(other):
            continue
        both = (1 << first) | (1 << second)
        where = [_common(dimension, both) for dimension in grid]
        if all(where):
            numbers, box = (one.number, other.number), place(grid, where)
            message = f"rules {numbers[0]} and {numbers[1]} both hold for {as_text(box)}."
            said = phrase(
                N_("las reglas %(one)s y %(other)s se cruzan en %(where)s."),
                one=numbers[0], other=numbers[1], where=in_words(box),
            )  # fmt: skip
            yield Finding(severity, table.owner, other.element, message, said, numbers)


def _common(dimension: Dimension, both: int) -> str:
    return next(
        (stretch.label for stretch in dimension.stretches if stretch.sure & both == both), ""
    )


def _outputs(row: Row) -> list[Node | None]:
    return [cell.expression.node if cell.expression else None for cell in row.outputs]


def _shadowed(table: TableNote, grid: tuple[Dimension, ...]) -> Iterator[Finding]:
    for bit, row in enumerate(table.rows):
        earlier = (1 << bit) - 1
        if earlier and _covered(grid, 0, 1 << bit, earlier, [MAX_STEPS]):
            message = f"rule {row.number} is never reached: earlier rules hold wherever it does."
            said = phrase(
                N_("a la regla %(rule)s no se llega: las anteriores ya cubren sus casos."),
                rule=row.number,
            )
            where = row.element
            yield Finding(Severity.WARNING, table.owner, where, message, said, (row.number,))


def _covered(
    grid: tuple[Dimension, ...], depth: int, rule: int, earlier: int, steps: list[int]
) -> bool:
    """Whether, wherever the rule may hold, some of the earlier rules surely does."""
    steps[0] -= 1
    if steps[0] < 0 or earlier == 0:
        return False
    if depth == len(grid):
        return True
    return all(
        _covered(grid, depth + 1, rule, earlier & stretch.sure, steps)
        for stretch in grid[depth].stretches
        if stretch.maybe & rule
    )
