"""Whom the cases of a municipality know by their identifier."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, and_, select

from storage.database import Connection
from storage.queries.reading import many
from storage.tables import case_people, cases, party_words
from storage.tables.casefile import PartyRole
from storage.tables.finding import NUMBER_MARK


@dataclass(frozen=True, slots=True)
class KnownPartyRow:
    """Somebody in a case, and which case that is."""

    municipality_id: int
    name: str
    contact: str
    case_id: int
    number: str
    definition_id: int


def known_parties(
    connection: Connection,
    municipality_id: int,
    number: str,
    *,
    definitions: Collection[int],
    limit: int,
) -> tuple[KnownPartyRow, ...]:
    """Who has this identifier (as `storage.words.plain_number` writes it) in cases of these
    versions of processes, the newest entry first; who has left a case counts no more."""
    known = _parties(municipality_id, number).where(cases.c.definition_id.in_(tuple(definitions)))
    return many(connection, known.limit(limit), KnownPartyRow)


def own_parties(
    connection: Connection,
    municipality_id: int,
    number: str,
    *,
    among: Collection[int],
    limit: int,
) -> tuple[KnownPartyRow, ...]:
    """Who asked with this identifier for one of these cases, the newest entry first."""
    own = (
        _parties(municipality_id, number)
        .where(cases.c.id.in_(tuple(among)))
        .where(case_people.c.role == PartyRole.APPLICANT)
    )
    return many(connection, own.limit(limit), KnownPartyRow)


def _parties(municipality_id: int, number: str) -> Select[Any]:
    word, party = party_words.c, case_people.c
    there = and_(
        party.municipality_id == word.municipality_id,
        party.id == word.party_id,
        party.ended_at.is_(None),
    )
    held = and_(cases.c.municipality_id == word.municipality_id, cases.c.id == word.case_id)
    return (
        select(
            party.municipality_id,
            party.name,
            party.contact,
            cases.c.id,
            cases.c.number,
            cases.c.definition_id,
        )
        .select_from(party_words.join(case_people, there).join(cases, held))
        .where(word.municipality_id == municipality_id, word.word == NUMBER_MARK + number)
        .order_by(party.added_at.desc(), party.id.desc())
    )
