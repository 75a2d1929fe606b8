"""Signed roots: one a day, so that nobody can write a history anew once it was published.

A root stands for every history in which something was written on its day: where each stood at the
end of it, and the municipality's own. It names the root before, so the newest one that anybody
keeps vouches for all that came before. Days are those of the municipality; a day on which nothing
happened has no root. Made some time after midnight, when whatever was begun that day has ended.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any
from zoneinfo import ZoneInfo

from engine.calendar import Calendar
from engine.deadlines.calendars import calendar_of
from engine.history.merkle import leaf, root_of
from engine.history.signing import Seal, is_genuine, public_key_of, sign
from engine.history.verification import FaultKind, Finding
from engine.installation import Installation
from storage.database import WHOLE_INSTALLATION, Connection
from storage.queries.counted_cases import towns_with_events
from storage.queries.due_towns import roots_and_news
from storage.queries.roots import (
    RootRow,
    StoodRow,
    last_root,
    roots_after,
    something_happened,
    stood_between,
    town_stood_between,
)
from storage.tables.types import instant, micros
from storage.writes.roots import insert_root

FORM = "cauce root 1"
FIRST = "0" * 64
"""What the first root names as the one before."""
GRACE = timedelta(hours=1)
PAGE = 200
MOST = 100
"""Roots that a municipality gets in one round."""
TOWNS = 200
"""Municipalities that get any in one round."""
FRESH = timedelta(days=2)
"""Events so young are looked for themselves, older ones in the list of all events."""


def make_roots(installation: Installation, *, limit: int = TOWNS) -> int:
    """The roots that are missing up to yesterday, of so many municipalities; how many were made."""
    made = 0
    for town in _without_root(installation):
        done = make_roots_of(installation, town)
        made += done
        limit -= done > 0
        if not limit:
            break
    return made


def _without_root(installation: Installation) -> list[int]:
    """Where something happened after the day of the last root, or may have: the list of events
    lags, and what is under seal is not in it."""
    now = installation.clock.now()
    with installation.database.read(WHOLE_INSTALLATION) as connection:
        rows = roots_and_news(connection, before=(now - GRACE).date())
        fresh = towns_with_events(connection, after=now - FRESH)
    found = []
    for row in rows:
        zone = ZoneInfo(row.timezone)
        yesterday = (now - GRACE).astimezone(zone).date() - timedelta(days=1)
        if row.day is not None and row.day >= yesterday:
            continue
        listed = row.last_at is not None and (
            row.day is None or row.last_at.astimezone(zone).date() > row.day
        )
        if listed or row.municipality_id in fresh:
            found.append(row.municipality_id)
    return found


def make_roots_of(installation: Installation, municipality_id: int) -> int:
    """The same of one."""
    made = 0
    while made < MOST and _make_next(installation, municipality_id):
        made += 1
    return made


def _make_next(installation: Installation, town: int) -> bool:
    now = installation.clock.now()
    with installation.database.read(town) as connection:
        calendar = calendar_of(installation, connection, town)
        before = last_root(connection, town)
        since = instant(int(json.loads(before.statement)["until"])) if before else None
        at = something_happened(connection, town, since=since)
        if at is None or calendar.start_of(_next_day(calendar, at)) + GRACE > now:
            return False
        statement = _stated(connection, town, calendar, at, before)
    seal = sign(installation, town, statement.encode())
    row = RootRow(
        number=before.number + 1 if before else 1,
        day=calendar.local_day(at),
        statement=statement,
        hash=sha256(statement.encode()).digest(),
        public_key=seal.public_key,
        signature=seal.signature,
        made_at=now,
    )
    return installation.database.run(lambda c: insert_root(c, town, row), municipality=town)


def _next_day(calendar: Calendar, at: datetime) -> Any:
    return calendar.local_day(at) + timedelta(days=1)


def _stated(
    connection: Connection, town: int, calendar: Calendar, at: datetime, before: RootRow | None
) -> str:
    """What is signed. The span is told in instants: who checks needs no calendar."""
    day = calendar.local_day(at)
    span = Span(calendar.start_of(day), calendar.start_of(_next_day(calendar, at)))
    told = {
        "form": FORM,
        "municipality_id": str(town),
        "number": before.number + 1 if before else 1,
        "day": day.isoformat(),
        "from": str(micros(span.since)),
        "until": str(micros(span.until)),
        "previous": before.hash.hex() if before else FIRST,
        **span.stood(connection, town),
    }
    return json.dumps(told, sort_keys=True)


@dataclass(frozen=True, slots=True)
class Span:
    """The time for which a root stands."""

    since: datetime
    until: datetime

    def stood(self, connection: Connection, town: int) -> dict[str, Any]:
        """How many cases anything was written about, their root, and the town's own history."""
        rows = stood_between(connection, town, since=self.since, until=self.until)
        own = town_stood_between(connection, town, since=self.since, until=self.until)
        return {
            "cases": len(rows),
            "tree": root_of([leaf_of(row) for row in rows]).hex(),
            "town": None if own is None else {"seq": own[0], "hash": own[1].hex()},
        }


def leaf_of(row: StoodRow) -> bytes:
    """A case in the tree of a root."""
    return leaf(f"{row.case_id} {row.seq} {bytes(row.hash).hex()}".encode())


def faults_of_roots(
    installation: Installation, municipality_id: int, *, after: tuple[int, str] | None = None
) -> tuple[Finding, ...]:
    """Every root that is not as it was signed, or for which history no longer stands as it did;
    those behind one (its number and hash) alone, where it is named."""
    known = public_key_of(installation, municipality_id)
    found: list[Finding] = []
    number, previous = after or (0, FIRST)
    while True:
        with installation.database.read(municipality_id) as connection:
            rows = roots_after(connection, municipality_id, number, limit=PAGE)
            if not rows:
                return tuple(found)
            for row in rows:
                fault = _fault_of(connection, municipality_id, row, (known, previous, number))
                if fault is not None:
                    found.append(Finding(fault, row.number))
                previous, number = bytes(row.hash).hex(), row.number


def _fault_of(
    connection: Connection, town: int, row: RootRow, before: tuple[str, str, int]
) -> FaultKind | None:
    known, previous, number = before
    told = json.loads(row.statement)
    as_signed = (
        row.public_key == known
        and is_genuine(Seal(row.public_key, row.signature), row.statement.encode())
        and sha256(row.statement.encode()).digest() == bytes(row.hash)
        and (told["previous"], told["number"], row.number) == (previous, row.number, number + 1)
        and told["municipality_id"] == str(town)
    )
    if not as_signed:
        return FaultKind.ROOT_CHANGED
    span = Span(instant(int(told["from"])), instant(int(told["until"])))
    stands = span.stood(connection, town)
    return None if all(told[key] == stands[key] for key in stands) else FaultKind.ROOT_UNMATCHED
