"""Broadcasting: a signal reaches every case of the municipality that listens, and opens cases.

It goes out as a job after the commit of its throw, in batches, at least once; receipts see to it
that each listener hears it once. Who begins to listen after the throw does not hear it (BPMN 2.0.2,
10.5.1): a listener is a row with an id, and ids follow time. The instance that throws has heard its
own signal already.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from engine import bpmn
from engine.cases.beginning import begin, once_a_process
from engine.cases.delivery import deliver_or_fail, is_awake
from engine.cases.kept_messages import settle
from engine.cases.waits import BROADCAST, HEAR
from engine.identity import Actor, system_actor
from engine.installation import Installation
from engine.jobs.results import Done, Incident, Result, Retry, Work
from engine.messages.unopened import wish_for_case
from engine.refusals import InvalidData, RefusalKind, Refused
from engine.values import Value, dumps
from storage.database import Connection
from storage.jobs import enqueue
from storage.queries.starts import StartRow, starts_by
from storage.queries.waits import Waiting, listeners_to, subscription_by_id
from storage.tables.waits import StartKind

BATCH = 100
"""Listeners of one job: the next batch is a job of its own."""
ATTEMPTS = 20
ASLEEP = timedelta(minutes=5)
"""How soon a suspended listener is looked at again."""
HEARING_ATTEMPTS = 100_000
"""About a year of looking."""


@dataclass(frozen=True, slots=True)
class Broadcast:
    """The signal goes out; whoever listens now will hear it."""

    name: str


def broadcast(
    installation: Installation,
    actor: Actor,
    name: str,
    payload: Mapping[str, Value],
    *,
    sender_key: str | None = None,
) -> Broadcast | Refused:
    """Send a signal inside a municipality; under the same key it goes out once."""
    text = dumps({"headers": {"name": name}, "payload": dict(payload)})
    if len(text) > installation.limits.message_characters:
        limit = str(installation.limits.message_characters)
        return InvalidData(RefusalKind.INVALID_DATA, {"limit": limit})

    def verb(connection: Connection) -> None:
        job_id = installation.ids.new()
        key = f"signal:{sender_key or job_id}"
        _enqueue(installation, connection, actor.municipality_id, job_id, BROADCAST, text, key)

    installation.database.run(verb, municipality=actor.municipality_id)
    return Broadcast(name)


def spread(installation: Installation, work: Work) -> Result:
    """One batch of listeners of a signal, and with the first the cases that it opens."""
    headers, municipality_id = work.headers, work.municipality_id
    before = int(headers.get("before") or work.job_id)
    after = int(headers.get("after") or 0)
    key = headers.get("key") or work.idempotency_key
    name = headers["name"]
    if not after:
        _open_cases(installation, work, name, key, before)
    with installation.database.read(municipality_id) as connection:
        found = listeners_to(
            connection, municipality_id, name=name, after=after, before=before, limit=BATCH
        )
    for one in found:
        if one.instance_id != work.instance_id:
            _let_hear(installation, municipality_id, one, work.payload, key)
    if len(found) == BATCH:
        further = {**headers, "after": str(found[-1].id), "before": str(before), "key": key}
        _go_on(installation, work, further)
    return Done()


def hear(installation: Installation, work: Work) -> Result:
    """One listener whose step failed, once more."""
    municipality_id = work.municipality_id
    with installation.database.read(municipality_id) as connection:
        one = subscription_by_id(connection, municipality_id, int(work.headers["listener"]))
    if one is None:
        return Done()
    if not is_awake(one):
        return Retry("suspended", ASLEEP)
    try:
        _deliver(installation, municipality_id, one, work.payload, work.headers["key"])
    except bpmn.StepFailed as failure:
        return Incident(failure.sentence)
    return Done()


def _open_cases(installation: Installation, work: Work, name: str, key: str, before: int) -> None:
    """One of every process that begins with it; what fails gets a job of its own, which fails in
    the same way and waits for a person."""
    municipality_id = work.municipality_id
    with installation.database.read(municipality_id) as connection:
        found = starts_by(connection, municipality_id, kind=StartKind.SIGNAL, name=name)
    for start in found:
        if start.id < before:
            try:
                _open_case(installation, start, work.payload, key)
            except bpmn.StepFailed:
                _leave_to_a_job(installation, work, start, key)


def _open_case(
    installation: Installation, start: StartRow, payload: Mapping[str, Any], key: str
) -> None:
    actor = system_actor(start.municipality_id)
    guard = once_a_process(installation, key)
    advance = begin(installation, actor, start, payload, guard=guard)
    if advance is not None:
        settle(installation, start.municipality_id, advance)


def _leave_to_a_job(installation: Installation, work: Work, start: StartRow, key: str) -> None:
    def verb(connection: Connection) -> None:
        wish_for_case(installation, connection, start, work.payload, key=key, case_id=work.case_id)

    installation.database.run(verb, municipality=start.municipality_id)


def _let_hear(
    installation: Installation,
    municipality_id: int,
    listener: Waiting,
    payload: Mapping[str, Any],
    key: str,
) -> None:
    """A listener that cannot take it in, or is suspended, does not keep the others from hearing:
    it gets a job of its own."""
    if is_awake(listener):
        try:
            _deliver(installation, municipality_id, listener, payload, key)
            return
        except bpmn.StepFailed:
            pass  # its job fails in the same way, and leaves an incident in its case
    headers = {"listener": str(listener.id), "key": key}
    text = dumps({"headers": headers, "payload": dict(payload)})

    def verb(connection: Connection) -> None:
        job_id = installation.ids.new()
        _enqueue(
            installation, connection, municipality_id, job_id, HEAR, text,
            f"{key}:{listener.id}", case_id=listener.case_id, attempts=HEARING_ATTEMPTS,
        )  # fmt: skip

    installation.database.run(verb, municipality=municipality_id)


def _deliver(
    installation: Installation,
    municipality_id: int,
    listener: Waiting,
    payload: Mapping[str, Any],
    key: str,
) -> None:
    actor = system_actor(municipality_id)
    advance = deliver_or_fail(installation, actor, listener, lambda _: payload, sender_key=key)
    if advance is not None:
        settle(installation, municipality_id, advance)


def _go_on(installation: Installation, work: Work, headers: Mapping[str, str]) -> None:
    text = dumps({"headers": dict(headers), "payload": dict(work.payload)})

    def verb(connection: Connection) -> None:
        _enqueue(
            installation, connection, work.municipality_id, installation.ids.new(), BROADCAST,
            text, f"{headers['key']}:after:{headers['after']}", case_id=work.case_id,
            instance_id=work.instance_id,
        )  # fmt: skip

    installation.database.run(verb, municipality=work.municipality_id)


def _enqueue(
    installation: Installation,
    connection: Connection,
    municipality_id: int,
    job_id: int,
    kind: str,
    text: str,
    key: str,
    *,
    case_id: int | None = None,
    instance_id: int | None = None,
    attempts: int = ATTEMPTS,
) -> None:
    enqueue(
        connection,
        municipality_id,
        job_id=job_id,
        kind=kind,
        payload=text,
        run_at=installation.clock.now(),
        max_attempts=attempts,
        case_id=case_id,
        instance_id=instance_id,
        idempotency_key=key,
    )
