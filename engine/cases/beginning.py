"""A case that no person opens: a message, a signal, the clock or a condition begins it.

What came with the message is kept whole as the first submission of the case. The row that says how
cases begin is looked at again inside the transaction: another version may be in force meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from engine import bpmn
from engine.bpmn import StartingPoint
from engine.cases.advance import Advance
from engine.cases.first_step import write_case
from engine.cases.opening import opening_for
from engine.cases.scene import in_one_transaction
from engine.cases.submitting import Submitted
from engine.definitions.loading import Definition, program_of
from engine.identity import Actor
from engine.installation import Installation
from engine.refusals import Refused
from engine.values import Value, dumps
from storage.database import Connection
from storage.queries.starts import StartRow, start_by_id
from storage.writes.messages import receive

Guard = Callable[[Connection, StartRow, Definition], bool]
"""Looks, in the transaction, whether the case shall still begin."""


def begin(
    installation: Installation,
    actor: Actor,
    start: StartRow,
    payload: Mapping[str, Value],
    *,
    guard: Guard,
    key: str | None = None,
) -> Advance | None:
    """Open a case at the event of a row; None when it shall not begin any more.

    Raises StepFailed when its first step cannot be run as drawn: then there is no case.
    """
    municipality_id = actor.municipality_id

    def verb(connection: Connection) -> Advance | None:
        row = start_by_id(connection, municipality_id, start.id)
        if row is None:
            return None
        definition = program_of(installation, connection, municipality_id, row.definition_id)
        if not guard(connection, row, definition):
            return None
        opening = opening_for(installation, actor, connection, definition)
        point = point_of(definition, row)
        submitted = Submitted(payload, dumps(dict(payload)))
        outcome = bpmn.start(
            definition.program,
            {},
            surroundings=opening.surroundings,
            start_event=point.element_id,
            which=point.which,
            payload=payload,
            key=key,
        )
        _, advance = write_case(connection, opening, point, submitted, outcome, [])
        return advance

    answer = in_one_transaction(installation, actor, verb)
    return None if isinstance(answer, Refused) else answer


def once_a_process(installation: Installation, sender_key: str | None) -> Guard:
    """A message begins one case of a process, however often it is sent under its key."""

    def guard(connection: Connection, row: StartRow, _definition: Definition) -> bool:
        if sender_key is None:
            return True
        now = installation.clock.now()
        target = target_of(row.process_key)
        return receive(
            connection, row.municipality_id, sender_key=sender_key, target=target, at=now
        )

    return guard


def target_of(process_key: str) -> str:
    """The name of a process in the receipts of what comes under a sender's key."""
    return f"start:{process_key}"


def point_of(definition: Definition, row: StartRow) -> StartingPoint:
    """The starting point that a row stands for."""
    return next(
        point
        for point in definition.program.starts
        if (point.element_id, point.which) == (row.element_key, row.which)
    )
