"""Filing an envelope: checked against its form, sealed, and told in the history by its hash alone.

Each supplier has one in a call. Until its term is over it may be replaced or withdrawn; what was
replaced or withdrawn stays sealed for ever. Nobody is told who filed, and the event has no author.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from engine.bpmn import data_of
from engine.cases.entry import Entry, Facts
from engine.cases.numerals import decimal_point
from engine.cases.scene import in_one_transaction, write_events
from engine.cases.submitting import Submitted, check
from engine.cases.surroundings import surroundings_of
from engine.deadlines.calendars import calendar_of
from engine.definitions.loading import form_of_task
from engine.documents.required import missing_documents
from engine.history.kinds import EventKind
from engine.identity import Actor
from engine.installation import Installation
from engine.refusals import RefusalKind, Refused
from engine.sealing.boxes import KEY, seal
from engine.sealing.calls import Call, call_at, hear_what_is_due, told_late
from engine.sealing.contents import Draft, Held, hash_of, said_of, seal_of
from engine.sealing.drafting import forget, keep, own_draft, save
from engine.values import loads
from storage.database import Connection
from storage.queries.identity import person_by_id
from storage.queries.sealing import EnvelopeRow, envelope_of, files_of_envelope
from storage.tables.sealing import EnvelopeState
from storage.writes.sealing import file_envelope, move_envelope


@dataclass(frozen=True, slots=True)
class Receipt:
    """An envelope came in: `code` finds it, `sha256` is the hash that the history keeps.
    `instead_of` is the code of the one it replaces."""

    code: str
    at: datetime
    sha256: str
    case_number: str
    instead_of: str = ""


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """The envelope will not be opened."""

    code: str


def file(installation: Installation, actor: Actor, task_id: int, data: Entry) -> Receipt | Refused:
    """Close an envelope over what was entered and the files of its draft, and file it. What was
    typed stays in the draft when it is refused."""
    hear_what_is_due(installation, actor, task_id)
    if not isinstance(data, Facts):
        kept = keep(installation, actor, task_id, data)
        if isinstance(kept, Refused):
            return kept

    def verb(connection: Connection) -> Receipt | Refused:
        call = call_at(installation, connection, actor, task_id)
        return call if isinstance(call, Refused) else _file(connection, call, data)

    answer = in_one_transaction(installation, actor, verb)
    if isinstance(answer, Refused):
        return told_late(installation, actor, task_id, answer)
    return answer


def review(
    installation: Installation, actor: Actor, task_id: int, data: Mapping[str, object]
) -> Refused | None:
    """Keep what was entered, and say what would be wrong with it; nothing is filed."""
    hear_what_is_due(installation, actor, task_id)
    kept = keep(installation, actor, task_id, data)
    if isinstance(kept, Refused):
        return kept

    def verb(connection: Connection) -> Refused | None:
        call = call_at(installation, connection, actor, task_id)
        if isinstance(call, Refused):
            return call
        _, draft = own_draft(installation, connection, call)
        checked = _checked(connection, call, draft, data)
        return checked if isinstance(checked, Refused) else None

    return in_one_transaction(installation, actor, verb)


def withdraw(installation: Installation, actor: Actor, task_id: int) -> Withdrawn | Refused:
    """Take the envelope back: it stays sealed, and its supplier may file another."""

    def verb(connection: Connection) -> Withdrawn | Refused:
        call = call_at(installation, connection, actor, task_id)
        if isinstance(call, Refused):
            return call
        there = _filed(connection, call)
        if there is None:
            return Refused(RefusalKind.NOT_FOUND)
        move_envelope(connection, call.scene.municipality_id, there.id, to=EnvelopeState.WITHDRAWN)
        _tell(call, EventKind.ENVELOPE_WITHDRAWN, there.code, there.sha256)
        write_events(connection, call.scene)
        return Withdrawn(there.code)

    hear_what_is_due(installation, actor, task_id)
    answer = in_one_transaction(installation, actor, verb)
    if isinstance(answer, Refused):
        return told_late(installation, actor, task_id, answer)
    return answer


def drop(installation: Installation, actor: Actor, task_id: int) -> Refused | None:
    """Throw away what is being written."""

    def verb(connection: Connection) -> Refused | None:
        call = call_at(installation, connection, actor, task_id)
        if isinstance(call, Refused):
            return call
        forget(connection, call)
        return None

    return in_one_transaction(installation, actor, verb)


def _file(connection: Connection, call: Call, data: Entry) -> Receipt | Refused:
    scene, town = call.scene, call.scene.municipality_id
    _, draft = own_draft(scene.installation, connection, call)
    submitted = _checked(connection, call, draft, data)
    if isinstance(submitted, Refused):
        return submitted
    envelope_id = save(connection, call, draft)
    before = _filed(connection, call)
    if before is not None:
        move_envelope(connection, town, before.id, to=EnvelopeState.REPLACED)
    row = envelope_of(connection, town, call.row.id, mark=call.mark, state=EnvelopeState.DRAFT)
    assert row is not None  # noqa: S101  it was saved a moment ago
    content = _sealed(connection, call, row, draft, submitted)
    files = [each.sha256 for each in files_of_envelope(connection, town, envelope_id)]
    sha256 = hash_of(row.code, content, files)
    file_envelope(connection, town, envelope_id, content=content, sha256=sha256, at=scene.now)
    kind = EventKind.ENVELOPE_REPLACED if before else EventKind.ENVELOPE_FILED
    _tell(call, kind, row.code, sha256, instead_of=before.code if before else "")
    write_events(connection, scene)
    number = scene.loaded.case.number
    return Receipt(row.code, scene.now, sha256, number, before.code if before else "")


def _checked(connection: Connection, call: Call, draft: Draft, data: Entry) -> Submitted | Refused:
    """The answers against the form, and the files against what the step asks for."""
    scene, installation = call.scene, call.scene.installation
    surroundings = surroundings_of(installation, connection, scene.municipality_id, scene.now)
    known = data_of(call.definition.program, scene.snapshot, call.task.token)
    attached: Collection[str] = tuple(each.kind for each in draft.papers)
    country = calendar_of(installation, connection, scene.municipality_id).country
    submitted = check(
        data,
        form_of_task(installation, connection, call.task, call.definition),
        known,
        surroundings,
        limit=installation.limits.submission_characters,
        attached=attached,
        point=decimal_point(country),
    )
    if isinstance(submitted, Refused):
        return submitted
    missing = missing_documents(
        call.element.documents,
        attached,
        {**known, **submitted.values},
        surroundings,
        element_id=call.element.id,
    )
    return missing or submitted


def _sealed(
    connection: Connection, call: Call, row: EnvelopeRow, draft: Draft, submitted: Submitted
) -> bytes:
    """What only the key of the call opens. Its code is bound to it: no box fits another code."""
    installation, town = call.scene.installation, call.scene.municipality_id
    person = person_by_id(connection, town, call.owner)
    name = person.name if person else ""
    held = Held(call.owner, name, loads(submitted.text), draft.papers)
    fresh = installation.random_bytes(KEY)
    return seal(call.row.public_key, held.text(), said=said_of(call.row.id, row.code), fresh=fresh)


def _filed(connection: Connection, call: Call) -> EnvelopeRow | None:
    town = call.scene.municipality_id
    return envelope_of(connection, town, call.row.id, mark=call.mark, state=EnvelopeState.FILED)


def _tell(call: Call, kind: EventKind, code: str, sha256: str, *, instead_of: str = "") -> None:
    told = {"call": str(call.row.id), "code": code, "sha256": sha256, "seal": seal_of(call.row)}
    if instead_of:
        told["instead_of"] = instead_of
    call.scene.ledger.add(kind, element=call.element.index, task_id=call.task.id, data=told)
