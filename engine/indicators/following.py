"""The counter's duty of the worker: cases in which something happened are counted again, registers
every hour, and of the months only those that changed.

No step does anything for this. What a case counts for takes the place of what it did before; its
months are stale then, and are added up once. A month that was over when it was counted is not
overwritten: what changes it later (a nullity, a receipt that was voided) is another version.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta

from engine.deadlines.calendars import calendar_of
from engine.indicators.alerting import look
from engine.indicators.counting import Fact, Material
from engine.indicators.definition import How
from engine.indicators.kept import materials
from engine.indicators.periods import first_of, month_of
from engine.indicators.seen import Sources, seen
from engine.installation import Installation
from engine.memory import Bounded
from storage.database import WHOLE_INSTALLATION, Connection
from storage.queries.counted_cases import case_ids_after, news_since
from storage.queries.indicator_facts import (
    FactRow,
    facts_of_cases,
    facts_of_indicators,
    sums_between,
)
from storage.queries.indicators import (
    IndicatorFollowRow,
    MonthRow,
    indicators_to_follow,
    months_of_indicator,
    stale_months,
    unsettled_months,
)
from storage.writes.indicators import (
    follow_indicators_to,
    hold_counting,
    looked_at_registers,
    mark_stale,
    put_month,
    replace_facts,
    unmark_stale,
)

log = logging.getLogger("cauce.worker")
OVERLAP = timedelta(minutes=5)
"""How far back each look goes: an act may be committed after a later one."""
BATCH = 2_000
"""Events of one municipality that one look takes."""
AT_ONCE = 50
"""Cases, or months, that are counted in one transaction."""
EVERY, LONGEST = timedelta(hours=1), timedelta(days=1)
"""How often registers are looked at: where something happened meanwhile, and elsewhere."""
TOWNS = 50
"""Municipalities in which nothing else happened whose registers are looked at in one round."""
FIRST, LAST = date(1970, 1, 1), date(9998, 12, 31)
_BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
_counted: Bounded[tuple[str, int], int] = Bounded(20_000)
"""By case, the place in its history up to which it is counted: nothing is counted twice for
nothing."""


def count(installation: Installation, sources: Sources, *, limit: int = BATCH) -> int:
    """Count what is new, in every municipality where something is; how many cases and months."""
    now = installation.clock.now()
    with installation.database.read(WHOLE_INSTALLATION) as connection:
        looked = (now - LONGEST, now - EVERY)
        due = indicators_to_follow(connection, now=now, overlap=OVERLAP, looked=looked, limit=TOWNS)
    return sum(_count_town(installation, sources, row, limit) for row in due)


def count_all(installation: Installation, sources: Sources, municipality_id: int) -> int:
    """Count a municipality from its first case, whatever was counted; how many months were
    added up. What is as it was stays as it is, without another version."""
    now, after = installation.clock.now(), 0
    while True:
        with installation.database.read(municipality_id) as connection:
            ids = case_ids_after(connection, municipality_id, after=after, limit=AT_ONCE)
        if not ids:
            break
        count_cases(installation, sources, municipality_id, ids)
        after = ids[-1]
    count_registers(installation, sources, municipality_id)

    def verb(connection: Connection) -> None:
        hold_counting(connection, municipality_id)
        follow_indicators_to(connection, municipality_id, at=now, behind=False)
        for key in sources.indicators:
            kept = months_of_indicator(connection, municipality_id, key, since=FIRST, until=LAST)
            mark_stale(connection, municipality_id, {(key, row.month) for row in kept})

    installation.database.run(verb, municipality=municipality_id)
    return count_months(installation, sources, municipality_id)


def _count_town(
    installation: Installation, sources: Sources, row: IndicatorFollowRow, limit: int
) -> int:
    now, town = installation.clock.now(), row.municipality_id
    horizon = now if row.published_at is None else min(now, row.published_at)
    after = _since(row)
    with installation.database.read(town) as connection:
        news = news_since(connection, town, after=after, until=horizon, limit=limit)
    full = len(news) == limit
    if full and news[0][2] == news[-1][2]:  # more in one moment than one look takes
        return _count_town(installation, sources, row, limit * 10)
    done = _count_news(installation, sources, town, news)
    upto = news[-1][2] if full else max(horizon, row.followed_at or _BEGINNING)
    if done or full or row.followed_at is None or upto - row.followed_at > OVERLAP / 2:

        def verb(connection: Connection) -> None:
            hold_counting(connection, town)
            follow_indicators_to(connection, town, at=upto, behind=full)

        installation.database.run(verb, municipality=town)
    if full:
        return done
    looks = row.looked_at is None or now - row.looked_at >= EVERY
    if looks:
        done += count_registers(installation, sources, town)
    done += count_months(installation, sources, town)
    if looks and _new_day(installation, row, now):
        done += look(installation, sources.indicators, town)
    return done


def _new_day(installation: Installation, row: IndicatorFollowRow, now: datetime) -> bool:
    """Thresholds are looked at once a day of the municipality."""
    town = row.municipality_id
    with installation.database.read(town) as connection:
        day = calendar_of(installation, connection, town).local_day
    return row.looked_at is None or day(row.looked_at) != day(now)


def _since(row: IndicatorFollowRow) -> datetime:
    """Who is behind goes on where it stopped: looking back would find the same again."""
    if row.followed_at is None:
        return _BEGINNING
    return row.followed_at if row.behind else row.followed_at - OVERLAP


def _count_news(
    installation: Installation,
    sources: Sources,
    town: int,
    news: Sequence[tuple[int, int, datetime]],
) -> int:
    places: dict[int, int] = {}
    for case_id, seq, _at in news:
        places[case_id] = max(seq, places.get(case_id, 0))
    url = installation.database.url
    new = [each for each, seq in sorted(places.items()) if _counted.get((url, each)) != seq]
    for place in range(0, len(new), AT_ONCE):
        piece = new[place : place + AT_ONCE]
        count_cases(installation, sources, town, piece)
        for each in piece:
            _counted.keep((url, each), places[each])
    return len(new)


def count_cases(
    installation: Installation, sources: Sources, municipality_id: int, case_ids: Sequence[int]
) -> None:
    """What some cases count for takes the place of what they did."""

    def verb(connection: Connection) -> None:
        hold_counting(connection, municipality_id)
        facts = [
            row_of(fact)
            for each in seen(installation, connection, municipality_id, case_ids)
            for fact in sources.count_case(each)
        ]
        kept = facts_of_cases(connection, municipality_id, case_ids)
        before = [row for row in kept if row.indicator not in sources.of_registers]
        _put(connection, municipality_id, before, facts)

    installation.database.run(verb, municipality=municipality_id)


def count_registers(installation: Installation, sources: Sources, municipality_id: int) -> int:
    """What the registers count for now takes the place of what they did; months that came to their
    end are counted once more. How many facts changed."""
    now = installation.clock.now()

    def verb(connection: Connection) -> int:
        hold_counting(connection, municipality_id)
        today = calendar_of(installation, connection, municipality_id).local_day(now)
        facts = sources.count_registers(installation, connection, municipality_id, today)
        before = facts_of_indicators(connection, municipality_id, sources.of_registers)
        changed = _put(connection, municipality_id, before, [row_of(each) for each in facts])
        over = unsettled_months(connection, municipality_id, before=first_of(today))
        mark_stale(connection, municipality_id, over)
        looked_at_registers(connection, municipality_id, at=now)
        return changed

    return installation.database.run(verb, municipality=municipality_id)


def count_months(installation: Installation, sources: Sources, municipality_id: int) -> int:
    """Add up the months whose facts changed; how many."""
    done = 0
    while True:

        def verb(connection: Connection) -> int:
            hold_counting(connection, municipality_id)
            stale = stale_months(connection, municipality_id, limit=AT_ONCE)
            for indicator, month in stale:
                if indicator in sources.indicators:
                    _add_up(installation, connection, sources, municipality_id, indicator, month)
                unmark_stale(connection, municipality_id, indicator, month)
            return len(stale)

        counted = installation.database.run(verb, municipality=municipality_id)
        done += counted
        if counted < AT_ONCE:
            return done


def row_of(fact: Fact) -> FactRow:
    """A fact as its table keeps it."""
    return FactRow(
        fact.indicator, fact.key, fact.on, fact.slice, fact.n, fact.numerator, fact.denominator,
        fact.days, fact.case_id,
    )  # fmt: skip


def _put(
    connection: Connection, town: int, before: Iterable[FactRow], now: Iterable[FactRow]
) -> int:
    """Only what differs is written."""
    old, new = set(before), set(now)
    if old != new:
        order = lambda row: (row.indicator, row.key)  # noqa: E731  used twice, here alone
        replace_facts(
            connection, town, gone=sorted(old - new, key=order), new=sorted(new - old, key=order)
        )
    return len(old ^ new)


def _add_up(
    installation: Installation,
    connection: Connection,
    sources: Sources,
    town: int,
    indicator: str,
    month: date,
) -> None:
    now = installation.clock.now()
    today = calendar_of(installation, connection, town).local_day(now)
    period = month_of(month)
    latest = sources.indicators[indicator].how is How.LATEST
    sums = sums_between(
        connection, town, indicator, since=period.begins, until=period.ends, last_only=latest
    )
    kept = months_of_indicator(connection, town, indicator, since=month, until=month)
    before = {row.slice: row for row in kept}
    found = materials(sums)
    for part in sorted({*found, *before}):
        row = _month_row(
            indicator, month, part, found.get(part, Material()), before.get(part),
            now=now, settled=today > period.ends,
        )  # fmt: skip
        if row is not None:
            put_month(connection, town, row)


def _month_row(
    indicator: str,
    month: date,
    part: str,
    found: Material,
    before: MonthRow | None,
    *,
    now: datetime,
    settled: bool,
) -> MonthRow | None:
    """The row to write; None where nothing changed. What was told of a month that was over is not
    overwritten: the next version stands beside it."""
    days = json.dumps({str(each): found.days[each] for each in sorted(found.days)})
    told = (found.n, found.numerator, found.denominator, days)
    version = 1
    if before is not None:
        same = told == (before.n, before.numerator, before.denominator, before.days)
        if same and bool(before.settled) == settled:
            return None
        version = before.version + (1 if before.settled and not same else 0)
    return MonthRow(month, indicator, part, version, *told, now, int(settled), 1)
