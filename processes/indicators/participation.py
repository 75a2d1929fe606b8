"""Who takes part in the municipality: voters of those who may vote, and proposals answered in their
time. Read from their registers as they happen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from engine.deadlines.calendars import calendar_of
from engine.indicators.counting import Fact
from engine.installation import Installation
from storage.database import Connection
from storage.queries.proposals import FiledRow, proposals_filed
from storage.queries.votes import turnouts

MADE = ("participation", "proposals_answered")
TERM = timedelta(days=30)
"""Within which a proposal is to be answered, where its municipality had no rule when it came."""


def of_participation(
    installation: Installation, connection: Connection, municipality_id: int, today: date
) -> Iterator[Fact]:
    """All that votes and proposals count for."""
    day_of = calendar_of(installation, connection, municipality_id).local_day
    last = timedelta(microseconds=1)
    for vote in turnouts(connection, municipality_id):
        on = day_of(vote.closes_at - last)
        yield from of_vote(on, vote.number, vote.voters, vote.electors, vote.case_id)
    yield from of_proposals(proposals_filed(connection, municipality_id), today)


def of_vote(on: date, number: str, voters: int, electors: int, case_id: int) -> Iterator[Fact]:
    """A vote that was counted, on its last day. Pure."""
    yield Fact("participation", number, on, electors, min(voters, electors), electors,
               case_id=case_id)  # fmt: skip


def of_proposals(rows: Iterable[FiledRow], today: date) -> Iterator[Fact]:
    """Each proposal once one knows whether it was answered in time: on the day of its answer, or
    on the day after its term. One whose term still runs counts for nothing yet. Pure."""
    for row in rows:
        due = row.due_on or row.filed_on + TERM
        in_time = row.answered_on is not None and row.answered_on <= due
        on = row.answered_on if row.answered_on is not None and in_time else due + timedelta(days=1)
        if on <= today:
            yield Fact("proposals_answered", str(row.case_id), on, 1, int(in_time), 1,
                       case_id=row.case_id)  # fmt: skip
