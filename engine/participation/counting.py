"""A vote is counted, once, after its end: the urn is opened, its ballots told together, and the key
is thrown away. There is no other way to open it: no page, no command, no other verb.

Before anything is opened the urn must be as the house left it, and hold as many ballots as there
are voters, each of them written by the house.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from engine.installation import Installation
from engine.participation.keys import said_of, unwrapped
from engine.participation.marks import vouched_urn, vouched_voter
from engine.participation.opening import rule_of
from engine.participation.urns import ballots_in, opened_ballot, receipt_of
from engine.participation.winners import Ranked, may_mark, ranked, tallied
from engine.sealing.boxes import NotOpened
from storage.database import Connection
from storage.queries.votes import (
    ConsultationRow,
    OptionRow,
    UrnRow,
    consultation_of_case,
    locked_urn,
    options_of,
    voters_of,
)
from storage.writes.participation import close_count


class Uncounted(StrEnum):
    """unknown: the case has no vote; open: it is not over; urn: somebody else changed the urn;
    voters: they are not as many as the ballots, or not all written by the house; rules: the vote
    is not what it was when it was opened."""

    UNKNOWN = "unknown"
    OPEN = "open"
    URN = "urn"
    VOTERS = "voters"
    RULES = "rules"


@dataclass(frozen=True, slots=True)
class Counted:
    """What came out; `void`: ballots that did not open or break the rule; `seed` of the lot."""

    ballots: int
    blank: int
    void: int
    ranked: tuple[Ranked, ...]
    seed: str


def count(installation: Installation, municipality_id: int, case_id: int) -> Counted | Uncounted:
    """Count the vote of a case; counting again tells what came out the first time."""
    town = municipality_id

    def verb(connection: Connection) -> Counted | Uncounted:
        vote = consultation_of_case(connection, town, case_id)
        if vote is None:
            return Uncounted.UNKNOWN
        urn = locked_urn(connection, town, vote.id)
        vote = consultation_of_case(connection, town, case_id)
        if vote is None or urn is None:
            return Uncounted.UNKNOWN
        if vote.result:
            return counted_in(vote)
        if installation.clock.now() < vote.closes_at:
            return Uncounted.OPEN
        wrong = _wrong(installation, connection, town, vote, urn)
        if wrong is not None:
            return wrong
        options = options_of(connection, town, vote.id)
        try:
            found = _opened(installation, town, vote, options, urn)
        except NotOpened:
            return Uncounted.RULES
        close_count(
            connection,
            town,
            vote.id,
            result=written(found),
            receipts=sorted(receipt_of(each) for each in ballots_in(urn.content)),
            at=installation.clock.now(),
        )
        return found

    return installation.database.run(verb, municipality=town)


def counted_in(vote: ConsultationRow) -> Counted:
    """What came out of a vote that was counted."""
    told: dict[str, Any] = json.loads(vote.result, parse_float=Decimal)
    rows = tuple(
        Ranked(**{**each, "left": None if each["left"] is None else Decimal(each["left"])})
        for each in told.pop("ranked")
    )
    return Counted(**told, ranked=rows)


def written(found: Counted) -> str:
    """The same as it is kept."""
    return json.dumps(asdict(found), default=str, sort_keys=True)


def _wrong(
    installation: Installation,
    connection: Connection,
    town: int,
    vote: ConsultationRow,
    urn: UrnRow,
) -> Uncounted | None:
    if urn.vouched != vouched_urn(installation, town, vote.id, urn.content):
        return Uncounted.URN
    voters = voters_of(connection, town, vote.id)
    own = all(
        each.vouched == vouched_voter(installation, town, vote.id, each.mark) for each in voters
    )
    if not own or len(voters) != len(ballots_in(urn.content)) or len(voters) != urn.ballots:
        return Uncounted.VOTERS
    return None


def _opened(
    installation: Installation,
    town: int,
    vote: ConsultationRow,
    options: Sequence[OptionRow],
    urn: UrnRow,
) -> Counted:
    private = unwrapped(installation, town, vote, options, vote.wrapped_key)
    seed = unwrapped(installation, town, vote, options, vote.wrapped_seed)
    rule, said = rule_of(vote), said_of(town, vote)
    costs = {each.place: each.cost or Decimal(0) for each in options}
    good, void = [], 0
    for ballot in ballots_in(urn.content):
        try:
            marked = opened_ballot(private, ballot, said=said)
        except NotOpened:
            void += 1
            continue
        if may_mark(marked, costs, costs, rule):
            good.append(marked)
        else:
            void += 1
    blank = sum(not each for each in good)
    votes = tallied(good, [each.place for each in options])
    return Counted(len(good) + void, blank, void, ranked(votes, costs, rule, seed), seed.hex())
