"""Saying something about a task, and to whom: a comment of its case that may name colleagues.

What is said is personal: it lies beside the chain and can be erased. Whom it names is kept in rows
of their own (`mentions`), which whatever tells people hangs on.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from engine.cases.scene import in_one_transaction, scene_of, write_events
from engine.history.kinds import EventKind
from engine.identity import Actor
from engine.installation import Installation
from engine.refusals import RefusalKind, Refused
from engine.tasks.permission import has_part_in, told_for
from storage import step
from storage.database import Connection
from storage.queries.identity import PersonRow, people_of
from storage.writes.tasks import MentionRow, insert_mentions

LONGEST = 2_000


@dataclass(frozen=True, slots=True)
class Commented:
    """The comment is in the history; these people are named in it."""

    task_id: int
    named: tuple[int, ...]


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
        people = people_of(connection, town, at=scene.now) if "@" in said else ()
        named = named_in(said, people)
        told = {"named": [str(each) for each in named], **told_for(actor, task)}
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
            for person_id in named
        ]
        insert_mentions(connection, town, rows)
        return Commented(task_id, named)

    return in_one_transaction(installation, actor, verb)


def named_in(text: str, people: Iterable[PersonRow]) -> tuple[int, ...]:
    """Whom a text names: «@Rosa Quispe», or «@» and the beginning of their address, whatever the
    accents and the size of letters. The longest name that fits is meant."""
    names = sorted(
        ((_plain(name), person.id) for person in people for name in _names(person)),
        key=lambda each: -len(each[0]),
    )
    found: dict[int, None] = {}
    for after in _plain(text).split("@")[1:]:
        fits = (each for name, each in names if _begins_with(after, name))
        if (person_id := next(fits, None)) is not None:
            found[person_id] = None
    return tuple(found)


def _names(person: PersonRow) -> tuple[str, ...]:
    local = (person.email or "").partition("@")[0]
    return (person.name, local) if local else (person.name,)


def _begins_with(text: str, name: str) -> bool:
    return text.startswith(name) and not text[len(name) : len(name) + 1].isalnum()


def _plain(text: str) -> str:
    apart = unicodedata.normalize("NFD", text.casefold())
    return "".join(each for each in apart if not unicodedata.combining(each))
