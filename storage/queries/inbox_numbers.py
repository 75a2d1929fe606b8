"""How many tasks the lists of an inbox have, and of which kinds. What is asked lies in
`inbox_counts.py`."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from storage.database import Connection
from storage.queries.inbox_counts import aside_counts_of, counts_of, kinds_of
from storage.questions import Question, answer
from storage.tables.counts import SLOT
from storage.tables.types import instant, micros


@dataclass(frozen=True, slots=True)
class Counts:
    """How many tasks each tab has; `due_today`: of mine, what is not yet overdue and falls due
    before the day ends."""

    mine: int
    held: int
    free: int
    overdue: int
    due_today: int


@dataclass(frozen=True, slots=True)
class Aside:
    """How many tasks the person postponed, and how many others have to do in the person's cases."""

    postponed: int
    others: int


@dataclass(frozen=True, slots=True)
class Kind:
    """One task of one process, and how many of it the person holds or may take."""

    process_key: str
    name: str
    number: int


def counts(
    connection: Connection,
    municipality_id: int,
    *,
    people: Sequence[int],
    roles: Collection[str],
    now: datetime,
    end_of_today: datetime,
) -> Counts:
    """How many tasks each tab has, in one query; the day ends when the municipality's does."""
    asked = counts_asked(
        municipality_id, people=people, roles=roles, now=now, end_of_today=end_of_today
    )
    return answer(connection, asked)


def counts_asked(
    municipality_id: int,
    *,
    people: Sequence[int],
    roles: Collection[str],
    now: datetime,
    end_of_today: datetime,
) -> Question[Counts]:
    """The same, to be asked together with others."""
    slot = micros(now) // SLOT
    values = who_asks(municipality_id, people, roles) | {
        "now": now,
        "end": end_of_today,
        "now_slot": slot,
        "end_slot": micros(end_of_today) // SLOT,
        "slot_begins": instant(slot * SLOT),
        "slot_ends": instant((slot + 1) * SLOT),
    }
    return Question(counts_of(len(roles), len(people)), values, _counts, plan_kept=True)


def _counts(rows: list[Any]) -> Counts:
    held, free, overdue, today = (int(each) for each in rows[0])
    return Counts(held + free, held=held, free=free, overdue=overdue, due_today=today)


def counts_aside(
    connection: Connection,
    municipality_id: int,
    *,
    people: Sequence[int],
    roles: Collection[str],
    now: datetime,
) -> Aside:
    """How many tasks the other two lists have."""
    return answer(connection, aside_asked(municipality_id, people=people, roles=roles, now=now))


def aside_asked(
    municipality_id: int, *, people: Sequence[int], roles: Collection[str], now: datetime
) -> Question[Aside]:
    """The same, to be asked together with others."""
    return Question(
        aside_counts_of(len(roles), len(people)),
        who_asks(municipality_id, people, roles) | {"now": now},
        lambda rows: Aside(postponed=int(rows[0][0]), others=int(rows[0][1])),
        plan_kept=True,
    )


def kinds_in_inbox(
    connection: Connection,
    municipality_id: int,
    *,
    people: Sequence[int],
    roles: Collection[str],
    now: datetime,
) -> tuple[Kind, ...]:
    """The tasks of each process of a person's inbox with their number, the most frequent first."""
    return answer(connection, kinds_asked(municipality_id, people=people, roles=roles, now=now))


def kinds_asked(
    municipality_id: int, *, people: Sequence[int], roles: Collection[str], now: datetime
) -> Question[tuple[Kind, ...]]:
    """The same, to be asked together with others."""
    return Question(
        kinds_of(len(roles), len(people)),
        who_asks(municipality_id, people, roles) | {"now": now},
        _kinds,
        plan_kept=True,
    )


def _kinds(rows: list[Any]) -> tuple[Kind, ...]:
    kinds = [Kind(process, name, int(number)) for process, name, number in rows]
    return tuple(sorted(kinds, key=lambda each: (-each.number, each.process_key, each.name)))


def processes_in_inbox(
    connection: Connection,
    municipality_id: int,
    *,
    people: Sequence[int],
    roles: Collection[str],
    now: datetime,
) -> tuple[tuple[str, int], ...]:
    """The processes of the tasks of a person's inbox with their number, the most frequent first."""
    kinds = kinds_in_inbox(connection, municipality_id, people=people, roles=roles, now=now)
    sums: dict[str, int] = {}
    for kind in kinds:
        sums[kind.process_key] = sums.get(kind.process_key, 0) + kind.number
    return tuple(sorted(sums.items(), key=lambda each: (-each[1], each[0])))


def who_asks(municipality_id: int, people: Sequence[int], roles: Collection[str]) -> dict[str, Any]:
    """The values of what every question names; `people` are who asks, then whom they stand for."""
    numbered: dict[str, Any] = {f"role_{place}": role for place, role in enumerate(sorted(roles))}
    numbered |= {f"person_{place}": person for place, person in enumerate(people)}
    return {"municipality": municipality_id, **numbered}
