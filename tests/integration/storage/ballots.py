"""Proposals and votes of Tambo Real that could leak, and every question about them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from storage.database import Connection
from storage.queries import proposals, votes
from storage.queries.votes import ConsultationRow, OptionRow, UrnRow, VoterRow
from storage.tables import consultation_receipts, consultations
from storage.tables.participation import ProposalState
from storage.writes.participation import (
    insert_consultation,
    insert_support,
    insert_verified,
    insert_voter,
    put_pass,
    put_proposal,
)

CASE = 1_900_001
VOTE = 1_900_950
DAY = date(2026, 1, 5)

BALLOTS: list[tuple[Callable[..., Any], dict[str, Any]]] = [
    (proposals.proposals_of, {"words": "secreta"}),
    (proposals.proposal_by_number, {"number": "PRO-1"}),
    (proposals.proposal_of_case, {"case_id": CASE}),
    (proposals.supported_by, {"case_id": CASE, "mark": "secret"}),
    (proposals.verified_number_of, {"person_id": 1_000_000}),
    (proposals.person_verified_as, {"national_id": "40511226"}),
    (proposals.proposals_filed, {}),
    (votes.turnouts, {}),
    (votes.consultations_of, {}),
    (votes.consultation_by_id, {"consultation_id": VOTE}),
    (votes.consultation_by_number, {"number": "VOT-1"}),
    (votes.consultation_of_case, {"case_id": CASE}),
    (votes.options_of, {"consultation_id": VOTE}),
    (votes.ballots_of, {"consultation_id": VOTE}),
    (votes.urn_of, {"consultation_id": VOTE}),
    (votes.locked_urn, {"consultation_id": VOTE}),
    (votes.voters_of, {"consultation_id": VOTE}),
    (votes.has_voted, {"consultation_id": VOTE, "mark": "secret"}),
    (votes.pass_by_code, {"code_hash": "secret"}),
    (votes.receipt_counted, {"consultation_id": VOTE, "code": "7F3K"}),
    (votes.receipts_of_count, {"consultation_id": VOTE}),
]


def fill_ballots(connection: Connection, case_id: int, at: datetime) -> None:
    """A proposal with a support, and a vote with a voter, a pass and a receipt."""
    proposal = {
        "number": "PRO-1", "state": str(ProposalState.PUBLISHED), "title": "Propuesta secreta",
        "area": "inversion", "place": "Losa", "told": "Luz", "paper_supports": 3, "filed_on": DAY,
        "due_on": DAY, "answer": "", "action": "", "cost": None,
    }  # fmt: skip
    put_proposal(connection, 1, case_id, proposal)
    insert_support(connection, 1, case_id, "secret")
    insert_verified(connection, 1, 1_000_000, "40511226", how="counter", checked_by=None, at=at)
    vote = ConsultationRow(
        VOTE, case_id, "VOT-1", "Votación", "¿Qué?", "budget", Decimal(100), None, None, "cost",
        100, at, at + timedelta(days=1), b"p", b"w", "h", b"s", None, "",
    )  # fmt: skip
    options = [OptionRow(VOTE, 1, "A", "", "inversion", Decimal(60))]
    insert_consultation(connection, 1, vote, options, UrnRow(VOTE, 1, b"ballot", "v"))
    insert_voter(connection, 1, VOTE, VoterRow("secret", "v"))
    put_pass(connection, 1, VOTE, "secret", code_hash="secret", expires_at=at)
    connection.execute(consultations.update().values(counted_at=at))
    connection.execute(
        consultation_receipts.insert().values(municipality_id=1, consultation_id=VOTE, code="7F3K")
    )
