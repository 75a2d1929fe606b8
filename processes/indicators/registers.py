"""What the registers of a municipality count for: taxes, cadastre, bank files, plans, purchases of
the same class, participation, and what people entered.

A register tells month by month how it stood at the month's end (today, of the month that goes on),
from rows that keep their days: the same whenever it is asked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

from engine.deadlines.calendars import calendar_of
from engine.indicators.counting import Fact
from engine.indicators.periods import first_of, month_of, shifted
from engine.indicators.seen import parameter
from engine.installation import Installation
from processes.improvement.plans import plans_of
from processes.improvement.progress import Course, overall
from processes.indicators.catalogue import by_key
from processes.indicators.participation import MADE as PARTICIPATION
from processes.indicators.participation import of_participation
from storage.database import Connection
from storage.queries.counted_cases import ShownRow, shown_of_process
from storage.queries.counted_registers import (
    GroundRow,
    LedgerRow,
    PlannedRow,
    bank_lines,
    charged_taxpayers,
    ground_by_month,
    ledger_by_month,
    parcels_issued,
    planned_items,
)
from storage.queries.indicators import figures_of

MATCHED = "matched"
FRESH = 60
"""Months in which a parcel's version is recent."""
YEARS_BACK = 1
"""Years before this one for which purchases are compared and the cadastre is told by months."""
PURCHASES, CLASS, UNIT, AWARDED = "compra", "Clase", "Área", "Adjudicado"
"""The process whose purchases are compared, and what it shows of them in lists."""
_MADE = (
    "splitting_suspicion", "annual_plan_execution", "collection_effectiveness", "arrears_recovery",
    "cadastre_coverage", "cadastre_updated", "reconciliation_days", "unmatched_share",
    "plan_progress", "schedule_index",
)  # fmt: skip


def made_by_registers() -> frozenset[str]:
    """The indicators that are made here."""
    return frozenset(
        (*_MADE, *PARTICIPATION, *(key for key, each in by_key().items() if each.entered))
    )


def of_registers(
    installation: Installation, connection: Connection, municipality_id: int, today: date
) -> Iterator[Fact]:
    """All that registers count for."""
    yield from _taxes(connection, municipality_id, today)
    yield from _ground(installation, connection, municipality_id, today)
    yield from _bank(installation, connection, municipality_id)
    yield from of_plan(planned_items(connection, municipality_id), today)
    yield from _improvement(installation, connection, municipality_id, today)
    yield from _splitting(installation, connection, municipality_id, today)
    yield from of_participation(installation, connection, municipality_id, today)
    yield from _entered(connection, municipality_id)


def ends_until(since: date, today: date) -> Iterator[date]:
    """The last days of the months from one on; today for the month that goes on."""
    month = first_of(since)
    while month <= today:
        yield min(month_of(month).ends, today)
        month = shifted(month, 1)


def _taxes(connection: Connection, town: int, today: date) -> Iterator[Fact]:
    return of_taxes(ledger_by_month(connection, town), charged_taxpayers(connection, town), today)


def of_taxes(rows: Sequence[LedgerRow], charged: Mapping[int, int], today: date) -> Iterator[Fact]:
    """What was paid of the year up to each month, and of the debt of years before. Pure."""
    if not rows:
        return
    first = date.fromisoformat(min(row.month for row in rows) + "-01")
    for end in ends_until(first, today):
        key, year, january = f"{end:%Y-%m}", end.year, f"{end.year}-01"
        owed = sum(row.owed for row in rows if row.year == year and row.month <= key)
        paid = sum(row.paid for row in rows if row.year == year and row.month <= key)
        if owed > 0:
            n = charged.get(year, 0)
            yield Fact("collection_effectiveness", key, end, n, paid, owed)
        old = [row for row in rows if row.year < year]
        arrears = sum(row.owed - row.paid for row in old if row.month < january)
        got = sum(row.paid for row in old if january <= row.month <= key)
        if arrears > 0:
            n = max((charged.get(row.year, 0) for row in old), default=0)
            yield Fact("arrears_recovery", key, end, n, got, arrears)


def _ground(
    installation: Installation, connection: Connection, town: int, today: date
) -> Iterator[Fact]:
    calendar = calendar_of(installation, connection, town)
    issued = {
        row.year: (calendar.local_day(row.ended_at), row.parcels)
        for row in parcels_issued(connection, town)
    }
    return of_ground(ground_by_month(connection, town), issued, today)


def of_ground(
    rows: Sequence[GroundRow], issued: Mapping[int, tuple[date, int]], today: date
) -> Iterator[Fact]:
    """The parcels of each month, those of recent versions, and those in the run of the year (by
    year, when it was issued and how many). Pure."""
    if not rows:
        return
    first = max(min(row.begun for row in rows), f"{today.year - YEARS_BACK}-01")
    for end in ends_until(date.fromisoformat(f"{first}-01"), today):
        key = f"{end:%Y-%m}"
        there = [r for r in rows if r.begun <= key and (r.ended is None or r.ended > key)]
        parcels = sum(row.parcels for row in there)
        if not parcels:
            continue
        since = f"{shifted(first_of(end), -FRESH):%Y-%m}"
        recent = sum(row.parcels for row in there if row.begun >= since)
        yield Fact("cadastre_updated", key, end, parcels, recent, parcels)
        on, parcels_of_run = issued.get(end.year, (date.max, 0))
        told = parcels_of_run if on <= end else 0
        yield Fact("cadastre_coverage", key, end, parcels, min(told, parcels), parcels)


def _bank(installation: Installation, connection: Connection, town: int) -> Iterator[Fact]:
    day_of = calendar_of(installation, connection, town).local_day
    rows = bank_lines(connection, town)
    return of_bank([(r.paid_on, day_of(r.read_at), r.outcome, r.lines) for r in rows])


def of_bank(rows: Iterable[tuple[date, date, str, int]]) -> Iterator[Fact]:
    """Lines by the day of the bank, the day on which they were read, what became of them and how
    many. Pure."""
    lines: defaultdict[tuple[date, int, bool], int] = defaultdict(int)
    for paid_on, read_on, outcome, many in rows:
        lines[paid_on, max(0, (read_on - paid_on).days), outcome == MATCHED] += many
    waits: defaultdict[tuple[date, int], int] = defaultdict(int)
    found: defaultdict[tuple[date, bool], int] = defaultdict(int)
    for (on, days, matched), count in lines.items():
        waits[on, days] += count
        found[on, matched] += count
    for (on, days), count in sorted(waits.items()):
        key = f"{on.isoformat()}.{days}"
        yield Fact("reconciliation_days", key, on, count, days * count, count, days)
    for (on, matched), count in sorted(found.items()):
        key = f"{on.isoformat()}.{int(matched)}"
        yield Fact("unmatched_share", key, on, count, 0 if matched else count, count)


def of_plan(rows: Iterable[PlannedRow], today: date) -> Iterator[Fact]:
    """The items whose quarter is over: whether they were called in it. Pure."""
    for row in rows:
        first = date(row.year, (row.month - 1) // 3 * 3 + 1, 1)
        last = shifted(first, 3) - timedelta(days=1)
        if last <= today:
            in_it = row.called_on is not None and first <= row.called_on <= last
            key = f"{row.year}.{row.number}"
            yield Fact("annual_plan_execution", key, last, 1, int(in_it), 1, case_id=row.case_id)


def _improvement(
    installation: Installation, connection: Connection, town: int, today: date
) -> Iterator[Fact]:
    """The newest plan that the council approved, as it stood at the end of each month."""
    plans = plans_of(installation, connection, town)
    plan = next((each for each in plans if each.agreement and each.courses), None)
    return of_courses(plan.courses if plan else (), today)


def of_courses(planned: Sequence[Course], today: date) -> Iterator[Fact]:
    """How far the actions had come at the end of each month. Pure."""
    if not planned:
        return
    kept = sum(not course.cancelled for course in planned)
    for end in ends_until(min(course.begins for course in planned), today):
        courses = [as_of(course, end) for course in planned]
        done, due_share, _index = overall(courses, end)
        key, share, due = f"{end:%Y-%m}", int(done * 100), int(due_share * 100)
        yield Fact("plan_progress", key, end, kept, share, 10_000)
        if due:
            yield Fact("schedule_index", key, end, kept, share, due)


def as_of(course: Course, day: date) -> Course:
    """The course as it was known at the end of a day."""
    return replace(
        course,
        milestones=tuple(
            each if each.met is None or each.met <= day else replace(each, met=None)
            for each in course.milestones
        ),
    )


def _splitting(
    installation: Installation, connection: Connection, town: int, today: date
) -> Iterator[Fact]:
    """Purchases of one class and one unit, each within the limit of small ones, that come to more
    than it in the year."""
    since = today.year - YEARS_BACK
    rows = shown_of_process(
        connection, town, PURCHASES, since_year=since, labels=(CLASS, UNIT, AWARDED)
    )
    calendar = calendar_of(installation, connection, town)
    shown: defaultdict[int, list[ShownRow]] = defaultdict(list)
    for row in rows:
        shown[row.case_id].append(row)
    country = installation_country(installation, connection, town)
    for end in ends_until(date(since, 1, 1), today):
        uit = parameter(connection, town, f"{country}.uit", end)
        times = parameter(connection, town, f"{country}.contratacion.menor_uit", end)
        if uit is None or times is None:
            continue
        groups: defaultdict[tuple[str, str], list[tuple[int, Decimal]]] = defaultdict(list)
        for case_id, told in shown.items():
            opened = calendar.local_day(told[0].opened_at)
            named = {each.label: each.text for each in told}
            amount = _amount(named.get(AWARDED)) or told[0].amount
            small = amount is not None and amount <= uit * times
            if opened.year == end.year and opened <= end and small and CLASS in named:
                assert amount is not None  # noqa: S101  it is small
                groups[named[CLASS], named.get(UNIT, "")].append((case_id, amount))
        yield from of_groups(groups, end, uit * times)


def of_groups(
    groups: dict[tuple[str, str], list[tuple[int, Decimal]]], end: date, limit: Decimal
) -> Iterator[Fact]:
    """One of each group counts as it, the others stand beside it in the list. Pure."""
    for (kind, unit), bought in sorted(groups.items()):
        beyond = len(bought) > 1 and sum(amount for _, amount in bought) > limit
        for place, (case_id, _amount_of) in enumerate(sorted(bought)):
            first = int(place == 0)
            key = f"{end:%Y-%m}.{case_id}"
            part = f"{kind} · {unit}"
            yield Fact("splitting_suspicion", key, end, first, first * beyond, first, None, part,
                       case_id)  # fmt: skip


def _entered(connection: Connection, town: int) -> Iterator[Fact]:
    for row in figures_of(connection, town):
        known = by_key().get(row.indicator)
        if row.replaced_by is None and known is not None and known.entered:
            n = 1 if known.money else row.denominator // 100
            yield Fact(row.indicator, str(row.id), row.until_on, n, row.numerator,
                       row.denominator, case_id=row.case_id)  # fmt: skip


def installation_country(installation: Installation, connection: Connection, town: int) -> str:
    """The country of a municipality, as its parameters begin."""
    return calendar_of(installation, connection, town).country.lower()


def _amount(text: str | None) -> Decimal | None:
    try:
        return None if text is None else Decimal(text)
    except InvalidOperation:
        return None
