"""The dry run: what would come of each case, without writing anything.

Each case is looked at as it is now, in a page of reading transactions; it may still change before
its turn comes, and is judged again then.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from engine.bpmn import Snapshot, TaskOpened
from engine.bpmn.migration import Moved, Obstacle
from engine.cases.permission import operates
from engine.identity import Actor
from engine.installation import Installation
from engine.migrations.migrating import moved_of
from engine.migrations.orders import Order, Planned, planned
from engine.migrations.wording import problems_as_text
from engine.refusals import RefusalKind, Refused
from storage.database import Connection
from storage.queries.migrations import RunningRow, cases_running_on

PAGE = 100


@dataclass(frozen=True, slots=True)
class Prospect:
    """What would come of one case: `obstacles`, or none, and the tasks that would open at once."""

    case_id: int
    number: str
    title: str
    obstacles: tuple[Obstacle, ...]
    opens: tuple[str, ...] = ()

    @property
    def goes(self) -> bool:
        """Nothing stands in the way."""
        return not self.obstacles


def plan_of(
    installation: Installation, connection: Connection, actor: Actor, order: Order
) -> Planned | Refused:
    """The plan, for who may operate the process."""
    found = planned(installation, connection, actor.municipality_id, order)
    if isinstance(found, Refused) or operates(actor, found.old.manifest):
        return found
    return Refused(RefusalKind.NO_ROLE)


def try_out(installation: Installation, actor: Actor, order: Order) -> Iterator[Prospect] | Refused:
    """Every case that runs on the old version, by id."""
    with installation.database.read(actor.municipality_id) as connection:
        found = plan_of(installation, connection, actor, order)
    if isinstance(found, Refused):
        return found
    if found.plan.problems:
        return Refused(RefusalKind.BAD_PLAN, {"problems": problems_as_text(found.plan.problems)})
    return _prospects(installation, found)


def try_page(
    installation: Installation, connection: Connection, found: Planned, *, after: int, limit: int
) -> tuple[Prospect, ...]:
    """One page of them, after a case."""
    town = found.old.municipality_id
    rows = cases_running_on(connection, town, found.old.id, after=after, limit=limit)
    return tuple(_prospect(installation, connection, found, row) for row in rows)


def _prospects(installation: Installation, found: Planned) -> Iterator[Prospect]:
    after = 0
    while True:
        with installation.database.read(found.old.municipality_id) as connection:
            page = try_page(installation, connection, found, after=after, limit=PAGE)
        yield from page
        if len(page) < PAGE:
            return
        after = page[-1].case_id


def _prospect(
    installation: Installation, connection: Connection, found: Planned, row: RunningRow
) -> Prospect:
    snapshot = Snapshot(row.tokens, row.scopes)
    now = installation.clock.now()
    moved = moved_of(installation, connection, found, row.case_id, snapshot, now)
    if not isinstance(moved, Moved):
        return Prospect(row.case_id, row.number, row.title, moved)
    opens = [each.name for each in moved.outcome.changes if isinstance(each, TaskOpened)]
    return Prospect(row.case_id, row.number, row.title, (), tuple(opens))
