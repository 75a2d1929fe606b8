"""Whether a ballot is where its voter left it, for who holds its receipt."""

from __future__ import annotations

from enum import StrEnum

from engine.letters.codes import read_code
from engine.participation.urns import ballots_in, receipt_of
from storage.database import Connection
from storage.queries.votes import ConsultationRow, receipt_counted, urn_of


class Standing(StrEnum):
    """counted: it is among those that were counted; waiting: it lies in the urn; unknown: neither;
    unreadable: it is no receipt."""

    COUNTED = "counted"
    WAITING = "waiting"
    UNKNOWN = "unknown"
    UNREADABLE = "unreadable"


def standing_of(
    connection: Connection, municipality_id: int, vote: ConsultationRow, typed: str
) -> Standing:
    """Where the ballot of a receipt is."""
    code = read_code(typed)
    if not code:
        return Standing.UNREADABLE
    if vote.counted_at is not None:
        there = receipt_counted(connection, municipality_id, vote.id, code)
        return Standing.COUNTED if there else Standing.UNKNOWN
    urn = urn_of(connection, municipality_id, vote.id)
    held = ballots_in(urn.content) if urn else []
    return Standing.WAITING if code in map(receipt_of, held) else Standing.UNKNOWN
