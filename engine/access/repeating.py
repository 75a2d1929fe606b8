"""A request that is sent twice acts once: its answer is kept for a day under the sender's key.

The key is taken before the work begins. Should the process die in between, the key stays taken
until its day is over: whether the work was done is then for a person to look up, since doing an
act of the administration twice is worse than asking.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from engine.access.resolving import Caller
from engine.installation import Installation
from storage.database import Connection
from storage.queries.tokens import kept_answer
from storage.writes import tokens as writes

KEPT_FOR = timedelta(hours=24)


class Repeat(StrEnum):
    """first: nobody asked this yet, the key is taken; other: the key was used for another request;
    running: the same request is being worked on, or its process died."""

    FIRST = "first"
    OTHER = "other"
    RUNNING = "running"


@dataclass(frozen=True, slots=True)
class Kept:
    """What was answered the first time."""

    status: int
    headers: str
    body: bytes


def begin(installation: Installation, caller: Caller, key: str, fingerprint: str) -> Repeat | Kept:
    """Take the key, or say what became of the request that has it."""
    town, now = caller.actor.municipality_id, installation.clock.now()

    def verb(connection: Connection) -> Repeat | Kept:
        writes.prune_answers(connection, town, now=now)
        taken = writes.reserve_answer(
            connection,
            town,
            caller.token_id,
            key=key,
            fingerprint=fingerprint,
            at=now,
            expires_at=now + KEPT_FOR,
        )
        if taken:
            return Repeat.FIRST
        found = kept_answer(connection, town, caller.token_id, key=key)
        if found is None:
            return Repeat.RUNNING
        if found.fingerprint != fingerprint:
            return Repeat.OTHER
        if found.status is None:
            return Repeat.RUNNING
        return Kept(found.status, found.headers or "", found.body or b"")

    return installation.database.run(verb, municipality=town)


def finish(installation: Installation, caller: Caller, key: str, answer: Kept) -> None:
    """Keep the answer under its key."""
    town = caller.actor.municipality_id
    installation.database.run(
        lambda connection: writes.keep_answer(
            connection,
            town,
            caller.token_id,
            key=key,
            status=answer.status,
            headers=answer.headers,
            body=answer.body,
        ),
        municipality=town,
    )


def abandon(installation: Installation, caller: Caller, key: str) -> None:
    """Free the key: the request failed on our side and may come again."""
    town = caller.actor.municipality_id
    installation.database.run(
        lambda connection: writes.forget_answer(connection, town, caller.token_id, key=key),
        municipality=town,
    )
