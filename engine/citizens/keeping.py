"""Accounts of citizens, kept by the house: a door opened again after too many wrong tries, a letter
with which to choose another password, an account closed for good.

Whoever administers the municipality does it, with a reason; the house never knows nor chooses a
citizen's password. The reason stands in the municipality's history.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from engine.citizens.accounts import TRIED
from engine.citizens.letters import LetterKind, write_letter
from engine.history.town import TownEventKind, TownHistory
from engine.identity import Actor
from engine.identity.people import administering, because
from engine.identity.signing_in import forgive
from engine.installation import Installation
from engine.refusals import RefusalKind, Refused
from storage.database import Connection
from storage.queries.accounts import outer_identities_of
from storage.queries.citizens import CitizenRow, citizen_by_id
from storage.writes import accounts as writes

Act = Callable[[Connection, CitizenRow], None]


@dataclass(frozen=True, slots=True)
class Kept:
    """Whose account it was."""

    person_id: int


def unlock_account(
    installation: Installation, actor: Actor, person_id: int, reason: str
) -> Kept | Refused:
    """The pause after too many wrong passwords ends now."""

    def act(connection: Connection, row: CitizenRow) -> None:
        forgive(installation, connection, actor.municipality_id, TRIED + (row.login or ""))

    return _kept(installation, actor, person_id, reason, TownEventKind.ACCOUNT_UNLOCKED, act)


def send_reset(
    installation: Installation, actor: Actor, person_id: int, reason: str
) -> Kept | Refused:
    """A letter with a code for another password, to the address of the account."""

    def act(connection: Connection, row: CitizenRow) -> None:
        write_letter(
            installation,
            connection,
            actor.municipality_id,
            LetterKind.RESET,
            row.login or "",
            person_id=person_id,
            locale=row.locale or "",
        )

    return _kept(installation, actor, person_id, reason, TownEventKind.ACCOUNT_RESET_SENT, act)


def close_account(
    installation: Installation, actor: Actor, person_id: int, reason: str
) -> Kept | Refused:
    """Nobody comes in by it any more, by password or by a provider: sessions and codes end at once.
    Their cases go on, open to their PIN and at the counter; the address may have a new account."""

    def act(connection: Connection, row: CitizenRow) -> None:
        town, now = actor.municipality_id, installation.clock.now()
        writes.end_letters_of(connection, town, person_id, at=now)
        writes.end_sessions_of_citizen(connection, town, person_id, at=now)
        writes.delete_outer_identities(connection, town, person_id)
        writes.close_citizen_account(connection, town, person_id)
        forgive(installation, connection, town, TRIED + (row.login or ""))

    return _kept(installation, actor, person_id, reason, TownEventKind.ACCOUNT_CLOSED, act)


def _kept(
    installation: Installation,
    actor: Actor,
    person_id: int,
    reason: str,
    kind: TownEventKind,
    act: Act,
) -> Kept | Refused:
    def verb(connection: Connection, history: TownHistory) -> Kept | Refused:
        row = citizen_by_id(connection, actor.municipality_id, person_id)
        by_provider = outer_identities_of(connection, actor.municipality_id, person_id)
        if row is None or not (row.login or (by_provider and kind is TownEventKind.ACCOUNT_CLOSED)):
            return Refused(RefusalKind.NOT_FOUND)
        if not reason.strip():
            return Refused(RefusalKind.INVALID_DATA, {"field": "reason"})
        act(connection, row)
        history.add(kind, person_id, detail=because(reason))
        return Kept(person_id)

    return administering(installation, actor, verb)
