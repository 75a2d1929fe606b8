"""Whether what is kept of the months is what a count from the first case would give."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from engine.deadlines.calendars import calendar_of
from engine.indicators.counting import NOTHING, Fact, Material, added
from engine.indicators.following import AT_ONCE
from engine.indicators.kept import material_of
from engine.indicators.periods import first_of
from engine.indicators.seen import Sources, seen
from engine.installation import Installation
from storage.database import Connection
from storage.queries.counted_cases import case_ids_after
from storage.queries.indicators import months_of_indicator

_ALWAYS = (date(1970, 1, 1), date(9998, 12, 31))


@dataclass(frozen=True, slots=True)
class Difference:
    """A month of an indicator (and slice) that is kept otherwise than it is counted."""

    indicator: str
    month: date
    part: str
    kept: Material
    counted: Material


def differences(
    installation: Installation, sources: Sources, municipality_id: int
) -> list[Difference]:
    """All of them; none where the months are true."""
    with installation.database.read(municipality_id) as connection:
        counted = _counted(installation, connection, sources, municipality_id)
        kept = _kept(connection, sources, municipality_id)
    return [
        Difference(*place, kept.get(place, NOTHING), counted.get(place, NOTHING))
        for place in sorted({*kept, *counted})
        if kept.get(place, NOTHING) != counted.get(place, NOTHING)
    ]


def every_fact(
    installation: Installation, connection: Connection, sources: Sources, municipality_id: int
) -> Iterator[Fact]:
    """All that cases and registers count for now."""
    after = 0
    while ids := case_ids_after(connection, municipality_id, after=after, limit=AT_ONCE):
        for each in seen(installation, connection, municipality_id, ids):
            yield from sources.count_case(each)
        after = ids[-1]
    calendar = calendar_of(installation, connection, municipality_id)
    today = calendar.local_day(installation.clock.now())
    yield from sources.count_registers(installation, connection, municipality_id, today)


Place = tuple[str, date, str]


def _counted(
    installation: Installation, connection: Connection, sources: Sources, town: int
) -> Mapping[Place, Material]:
    facts: defaultdict[Place, list[Fact]] = defaultdict(list)
    for fact in every_fact(installation, connection, sources, town):
        for part in {"", fact.slice}:
            facts[fact.indicator, first_of(fact.on), part].append(fact)
    return {place: added(sources.indicators[place[0]].how, of) for place, of in facts.items()}


def _kept(connection: Connection, sources: Sources, town: int) -> Mapping[Place, Material]:
    since, until = _ALWAYS
    return {
        (row.indicator, row.month, row.slice): material_of(row)
        for key in sources.indicators
        for row in months_of_indicator(connection, town, key, since=since, until=until)
    }
