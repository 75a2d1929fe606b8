"""Opening a case: its number, its first step and its first tasks, in one transaction.

The number comes from a counter in the same transaction, so that the series has no gaps: a case that
could not be opened gives its number back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from engine import bpmn
from engine.bpmn import StartingPoint
from engine.cases.advance import Advance
from engine.cases.entry import Entry
from engine.cases.first_step import Started, write_case
from engine.cases.incidents import step_failed
from engine.cases.kept_messages import settle
from engine.cases.opening import Beside, Opening, opening_of
from engine.cases.scene import in_one_transaction
from engine.cases.submitting import Submitted, check, known_to_registers
from engine.definitions.loading import Definition
from engine.documents.receiving import NewFile, Received, receive
from engine.identity import Actor
from engine.installation import Installation
from engine.refusals import Refused
from storage.database import Connection


@dataclass(frozen=True, slots=True)
class Beginning:
    """A case that is to begin; what is `beside` it stands in the same commit."""

    process_key: str
    data: Entry
    files: Iterable[NewFile] = ()
    on_behalf_of: str | None = None
    beside: Beside | None = None


Afterwards = Callable[[Connection, Sequence[Started]], None]
"""What is written once all the cases are there, in their transaction."""


def start(
    installation: Installation,
    actor: Actor,
    process_key: str,
    data: Entry,
    *,
    files: Iterable[NewFile] = (),
    on_behalf_of: str | None = None,
    beside: Beside | None = None,
) -> Started | Refused:
    """Open a case of the process in force; refused when the person's roles may not. What is
    `beside` it stands in the same commit."""
    one = Beginning(process_key, data, files, on_behalf_of, beside)
    answer = start_together(installation, actor, [one])
    return answer if isinstance(answer, Refused) else answer[0]


def start_together(
    installation: Installation,
    actor: Actor,
    beginnings: Sequence[Beginning],
    *,
    afterwards: Afterwards | None = None,
) -> tuple[Started, ...] | Refused:
    """Open several cases in one commit, or none: each is checked before the first is written."""
    received: list[list[Received]] = []
    for each in beginnings:
        files = _received(installation, actor, each.files)
        if isinstance(files, Refused):
            return files
        received.append(files)

    def verb(connection: Connection) -> tuple[tuple[Started, Advance], ...] | Refused:
        checked = []
        for each, files in zip(beginnings, received, strict=True):
            ready = _checked(installation, actor, connection, each, files)
            if isinstance(ready, Refused):
                return ready
            checked.append((ready, files))
        done = tuple(_begin(connection, ready, files) for ready, files in checked)
        if afterwards is not None:
            afterwards(connection, [started for started, _ in done])
        return done

    try:
        answer = in_one_transaction(installation, actor, verb)
    except bpmn.StepFailed as failure:
        return step_failed(failure.element_id, failure.sentence)
    if isinstance(answer, Refused):
        return answer
    for _, advance in answer:
        settle(installation, actor.municipality_id, advance)
    return tuple(started for started, _ in answer)


def _received(
    installation: Installation, actor: Actor, files: Iterable[NewFile]
) -> list[Received] | Refused:
    received: list[Received] = []
    for file in files:
        one = receive(installation, actor, file)
        if isinstance(one, Refused):
            return one
        received.append(one)
    return received


def plain_start(definition: Definition) -> StartingPoint:
    """Where a person begins; only asked for a process that a person may begin."""
    return next(point for point in definition.program.starts if point.trigger == "none")


@dataclass(frozen=True, slots=True)
class _Ready:
    """A case whose beginning was checked."""

    opening: Opening
    point: StartingPoint
    submitted: Submitted


def _checked(
    installation: Installation,
    actor: Actor,
    connection: Connection,
    begins: Beginning,
    received: list[Received],
) -> _Ready | Refused:
    opening = opening_of(
        installation, actor, connection, begins.process_key, begins.on_behalf_of, begins.beside
    )
    if isinstance(opening, Refused):
        return opening
    point = plain_start(opening.definition)
    form = opening.definition.form_of(point.form_key)
    submitted = check(
        begins.data,
        form,
        {},
        opening.surroundings,
        limit=opening.installation.limits.submission_characters,
        attached=tuple(item.kind for item in received),
        point=opening.point,
    )
    if not isinstance(submitted, Refused):
        submitted = known_to_registers(
            installation, connection, actor.municipality_id, form, submitted
        )
    if isinstance(submitted, Refused):
        return submitted
    return _Ready(opening, point, submitted)


def _begin(
    connection: Connection, ready: _Ready, received: list[Received]
) -> tuple[Started, Advance]:
    opening, point, submitted = ready.opening, ready.point, ready.submitted
    outcome = bpmn.start(
        opening.definition.program,
        submitted.values,
        surroundings=opening.surroundings,
        start_event=point.element_id,
    )
    return write_case(connection, opening, point, submitted, outcome, received)
