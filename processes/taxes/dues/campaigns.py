"""Something is done to many debts at once: they are chosen, and each gets a result.

A campaign is a case; its debts are rows of their own. What is done to those of a taxpayer is done
in one transaction with their results, by taxpayer, so that whoever is killed goes on where it stood
and does nothing twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any

from engine.deadlines.calendars import calendar_of
from engine.installation import Installation
from processes.taxes.cents import NOTHING
from processes.taxes.dues.criteria import Criteria, wanted_of
from processes.taxes.dues.owing import Owing, owing_of
from processes.taxes.dues.prescribing import YEARS
from processes.taxes.figures import Figures
from storage.database import Connection
from storage.queries.dues import (
    DebtRow,
    debts_by_id,
    outcomes_of,
    to_choose,
    waiting_items,
)
from storage.tables.dues import ItemOutcome
from storage.writes.dues import end_items, insert_items

CHUNK = 500
Told = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Desk:
    """What those who do something to debts work with: the day, and the dated numbers."""

    day: date
    figures: Figures

    @property
    def years(self) -> int:
        """After so many years a debt prescribes."""
        return int(self.figures.in_force(self.figures.key(YEARS), self.day))


@dataclass(frozen=True, slots=True)
class Came:
    """What came of a debt: why it was skipped ("": it was done), and how it went."""

    debt_id: int
    skipped: str = ""
    how: str = ""
    cents: int = 0
    opened: str = ""

    def row(self) -> dict[str, Any]:
        """As it is written."""
        state = ItemOutcome.SKIPPED if self.skipped else ItemOutcome.DONE
        return {
            "debt": self.debt_id, "state": state, "why": self.skipped or self.how,
            "cents": self.cents, "opened": self.opened,
        }  # fmt: skip


Look = Callable[[Connection, Desk, Sequence[Owing]], Sequence[Came]]
"""Says what comes of the debts of one taxpayer; changes nothing."""
Outside = Callable[[Sequence[Owing]], str]
"""Does what has a transaction of its own to those that are not skipped, once however often it is
called with them; the number of the case that it opened, if any."""
Inside = Callable[[Connection, Desk, Sequence[Owing]], None]
"""Does the rest to them, in the transaction that writes what came of them."""


@dataclass(frozen=True, slots=True)
class Steps:
    """What is done to the debts of each taxpayer, in this order."""

    look: Look
    outside: Outside = lambda _owing: ""
    inside: Inside = lambda _connection, _desk, _owing: None


def desk_of(installation: Installation, connection: Connection, town: int) -> Desk:
    """The desk of a municipality, today."""
    calendar = calendar_of(installation, connection, town)
    day = calendar.local_day(installation.clock.now())
    return Desk(day, Figures.of(connection, town, calendar))


def choose(
    installation: Installation,
    town: int,
    case_id: int,
    asked: Criteria,
    debt_ids: Sequence[int] = (),
) -> Mapping[str, Any]:
    """The debts of a campaign: those named, or all that meet the criteria. How many debts and
    taxpayers it has now; choosing again adds nothing twice."""
    while True:
        with installation.database.read(town) as connection:
            desk = desk_of(installation, connection, town)
            if debt_ids:
                rows = debts_by_id(connection, town, debt_ids)
                found = tuple((row.id, row.taxpayer_id) for row in rows)
            else:
                wanted = wanted_of(asked, desk.day, desk.years)
                found = to_choose(connection, town, wanted, case_id=case_id, limit=CHUNK)
        some = found

        def write(connection: Connection, some: tuple[tuple[int, int], ...] = some) -> None:
            insert_items(connection, town, case_id, some)

        installation.database.run(write, municipality=town)
        if debt_ids or len(found) < CHUNK:
            return told(installation, town, case_id)


def work_off(
    installation: Installation,
    town: int,
    case_id: int,
    steps: Steps,
    heard: Told = lambda _done: None,
) -> Mapping[str, Any]:
    """Do it to all that wait; what the campaign came to. `heard` hears after each taxpayer."""
    for done, debt_ids in enumerate(_by_taxpayer(installation, town, case_id), 1):
        with installation.database.read(town) as connection:
            desk = desk_of(installation, connection, town)
            rows = debts_by_id(connection, town, debt_ids)
            owing = owing_of(connection, town, rows, desk.day, desk.figures)
            came = steps.look(connection, desk, owing)
        ready = [each for each, what in zip(owing, came, strict=True) if not what.skipped]
        opened = steps.outside(ready) if ready else ""
        results = [each if each.skipped else replace(each, opened=opened) for each in came]
        _end(installation, town, case_id, desk, steps, ready, results)
        heard(done)
    return told(installation, town, case_id)


def _end(
    installation: Installation,
    town: int,
    case_id: int,
    desk: Desk,
    steps: Steps,
    ready: Sequence[Owing],
    results: Sequence[Came],
) -> None:
    def verb(connection: Connection) -> None:
        if ready:
            steps.inside(connection, desk, ready)
        end_items(connection, town, case_id, [each.row() for each in results])

    installation.database.run(verb, municipality=town)


def _by_taxpayer(installation: Installation, town: int, case_id: int) -> Iterator[tuple[int, ...]]:
    """The debts of whoever waits, by taxpayer; the last one of a chunk waits for the next."""
    while True:
        with installation.database.read(town) as connection:
            waiting = waiting_items(connection, town, case_id, limit=CHUNK)
        by_who = groupby(waiting, key=lambda each: each[1])
        groups = [tuple(debt for debt, _ in rows) for _, rows in by_who]
        if len(waiting) == CHUNK and len(groups) > 1:
            groups.pop()
        if not groups:
            return
        yield from groups


def told(installation: Installation, town: int, case_id: int) -> Mapping[str, Any]:
    """What a campaign came to so far, for its process."""
    with installation.database.read(town) as connection:
        found = outcomes_of(connection, town, case_id)
    empty = (0, 0, 0)
    done, skipped = found.get(ItemOutcome.DONE, empty), found.get(ItemOutcome.SKIPPED, empty)
    waits = found.get(ItemOutcome.WAITING, empty)
    return {
        "debts": done[0] + skipped[0] + waits[0],
        "waiting": waits[0],
        "done": done[0],
        "skipped": skipped[0],
        "taxpayers": done[1],
        "total": Decimal(done[2]) / 100,
    }


def total_of(owing: Sequence[Owing]) -> Decimal:
    """What they come to together."""
    return sum((each.total for each in owing), NOTHING)


def is_due(row: DebtRow, day: date) -> bool:
    """Something of it is left, and its day is over."""
    return row.tax + row.interest > 0 and row.due_on < day
