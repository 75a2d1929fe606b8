"""What is due for disposal: closed long enough ago, by the rule of its series, and not held.

A series is a process; its rule stands in the manifest (`[retention]`: years, source, disposition)
and belongs to the municipality's own table of retention. Without a number of years, or with another
disposition than "eliminate", nothing of the series is ever due.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from engine.definitions.manifest import manifest_from_text
from engine.identity import AUDITOR, Actor
from engine.installation import Installation
from engine.refusals import RefusalKind, Refused
from storage.database import Connection
from storage.queries.casefile import DueRow, HoldRow, closed_before, open_holds
from storage.queries.definitions import active_definitions

ARCHIVIST = "archivo"
"""The role of who keeps the archive of a municipality."""
ELIMINATE = "eliminate"


@dataclass(frozen=True, slots=True)
class Series:
    """A series: its process, for how many years its cases are kept after their end, by which
    source, what becomes of them then; the holds upon it, and what is due today."""

    key: str
    title: str
    years: int | None
    source: str
    disposition: str
    holds: tuple[HoldRow, ...]
    due: tuple[DueRow, ...]


def series_of(installation: Installation, actor: Actor) -> tuple[Series, ...] | Refused:
    """Every series of a municipality, for its archivist and its auditor."""
    if actor.roles.isdisjoint({ARCHIVIST, AUDITOR}):
        return Refused(RefusalKind.NO_ROLE)
    now = installation.clock.now()
    with installation.database.read(actor.municipality_id) as connection:
        return read_series(connection, actor.municipality_id, now)


def read_series(connection: Connection, municipality_id: int, now: datetime) -> tuple[Series, ...]:
    """The same inside a transaction."""
    held = open_holds(connection, municipality_id)
    found = []
    for row in active_definitions(connection, municipality_id):
        rule = manifest_from_text(row.manifest).retention
        years, disposition = years_in(rule), str(rule.get("disposition", ELIMINATE))
        holds = tuple(each for each in held if each.process_key == row.key)
        due: tuple[DueRow, ...] = ()
        if years is not None and disposition == ELIMINATE and not holds:
            before = years_before(now, years)
            due = closed_before(connection, municipality_id, row.key, before=before)
        source = str(rule.get("source", ""))
        found.append(Series(row.key, row.title, years, source, disposition, holds, due))
    return tuple(found)


def years_in(rule: Mapping[str, Any]) -> int | None:
    """For how many years; None where nothing is ever due."""
    years = rule.get("years")
    return years if isinstance(years, int) and years > 0 else None


def years_before(now: datetime, years: int) -> datetime:
    """The same day so many years ago; the 28th where there was no 29th of February."""
    try:
        return now.replace(year=now.year - years)
    except ValueError:
        return now.replace(year=now.year - years, day=28)
