"""The opening: the one act that unwraps the key of a call and reads what its envelopes hold.

It is part of completing the opening step, in the same transaction, and there is no other way in: it
asks the clock and the state of the case, whoever asks. What is not as it was filed stays closed and
is named. Afterwards the bids are data of the step, and their files documents of the case.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Any

from engine.bpmn import Element
from engine.cases.scene import Scene
from engine.cases.sealing import opened_by
from engine.cases.submitting import Submitted
from engine.definitions.loading import Definition
from engine.documents.filing import Filed, Filing, enter
from engine.documents.levels import level_of
from engine.documents.receiving import NewFile, Received, once_through, receive
from engine.history.kinds import EventKind
from engine.refusals import RefusalKind, Refused
from engine.sealing.acts import acts_of
from engine.sealing.boxes import NotOpened, unseal, unsealed_pieces
from engine.sealing.calls import term_of_call
from engine.sealing.contents import Held, Paper, read_held_text, said_of
from engine.sealing.keys import private_key
from engine.sealing.vouching import EnvelopeFault, Vouched, Wrong, faults_in, vouched_for
from engine.values import Value, dumps
from storage import step
from storage.database import Connection
from storage.documents.store import Corrupted, Missing
from storage.queries.sealing import (
    EnvelopeRow,
    SealedCallRow,
    envelopes_of_call,
    files_of_call,
    sealed_calls_of_case,
)
from storage.queries.tasks import tasks_of_case
from storage.tables.sealing import EnvelopeState
from storage.tables.types import micros
from storage.writes.contents import doom_contents
from storage.writes.sealing import drop_envelope_draft, mark_call_opened, move_envelope


@dataclass(slots=True)
class Opening:
    """What came out of the envelopes of a step; `refused_papers` are files that were not let in,
    with the reason, by the code of their envelope."""

    into: str
    values: list[Value] = field(default_factory=list)
    opened: list[tuple[Vouched, Held]] = field(default_factory=list)
    faults: list[EnvelopeFault] = field(default_factory=list)
    documents: list[Filed] = field(default_factory=list)
    refused_papers: list[tuple[str, str, str]] = field(default_factory=list)

    def added_to(self, submitted: Submitted) -> Submitted:
        """What the step is completed with: whatever else was sent, these are the envelopes."""
        values = {**submitted.values, self.into: self.values}
        return Submitted(values, dumps(values))


def open_envelopes(
    connection: Connection, scene: Scene, definition: Definition, task: step.LoadedTask
) -> Opening | Refused | None:
    """Open what this step opens; None for a step that opens nothing. Events and documents go into
    the case of the scene, whose history the caller writes."""
    element = definition.program.elements[task.element]
    source = opened_by(definition.program, element)
    if source is None:
        return None
    town, case_id = scene.municipality_id, scene.loaded.case.id
    calls = [
        each
        for each in sealed_calls_of_case(connection, town, case_id)
        if each.opens == element.id and each.opened_at is None
    ]
    last = calls[-1] if calls else None
    refused = _too_early(connection, scene, definition, source, last)
    if refused is not None:
        return refused
    opening = Opening(source.sealed_into or "")
    if last is not None:
        try:
            key = private_key(scene.installation, town, last)
        except NotOpened:
            return Refused(RefusalKind.KEY_MISSING)
        _Call(connection, scene, definition, task, last, key, opening).open()
    left = sum(_came(connection, town, each) for each in calls[:-1])
    _tell(scene, task, last, opening, left)
    for filed in opening.documents:
        filed.write(scene.installation, connection, town, case_id)
    return opening


def _too_early(
    connection: Connection,
    scene: Scene,
    definition: Definition,
    source: Element,
    call: SealedCallRow | None,
) -> Refused | None:
    """Nobody opens while somebody may still file, nor before the moment that the key is bound to,
    nor before the term as it stands."""
    town, case_id = scene.municipality_id, scene.loaded.case.id
    term = term_of_call(connection, town, case_id, definition.program, source)
    moments = [call.not_before] if call else []
    moments += [term.due_at] if term else []
    waiting = tasks_of_case(connection, town, case_id, open_only=True)
    still = any(each.element_key == source.id for each in waiting)
    if not still and all(scene.now >= moment for moment in moments):
        return None
    at = micros(max(moments)) if moments else 0
    return Refused(RefusalKind.OPENED_LATER, {"at": str(at)})


@dataclass(frozen=True, slots=True)
class _Call:
    """One call while it is opened."""

    connection: Connection
    scene: Scene
    definition: Definition
    task: step.LoadedTask
    row: SealedCallRow
    key: bytes
    opening: Opening

    def open(self) -> None:
        """Every envelope that counts and is as it was filed, in the order of filing."""
        town = self.scene.municipality_id
        rows = envelopes_of_call(self.connection, town, self.row.id)
        files = files_of_call(self.connection, town, self.row.id)
        vouched = vouched_for(acts_of(self.connection, town, self.row.case_id), self.row.id)
        self.opening.faults += faults_in(vouched, rows, files)
        wrong = {fault.code for fault in self.opening.faults}
        for row in rows:
            said = vouched.get(row.code)
            if row.state == EnvelopeState.DRAFT:
                self._forget(row, [each.sha256 for each in files if each.envelope_id == row.id])
            elif said is not None and said.counts and row.code not in wrong:
                self._open(row, said)
            elif row.state == EnvelopeState.FILED:
                self._move(row, EnvelopeState.BROKEN)
        mark_call_opened(
            self.connection, town, self.row.id, at=self.scene.now, by=self.scene.actor.person_id
        )

    def _open(self, row: EnvelopeRow, said: Vouched) -> None:
        try:
            text = unseal(self.key, row.content, said=said_of(self.row.id, row.code))
            held = read_held_text(text)
            filed = [received for each in held.papers if (received := self._paper(row, each))]
        except (NotOpened, Corrupted, Missing):
            self.opening.faults.append(EnvelopeFault(row.code, Wrong.CHANGED, said.seq))
            self._move(row, EnvelopeState.BROKEN)
            return
        self.opening.opened.append((said, held))
        self.opening.values.append(held.values)
        for received in filed:
            self._file(received, held)
        self._move(row, EnvelopeState.OPENED)

    def _paper(self, row: EnvelopeRow, paper: Paper) -> Received | None:
        """A file as it was put in; None where the house does not let it in any more."""
        installation, digest = self.scene.installation, sha256()

        def clear(chunks: Iterator[bytes]) -> Iterator[bytes]:
            for chunk in unsealed_pieces(bytes.fromhex(paper.key), chunks):
                digest.update(chunk)
                yield chunk
            if digest.hexdigest() != paper.sha256:
                raise NotOpened

        with installation.documents.open(paper.sealed) as chunks:
            stream = once_through(clear(chunks))
            file = NewFile(paper.kind, paper.title, paper.filename, stream)
            received = receive(installation, self.scene.actor, file)
        if isinstance(received, Refused):
            self.opening.refused_papers.append((row.code, paper.title, received.kind))
            return None
        return received

    def _file(self, received: Received, held: Held) -> None:
        titled = replace(received, title=f"{received.title}: {held.name}"[:200])
        level = level_of(self.definition, received.kind)
        filing = Filing(
            self.scene.now, held.person_id, self.task.id, self.task.element, level=level
        )
        filed = enter(self.scene.installation.ids, titled, self.scene.ledger, filing)
        self.opening.documents.append(filed)

    def _move(self, row: EnvelopeRow, to: EnvelopeState) -> None:
        move_envelope(self.connection, self.scene.municipality_id, row.id, to=to)

    def _forget(self, row: EnvelopeRow, contents: list[str]) -> None:
        """What nobody filed in time is thrown away unread."""
        drop_envelope_draft(self.connection, self.scene.municipality_id, row.id)
        doom_contents(self.connection, contents, at=self.scene.now)


def _came(connection: Connection, municipality_id: int, call: SealedCallRow) -> int:
    """Envelopes of a reception that ended without an opening: they stay sealed."""
    rows = envelopes_of_call(connection, municipality_id, call.id)
    return sum(row.state == EnvelopeState.FILED for row in rows)


def _tell(
    scene: Scene,
    task: step.LoadedTask,
    call: SealedCallRow | None,
    opening: Opening,
    left: int,
) -> None:
    """Who opened, when, how many, the hash of each, and what was found wrong; whose they were is
    personal and can be forgotten."""
    data: dict[str, Any] = {
        "call": "" if call is None else str(call.id),
        "count": len(opening.opened),
        "envelopes": [
            {"code": said.code, "sha256": said.sha256, "at": said.at} for said, _ in opening.opened
        ],
        "faults": [{"code": each.code, "wrong": str(each.wrong)} for each in opening.faults],
        "left": left,
    }
    detail = {
        "names": {said.code: held.name for said, held in opening.opened},
        "refused": [list(each) for each in opening.refused_papers],
    }
    scene.ledger.add(
        EventKind.ENVELOPES_OPENED,
        element=task.element,
        task_id=task.id,
        data=data,
        detail=detail,
    )
