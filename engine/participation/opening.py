"""A vote is opened: its options and rules, a key pair for its ballots, and the seed of its lot.

Opening a second time finds what the first left.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from hashlib import sha256

from engine.installation import Installation
from engine.participation.keys import wrapped
from engine.participation.marks import vouched_urn
from engine.participation.urns import MOST_OPTIONS
from engine.participation.winners import Rule
from engine.sealing.boxes import KEY, public_half
from storage.database import Connection
from storage.queries.cases import case_by_id
from storage.queries.votes import ConsultationRow, OptionRow, UrnRow, consultation_of_case
from storage.tables.participation import ConsultationKind, Tie
from storage.writes.participation import insert_consultation


class BadVote(ValueError):
    """What is asked for can be no vote; the text says why."""


@dataclass(frozen=True, slots=True)
class Option:
    """What one may vote for."""

    title: str
    told: str = ""
    area: str = ""
    cost: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """A vote as its case asks for it."""

    title: str
    question: str
    rule: Rule
    opens_at: datetime
    closes_at: datetime
    options: tuple[Option, ...]
    electors: int | None = None


def open_vote(
    installation: Installation, municipality_id: int, case_id: int, asked: Asked
) -> ConsultationRow:
    """The vote of a case. Raises BadVote."""
    _check(asked)

    def verb(connection: Connection) -> ConsultationRow:
        there = consultation_of_case(connection, municipality_id, case_id)
        if there is not None:
            return there
        case = case_by_id(connection, municipality_id, case_id)
        number = case.number if case else str(case_id)
        row, options = _made(installation, municipality_id, case_id, number, asked)
        urn = UrnRow(row.id, 0, b"", vouched_urn(installation, municipality_id, row.id, b""))
        insert_consultation(connection, municipality_id, row, options, urn)
        return row

    return installation.database.run(verb, municipality=municipality_id)


def rule_of(vote: ConsultationRow) -> Rule:
    """How a vote is decided."""
    return Rule(Tie(vote.tie), vote.budget, vote.seats, vote.most)


def _check(asked: Asked) -> None:
    rule = asked.rule
    if not 2 <= len(asked.options) <= MOST_OPTIONS:
        raise BadVote("options")
    if len({each.title for each in asked.options}) < len(asked.options):
        raise BadVote("titles")
    if asked.opens_at >= asked.closes_at:
        raise BadVote("days")
    if (rule.budget is None) == (rule.seats is None):
        raise BadVote("rule")
    if rule.budget is not None and any(not each.cost for each in asked.options):
        raise BadVote("costs")


def _made(
    installation: Installation, municipality_id: int, case_id: int, number: str, asked: Asked
) -> tuple[ConsultationRow, Sequence[OptionRow]]:
    key_id = installation.ids.new()
    private, seed = installation.random_bytes(KEY), installation.random_bytes(KEY)
    options = [
        OptionRow(key_id, place, each.title, each.told, each.area, each.cost)
        for place, each in enumerate(asked.options, start=1)
    ]
    rule = asked.rule
    row = ConsultationRow(
        id=key_id,
        case_id=case_id,
        number=number,
        title=asked.title,
        question=asked.question,
        kind=str(ConsultationKind.PLAIN if rule.budget is None else ConsultationKind.BUDGET),
        budget=rule.budget,
        most=rule.most,
        seats=rule.seats,
        tie=str(rule.tie),
        electors=asked.electors,
        opens_at=asked.opens_at,
        closes_at=asked.closes_at,
        public_key=public_half(private),
        wrapped_key=b"",
        seed_hash=sha256(seed).hexdigest(),
        wrapped_seed=b"",
        counted_at=None,
        result="",
    )
    kept = wrapped(installation, municipality_id, row, options, private)
    lot = wrapped(installation, municipality_id, row, options, seed)
    return replace(row, wrapped_key=kept, wrapped_seed=lot), options
