"""Cases that a message or signal should have begun: each is a job, begun once, tried again by hand.

A case whose first step cannot be run as drawn does not exist: nothing of it can hold an incident.
What should have begun it waits as a failed job, with the reason, for whoever operates the process:
tried again it begins with the version that is then in force; given up it is forgotten, and since
there is no case to tell it, the history of the municipality keeps who did so.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from engine.bpmn import StepFailed
from engine.cases.beginning import begin, once_a_process
from engine.cases.kept_messages import settle
from engine.cases.permission import may_mend
from engine.cases.waits import BEGIN, SENDING_ATTEMPTS
from engine.definitions.loading import active_program_of
from engine.history.town import TownEventKind, TownHistory
from engine.identity import Actor, system_actor
from engine.installation import Installation
from engine.jobs.results import Done, Incident, Result, Work
from engine.refusals import RefusalKind, Refused
from engine.values import Value, dumps, loads
from storage.database import Connection
from storage.jobs import enqueue, give_up, revive
from storage.queries.starts import StartRow, starts_by
from storage.queries.unopened import UnopenedRow, unopened, unopened_by_id


@dataclass(frozen=True, slots=True)
class Unopened:
    """What should have begun a case of a process, what by (`message` or `signal`), and why not."""

    id: int
    process_key: str
    kind: str
    name: str
    reason: str
    said: str | None
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Settled:
    """It is tried again, or given up."""

    job_id: int


_Act = Callable[[Connection, Unopened, str], bool]
"""What becomes of it, given the title of its process; False when somebody was faster."""


def wish_for_case(
    installation: Installation,
    connection: Connection,
    start: StartRow,
    payload: Mapping[str, Value],
    *,
    key: str,
    correlation: str | None = None,
    case_id: int | None = None,
) -> None:
    """Begin a case of that process as soon as the transaction is committed, once under a key;
    `case_id` is the case that threw what begins it."""
    headers = {"process": start.process_key, "kind": start.kind, "name": start.name, "key": key}
    if correlation is not None:
        headers["correlation"] = correlation
    enqueue(
        connection,
        start.municipality_id,
        job_id=installation.ids.new(),
        kind=BEGIN,
        payload=dumps({"headers": headers, "payload": dict(payload)}),
        run_at=installation.clock.now(),
        max_attempts=SENDING_ATTEMPTS,
        case_id=case_id,
        idempotency_key=f"{key}:begin:{start.process_key}",
    )


def begin_wished(installation: Installation, work: Work) -> Result:
    """Begin the case of a job; done, too, when no version in force begins so any more."""
    headers, municipality_id = work.headers, work.municipality_id
    with installation.database.read(municipality_id) as connection:
        found = starts_by(connection, municipality_id, kind=headers["kind"], name=headers["name"])
    start = next((each for each in found if each.process_key == headers["process"]), None)
    if start is None:
        return Done()
    guard = once_a_process(installation, headers["key"])
    actor = system_actor(municipality_id)
    try:
        advance = begin(
            installation, actor, start, work.payload, guard=guard, key=headers.get("correlation")
        )
    except StepFailed as failure:
        return Incident(failure.sentence)
    if advance is not None:
        settle(installation, municipality_id, advance)
    return Done()


def unopened_cases(connection: Connection, municipality_id: int) -> tuple[Unopened, ...]:
    """What waits for a person, newest first."""
    return tuple(map(_told, unopened(connection, municipality_id, kind=BEGIN)))


def try_again(installation: Installation, actor: Actor, job_id: int) -> Settled | Refused:
    """Begin the case after all, with the version that is in force now."""

    def act(connection: Connection, _left: Unopened, _title: str) -> bool:
        return revive(connection, actor.municipality_id, job_id, run_at=installation.clock.now())

    return _settle(installation, actor, job_id, act)


def forget(installation: Installation, actor: Actor, job_id: int) -> Settled | Refused:
    """No case shall begin by it any more; the history of the municipality tells who said so."""

    def act(connection: Connection, left: Unopened, title: str) -> bool:
        history = TownHistory(installation, connection, actor)
        if not give_up(connection, actor.municipality_id, job_id):
            return False
        told = {"process": left.process_key, "title": title, "by": left.kind, "name": left.name}
        history.add(TownEventKind.CASE_GIVEN_UP, data=told, detail={"failure": left.reason})
        history.write()
        return True

    return _settle(installation, actor, job_id, act)


def _settle(installation: Installation, actor: Actor, job_id: int, act: _Act) -> Settled | Refused:
    def verb(connection: Connection) -> Settled | Refused:
        town = actor.municipality_id
        row = unopened_by_id(connection, town, job_id, kind=BEGIN)
        if row is None:
            return Refused(RefusalKind.NOT_FOUND)
        left = _told(row)
        definition = active_program_of(installation, connection, town, left.process_key)
        if definition is None:
            return Refused(RefusalKind.NOT_ACTIVE)
        if not may_mend(actor, definition):
            return Refused(RefusalKind.NO_ROLE)
        done = act(connection, left, definition.title)
        return Settled(job_id) if done else Refused(RefusalKind.NOT_FOUND)

    return installation.database.run(verb, municipality=actor.municipality_id)


def _told(row: UnopenedRow) -> Unopened:
    headers = loads(row.payload)["headers"]
    return Unopened(
        row.id,
        headers["process"],
        headers["kind"],
        headers["name"],
        row.last_error or "",
        row.said,
        row.taken_at,
    )
