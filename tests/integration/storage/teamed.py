"""A team, an admission and a guest, for the tests of tenancy: the questions and their rows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from storage.database import Connection
from storage.queries import teams
from storage.queries.teams import AdmissionRow, GuestRow, TeamRow
from storage.writes.teams import (
    insert_admission,
    insert_guest,
    insert_member,
    insert_pass,
    insert_team,
)
from tests.integration.storage.conftest import NOW, Rows

TEAM, HOME = 1_900_970, 77
AWAY = {"home_id": HOME, "team_id": TEAM}
PERSON = {"person_id": 1_000_000}
TEAMS: list[tuple[Callable[..., Any], dict[str, Any]]] = [
    (teams.teams_of, {}),
    (teams.members_of, {}),
    (teams.member_of_person, PERSON),
    (teams.admissions_of, {}),
    (teams.open_admission, AWAY),
    (teams.guests_of_team, AWAY),
    (teams.guest_of_person, PERSON),
    (teams.guest_from, {"home_id": HOME, "home_person_id": 5}),
    (teams.pass_by_hash, {"secret_hash": "secret"}),
    (teams.work_of_person, {"person_id": 0, "roles": {"logistics"}, "limit": 5}),
    (teams.open_cases_of, {"process_key": "procurement", "limit": 5}),
]


def fill_teams(connection: Connection, town: Rows) -> None:
    """One that it formed, one that it admits."""
    who = town.person_id
    insert_team(connection, 1, TeamRow(TEAM, "Secreto", "Nada"), at=NOW, by=who)
    insert_member(connection, 1, member_id=TEAM, team_id=TEAM, person_id=who, at=NOW)
    row = AdmissionRow(TEAM, HOME, TEAM, "Secreto", NOW, None, "")
    insert_admission(connection, 1, row, by=who)
    guest = GuestRow(who, HOME, 5, TEAM)
    insert_guest(connection, 1, guest)
    insert_pass(
        connection, 1, pass_id=TEAM, secret_hash="secret", from_hash="x", guest=guest, at=NOW,
        expires_at=NOW + timedelta(minutes=1),
    )  # fmt: skip
