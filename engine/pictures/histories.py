"""Histories as they are counted: many cases with two questions, elements as they were drawn."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from engine.cases.eras import TURNS, Eras, eras_of
from engine.deadlines.calendars import calendar_of
from engine.definitions.loading import program_of
from engine.history.kinds import EventKind
from engine.indicators.periods import first_of
from engine.installation import Installation
from engine.pictures.counting import Happened
from engine.values import loads
from storage.database import Connection
from storage.queries.logs import LogEventRow, events_of_cases
from storage.queries.pictures import PicturedCaseRow, pictured_cases


@dataclass(frozen=True, slots=True)
class PicturedCase:
    """A case with its history; `seq`: up to where it is counted, 0 for not at all."""

    id: int
    process_key: str
    seq: int
    history: tuple[Happened, ...]

    @property
    def before(self) -> tuple[Happened, ...]:
        """What is counted of it."""
        return tuple(each for each in self.history if each.seq <= self.seq)

    @property
    def last(self) -> int:
        """The place of its newest event."""
        return self.history[-1].seq if self.history else 0


def histories_of(
    installation: Installation, connection: Connection, town: int, case_ids: Collection[int]
) -> Iterator[PicturedCase]:
    """Some cases."""
    rows = defaultdict[int, list[LogEventRow]](list)
    for event in events_of_cases(connection, town, sorted(case_ids)):
        rows[event.case_id].append(event)
    for case in pictured_cases(connection, town, case_ids):
        eras = _eras(installation, connection, town, case, rows[case.id])
        yield PicturedCase(
            case.id, case.process_key, case.seq or 0,
            tuple(_happened(row, eras) for row in rows[case.id]),
        )  # fmt: skip


def months_of(
    installation: Installation, connection: Connection, town: int
) -> Callable[[datetime], date]:
    """The first day of the municipality's month of an instant."""
    calendar = calendar_of(installation, connection, town)
    return lambda at: first_of(calendar.local_day(at))


def _eras(
    installation: Installation,
    connection: Connection,
    town: int,
    case: PicturedCaseRow,
    rows: list[LogEventRow],
) -> Eras:
    now = program_of(installation, connection, town, case.definition_id)
    turned = any(row.kind in TURNS for row in rows)
    return eras_of(installation, connection, case.id, now) if turned else Eras(now)


def _happened(row: LogEventRow, eras: Eras) -> Happened:
    kind, within = EventKind(row.kind), ""
    if kind == EventKind.TASK_OPENED and "within" in row.data:
        within = str(loads(row.data).get("within", ""))
    return Happened(
        row.seq, kind, row.at, eras.at(row.seq).version,
        eras.element(row.seq, row.element), row.task_id, within,
    )  # fmt: skip
