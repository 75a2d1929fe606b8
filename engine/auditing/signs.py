"""Signs that deserve a look: facts found by the worker, and no verdict.

A single bid, a short time to bid and what looks like splitting are counted by the indicators, with
their dated parameters; here they are kept by case, beside pairs of evaluators who are always the
same, offers that came late, and cases that went another way than drawn. A sign that is none any
more goes, unless the auditor noted something of it.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any

from engine.auditing.rights import may_audit
from engine.auditing.topics import Topic
from engine.calendar import Calendar
from engine.deadlines.calendars import calendar_of
from engine.history.kinds import EventKind
from engine.identity import Actor
from engine.indicators.seen import parameter
from engine.installation import Installation
from engine.memory import Bounded
from engine.refusals import RefusalKind, Refused
from storage.database import WHOLE_INSTALLATION, Connection
from storage.queries.due_towns import newest_entries
from storage.queries.flags import FlagRow, flagged_facts, flags_found, pairs_at, times_of
from storage.writes.flags import drop_flags, note_flag, put_flags


class Sign(StrEnum):
    """single_bid, short_term, splitting: of a purchase. pair: the same two evaluate time and again.
    late: somebody tried after the term. moved: a person took the case to another step. extended: a
    term was extended more than once."""

    SINGLE_BID = "single_bid"
    SHORT_TERM = "short_term"
    SPLITTING = "splitting"
    PAIR = "pair"
    LATE = "late"
    MOVED = "moved"
    EXTENDED = "extended"


INDICATORS = {
    "single_bid_rate": Sign.SINGLE_BID,
    "short_period_rate": Sign.SHORT_TERM,
    "splitting_suspicion": Sign.SPLITTING,
}
EVENTS = {
    EventKind.LATE_ATTEMPT: Sign.LATE,
    EventKind.CASE_MOVED: Sign.MOVED,
    EventKind.DEADLINE_EXTENDED: Sign.EXTENDED,
}
TOPICS = (Topic.CASE, Topic.TASK, Topic.TERM)
PAIRS_KEY, PAIRS = "cauce.senales.parejas", Decimal(5)
"""In how many cases of a year the same two evaluate before it is a sign."""
EXTENDED_KEY, EXTENDED = "cauce.senales.prorrogas", Decimal(2)
"""How often a term is extended before it is a sign."""
YEAR = timedelta(days=365)
EVERY, DAILY = timedelta(minutes=10), timedelta(days=1)
"""How often a municipality is looked at: where something happened, and elsewhere."""
LATELY = timedelta(days=2)
"""Where a worker that begins looks."""
LAG = timedelta(minutes=15)
"""By so much facts may be counted after what they are of."""
TOWNS = 100
"""Municipalities that are looked at in one round."""
_looked: Bounded[tuple[str, int], datetime] = Bounded(50_000)
"""When this worker looked there, or saw for the first time that nothing happened lately."""
MOST = 20_000
LONGEST_NOTE = 500


@dataclass(frozen=True, slots=True)
class Found:
    """A sign of a case with what its sentence is made of."""

    sign: Sign
    case_id: int
    on: date
    facts: dict[str, Any]


def look_for_signs(
    installation: Installation, evaluating: Collection[str], *, limit: int = TOWNS
) -> int:
    """In so many municipalities in which something happened since this worker looked there, and
    once a day in the others; how many signs came or went. A worker that begins looks where
    something happened lately. `evaluating`: the steps in which several people evaluate, by their
    key."""
    now = installation.clock.now()
    with installation.database.read(WHOLE_INSTALLATION) as connection:
        newest = newest_entries(connection)
    url, due = installation.database.url, []
    for town, at in newest.items():
        looked = _looked.get((url, town))
        if _is_due(looked, at, now):
            due.append((looked is not None, looked or now, town))
        elif looked is None:
            _looked.keep((url, town), now)
    done = 0
    for _, _, town in sorted(due)[:limit]:  # who waits longest first: nobody is passed over
        _looked.keep((url, town), now)  # before: one that fails does not keep the others waiting
        done += look_in(installation, town, evaluating)
    return done


def _is_due(looked: datetime | None, at: datetime | None, now: datetime) -> bool:
    if looked is None:
        return at is not None and at > now - LATELY
    return now - looked >= (EVERY if at is not None and at > looked - LAG else DAILY)


def look_in(installation: Installation, municipality_id: int, evaluating: Collection[str]) -> int:
    """The same in one."""

    def verb(connection: Connection) -> int:
        now = installation.clock.now()
        found = {
            (each.sign.value, each.case_id): each
            for each in _found(installation, connection, municipality_id, evaluating)
        }
        kept = flags_found(connection, municipality_id, limit=MOST)
        known = {(row.kind, row.case_id) for row in kept}
        gone = {(row.kind, row.case_id) for row in kept if row.looked_at is None} - found.keys()
        new = [found[key] for key in sorted(found.keys() - known)]
        drop_flags(connection, municipality_id, gone)
        rows = [
            FlagRow(each.sign, each.case_id, each.on, json.dumps(each.facts), now, None, None, "",
                    "", "")
            for each in new
        ]  # fmt: skip
        put_flags(connection, municipality_id, rows)
        return len(gone) + len(rows)

    return installation.database.run(verb, municipality=municipality_id)


def note(
    installation: Installation, actor: Actor, sign: Sign, case_id: int, said: str
) -> Refused | None:
    """The auditor looked at a sign, and says what they found."""
    said = said.strip()
    if not may_audit(actor):
        return Refused(RefusalKind.NO_ROLE)
    if not 0 < len(said) <= LONGEST_NOTE:
        return Refused(RefusalKind.INVALID_DATA, {"field": "note"})

    def verb(connection: Connection) -> bool:
        now = installation.clock.now()
        return note_flag(
            connection, actor.municipality_id, kind=sign, case_id=case_id, at=now,
            by=actor.person_id, note=said,
        )  # fmt: skip

    done = installation.database.run(verb, municipality=actor.municipality_id)
    return None if done else Refused(RefusalKind.NOT_FOUND)


def _found(
    installation: Installation, connection: Connection, town: int, evaluating: Collection[str]
) -> Iterator[Found]:
    calendar = calendar_of(installation, connection, town)
    today = calendar.local_day(installation.clock.now())
    yield from _of_indicators(connection, town)
    least = parameter(connection, town, EXTENDED_KEY, today) or EXTENDED
    for row in times_of(connection, town, topics=TOPICS, kinds=EVENTS):
        sign = EVENTS[EventKind(row.kind)]
        if sign is not Sign.EXTENDED or row.times >= least:
            yield Found(sign, row.case_id, calendar.local_day(row.at), {"times": row.times})
    together = parameter(connection, town, PAIRS_KEY, today) or PAIRS
    yield from _pairs(installation, connection, town, evaluating, calendar, int(together))


def _of_indicators(connection: Connection, town: int) -> Iterator[Found]:
    rows = flagged_facts(connection, town, INDICATORS)
    beyond = {
        (row.on_day, row.slice)
        for row in rows
        if INDICATORS[row.indicator] is Sign.SPLITTING and row.numerator > 0
    }
    for row in rows:
        sign = INDICATORS[row.indicator]
        if sign is Sign.SPLITTING:
            if (row.on_day, row.slice) in beyond:
                yield Found(sign, row.case_id, row.on_day, {"part": row.slice})
        elif row.numerator > 0:
            yield Found(sign, row.case_id, row.on_day, {"part": row.slice})


def _pairs(
    installation: Installation,
    connection: Connection,
    town: int,
    evaluating: Collection[str],
    calendar: Calendar,
    least: int,
) -> Iterator[Found]:
    """The pair that met most often stands for a case."""
    rows = pairs_at(connection, town, evaluating, since=installation.clock.now() - YEAR)
    met: defaultdict[tuple[int, int], set[int]] = defaultdict(set)
    for row in rows:
        met[row.first, row.second].add(row.case_id)
    for row in sorted(rows, key=lambda each: len(met[each.first, each.second])):
        times = len(met[row.first, row.second])
        if times >= least:
            people = [str(row.first), str(row.second)]
            facts = {"people": people, "times": times}
            yield Found(Sign.PAIR, row.case_id, calendar.local_day(row.at), facts)
