"""What roles are called: the titles that the processes in force give them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from functools import lru_cache

from engine.definitions.manifest import Manifest, manifest_from_text
from engine.memory import Bounded
from storage.database import Connection
from storage.queries.definitions import DefinitionRow, active_definitions
from storage.queries.identity import person_by_id
from ui.visit import Member

FRESH = timedelta(seconds=30)
_outsiders: Bounded[tuple[str, int], tuple[datetime, frozenset[str]]] = Bounded(2_000)


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


def works_here(here: Member, connection: Connection) -> bool:
    """Whether some role of the person is not one that processes give to outsiders; what those are
    is remembered for a moment, since every page asks."""
    key = (here.installation.database.url, here.municipality.id)
    kept = _outsiders.get(key)
    if kept is None or not timedelta() <= here.now - kept[0] < FRESH:
        outside: set[str] = set()
        for row in active_definitions(connection, here.municipality.id):
            outside.update(manifest_of(row.manifest).publicity.get("outsiders", []))
        kept = (here.now, frozenset(outside))
        _outsiders.keep(key, kept)
    return bool(here.actor.roles - kept[1])


def role_line(here: Member, connection: Connection) -> str:
    """What stands under the person's name: their position, else their roles."""
    person_id = here.actor.person_id
    person = person_by_id(connection, here.municipality.id, person_id) if person_id else None
    if person is not None and person.position:
        return person.position
    titles = role_titles(active_definitions(connection, here.municipality.id))
    return ", ".join(title_of_role(role, titles) for role in sorted(here.actor.roles))
