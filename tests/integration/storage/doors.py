"""Devices, roles that come in with a code and sessions of Tambo Real, and what asks for them."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from storage.database import Connection
from storage.queries import second_factors
from storage.writes.identity import insert_session
from storage.writes.second_factors import begin_factor, set_roles

PERSON, NOW = 1_000_000, datetime(2026, 3, 2, tzinfo=UTC)
DOORS: list[tuple[Callable[..., Any], dict[str, Any]]] = [
    (second_factors.factor_of, {"person_id": PERSON}),
    (second_factors.roles_with_factor, {}),
    (second_factors.waiting_session, {"token_hash": "waiting", "at": NOW}),
    (second_factors.open_sessions, {"person_id": PERSON, "at": NOW}),
]


def fill_doors(connection: Connection) -> None:
    """A device, a role, a session that waits for a code and one that is open."""
    begin_factor(connection, 1, PERSON, secret=b"secret", at=NOW)
    set_roles(connection, 1, ["secret"])
    for number, token in ((9_000_001, "waiting"), (9_000_002, "open")):
        insert_session(
            connection,
            1,
            session_id=number,
            person_id=PERSON,
            token_hash=token,
            created_at=NOW,
            expires_at=NOW.replace(year=2099),
            waiting=token == "waiting",
        )
