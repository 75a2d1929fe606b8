"""A case that is not begun yet: what was typed for it, kept for that person.

A draft is what the browser sent, unchecked, with the version of the form that it was typed in. Its
files wait beside it. It lapses when nobody touches it for long.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from engine.definitions.loading import Definition
from engine.documents.uploads import discard_upload
from engine.identity import Actor
from engine.installation import Installation
from engine.refusals import RefusalKind, Refused
from storage.database import Connection
from storage.queries.uploads import StartDraftRow, start_draft_by_id, uploads_at
from storage.writes.uploads import drop_start_draft, drop_upload, save_start_draft


@dataclass(frozen=True, slots=True)
class StartDraftSaved:
    """The draft is kept."""

    draft_id: int


def keep_start_draft(
    installation: Installation,
    actor: Actor,
    definition: Definition,
    draft_id: int,
    answers: Mapping[str, object],
) -> StartDraftSaved | Refused:
    """Keep what was typed so far; another person's draft does not exist for this one."""
    if actor.person_id is None:
        return Refused(RefusalKind.NO_ROLE)
    text = json.dumps({str(key): value for key, value in answers.items()}, default=str)
    if len(text) > installation.limits.submission_characters:
        return Refused(RefusalKind.INVALID_DATA, {"too_long": "1"})
    person_id, now = actor.person_id, installation.clock.now()

    def verb(connection: Connection) -> bool:
        return save_start_draft(
            connection,
            actor.municipality_id,
            draft_id=draft_id,
            person_id=person_id,
            definition_id=definition.id,
            data=text,
            at=now,
        )

    kept = installation.database.run(verb, municipality=actor.municipality_id)
    return StartDraftSaved(draft_id) if kept else Refused(RefusalKind.NOT_FOUND)


def start_draft(
    connection: Connection, actor: Actor, draft_id: int, process_key: str
) -> StartDraftRow | None:
    """A draft of this person for this process."""
    row = start_draft_by_id(connection, actor.municipality_id, draft_id)
    if row is None or (row.person_id, row.process_key) != (actor.person_id, process_key):
        return None
    return row


def is_taken(connection: Connection, actor: Actor, draft_id: int) -> bool:
    """Some draft has this number."""
    return start_draft_by_id(connection, actor.municipality_id, draft_id) is not None


def answers_of(row: StartDraftRow | None) -> dict[str, object]:
    """What was typed; empty when there is no draft."""
    found = json.loads(row.data) if row else {}
    return found if isinstance(found, dict) else {}


def drop_draft_of_start(installation: Installation, actor: Actor, draft_id: int) -> bool:
    """Forget a draft with its files: its case began, or nobody wants it; whether it was there."""
    town, person_id = actor.municipality_id, actor.person_id
    if person_id is None:
        return False

    def verb(connection: Connection) -> tuple[bool, list[str]]:
        handles = []
        for each in uploads_at(connection, town, person_id, draft_id=draft_id):
            handles += [] if each.whole else [each.handle]
            drop_upload(connection, town, each.id)
        row = start_draft_by_id(connection, town, draft_id)
        there = row is not None and row.person_id == person_id
        if there:
            drop_start_draft(connection, town, draft_id)
        return there, handles

    there, handles = installation.database.run(verb, municipality=town)
    for handle in handles:
        discard_upload(installation, actor, handle)
    return there
