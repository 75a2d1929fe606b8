"""Why the reader may not have some of the listed tasks: four eyes, told before anybody tries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from engine.definitions.loading import program_of
from engine.tasks.separation import barred_tasks, kept_apart
from storage.database import Connection
from storage.queries.inbox import InboxRow
from storage.queries.tasks import done_by
from ui.refusals import told
from ui.visit import Member


def barred_in(here: Member, connection: Connection, rows: Sequence[InboxRow]) -> Mapping[int, str]:
    """By task, the sentence; asked in one question, and only where a process keeps steps apart."""
    town, person_id = here.municipality.id, here.actor.person_id
    ids = {row.definition_id for row in rows if row.assignee_id is None}
    definitions = {
        each: program_of(here.installation, connection, town, each) for each in sorted(ids)
    }
    asked = [
        (row.task_id, row.case_id, row.element_key, row.definition_id)
        for row in rows
        if row.assignee_id is None and kept_apart(definitions[row.definition_id], row.element_key)
    ]
    if not asked or person_id is None:
        return {}
    done = done_by(connection, town, sorted({each[1] for each in asked}), [person_id])
    refused = barred_tasks(definitions, asked, done, person_id)
    return {task_id: told(each, here.words).sentence for task_id, each in refused.items()}
