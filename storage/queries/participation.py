"""What citizens proposed, and how they voted: for pages, files and the verbs themselves."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import bindparam, func, or_, select

from storage.database import Connection
from storage.queries.reading import containing, joined, many, one
from storage.tables import (
    consultation_options,
    consultation_passes,
    consultation_receipts,
    consultation_urns,
    consultation_voters,
    consultations,
    proposal_supports,
    proposals,
    verified_people,
)
from storage.tables.participation import ProposalState


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """A proposal with nobody's data; `supports` are those on paper and those of who is verified."""

    case_id: int
    number: str
    state: str
    title: str
    area: str
    place: str
    told: str
    paper_supports: int
    filed_on: date
    due_on: date | None
    answered_on: date | None
    answer: str
    action: str
    cost: Decimal | None
    supports: int


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
class _Count:
    count: int


@dataclass(frozen=True, slots=True)
class _Text:
    text: str


_HIDDEN = (str(ProposalState.RECEIVED),)
_SUPPORTS = (
    select(func.count())
    .where(joined(proposals, proposal_supports, "case_id", key="case_id"))
    .correlate(proposals)
    .scalar_subquery()
)
_PROPOSAL = select(
    proposals.c.case_id,
    proposals.c.number,
    proposals.c.state,
    proposals.c.title,
    proposals.c.area,
    proposals.c.place,
    proposals.c.told,
    proposals.c.paper_supports,
    proposals.c.filed_on,
    proposals.c.due_on,
    proposals.c.answered_on,
    proposals.c.answer,
    proposals.c.action,
    proposals.c.cost,
    (proposals.c.paper_supports + _SUPPORTS).label("supports"),
).where(proposals.c.municipality_id == bindparam("town"))
_BY_NUMBER = _PROPOSAL.where(proposals.c.number == bindparam("number"))
_OF_CASE = _PROPOSAL.where(proposals.c.case_id == bindparam("case_id"))
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


def proposals_of(
    connection: Connection,
    municipality_id: int,
    *,
    words: str = "",
    area: str = "",
    state: str = "",
    limit: int = 50,
    offset: int = 0,
) -> tuple[ProposalRow, ...]:
    """Those that anybody may see, newest first; of what was not admitted the answer is told."""
    asked = _PROPOSAL.where(proposals.c.state.not_in(_HIDDEN))
    if words:
        asked = asked.where(
            or_(*(containing(proposals.c[each], words) for each in ("title", "place", "number")))
        )
    if area:
        asked = asked.where(proposals.c.area == area)
    if state:
        asked = asked.where(proposals.c.state == state)
    asked = asked.order_by(proposals.c.filed_on.desc(), proposals.c.case_id.desc())
    return many(
        connection, asked.limit(limit).offset(offset).params(town=municipality_id), ProposalRow
    )


def proposal_by_number(
    connection: Connection, municipality_id: int, number: str
) -> ProposalRow | None:
    """A proposal, whether it is public or not."""
    return one(connection, _BY_NUMBER, ProposalRow, {"town": municipality_id, "number": number})


def proposal_of_case(
    connection: Connection, municipality_id: int, case_id: int
) -> ProposalRow | None:
    """The proposal of a case."""
    return one(connection, _OF_CASE, ProposalRow, {"town": municipality_id, "case_id": case_id})


def state_of_proposals(connection: Connection, municipality_id: int) -> tuple[int, int, int]:
    """How many there are, were answered, and are supported: changes whenever the list does."""
    own = proposals.c.municipality_id == municipality_id
    supports = select(func.count()).where(proposal_supports.c.municipality_id == municipality_id)
    found = connection.execute(
        select(
            func.count(),
            func.count(proposals.c.answered_on),
            func.coalesce(func.sum(proposals.c.paper_supports), 0) + supports.scalar_subquery(),
        ).where(own, proposals.c.state.not_in(_HIDDEN))
    ).one()
    return (int(found[0]), int(found[1]), int(found[2]))


def supported_by(connection: Connection, municipality_id: int, case_id: int, mark: str) -> bool:
    """Whether somebody supports a proposal already."""
    of = proposal_supports.c
    asked = select(func.count()).where(
        of.municipality_id == municipality_id, of.case_id == case_id, of.mark == mark
    )
    return bool(connection.execute(asked).scalar_one())


def verified_number_of(connection: Connection, municipality_id: int, person_id: int) -> str | None:
    """The number of the document that somebody showed; None for who showed none."""
    of = verified_people.c
    asked = select(of.national_id).where(
        of.municipality_id == municipality_id, of.person_id == person_id
    )
    found = one(connection, asked, _Text)
    return found.text if found else None


def person_verified_as(
    connection: Connection, municipality_id: int, national_id: str
) -> int | None:
    """Whose account a document was shown for."""
    of = verified_people.c
    asked = select(of.person_id).where(
        of.municipality_id == municipality_id, of.national_id == national_id
    )
    found = one(connection, asked, _Count)
    return found.count if found else None


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
