"""Making, listing and revoking service tokens: verbs of who runs an installation.

Each token gets a person of its own, without e-mail or password: the history names it as it names
people, tasks can be in its hands, and what it filed under seal only it may read.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

from engine.access.scopes import Scope
from engine.access.secrets import RANDOM_BYTES, hash_of, text_of
from engine.identity import Actor
from engine.installation import Installation
from engine.refusals import RefusalKind, Refused
from storage.database import Connection
from storage.queries import tokens as queries
from storage.queries.municipalities import municipality_by_id
from storage.queries.tokens import TokenRow
from storage.writes import identity as people
from storage.writes import tokens as writes


@dataclass(frozen=True, slots=True)
class Issued:
    """A new token; its text is shown only now."""

    token_id: int
    person_id: int
    token: str = field(repr=False)


def create_token(
    installation: Installation,
    actor: Actor,
    *,
    name: str,
    scopes: Collection[Scope],
    roles: Collection[str] = (),
    job_kinds: Collection[str] = (),
    expires_at: datetime | None = None,
) -> Issued | Refused:
    """A token that acts with these roles, for these uses, until an instant or until revoked.

    `job_kinds` are the kinds of work that it may do with `jobs:work`; none: every kind.
    """
    now, municipality_id = installation.clock.now(), actor.municipality_id
    if not name.strip():
        return _wrong("name")
    if not scopes:
        return _wrong("scopes")
    if expires_at is not None and expires_at <= now:
        return _wrong("expires_at")
    if not _are_words(roles):
        return _wrong("roles")
    if not _are_words(job_kinds):
        return _wrong("job_kinds")
    token_id, person_id = installation.ids.new(), installation.ids.new()
    random = installation.random_bytes(RANDOM_BYTES)

    def verb(connection: Connection) -> Issued | Refused:
        town = municipality_by_id(connection, municipality_id)
        if town is None:
            return Refused(RefusalKind.NOT_FOUND)
        token = text_of(town.slug, random)
        people.insert_person(
            connection, municipality_id, person_id=person_id, name=name.strip(), active_from=now
        )
        writes.insert_token(
            connection,
            municipality_id,
            token_id=token_id,
            person_id=person_id,
            name=name.strip(),
            token_hash=hash_of(token),
            scopes=" ".join(sorted(set(scopes))),
            roles=" ".join(sorted(set(roles))),
            job_kinds=" ".join(sorted(set(job_kinds))),
            created_at=now,
            created_by=actor.person_id,
            expires_at=expires_at,
        )
        return Issued(token_id, person_id, token)

    return installation.database.run(verb, municipality=municipality_id)


def list_tokens(installation: Installation, actor: Actor) -> tuple[TokenRow, ...]:
    """Every token of the municipality, revoked ones too."""
    with installation.database.read(actor.municipality_id) as connection:
        return queries.tokens_of(connection, actor.municipality_id)


def revoke_token(installation: Installation, actor: Actor, token_id: int) -> Refused | None:
    """End a token from now on; None when it has ended, however often one asks."""
    municipality_id, now = actor.municipality_id, installation.clock.now()
    there = installation.database.run(
        lambda connection: writes.revoke_token(connection, municipality_id, token_id, at=now),
        municipality=municipality_id,
    )
    return None if there else Refused(RefusalKind.NOT_FOUND)


def _are_words(words: Collection[str]) -> bool:
    return all(word and not any(char.isspace() for char in word) for word in words)


def _wrong(field_name: str) -> Refused:
    return Refused(RefusalKind.INVALID_DATA, {"field": field_name})
