"""Who an account is: somebody at the counter saw the document. One document, one account."""

from __future__ import annotations

from enum import StrEnum

from engine.history.town import TownEventKind, TownHistory
from engine.identity import Actor
from engine.installation import Installation
from engine.participation.marks import plain_number, support_mark
from storage.database import Connection
from storage.queries.citizens import citizen_by_login
from storage.queries.proposals import (
    person_verified_as,
    proposal_of_case,
    supported_by,
    verified_number_of,
)
from storage.tables.participation import ProposalState
from storage.writes.participation import insert_support, insert_verified


class Known(StrEnum):
    """verified: done now; already: it was; no_account: nobody signs in with that address; taken:
    the document, or the account, belongs to somebody else; wrong: it can be no number."""

    VERIFIED = "verified"
    ALREADY = "already"
    NO_ACCOUNT = "no_account"
    TAKEN = "taken"
    WRONG = "wrong"


def verify_person(installation: Installation, actor: Actor, login: str, typed: str) -> Known:
    """An account is that of the person who shows a document at the counter."""
    town, number = actor.municipality_id, plain_number(typed)

    def verb(connection: Connection) -> Known:
        account = citizen_by_login(connection, town, login.strip().lower())
        if account is None:
            return Known.NO_ACCOUNT
        if not number:
            return Known.WRONG
        there = verified_number_of(connection, town, account.person_id)
        whose = person_verified_as(connection, town, number)
        if there == number:
            return Known.ALREADY
        if there is not None or whose is not None:
            return Known.TAKEN
        history = TownHistory(installation, connection, actor)
        insert_verified(
            connection,
            town,
            account.person_id,
            number,
            how="counter",
            checked_by=actor.person_id,
            at=history.now,
        )
        history.add(TownEventKind.ACCOUNT_VERIFIED, account.person_id)
        history.write()
        return Known.VERIFIED

    return installation.database.run(verb, municipality=town)


def support(installation: Installation, municipality_id: int, case_id: int, number: str) -> bool:
    """The person of a document supports a proposal; whether they do it for the first time. What
    was answered, or is not public, is supported no more."""
    town = municipality_id
    mark = support_mark(installation, town, case_id, number)

    def verb(connection: Connection) -> bool:
        row = proposal_of_case(connection, town, case_id)
        waits = row is not None and row.state == ProposalState.PUBLISHED
        if not waits or supported_by(connection, town, case_id, mark):
            return False
        insert_support(connection, town, case_id, mark)
        return True

    return installation.database.run(verb, municipality=town)
