"""From the text of a token to who acts: the actor, and what the token may be used for.

The token is looked up or proved anew for every request, so that one that was revoked is gone with
the next; its municipality is remembered for a moment. The day of its last use is written once a
day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from engine.access.secrets import hash_of, slug_of
from engine.identity import Actor
from engine.installation import Installation
from engine.memory import Bounded
from storage.database import WHOLE_INSTALLATION
from storage.door import token_at_door
from storage.proof import Answers, Proof
from storage.queries.municipalities import MunicipalityRow, municipality_by_slug
from storage.queries.tokens import TokenRow
from storage.writes.tokens import note_use

FRESH = timedelta(seconds=30)
_seen: Bounded[tuple[str, str], Answers] = Bounded(2_000)
"""What the door said of a token; believed only with its proof."""
_towns: Bounded[tuple[str, str], tuple[datetime, MunicipalityRow]] = Bounded(2_000)


@dataclass(frozen=True, slots=True)
class Caller:
    """A program at the door of its municipality."""

    token_id: int
    actor: Actor
    scopes: frozenset[str]
    municipality: MunicipalityRow
    job_kinds: frozenset[str] = frozenset()
    """The kinds of work that it may do; none: every kind."""
    proof: Proof | None = None
    """What the first transaction must prove for all this to be so."""


def resolve(installation: Installation, token: str, *, proves: bool = False) -> Caller | None:
    """Who the token stands for; None when it is unknown, revoked or over. Who `proves` what is owed
    (`Database.proving`) may be told what the door said last time."""
    slug = slug_of(token)
    if slug is None:
        return None
    town = _town(installation, slug)
    if town is None:
        return None
    key = (installation.database.url, hash_of(token))
    known = _seen.get(key) if proves else None
    row, told = token_at_door(installation.database, town.id, key[1], known=known)
    if row is None or not _counts(installation, row):
        _seen.forget(key)
        return None if told.proof is None else resolve(installation, token)
    _seen.keep(key, told.answers)
    _note_use(installation, town, row)
    actor = Actor(town.id, row.person_id, row.person_name, frozenset(row.roles.split()))
    scopes, kinds = frozenset(row.scopes.split()), frozenset(row.job_kinds.split())
    return Caller(row.id, actor, scopes, town, kinds, told.proof)


def _town(installation: Installation, slug: str) -> MunicipalityRow | None:
    """The municipality of an address, at most `FRESH` old."""
    key, now = (installation.database.url, slug), installation.clock.now()
    kept = _towns.get(key)
    if kept is not None and timedelta() <= now - kept[0] < FRESH:
        return kept[1]
    with installation.database.read(WHOLE_INSTALLATION) as connection:
        town = municipality_by_slug(connection, slug)
    if town is not None:
        _towns.keep(key, (now, town))
    return town


def _counts(installation: Installation, row: TokenRow) -> bool:
    now = installation.clock.now()
    ends = (row.expires_at, row.active_until)
    return row.revoked_at is None and all(end is None or now < end for end in ends)


def _note_use(installation: Installation, town: MunicipalityRow, row: TokenRow) -> None:
    today = installation.clock.now().astimezone(ZoneInfo(town.timezone)).date()
    if row.last_used_on is None or row.last_used_on < today:
        installation.database.run(
            lambda connection: note_use(connection, town.id, row.id, on=today),
            municipality=town.id,
        )
