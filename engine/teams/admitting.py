"""A municipality admits a team of another one, and ends that at once: whoever administers it may.

Who is of the team becomes a person here, with its role and without a password: they come in by a
pass and in no other way.
"""

from __future__ import annotations

from dataclasses import dataclass

from engine.history.town import TownEventKind, TownHistory
from engine.identity.actor import Actor
from engine.identity.people import administering
from engine.identity.registering import give
from engine.installation import Installation
from engine.refusals import RefusalKind, Refused
from engine.tasks.handing_over import hand_over
from engine.teams.role import ROLE
from storage.database import WHOLE_INSTALLATION, Connection
from storage.queries.identity import roles_of
from storage.queries.people import tasks_in_hands_of
from storage.queries.shared_teams import OfferedTeam, teams_everywhere
from storage.queries.teams import (
    AdmissionRow,
    GuestRow,
    MemberRow,
    admissions_of,
    guest_from,
    guests_of_team,
    members_of,
    open_admission,
)
from storage.writes import identity as people
from storage.writes.teams import end_admission, insert_admission, insert_guest, set_team_of_guest

LONGEST = 400


@dataclass(frozen=True, slots=True)
class Admitted:
    """The team may work here, or no longer."""

    name: str


def admit(
    installation: Installation, actor: Actor, *, home_id: int, team_id: int
) -> Admitted | Refused:
    """Let a team of another municipality work here; its people get their persons here."""
    town = actor.municipality_id
    team = offered_team(installation, home_id, team_id)
    if team is None or home_id == town:
        return Refused(RefusalKind.NOT_FOUND)
    with installation.database.read(home_id) as connection:
        members = [each for each in members_of(connection, home_id) if each.team_id == team_id]

    def verb(connection: Connection, history: TownHistory) -> Admitted | Refused:
        if open_admission(connection, town, home_id=home_id, team_id=team_id) is not None:
            return Admitted(team.name)
        row = AdmissionRow(
            installation.ids.new(), home_id, team_id, team.name, history.now, None, ""
        )
        insert_admission(connection, town, row, by=actor.person_id or 0)
        history.add(TownEventKind.TEAM_ADMITTED, data={"title": team.name, "to": team.home})
        for member in members:
            person_id = guest_person(installation, connection, history, actor, team, member)
            if ROLE not in roles_of(connection, town, person_id, at=history.now):
                _give(installation, connection, history, actor, person_id)
        return Admitted(team.name)

    return administering(installation, actor, verb)


def end(
    installation: Installation, actor: Actor, admission_id: int, *, why: str
) -> Admitted | Refused:
    """The team works here no longer: its people are out, their roles end, their tasks are free."""
    town, out = actor.municipality_id, list[int]()

    def verb(connection: Connection, history: TownHistory) -> Admitted | Refused:
        out.clear()
        found = {each.id: each for each in admissions_of(connection, town)}
        row = found.get(admission_id)
        if row is None:
            return Refused(RefusalKind.NOT_FOUND)
        if not why.strip() or len(why) > LONGEST:
            return Refused(RefusalKind.INVALID_DATA, {"field": "why"})
        ended = end_admission(
            connection, town, admission_id=row.id, at=history.now, by=actor.person_id,
            why=why.strip(),
        )  # fmt: skip
        if not ended:
            return Admitted(row.name)
        guests = guests_of_team(connection, town, home_id=row.home_id, team_id=row.team_id)
        for guest in guests:
            people.end_memberships_of(connection, town, guest.person_id, until=history.now)
            people.end_sessions_of(connection, town, guest.person_id, at=history.now)
            out.append(guest.person_id)
        told = {"reason": why.strip()}
        history.add(TownEventKind.TEAM_ENDED, data={"title": row.name}, detail=told)
        return Admitted(row.name)

    answer = administering(installation, actor, verb)
    for person_id in out:
        _free(installation, actor, person_id, why)
    return answer


def offered_team(installation: Installation, home_id: int, team_id: int) -> OfferedTeam | None:
    """A team of the installation."""
    with installation.database.read(WHOLE_INSTALLATION) as connection:
        found = teams_everywhere(connection)
    return next((e for e in found if (e.home_id, e.team_id) == (home_id, team_id)), None)


def guest_person(
    installation: Installation,
    connection: Connection,
    history: TownHistory,
    actor: Actor,
    team: OfferedTeam,
    member: MemberRow,
) -> int:
    """Which person somebody of the team is here; one without a password where they are new."""
    town, person = actor.municipality_id, member.person_id
    known = guest_from(connection, town, home_id=team.home_id, home_person_id=person)
    if known is not None:
        if known.team_id != team.team_id:
            set_team_of_guest(connection, town, person_id=known.person_id, team_id=team.team_id)
        return known.person_id
    person_id = installation.ids.new()
    people.insert_person(
        connection, town, person_id=person_id, name=member.name, active_from=history.now,
        position=f"{team.name} ({team.home})",
    )  # fmt: skip
    insert_guest(connection, town, GuestRow(person_id, team.home_id, person, team.team_id))
    told = {"title": team.name, "to": team.home}
    history.add(TownEventKind.TEAM_GUEST_ADDED, person_id, data=told)
    _give(installation, connection, history, actor, person_id)
    return person_id


def _give(
    installation: Installation,
    connection: Connection,
    history: TownHistory,
    actor: Actor,
    person_id: int,
) -> None:
    town, by = actor.municipality_id, actor.person_id
    give(installation, connection, town, person_id, ROLE, since=history.now, granted_by=by)


def _free(installation: Installation, actor: Actor, person_id: int, why: str) -> None:
    with installation.database.read(actor.municipality_id) as connection:
        held = tasks_in_hands_of(connection, actor.municipality_id, person_id)
    for task in held:
        hand_over(installation, actor, task.task_id, holder_id=person_id, to=None, reason=why)
