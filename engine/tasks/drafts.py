"""What somebody typed and did not send, or could not: kept, for that person alone.

A draft is what the browser sent, unchecked. It outlives a refusal: when a colleague was faster, or
a step failed, nothing that was typed is lost. What goes into a sealed envelope is not kept here.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from engine.cases.entry import Entry, Facts
from engine.cases.sealing import takes_envelopes
from engine.definitions.loading import program_of
from engine.identity import Actor
from engine.installation import Installation
from engine.refusals import RefusalKind, Refused
from engine.values import dumps
from storage.database import Connection
from storage.queries.tasks import TaskDetail, draft_of, task_by_id
from storage.writes import tasks as rows


@dataclass(frozen=True, slots=True)
class DraftSaved:
    """The draft is kept."""

    task_id: int


def save_draft(
    installation: Installation, actor: Actor, task_id: int, data: Entry
) -> DraftSaved | Refused:
    """Keep what was typed; a second draft of the same person replaces the first."""
    if actor.person_id is None:
        return Refused(RefusalKind.NO_ROLE)
    text = _text(data)
    if len(text) > installation.limits.submission_characters:
        return Refused(RefusalKind.INVALID_DATA, {"too_long": "1"})
    municipality, person, now = actor.municipality_id, actor.person_id, installation.clock.now()

    def verb(connection: Connection) -> DraftSaved | Refused:
        task = task_by_id(connection, municipality, task_id)
        if task is None:
            return Refused(RefusalKind.NOT_FOUND)
        if is_under_seal(installation, connection, municipality, task):
            return Refused(RefusalKind.IN_ENVELOPE)
        rows.save_draft(
            connection, municipality, task_id=task_id, person_id=person, data=text, saved_at=now
        )
        return DraftSaved(task_id)

    return installation.database.run(verb, municipality=municipality)


def read_draft(
    connection: Connection, municipality_id: int, task_id: int, person_id: int
) -> Mapping[str, object]:
    """What the person typed last, to fill the form again; empty when there is nothing."""
    draft = draft_of(connection, municipality_id, task_id, person_id=person_id)
    found = json.loads(draft.data) if draft else {}
    return found if isinstance(found, dict) else {}


def is_under_seal(
    installation: Installation, connection: Connection, municipality_id: int, task: TaskDetail
) -> bool:
    """What is written for this task is written into an envelope, and nowhere else."""
    under = task.done_under or task.definition_id
    definition = program_of(installation, connection, municipality_id, under)
    return takes_envelopes(definition.program.elements[task.element])


def _text(data: Entry) -> str:
    if isinstance(data, Facts):
        return dumps(dict(data.values))
    return json.dumps({str(key): value for key, value in data.items()}, default=str)
