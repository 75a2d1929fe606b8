"""The case hears that its order is paid: `pago_confirmado` with the order's code, once.

Whoever waits in the very case goes on in the same commit. Where nobody does yet, or the case is
suspended, the message is kept; a case that is over is told by its history alone.
"""

from __future__ import annotations

from collections.abc import Mapping

from engine import bpmn
from engine.cases.advance import Advance
from engine.cases.delivery import is_awake
from engine.cases.lifecycle import CaseState
from engine.cases.scene import Scene, surroundings_in, write_events, write_step
from engine.definitions.loading import program_of
from engine.values import Value, dumps
from storage.database import Connection
from storage.queries.payments import OrderRow
from storage.queries.waits import Waiting, subscriptions_for
from storage.writes.messages import keep_message

MESSAGE = "pago_confirmado"
_OVER = frozenset({CaseState.COMPLETED, CaseState.CANCELLED, CaseState.FAILED})


def tell_case(
    connection: Connection,
    scene: Scene,
    row: OrderRow,
    payload: Mapping[str, Value],
    *,
    whole: bool,
    waking: bool,
) -> Advance | None:
    """Write the events of the verb, and the step where somebody waits; None where nobody does.
    Raises StepFailed and TokenGone when the step cannot be done."""
    tells = whole and row.told_at is None and scene.loaded.case.state not in _OVER
    waiting = _waiting(connection, scene, row.code) if tells and waking else None
    if waiting is not None:
        return _wake(connection, scene, waiting, payload)
    if tells:
        _keep(connection, scene, row, payload)
    write_events(connection, scene)
    return None


def _waiting(connection: Connection, scene: Scene, code: str) -> Waiting | None:
    """Who waits in this very case: another one that names the code hears nothing."""
    found = subscriptions_for(connection, scene.municipality_id, name=MESSAGE, correlation_key=code)
    own = (one for one in found if one.instance_id == scene.loaded.instance.id and is_awake(one))
    return next(own, None)


def _wake(
    connection: Connection, scene: Scene, waiting: Waiting, payload: Mapping[str, Value]
) -> Advance:
    town = scene.municipality_id
    definition = program_of(
        scene.installation, connection, town, scene.loaded.instance.definition_id
    )
    outcome = bpmn.deliver(
        definition.program,
        scene.snapshot,
        waiting.token,
        payload,
        surroundings=surroundings_in(scene, connection),
        which=waiting.which,
        kind=waiting.kind,
    )
    return write_step(connection, scene, definition, outcome)


def _keep(
    connection: Connection, scene: Scene, row: OrderRow, payload: Mapping[str, Value]
) -> None:
    keep_message(
        connection,
        scene.municipality_id,
        message_id=scene.installation.ids.new(),
        name=MESSAGE,
        correlation_key=row.code,
        payload=dumps(dict(payload)),
        sent_at=scene.now,
        expires_at=scene.now + scene.installation.limits.message_keeping,
        sender_key=f"payment:{row.id}",
    )
