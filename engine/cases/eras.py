"""Which version of its process was in force at each event of a case.

Events and closed tasks name elements by their number in the version of then. The chain itself says
when another version came into force: an event that tells of it names both. What comes before that
event is read with the version before, what comes after with the one after.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from engine.bpmn import Element
from engine.definitions.loading import Definition, program_of
from engine.history.kinds import EventKind
from engine.installation import Installation
from engine.values import loads
from storage.database import Connection
from storage.queries.definitions import versions_of
from storage.queries.migrations import TurnRow, turns_of, turns_of_cases

TURNS = (int(EventKind.CASE_MIGRATED), int(EventKind.CASE_MIGRATION_UNDONE))


@dataclass(frozen=True, slots=True)
class Eras:
    """`earlier` are the versions before, oldest first, each with the event that ended it."""

    now: Definition
    earlier: tuple[tuple[int, Definition], ...] = ()

    def at(self, seq: int) -> Definition:
        """The version under which an event was written."""
        return next((then for ended, then in self.earlier if seq < ended), self.now)

    def of(self, definition_id: int | None) -> Definition:
        """The version that a row names; the one of now where it names none."""
        found = (then for _, then in self.earlier if then.id == definition_id)
        return next(found, self.now)

    def element(self, seq: int, index: int | None) -> Element | None:
        """The element of an event."""
        elements = self.at(seq).program.elements
        return elements[index] if index is not None and index < len(elements) else None


def eras_of(
    installation: Installation, connection: Connection, case_id: int, now: Definition
) -> Eras:
    """The versions of a case; one query where it never went over to another."""
    turns = turns_of(connection, now.municipality_id, case_id, TURNS)
    return Eras(now, tuple(_earlier(installation, connection, turns, now)))


def eras_of_cases(
    installation: Installation,
    connection: Connection,
    municipality_id: int,
    now: Mapping[int, Definition],
) -> dict[int, Eras]:
    """The same of several, each with its version of now, in one query."""
    turns = turns_of_cases(connection, municipality_id, now, TURNS) if now else {}
    return {
        case_id: Eras(
            version, tuple(_earlier(installation, connection, turns.get(case_id, ()), version))
        )
        for case_id, version in now.items()
    }


def _earlier(
    installation: Installation, connection: Connection, turns: tuple[TurnRow, ...], now: Definition
) -> Iterator[tuple[int, Definition]]:
    if not turns:
        return
    town = now.municipality_id
    ids = {row.version: row.id for row in versions_of(connection, town, now.key)}
    for turn in turns:
        told: dict[str, Any] = loads(turn.data)
        yield turn.seq, program_of(installation, connection, town, ids[int(told["from"])])
