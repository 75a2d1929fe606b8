"""Somebody votes: who they are goes among the voters, their sealed ballot into the urn, at once.

Nothing of the ballot is beside the voter: no number, no time, no event of the history. They get a
receipt, which names the sealed ballot and says nothing of what it holds; the house keeps it not.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from engine.installation import Installation
from engine.participation.keys import said_of
from engine.participation.marks import vote_mark, vouched_urn, vouched_voter
from engine.participation.opening import rule_of
from engine.participation.urns import receipt_of, sealed_ballot, with_ballot
from engine.participation.winners import may_mark
from engine.sealing.boxes import KEY
from storage.database import Connection
from storage.queries.votes import (
    ConsultationRow,
    UrnRow,
    VoterRow,
    consultation_by_id,
    has_voted,
    locked_urn,
    options_of,
)
from storage.writes.participation import drop_pass, insert_voter, put_urn


class WhyNot(StrEnum):
    """not_open: it has not begun, or is over; voted: once is enough; rule: the ballot breaks the
    rule of the vote; unknown: there is no such vote; changed: the urn is not as it was left."""

    NOT_OPEN = "not_open"
    VOTED = "voted"
    RULE = "rule"
    UNKNOWN = "unknown"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Cast:
    """The ballot is in the urn."""

    receipt: str


@dataclass(frozen=True, slots=True)
class Uncast:
    """Nothing was written."""

    why: WhyNot


def cast(
    installation: Installation,
    municipality_id: int,
    consultation_id: int,
    number: str,
    marked: Collection[int],
) -> Cast | Uncast:
    """The vote of the person whose document has this number; nothing marked is a blank vote."""
    mark = vote_mark(installation, municipality_id, consultation_id, number)
    return cast_by_mark(installation, municipality_id, consultation_id, mark, marked)


def cast_by_mark(
    installation: Installation,
    municipality_id: int,
    consultation_id: int,
    mark: str,
    marked: Collection[int],
) -> Cast | Uncast:
    """The same for who is known by their mark."""
    town = municipality_id

    def verb(connection: Connection) -> Cast | Uncast:
        urn = locked_urn(connection, town, consultation_id)
        vote = consultation_by_id(connection, town, consultation_id)
        if vote is None or urn is None:
            return Uncast(WhyNot.UNKNOWN)
        why = _refusal(installation, connection, town, vote, urn, mark, marked)
        if why is not None:
            return Uncast(why)
        vouched = vouched_voter(installation, town, vote.id, mark)
        insert_voter(connection, town, vote.id, VoterRow(mark, vouched))
        drop_pass(connection, town, vote.id, mark)
        ballot = sealed_ballot(
            vote.public_key,
            marked,
            said=said_of(town, vote),
            fresh=installation.random_bytes(KEY),
        )
        content = with_ballot(urn.content, ballot)
        left = vouched_urn(installation, town, vote.id, content)
        put_urn(connection, town, UrnRow(vote.id, urn.ballots + 1, content, left))
        return Cast(receipt_of(ballot))

    return installation.database.run(verb, municipality=town)


def is_open(installation: Installation, vote: ConsultationRow) -> bool:
    """Whether one may vote now."""
    return vote.counted_at is None and vote.opens_at <= installation.clock.now() < vote.closes_at


def _refusal(
    installation: Installation,
    connection: Connection,
    town: int,
    vote: ConsultationRow,
    urn: UrnRow,
    mark: str,
    marked: Collection[int],
) -> WhyNot | None:
    if not is_open(installation, vote):
        return WhyNot.NOT_OPEN
    if has_voted(connection, town, vote.id, mark):
        return WhyNot.VOTED
    options = options_of(connection, town, vote.id)
    costs = {each.place: each.cost or Decimal(0) for each in options}
    if not may_mark(marked, costs, costs, rule_of(vote)):
        return WhyNot.RULE
    if urn.vouched != vouched_urn(installation, town, vote.id, urn.content):
        return WhyNot.CHANGED
    return None
