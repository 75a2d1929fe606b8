"""What roles are called: the titles that the processes in force give them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from engine.definitions.manifest import Manifest, manifest_from_text
from storage.database import Connection
from storage.queries.definitions import DefinitionRow, active_definitions
from storage.queries.identity import person_by_id
from ui.visit import Member


@lru_cache(maxsize=256)
def manifest_of(text: str) -> Manifest:
    """The manifest of a definition's row; the same text gives the same manifest."""
    return manifest_from_text(text)


def role_titles(definitions: Iterable[DefinitionRow]) -> Mapping[str, str]:
    """«area_usuaria» is «Área usuaria», as any process in force says."""
    titles: dict[str, str] = {}
    for definition in definitions:
        titles.update(manifest_of(definition.manifest).role_titles)
    return titles


def title_of_role(role: str, titles: Mapping[str, str]) -> str:
    """The title; a role that no process names is shown by its own name, readably."""
    return titles.get(role) or role.replace("_", " ").capitalize()


def role_line(here: Member, connection: Connection) -> str:
    """What stands under the person's name: their position, else their roles."""
    person_id = here.actor.person_id
    person = person_by_id(connection, here.municipality.id, person_id) if person_id else None
    if person is not None and person.position:
        return person.position
    titles = role_titles(active_definitions(connection, here.municipality.id))
    return ", ".join(title_of_role(role, titles) for role in sorted(here.actor.roles))
