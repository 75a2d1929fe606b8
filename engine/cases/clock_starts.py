"""Cases that the clock begins: a timer start that is due, a condition that has become true.

A start that fell due while nobody ran begins one case. One whose first step fails opens no case;
the row keeps why, and the next moment comes all the same.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from engine.bpmn import StepFailed
from engine.bpmn.moments import Turn
from engine.bpmn.starting import holds, next_turn
from engine.cases.advance import Advance
from engine.cases.beginning import begin, point_of
from engine.cases.surroundings import surroundings_of
from engine.definitions.loading import Definition, program_of
from engine.identity import system_actor
from engine.installation import Installation
from engine.sentences import Sentence, kept
from storage.database import Connection
from storage.queries.starts import StartRow, start_by_id
from storage.tables.waits import StartKind
from storage.writes.starts import move_start

LOOK = timedelta(minutes=1)
"""How often the condition of a start is looked at."""


def begin_due(installation: Installation, start: StartRow) -> Advance | None:
    """Open the case of a start that is due; None when somebody else has, or there is none."""
    actor = system_actor(start.municipality_id)

    def guard(connection: Connection, row: StartRow, definition: Definition) -> bool:
        return _moved(installation, connection, row, definition, was=start.due_at)

    try:
        return begin(installation, actor, start, {}, guard=guard)
    except StepFailed as failure:
        _go_on_without(installation, start, failure.sentence)
        return None


def _moved(
    installation: Installation,
    connection: Connection,
    row: StartRow,
    definition: Definition,
    *,
    was: datetime | None,
    fault: Sentence | None = None,
) -> bool:
    """The row has its next moment, taken by us alone; whether a case begins now."""
    now = installation.clock.now()
    surroundings = surroundings_of(installation, connection, row.municipality_id, now)
    point = point_of(definition, row)
    if row.due_at is None or row.due_at != was:
        return False
    if row.kind == StartKind.CONDITIONAL:
        true = holds(point, surroundings)
        due_at: datetime | None = now + LOOK
        remaining, begins = int(true), true and not row.remaining
    else:
        turn = next_turn(point, Turn(row.due_at, row.remaining), surroundings)
        due_at, begins = (None, True) if turn is None else (turn.due, True)
        remaining = 0 if turn is None else turn.left
    ours = move_start(
        connection,
        row.municipality_id,
        row.id,
        was=row.due_at,
        due_at=due_at,
        remaining=remaining,
        fault=None if fault is None else str(fault),
        said=None if fault is None else kept(fault),
    )
    return ours and begins


def _go_on_without(installation: Installation, start: StartRow, fault: Sentence) -> None:
    """The case could not be opened: the row says why, and waits for its next moment."""

    def verb(connection: Connection) -> None:
        row = start_by_id(connection, start.municipality_id, start.id)
        if row is None:
            return
        definition = program_of(installation, connection, row.municipality_id, row.definition_id)
        try:
            _moved(installation, connection, row, definition, was=start.due_at, fault=fault)
        except StepFailed:  # even its next moment cannot be told: it rests until it is activated
            move_start(
                connection, row.municipality_id, row.id,
                was=row.due_at, due_at=None, remaining=0, fault=str(fault), said=kept(fault),
            )  # fmt: skip

    installation.database.run(verb, municipality=start.municipality_id)
