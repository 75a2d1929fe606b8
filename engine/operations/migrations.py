"""Many cases at once: a batch brings over every case of a version, another one undoes it."""

from __future__ import annotations

from collections.abc import Collection

from engine.identity import Actor
from engine.installation import Installation
from engine.migrations.orders import Order
from engine.migrations.trying import plan_of
from engine.migrations.wording import problems_as_text
from engine.operations.batches import BatchBegun, BatchKind, begin
from engine.refusals import RefusalKind, Refused
from storage.queries.migrations import cases_running_on, migrated_by


def migrate_all(
    installation: Installation,
    actor: Actor,
    order: Order,
    *,
    reason: str,
    cases: Collection[int] | None = None,
) -> BatchBegun | Refused:
    """Bring over the cases that run on the old version, or those of them that are named."""
    town = actor.municipality_id
    with installation.database.read(town) as connection:
        found = plan_of(installation, connection, actor, order)
        if isinstance(found, Refused):
            return found
        most = installation.limits.batch_items
        running = cases_running_on(connection, town, found.old.id, limit=most)
    problems = found.plan.problems
    if problems:
        return Refused(RefusalKind.BAD_PLAN, {"problems": problems_as_text(problems)})
    chosen = [row.case_id for row in running if cases is None or row.case_id in cases]
    if not chosen:
        return Refused(RefusalKind.NOT_FOUND, {"process": order.process})
    return begin(
        installation,
        actor,
        BatchKind.MIGRATE,
        chosen,
        reason=reason,
        parameters=order.as_values(),
    )


def undo_all(
    installation: Installation, actor: Actor, batch_id: int, *, reason: str
) -> BatchBegun | Refused:
    """Put back every case that a batch has brought over; those that have moved since are told."""
    town = actor.municipality_id
    with installation.database.read(town) as connection:
        cases = migrated_by(connection, town, batch_id)
    if not cases:
        return Refused(RefusalKind.NOTHING_TO_UNDO)
    return begin(
        installation,
        actor,
        BatchKind.UNDO_MIGRATION,
        cases,
        reason=reason,
        parameters={"batch": str(batch_id)},
    )
