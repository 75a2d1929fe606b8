"""Being away: a colleague stands in from a day to a day, with one's roles and one's tasks.

What the substitute does is told as done in place of the absent person. Nothing is handed over: on
the day after, everything is as before. Standing in is not passed on.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from engine.deadlines.calendars import calendar_of
from engine.identity.actor import Actor
from engine.installation import Installation
from engine.refusals import RefusalKind, Refused
from storage.database import Connection
from storage.queries.identity import person_by_id
from storage.queries.substitutions import overlapping
from storage.writes.substitutions import end_substitution, insert_substitution

LONGEST_DAYS = 366


@dataclass(frozen=True, slots=True)
class Absence:
    """Who stands in for me, from a day to a day, both included."""

    substitute_id: int
    from_on: date
    until_on: date
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Arranged:
    """The absence is arranged."""

    substitution_id: int


def be_away(installation: Installation, actor: Actor, absence: Absence) -> Arranged | Refused:
    """Name who stands in while one is away; one absence at a time."""

    def verb(connection: Connection) -> Arranged | Refused:
        wrong = _wrong_field(installation, connection, actor, absence)
        if wrong:
            return Refused(RefusalKind.INVALID_DATA, {"field": wrong})
        substitution_id = installation.ids.new()
        insert_substitution(
            connection,
            actor.municipality_id,
            substitution_id=substitution_id,
            absent_id=actor.person_id or 0,
            substitute_id=absence.substitute_id,
            from_on=absence.from_on,
            until_on=absence.until_on,
            reason=absence.reason.strip(),
            created_at=installation.clock.now(),
            created_by=actor.person_id,
        )
        return Arranged(substitution_id)

    return installation.database.run(verb, municipality=actor.municipality_id)


def come_back(installation: Installation, actor: Actor, substitution_id: int) -> Refused | None:
    """End an absence of one's own at once."""
    ended = installation.database.run(
        lambda connection: end_substitution(
            connection,
            actor.municipality_id,
            substitution_id,
            absent_id=actor.person_id or 0,
            at=installation.clock.now(),
        ),
        municipality=actor.municipality_id,
    )
    return None if ended else Refused(RefusalKind.NOT_FOUND)


def _wrong_field(
    installation: Installation, connection: Connection, actor: Actor, absence: Absence
) -> str:
    """The field to correct; empty when all is well."""
    now = installation.clock.now()
    today = calendar_of(installation, connection, actor.municipality_id).local_day(now)
    substitute = person_by_id(connection, actor.municipality_id, absence.substitute_id)
    gone = substitute is None or (
        substitute.active_until is not None and substitute.active_until <= now
    )
    if gone or absence.substitute_id == actor.person_id:
        return "substitute"
    if absence.from_on < today:
        return "from"
    if not 0 <= (absence.until_on - absence.from_on).days < LONGEST_DAYS:
        return "until"
    taken = overlapping(
        connection,
        actor.municipality_id,
        actor.person_id or 0,
        from_on=absence.from_on,
        until_on=absence.until_on,
    )
    return "overlap" if taken else ""
