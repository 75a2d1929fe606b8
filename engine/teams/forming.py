"""A municipality forms teams of its people, and says who is of them: whoever administers it may."""

from __future__ import annotations

from dataclasses import dataclass

from engine.history.town import TownEventKind, TownHistory
from engine.identity.actor import Actor
from engine.identity.people import administering, known_person
from engine.identity.registering import give
from engine.installation import Installation
from engine.refusals import RefusalKind, Refused
from engine.teams.leaving import shut_out
from engine.teams.role import ROLE
from storage.database import Connection
from storage.queries.identity import roles_of
from storage.queries.teams import TeamRow, guest_of_person, member_of_person, teams_of
from storage.writes.teams import end_member, insert_member, insert_team

LONGEST_NAME, LONGEST_TEXT = 80, 300


@dataclass(frozen=True, slots=True)
class Formed:
    """The team is there."""

    team_id: int


@dataclass(frozen=True, slots=True)
class Joined:
    """They are of the team, or no longer."""

    person_id: int


def form_team(
    installation: Installation, actor: Actor, *, name: str, knows: str
) -> Formed | Refused:
    """A team, and what it can be asked about; other municipalities may admit it from now on."""
    name, knows = " ".join(name.split()), " ".join(knows.split())

    def verb(connection: Connection, history: TownHistory) -> Formed | Refused:
        if not name or len(name) > LONGEST_NAME:
            return Refused(RefusalKind.INVALID_DATA, {"field": "name"})
        if not knows or len(knows) > LONGEST_TEXT:
            return Refused(RefusalKind.INVALID_DATA, {"field": "knows"})
        row = TeamRow(installation.ids.new(), name, knows)
        town = actor.municipality_id
        insert_team(connection, town, row, at=history.now, by=actor.person_id)
        history.add(TownEventKind.TEAM_FORMED, data={"title": name})
        return Formed(row.id)

    return administering(installation, actor, verb)


def add_member(
    installation: Installation, actor: Actor, team_id: int, person_id: int
) -> Joined | Refused:
    """Somebody of the municipality is of the team, with its role; invalid_data (`person`): who has
    left, is of a team already, or is a guest here themselves."""

    def verb(connection: Connection, history: TownHistory) -> Joined | Refused:
        town = actor.municipality_id
        team = _team(connection, town, team_id)
        person = known_person(connection, town, person_id)
        if team is None or isinstance(person, Refused):
            return Refused(RefusalKind.NOT_FOUND)
        gone = person.active_until is not None and person.active_until <= history.now
        guest = guest_of_person(connection, town, person_id=person_id) is not None
        if gone or guest or member_of_person(connection, town, person_id=person_id) is not None:
            return Refused(RefusalKind.INVALID_DATA, {"field": "person"})
        insert_member(
            connection, town, member_id=installation.ids.new(), team_id=team_id,
            person_id=person_id, at=history.now,
        )  # fmt: skip
        if ROLE not in roles_of(connection, town, person_id, at=history.now):
            by = actor.person_id
            give(installation, connection, town, person_id, ROLE, since=history.now, granted_by=by)
        history.add(TownEventKind.TEAM_MEMBER_ADDED, person_id, data={"title": team.name})
        return Joined(person_id)

    return administering(installation, actor, verb)


def remove_member(
    installation: Installation, actor: Actor, team_id: int, person_id: int
) -> Joined | Refused:
    """Somebody is no longer of the team, and out of every municipality that admits it."""

    def verb(connection: Connection, history: TownHistory) -> Joined | Refused:
        town = actor.municipality_id
        team = _team(connection, town, team_id)
        ended = team is not None and end_member(
            connection, town, team_id=team_id, person_id=person_id, at=history.now
        )
        if team is None or not ended:
            return Refused(RefusalKind.NOT_FOUND)
        history.add(TownEventKind.TEAM_MEMBER_REMOVED, person_id, data={"title": team.name})
        return Joined(person_id)

    answer = administering(installation, actor, verb)
    if isinstance(answer, Joined):
        shut_out(installation, actor.municipality_id, person_id)
    return answer


def _team(connection: Connection, town: int, team_id: int) -> TeamRow | None:
    return next((each for each in teams_of(connection, town) if each.id == team_id), None)
