"""An experience leaves the municipality: its author asks, a second person lets it out or says why
not, and either side takes it back at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from engine.cases.permission import operates
from engine.definitions.manifest import manifest_from_text
from engine.experiences.size import band_there
from engine.history.town import TownEventKind, TownHistory
from engine.identity import Actor
from engine.identity.house import ADMINISTRATOR
from engine.installation import Installation
from engine.refusals import RefusalKind, Refused
from storage.database import Connection, TooManyRaces
from storage.queries.definitions import active_definition
from storage.queries.experiences import ExperienceRow, places_of, written_experience
from storage.tables.experiences import ExperienceState
from storage.writes.experiences import move_experience

LONGEST = 400


@dataclass(frozen=True, slots=True)
class Moved:
    """It is in another state now."""

    state: ExperienceState


def ask(installation: Installation, actor: Actor, experience_id: int) -> Moved | Refused:
    """The author asks that others may read it."""

    def decided(_connection: Connection, row: ExperienceRow) -> Mapping[str, Any] | Refused:
        if row.written_by != actor.person_id:
            return Refused(RefusalKind.NO_ROLE)
        return {"asked_by": actor.person_id, "why": ""}

    where = _Way(ExperienceState.DRAFT, ExperienceState.ASKED, TownEventKind.EXPERIENCE_ASKED)
    return _move(installation, actor, experience_id, where, decided)


def approve(installation: Installation, actor: Actor, experience_id: int) -> Moved | Refused:
    """A second person lets it out, with the size of the municipality as it is known that day."""

    def decided(connection: Connection, row: ExperienceRow) -> Mapping[str, Any] | Refused:
        refused = _second(connection, actor, row)
        if refused is not None:
            return refused
        band = band_there(installation, connection, actor.municipality_id)
        size = {} if band is None else {"least": band.least, "below": band.below}
        return {**_by(installation, actor), **size}

    where = _Way(ExperienceState.ASKED, ExperienceState.SHARED, TownEventKind.EXPERIENCE_SHARED)
    return _move(installation, actor, experience_id, where, decided)


def refuse(
    installation: Installation, actor: Actor, experience_id: int, *, why: str
) -> Moved | Refused:
    """A second person says why it stays in the municipality."""

    def decided(connection: Connection, row: ExperienceRow) -> Mapping[str, Any] | Refused:
        refused = _second(connection, actor, row) or _unsaid(why)
        return refused or {**_by(installation, actor), "why": why.strip()}

    where = _Way(ExperienceState.ASKED, ExperienceState.REFUSED, TownEventKind.EXPERIENCE_REFUSED)
    return _move(installation, actor, experience_id, where, decided, why=why)


def withdraw(
    installation: Installation, actor: Actor, experience_id: int, *, why: str
) -> Moved | Refused:
    """Nobody outside reads it from now on; its author, who operates a process that it is about, or
    who administers may say so."""

    def decided(connection: Connection, row: ExperienceRow) -> Mapping[str, Any] | Refused:
        if row.written_by != actor.person_id and not may_decide(connection, actor, row):
            return Refused(RefusalKind.NO_ROLE)
        return _unsaid(why) or {"why": why.strip()}

    kind = TownEventKind.EXPERIENCE_WITHDRAWN
    where = _Way(ExperienceState.SHARED, ExperienceState.WITHDRAWN, kind)
    return _move(installation, actor, experience_id, where, decided, why=why)


def may_decide(connection: Connection, actor: Actor, row: ExperienceRow) -> bool:
    """Who operates a process that it is about, or administers the municipality."""
    if actor.person_id is None:
        return False
    if ADMINISTRATOR in actor.roles:
        return True
    town = actor.municipality_id
    keys = {each.process_key for each in places_of(connection, town, experience_ids=[row.id])}
    found = (active_definition(connection, town, key) for key in sorted(keys))
    return any(operates(actor, manifest_from_text(each.manifest)) for each in found if each)


@dataclass(frozen=True, slots=True)
class _Way:
    frm: ExperienceState
    to: ExperienceState
    kind: TownEventKind


def _move(
    installation: Installation,
    actor: Actor,
    experience_id: int,
    way: _Way,
    decided: Callable[[Connection, ExperienceRow], Mapping[str, Any] | Refused],
    *,
    why: str = "",
) -> Moved | Refused:
    town = actor.municipality_id

    def verb(connection: Connection) -> Moved | Refused:
        history = TownHistory(installation, connection, actor)
        row = written_experience(connection, town, experience_id=experience_id)
        if row is None:
            return Refused(RefusalKind.NOT_FOUND)
        values = decided(connection, row)
        if isinstance(values, Refused):
            return values
        told = {**values, "state": way.to}
        if not move_experience(connection, town, row.id, frm=way.frm, values=told):
            return Refused(RefusalKind.NOT_OPEN, {"state": row.state})
        reason = {"reason": why.strip()} if why.strip() else None
        history.add(way.kind, data={"title": row.title, "number": row.id}, detail=reason)
        history.write()
        return Moved(way.to)

    try:
        return installation.database.run(verb, municipality=town)
    except TooManyRaces:
        return Refused(RefusalKind.CONFLICT)


def _second(connection: Connection, actor: Actor, row: ExperienceRow) -> Refused | None:
    if actor.person_id in (row.written_by, row.asked_by):
        return Refused(RefusalKind.ONESELF)
    return None if may_decide(connection, actor, row) else Refused(RefusalKind.NO_ROLE)


def _unsaid(why: str) -> Refused | None:
    if why.strip() and len(why) <= LONGEST:
        return None
    return Refused(RefusalKind.INVALID_DATA, {"field": "why", "reason": "missing"})


def _by(installation: Installation, actor: Actor) -> dict[str, Any]:
    return {"decided_by": actor.person_id, "decided_at": installation.clock.now()}
