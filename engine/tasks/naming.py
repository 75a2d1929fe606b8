"""Whom a comment names, and which of them are told: those who may look into its case.

What a comment says goes out with its notice, so nobody hears of a case that is closed to them.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from engine.cases.permission import may_see
from engine.definitions.loading import Definition, program_of
from engine.identity import Actor
from engine.identity.sessions import actor_for
from engine.installation import Installation
from engine.tasks.permission import has_part_in
from storage.database import Connection
from storage.queries.identity import PersonRow, people_of
from storage.queries.tasks import task_by_id


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody whom a comment names; whether they are told of it, or may not see that case."""

    person_id: int
    name: str
    number: str
    told: bool


def foresee(
    installation: Installation, actor: Actor, task_ids: Iterable[int], text: str
) -> tuple[Named, ...]:
    """Whom a comment upon these tasks would name, task by task; of those alone that this person
    has a part in or whose case they see."""
    town, found = actor.municipality_id, list[Named]()
    with installation.database.read(town) as connection:
        people = Listeners(installation, connection, town, text)
        if not people:
            return ()
        for task_id in task_ids:
            task = task_by_id(connection, town, task_id)
            if task is None:
                continue
            definition = program_of(installation, connection, town, task.definition_id)
            if has_part_in(actor, task) or may_see(actor, definition):
                found.extend(people.named_at(definition, task.number))
    return tuple(found)


class Listeners:
    """The people whom a text names, with the roles that they have now."""

    def __init__(
        self, installation: Installation, connection: Connection, municipality_id: int, text: str
    ) -> None:
        now = installation.clock.now()
        everybody = people_of(connection, municipality_id, at=now) if "@" in text else ()
        self._people = [
            (person, actor_for(installation, connection, municipality_id, person))
            for person in named_in(text, everybody)
        ]

    def __bool__(self) -> bool:
        return bool(self._people)

    def named_at(self, definition: Definition, number: str) -> tuple[Named, ...]:
        """The same people before one case."""
        return tuple(
            Named(person.id, person.name, number, actor is not None and may_see(actor, definition))
            for person, actor in self._people
        )


def named_in(text: str, people: Iterable[PersonRow]) -> tuple[PersonRow, ...]:
    """Whom a text names: «@Rosa Quispe», or «@» and the beginning of their address, whatever the
    accents and the size of letters. The longest name that fits is meant."""
    names = sorted(
        ((_plain(name), person) for person in people for name in _names(person)),
        key=lambda each: -len(each[0]),
    )
    found: dict[int, PersonRow] = {}
    for after in _plain(text).split("@")[1:]:
        fits = (each for name, each in names if _begins_with(after, name))
        if (person := next(fits, None)) is not None:
            found[person.id] = person
    return tuple(found.values())


def _names(person: PersonRow) -> tuple[str, ...]:
    local = (person.email or "").partition("@")[0]
    return (person.name, local) if local else (person.name,)


def _begins_with(text: str, name: str) -> bool:
    return text.startswith(name) and not text[len(name) : len(name) + 1].isalnum()


def _plain(text: str) -> str:
    apart = unicodedata.normalize("NFD", text.casefold())
    return "".join(each for each in apart if not unicodedata.combining(each))
