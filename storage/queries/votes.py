"""How citizens vote: the consultations, their options, their urns and who voted."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import bindparam, func, select

from storage.database import Connection
from storage.queries.reading import many, one
from storage.tables import (
    consultation_options,
    consultation_passes,
    consultation_receipts,
    consultation_urns,
    consultation_voters,
    consultations,
)


@dataclass(frozen=True, slots=True)
class ConsultationRow:
    """A vote, without what lies in its urn. `budget` None: a plain vote, in which `seats` options
    win; `most`: how many one may mark; `result`: JSON, empty until counted."""

    id: int
    case_id: int
    number: str
    title: str
    question: str
    kind: str
    budget: Decimal | None
    most: int | None
    seats: int | None
    tie: str
    electors: int | None
    opens_at: datetime
    closes_at: datetime
    public_key: bytes
    wrapped_key: bytes
    seed_hash: str
    wrapped_seed: bytes
    counted_at: datetime | None
    result: str


@dataclass(frozen=True, slots=True)
class OptionRow:
    """What one may vote for; `place` from 1 on."""

    consultation_id: int
    place: int
    title: str
    told: str
    area: str
    cost: Decimal | None


@dataclass(frozen=True, slots=True)
class UrnRow:
    """The sealed ballots of a vote, all in one content."""

    consultation_id: int
    ballots: int
    content: bytes
    vouched: str


@dataclass(frozen=True, slots=True)
class VoterRow:
    """Somebody who voted, told by a mark."""

    mark: str
    vouched: str


@dataclass(frozen=True, slots=True)
class PassRow:
    """Who may vote at the counter, until when."""

    consultation_id: int
    mark: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class TurnoutRow:
    """A vote that was counted: how many of those who may voted in it; `electors` is not None."""

    case_id: int
    number: str
    closes_at: datetime
    electors: int
    voters: int


@dataclass(frozen=True, slots=True)
class _Count:
    count: int


@dataclass(frozen=True, slots=True)
class _Text:
    text: str


_VOTE = select(*(consultations.c[name] for name in ConsultationRow.__slots__)).where(
    consultations.c.municipality_id == bindparam("town")
)
_VOTES = _VOTE.order_by(consultations.c.closes_at.desc()).limit(bindparam("most"))
_VOTE_BY_ID = _VOTE.where(consultations.c.id == bindparam("id"))
_VOTE_BY_NUMBER = _VOTE.where(consultations.c.number == bindparam("number"))
_VOTE_OF_CASE = _VOTE.where(consultations.c.case_id == bindparam("case_id"))
_OPTIONS = (
    select(*(consultation_options.c[name] for name in OptionRow.__slots__))
    .where(consultation_options.c.municipality_id == bindparam("town"))
    .where(consultation_options.c.consultation_id == bindparam("id"))
    .order_by(consultation_options.c.place)
)
_PASS = (
    select(*(consultation_passes.c[name] for name in PassRow.__slots__))
    .where(consultation_passes.c.municipality_id == bindparam("town"))
    .where(consultation_passes.c.code_hash == bindparam("code_hash"))
)


def turnouts(connection: Connection, municipality_id: int) -> tuple[TurnoutRow, ...]:
    """The votes that were counted and of which it is known how many may vote."""
    of, there = consultations.c, consultation_voters.c
    voted = (
        select(func.count())
        .where(there.municipality_id == of.municipality_id, there.consultation_id == of.id)
        .correlate(consultations)
        .scalar_subquery()
    )
    asked = select(of.case_id, of.number, of.closes_at, of.electors, voted.label("voters")).where(
        of.municipality_id == municipality_id, of.counted_at.is_not(None), of.electors > 0
    )
    return many(connection, asked.order_by(of.closes_at, of.id), TurnoutRow)


def consultations_of(
    connection: Connection, municipality_id: int, *, limit: int = 50
) -> tuple[ConsultationRow, ...]:
    """Every vote, the one that closes last first."""
    return many(connection, _VOTES, ConsultationRow, {"town": municipality_id, "most": limit})


def consultation_by_id(
    connection: Connection, municipality_id: int, consultation_id: int
) -> ConsultationRow | None:
    """A vote."""
    values = {"town": municipality_id, "id": consultation_id}
    return one(connection, _VOTE_BY_ID, ConsultationRow, values)


def consultation_by_number(
    connection: Connection, municipality_id: int, number: str
) -> ConsultationRow | None:
    """A vote, by the number of its case."""
    values = {"town": municipality_id, "number": number}
    return one(connection, _VOTE_BY_NUMBER, ConsultationRow, values)


def consultation_of_case(
    connection: Connection, municipality_id: int, case_id: int
) -> ConsultationRow | None:
    """The vote of a case."""
    values = {"town": municipality_id, "case_id": case_id}
    return one(connection, _VOTE_OF_CASE, ConsultationRow, values)


def options_of(
    connection: Connection, municipality_id: int, consultation_id: int
) -> tuple[OptionRow, ...]:
    """What one may vote for, in its order."""
    return many(connection, _OPTIONS, OptionRow, {"town": municipality_id, "id": consultation_id})


def ballots_of(connection: Connection, municipality_id: int, consultation_id: int) -> int:
    """How many voted so far."""
    of = consultation_urns.c
    asked = select(of.ballots).where(
        of.municipality_id == municipality_id, of.consultation_id == consultation_id
    )
    return int(connection.execute(asked).scalar() or 0)


def urn_of(connection: Connection, municipality_id: int, consultation_id: int) -> UrnRow | None:
    """The urn as it is, closed."""
    of = consultation_urns.c
    asked = select(*(of[name] for name in UrnRow.__slots__)).where(
        of.municipality_id == municipality_id, of.consultation_id == consultation_id
    )
    return one(connection, asked, UrnRow)


def locked_urn(connection: Connection, municipality_id: int, consultation_id: int) -> UrnRow | None:
    """The urn, for whoever drops a ballot or counts: one at a time."""
    of = consultation_urns.c
    asked = (
        select(*(of[name] for name in UrnRow.__slots__))
        .where(of.municipality_id == municipality_id, of.consultation_id == consultation_id)
        .with_for_update()
    )
    return one(connection, asked, UrnRow)


def voters_of(
    connection: Connection, municipality_id: int, consultation_id: int
) -> tuple[VoterRow, ...]:
    """Who voted, by their marks."""
    of = consultation_voters.c
    asked = select(of.mark, of.vouched).where(
        of.municipality_id == municipality_id, of.consultation_id == consultation_id
    )
    return many(connection, asked, VoterRow)


def has_voted(
    connection: Connection, municipality_id: int, consultation_id: int, mark: str
) -> bool:
    """Whether somebody voted already."""
    of = consultation_voters.c
    asked = select(func.count()).where(
        of.municipality_id == municipality_id,
        of.consultation_id == consultation_id,
        of.mark == mark,
    )
    return bool(connection.execute(asked).scalar_one())


def pass_by_code(connection: Connection, municipality_id: int, code_hash: str) -> PassRow | None:
    """A pass of the counter."""
    return one(connection, _PASS, PassRow, {"town": municipality_id, "code_hash": code_hash})


def receipt_counted(
    connection: Connection, municipality_id: int, consultation_id: int, code: str
) -> bool:
    """Whether a ballot was counted, for who holds its receipt."""
    of = consultation_receipts.c
    asked = select(func.count()).where(
        of.municipality_id == municipality_id,
        of.consultation_id == consultation_id,
        of.code == code,
    )
    return bool(connection.execute(asked).scalar_one())


def receipts_of_count(
    connection: Connection, municipality_id: int, consultation_id: int
) -> tuple[str, ...]:
    """The receipts of all ballots that were counted, by their letters."""
    of = consultation_receipts.c
    asked = (
        select(of.code)
        .where(of.municipality_id == municipality_id, of.consultation_id == consultation_id)
        .order_by(of.code)
    )
    return tuple(each.text for each in many(connection, asked, _Text))
