"""What a case's rows become in the new version.

What ended under the old version is told before the event of the migration, what begins under the
new one after it, each in the numbers of its own version.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from engine.bpmn import Outcome, Status
from engine.bpmn.changes import Change, ClockStarted, ClockStopped
from engine.bpmn.migration import NO_EDITS, Moved, TaskKept
from engine.cases.advance import Advance, Setting
from engine.cases.scene import Scene, persons_of
from engine.definitions.loading import Definition
from engine.history.kinds import EventKind
from engine.migrations.clocks import Clocks
from engine.migrations.orders import Planned, edits_as_values
from storage import step
from storage.database import Connection
from storage.queries.tasks import TaskDetail
from storage.tables.types import due_micros
from storage.writes.migrations import Image, Place, change_rows


def rows_of(
    connection: Connection,
    scene: Scene,
    found: Planned,
    moved: Moved,
    tasks: Mapping[int, TaskDetail],
    clocks: Clocks,
    reason: str,
    batch_id: int | None,
) -> step.StepRows:
    """What ended, the event, what began."""
    before = Advance(_setting(connection, scene, found.old, moved.outcome), scene.ledger)
    before.apply(Outcome(moved.outcome.snapshot, moved.before, Status.RUNNING))
    for kept in moved.tasks:
        if kept.ends_deadline and kept.token in tasks:
            before.waits.close_deadline(kept.token, tasks[kept.token].element, met=False)
    clocks.before(before, followed=any(map(_stops_a_clock, moved.outcome.changes)))
    told = {
        "from": found.old.version,
        "to": found.new.version,
        "from_hash": found.old.hash,
        "to_hash": found.new.hash,
        **({"batch": str(batch_id)} if batch_id is not None else {}),
        **({"plan": edits_as_values(found.plan.edits)} if found.plan.edits != NO_EDITS else {}),
    }
    scene.ledger.add(EventKind.CASE_MIGRATED, data=told, detail={"reason": reason})
    after = Advance(_setting(connection, scene, found.new, moved.outcome), scene.ledger)
    for kept in moved.tasks:
        if kept.deadline is not None and kept.token in tasks:
            after.waits.set_deadline(
                kept.deadline, token=kept.token, element=kept.element,
                task_id=tasks[kept.token].id,
            )  # fmt: skip
    after.apply(moved.outcome)
    clocks.after(after)
    return _together(before.rows(), after.rows())


def _stops_a_clock(change: Change) -> bool:
    return isinstance(change, ClockStopped | ClockStarted)


def _setting(
    connection: Connection, scene: Scene, definition: Definition, outcome: Outcome
) -> Setting:
    return Setting(
        scene.installation.ids,
        definition,
        scene.municipality_id,
        scene.loaded.case.id,
        scene.loaded.instance.id,
        scene.at,
        scene.actor.person_id,
        persons_of(connection, scene.municipality_id, outcome, at=scene.now),
        scene.loaded.case.opened_by,
    )


def _together(first: step.StepRows, second: step.StepRows) -> step.StepRows:
    """The rows of both, those of the first before."""
    several = {
        name: getattr(first, name) + getattr(second, name)
        for name in step.StepRows.__dataclass_fields__
        if isinstance(getattr(first, name), tuple)
    }
    return replace(second, **several)


def changed_tasks(
    found: Planned, moved: Moved, tasks: Mapping[int, TaskDetail]
) -> list[tuple[int, dict[str, Any]]]:
    """Open tasks as the new version names them; with the form of before unless the plan says."""
    return [
        (tasks[kept.token].id, _columns(found, kept, tasks[kept.token]))
        for kept in moved.tasks
        if kept.token in tasks
    ]


def _columns(found: Planned, kept: TaskKept, task: TaskDetail) -> dict[str, Any]:
    element = found.new.program.elements[kept.element]
    values: dict[str, Any] = {"element_key": element.id, "name": kept.name, "role": kept.role}
    if kept.new_form or same_form(found, kept, task):
        values |= {"form_key": kept.form_key, "form_definition_id": None}
    else:
        values["form_definition_id"] = task.form_definition_id or found.old.id
    if kept.deadline is not None:
        values["due_at"] = due_micros(kept.due)
    return values


def same_form(found: Planned, kept: TaskKept, task: TaskDetail) -> bool:
    """Both versions ask the same."""
    if task.form_definition_id is not None:
        return False
    return found.old.form_of(task.form_key) == found.new.form_of(kept.form_key)


def renumber_the_rest(connection: Connection, place: Place, found: Planned, image: Image) -> None:
    """Incidents, messages on their way and seals, which hang at no token."""
    at = found.plan.index_of
    for table in ("incidents", "jobs"):
        change_rows(
            connection,
            place,
            table,
            [
                (row["id"], {"element": at(row["element"])})
                for row in image[table]
                if row["element"] is not None and row.get("token") is None
            ],
        )
    change_rows(
        connection,
        place,
        "documents",
        [
            (row["id"], {"sealed": (opens + 1)})
            for row in image["documents"]
            if (opens := at(row["sealed"] - 1)) is not None
        ],
    )
