"""Voting at the counter: who shows their document there gets a code, with which the booth opens.

The code is good for minutes, once, for the person of the document; nobody of the counter sees what
is marked with it. The history of the municipality tells who gave a pass, not to whom.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import timedelta
from hashlib import sha256

from engine.history.town import TownEventKind, TownHistory
from engine.identity import Actor
from engine.installation import Installation
from engine.letters.codes import read_code, spelled
from engine.participation.casting import Cast, Uncast, WhyNot, cast_by_mark, is_open
from engine.participation.marks import plain_number, vote_mark
from storage.database import Connection
from storage.queries.votes import consultation_by_id, has_voted, pass_by_code
from storage.writes.participation import put_pass

MINUTES = timedelta(minutes=20)


@dataclass(frozen=True, slots=True)
class Pass:
    """What is handed over."""

    code: str = field(repr=False)


def give_pass(
    installation: Installation, actor: Actor, consultation_id: int, typed: str
) -> Pass | Uncast:
    """A pass for the person of a document that somebody at the counter has seen."""
    town, number = actor.municipality_id, plain_number(typed)
    mark = vote_mark(installation, town, consultation_id, number)
    code = spelled(installation.random_bytes(10))

    def verb(connection: Connection) -> Pass | Uncast:
        vote = consultation_by_id(connection, town, consultation_id)
        if vote is None or not number:
            return Uncast(WhyNot.UNKNOWN)
        if not is_open(installation, vote):
            return Uncast(WhyNot.NOT_OPEN)
        if has_voted(connection, town, vote.id, mark):
            return Uncast(WhyNot.VOTED)
        history = TownHistory(installation, connection, actor)
        until = history.now + MINUTES
        put_pass(connection, town, vote.id, mark, code_hash=_hash(code), expires_at=until)
        history.add(TownEventKind.VOTING_PASS_GIVEN, data={"number": vote.number})
        history.write()
        return Pass(code)

    return installation.database.run(verb, municipality=town)


def vote_of_pass(installation: Installation, municipality_id: int, typed: str) -> int | None:
    """The vote that a pass is good for; None where it is none, or no more."""
    row = _row(installation, municipality_id, typed)
    return row[0] if row else None


def cast_with_pass(
    installation: Installation, municipality_id: int, typed: str, marked: Collection[int]
) -> Cast | Uncast:
    """The vote of who holds a pass."""
    row = _row(installation, municipality_id, typed)
    if row is None:
        return Uncast(WhyNot.UNKNOWN)
    return cast_by_mark(installation, municipality_id, row[0], row[1], marked)


def _row(installation: Installation, town: int, typed: str) -> tuple[int, str] | None:
    code = read_code(typed)
    if not code:
        return None
    with installation.database.read(town) as connection:
        row = pass_by_code(connection, town, _hash(code))
    if row is None or row.expires_at <= installation.clock.now():
        return None
    return row.consultation_id, row.mark


def _hash(code: str) -> str:
    return sha256(f"cauce voting pass 1\n{code}".encode()).hexdigest()
