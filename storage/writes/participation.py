"""What is written of proposals and votes. Ballots have no rows: the urn is one content."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, update

from storage.database import Connection
from storage.queries.votes import ConsultationRow, OptionRow, UrnRow, VoterRow
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


def put_proposal(
    connection: Connection, municipality_id: int, case_id: int, values: Mapping[str, Any]
) -> None:
    """What changed of a proposal, or a new one with all of its columns."""
    if "cost" in values:
        cost = values["cost"]
        values = {**values, "cents": None if cost is None else int(cost * 100)}
    own = (proposals.c.municipality_id == municipality_id, proposals.c.case_id == case_id)
    changed = connection.execute(update(proposals).where(*own).values(**values)).rowcount
    if not changed:
        row = {"municipality_id": municipality_id, "case_id": case_id, **values}
        connection.execute(insert(proposals).values(**row))


def insert_support(connection: Connection, municipality_id: int, case_id: int, mark: str) -> None:
    """Somebody supports a proposal; the key refuses a second time."""
    row = {"municipality_id": municipality_id, "case_id": case_id, "mark": mark}
    connection.execute(insert(proposal_supports).values(**row))


def insert_verified(
    connection: Connection,
    municipality_id: int,
    person_id: int,
    national_id: str,
    *,
    how: str,
    checked_by: int | None,
    at: datetime,
) -> None:
    """Who an account is."""
    connection.execute(
        insert(verified_people).values(
            municipality_id=municipality_id,
            person_id=person_id,
            national_id=national_id,
            how=how,
            checked_by=checked_by,
            checked_at=at,
        )
    )


def insert_consultation(
    connection: Connection,
    municipality_id: int,
    row: ConsultationRow,
    options: Sequence[OptionRow],
    urn: UrnRow,
) -> None:
    """A new vote with its options and its empty urn."""
    connection.execute(insert(consultations).values(municipality_id=municipality_id, **asdict(row)))
    told = [{"municipality_id": municipality_id, **asdict(each)} for each in options]
    connection.execute(insert(consultation_options), told)
    connection.execute(
        insert(consultation_urns).values(municipality_id=municipality_id, **asdict(urn))
    )


def insert_voter(
    connection: Connection, municipality_id: int, consultation_id: int, row: VoterRow
) -> None:
    """Somebody votes; the key refuses a second time."""
    connection.execute(
        insert(consultation_voters).values(
            municipality_id=municipality_id, consultation_id=consultation_id, **asdict(row)
        )
    )


def put_urn(connection: Connection, municipality_id: int, row: UrnRow) -> None:
    """The urn as it is now."""
    of = consultation_urns.c
    own = (of.municipality_id == municipality_id, of.consultation_id == row.consultation_id)
    connection.execute(update(consultation_urns).where(*own).values(**asdict(row)))


def put_pass(
    connection: Connection,
    municipality_id: int,
    consultation_id: int,
    mark: str,
    *,
    code_hash: str,
    expires_at: datetime,
) -> None:
    """A pass in the place of one that the same person had."""
    drop_pass(connection, municipality_id, consultation_id, mark)
    connection.execute(
        insert(consultation_passes).values(
            municipality_id=municipality_id,
            consultation_id=consultation_id,
            mark=mark,
            code_hash=code_hash,
            expires_at=expires_at,
        )
    )


def drop_pass(
    connection: Connection, municipality_id: int, consultation_id: int, mark: str
) -> None:
    """A pass is used, or replaced."""
    of = consultation_passes.c
    own = (
        of.municipality_id == municipality_id,
        of.consultation_id == consultation_id,
        of.mark == mark,
    )
    connection.execute(delete(consultation_passes).where(*own))


def close_count(
    connection: Connection,
    municipality_id: int,
    consultation_id: int,
    *,
    result: str,
    receipts: Sequence[str],
    at: datetime,
) -> None:
    """A vote is counted: what came out stays; the key, what the urn held and open passes go."""
    own = (
        consultations.c.municipality_id == municipality_id,
        consultations.c.id == consultation_id,
    )
    counted = {"result": result, "counted_at": at, "wrapped_key": b"", "wrapped_seed": b""}
    connection.execute(update(consultations).where(*own).values(**counted))
    urn, passes = consultation_urns.c, consultation_passes.c
    connection.execute(
        update(consultation_urns)
        .where(urn.municipality_id == municipality_id, urn.consultation_id == consultation_id)
        .values(content=b"", vouched="")
    )
    connection.execute(
        delete(consultation_passes).where(
            passes.municipality_id == municipality_id, passes.consultation_id == consultation_id
        )
    )
    rows = [
        {"municipality_id": municipality_id, "consultation_id": consultation_id, "code": each}
        for each in receipts
    ]
    if rows:
        connection.execute(insert(consultation_receipts), rows)
