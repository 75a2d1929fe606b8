"""What citizens proposed and support, and whose document was shown: for pages, files and verbs."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import bindparam, func, or_, select

from storage.database import Connection
from storage.queries.reading import containing, joined, many, one
from storage.tables import proposal_supports, proposals, verified_people
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
class FiledRow:
    """The days of a proposal."""

    case_id: int
    area: str
    filed_on: date
    due_on: date | None
    answered_on: date | None


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


def proposals_filed(connection: Connection, municipality_id: int) -> tuple[FiledRow, ...]:
    """When each proposal came, until when it must be answered, and when it was."""
    of = proposals.c
    asked = select(of.case_id, of.area, of.filed_on, of.due_on, of.answered_on).where(
        of.municipality_id == municipality_id
    )
    return many(connection, asked.order_by(of.filed_on, of.case_id), FiledRow)


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
