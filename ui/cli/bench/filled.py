"""The crowded town of `bench inbox` is filled up, and how its tasks are spread is counted.

The engine begins a few requests; the database copies them. Beside what one person may take, one in
twenty more is held by colleagues and one in twenty lies in other towns.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle

from engine.identity import Actor
from engine.installation import Installation
from engine.worker.counter import fold, watch_crowds
from storage.database import WHOLE_INSTALLATION
from storage.measuring import open_tasks_spread, tidy
from storage.multiplying import WAITING, Portion, multiply_cases
from ui.cli.bench.crowd import Progress
from ui.cli.bench.desks import ROLES, Begun, begin, colleagues, other_towns

PORTION = 5_000
"""Copies of one request that lie together, as those of a few days do."""
BESIDE = 20
"""One task more in so many is held by a colleague, and one more lies in another town."""


@dataclass(frozen=True, slots=True)
class Spread:
    """How the open tasks of the installation are spread; `free` are those that one person may
    take, of so many processes."""

    free: int
    processes: int
    held: int
    holders: int
    elsewhere: int
    towns: int

    def told(self) -> str:
        """In a sentence."""
        return (
            f"{self.free:,} tasks that one person may take, of {self.processes} processes in one"
            f" town; {self.held:,} more held there by {self.holders} people;"
            f" {self.elsewhere:,} more in {self.towns} other towns"
        )


def fill(installation: Installation, actor: Actor, tasks: int, tell: Progress) -> Spread:
    """Fill up to so many tasks that the person may take."""
    there = spread_of(installation, actor)
    if there.free < tasks:
        begun = list(begin(installation, actor, there.free))
        missing = tasks - there.free - len(begun)
        made = there.free
        for count in multiply_cases(
            installation.database,
            actor.municipality_id,
            _portions(installation, actor, begun, missing),
            WAITING,
        ):
            made += count
            tell("copies", made)
        tell("tidying", made)
        watch_crowds(installation)
        while fold(installation):
            pass
        tidy(installation.database)
    return spread_of(installation, actor)


def spread_of(installation: Installation, actor: Actor) -> Spread:
    """As it is in the database."""
    with installation.database.read(WHOLE_INSTALLATION) as connection:
        rows = open_tasks_spread(connection)
    here = [row for row in rows if row[0] == actor.municipality_id]
    free = [row for row in here if row[3] is None and row[2] in ROLES]
    held = [row for row in here if row[3] is not None]
    away = [row for row in rows if row[0] != actor.municipality_id]
    return Spread(
        free=sum(row[4] for row in free),
        processes=len({row[1] for row in free}),
        held=sum(row[4] for row in held),
        holders=len({row[3] for row in held}),
        elsewhere=sum(row[4] for row in away),
        towns=len({row[0] for row in away}),
    )


def _portions(
    installation: Installation, actor: Actor, begun: Sequence[Begun], missing: int
) -> Iterator[Portion]:
    """Each request in its turn; then those of colleagues and of other towns."""
    first = dict.fromkeys((each.case_id for each in begun), 1)
    bare = [each for each in begun if not each.furnished]
    holders, towns = colleagues(installation, actor), other_towns(installation, actor)
    beside = missing // BESIDE
    held = [{"assignee_id": each} for each in holders]
    away = [{"municipality_id": each} for each in towns]
    size = max(1, min(PORTION, missing // len(begun)))
    for of, count, puts in ((begun, missing, [{}]), (begun, beside, held), (bare, beside, away)):
        few = max(1, min(size, beside // len(puts)))
        portion, put = (size if puts == [{}] else few), cycle(puts)
        for each in cycle(of):
            if count <= 0:
                break
            made = min(portion, count)
            yield Portion(each.case_id, first[each.case_id], made, next(put))
            first[each.case_id] += made
            count -= made
