"""What a draft would mean for running cases: how many, where they stand, what has a place.

Nothing is written and nothing of the draft is kept: its files are compiled for the question alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from engine.bpmn import Program
from engine.bpmn.migration import make_plan
from engine.definitions.compilation import DefinitionRefused, compile_bundle
from engine.definitions.loading import program_of
from engine.identity import Actor
from engine.installation import Installation
from engine.migrations.counting import count_standing
from engine.workshop.checking import checked_files
from storage.database import Connection
from storage.queries.definitions import versions_of
from storage.queries.migrations import running_by_version


@dataclass(frozen=True, slots=True)
class Place:
    """An element at which cases wait, and what it becomes in the draft; "" where nothing does."""

    element_id: str
    name: str
    cases: int
    becomes: str


@dataclass(frozen=True, slots=True)
class Impact:
    """The cases of one version, those waiting at each element, the fewest that can go over as they
    are (a case waits at several elements at once)."""

    version: int
    cases: int
    places: tuple[Place, ...]

    @property
    def staying(self) -> int:
        """Cases, at most, that wait where the draft has no place for them."""
        return min(self.cases, sum(each.cases for each in self.places if not each.becomes))


def impact_of(
    installation: Installation,
    connection: Connection,
    actor: Actor,
    key: str,
    files: Mapping[str, bytes],
) -> tuple[Impact, ...]:
    """Each version on which cases run, the newest first; nothing while the draft does not run."""
    town = actor.municipality_id
    running = running_by_version(connection, town, key)
    try:
        new = compile_bundle(checked_files(files)).program
    except DefinitionRefused:
        return ()
    found = []
    for row in versions_of(connection, town, key):
        if not running.get(row.id):
            continue
        old = program_of(installation, connection, town, row.id)
        plan, counted = make_plan(old.program, new), count_standing(connection, old)
        elements = {each.id: each for each in old.program.elements}
        places = tuple(
            Place(own, elements[own].name or own, cases, _name(new, plan.targets.get(own, "")))
            for own, cases in sorted(counted.at.items(), key=lambda pair: (-pair[1], pair[0]))
            if own in elements
        )
        found.append(Impact(row.version, running[row.id], places))
    return tuple(found)


def _name(program: Program, element_id: str) -> str:
    found = (each.name or each.id for each in program.elements if each.id == element_id)
    return next(found, "")
