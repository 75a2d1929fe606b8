"""What begins cases of a version by itself, armed when it comes into force.

The version before is disarmed in the same transaction. A timer that the new version draws exactly
as before goes on where it stood: deploying every morning does not put it off.
"""

from __future__ import annotations

from engine.bpmn import StartingPoint, Surroundings
from engine.bpmn.starting import first_turn
from engine.cases.surroundings import surroundings_of
from engine.definitions.loading import Definition
from engine.installation import Installation
from storage.database import Connection
from storage.queries.starts import StartRow, starts_of
from storage.tables.waits import StartKind
from storage.writes.starts import replace_starts


def arm_starts(installation: Installation, connection: Connection, definition: Definition) -> None:
    """Arm the starts of a version in force. Raises StepFailed where a moment cannot be told."""
    municipality_id, key = definition.municipality_id, definition.key
    before = {
        (row.element_key, row.which, row.kind, row.expression): row
        for row in starts_of(connection, municipality_id, process_key=key)
        if row.fault is None
    }
    now = installation.clock.now()
    surroundings = surroundings_of(installation, connection, municipality_id, now)
    rows = []
    for point in definition.program.starts:
        if point.trigger != "none":
            row = _row(installation, definition, point, surroundings, before)
            rows.append(row)
    replace_starts(connection, municipality_id, process_key=key, rows=rows)


def _row(
    installation: Installation,
    definition: Definition,
    point: StartingPoint,
    surroundings: Surroundings,
    before: dict[tuple[str, int, str, str], StartRow],
) -> StartRow:
    kind = StartKind(point.trigger)
    expression = "" if point.formula is None else f"{point.form} {point.formula.text}"
    due_at, remaining = None, 0
    same = before.get((point.element_id, point.which, kind, expression))
    if same is not None:
        due_at, remaining = same.due_at, same.remaining
    elif kind is StartKind.CONDITIONAL:
        due_at = surroundings.now
    elif kind is StartKind.TIMER:
        turn = first_turn(point, surroundings)
        if turn is not None:
            due_at, remaining = turn.due, turn.left
    return StartRow(
        municipality_id=definition.municipality_id,
        id=installation.ids.new(),
        definition_id=definition.id,
        process_key=definition.key,
        element_key=point.element_id,
        which=point.which,
        kind=kind,
        name=point.event_name,
        expression=expression,
        due_at=due_at,
        remaining=remaining,
        fault=None,
    )
