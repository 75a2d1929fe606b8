"""Saying something about a task, and to whom: a comment of its case that may name colleagues.

What is said is personal: it lies beside the chain and can be erased. Whom it names is kept in rows
of their own (`mentions`), which whatever tells people hangs on.
"""

from __future__ import annotations

from dataclasses import dataclass

from engine.cases.scene import in_one_transaction, scene_of, write_events
from engine.definitions.loading import program_of
from engine.history.kinds import EventKind
from engine.identity import Actor
from engine.installation import Installation
from engine.refusals import RefusalKind, Refused
from engine.tasks.naming import Listeners, Named
from engine.tasks.permission import has_part_in, told_for
from storage import step
from storage.database import Connection
from storage.writes.tasks import MentionRow, insert_mentions

LONGEST = 2_000


@dataclass(frozen=True, slots=True)
class Commented:
    """The comment is in the history; whom it names, and which of them are told."""

    task_id: int
    named: tuple[Named, ...]


def comment(
    installation: Installation, actor: Actor, task_id: int, text: str
) -> Commented | Refused:
    """Say something about a task of one's role, of one's own, or of a case that one opened."""
    said = text.strip()

    def verb(connection: Connection) -> Commented | Refused:
        town = actor.municipality_id
        loaded = step.load(connection, town, task_id=task_id)
        if loaded is None or loaded.task is None:
            return Refused(RefusalKind.NOT_FOUND)
        task = loaded.task
        mine = loaded.case.opened_by is not None and loaded.case.opened_by in actor.people
        if not has_part_in(actor, task) and not mine:
            return Refused(RefusalKind.NO_ROLE, {"role": task.role})
        if not said or len(said) > LONGEST:
            return Refused(RefusalKind.INVALID_DATA, {"field": "comment"})
        scene = scene_of(installation, actor, loaded)
        definition = program_of(installation, connection, town, loaded.case.definition_id)
        people = Listeners(installation, connection, town, said)
        named = people.named_at(definition, loaded.case.number)
        reached = [each.person_id for each in named if each.told]
        told = {"named": [str(each) for each in reached], **told_for(actor, task)}
        scene.ledger.add(
            EventKind.TASK_COMMENTED,
            element=task.element,
            task_id=task_id,
            data=told,
            detail={"comment": said},
        )
        seq = scene.ledger.head.seq
        write_events(connection, scene)
        rows = [
            MentionRow(
                installation.ids.new(),
                loaded.case.id,
                task_id,
                seq,
                person_id,
                actor.person_id,
                scene.now,
            )
            for person_id in reached
        ]
        insert_mentions(connection, town, rows)
        return Commented(task_id, named)

    return in_one_transaction(installation, actor, verb)
