"""Publishing the scores of a quarter: an act of the central government, once, and then fixed.

What it says of each municipality is computed from the figures as they are kept at that moment, and
stands beside them from then on, whatever is counted later. One root stands for all statements, in
the order of the municipalities' numbers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from engine.history.merkle import leaf, root_of
from engine.indicators.definition import Indicator
from engine.indicators.periods import Period
from engine.installation import Installation
from engine.network.schemes import Scheme
from engine.network.scoring import Score, definition_of, hash_of, score_of, statement_of
from engine.refusals import RefusalKind, Refused
from storage.database import WHOLE_INSTALLATION, Connection
from storage.queries.network import Wanted, codes_of_towns, figures_of_towns, towns_by_name
from storage.queries.network_towns import NetworkTownRow, not_refreshed
from storage.queries.scores import ActRow, StatementRow, act_of_scores
from storage.writes.network import insert_scores

PIECE = 500
"""Municipalities that are computed at a time."""
SETTLED = timedelta(days=2)
"""How long after its end a quarter is counted everywhere."""


@dataclass(frozen=True, slots=True)
class By:
    """Who publishes."""

    id: int | None
    name: str


@dataclass(frozen=True, slots=True)
class ScoresPublished:
    """The act."""

    act: ActRow


def settled_at(period: Period) -> datetime:
    """From when on a quarter may be published, and since when each municipality must have been
    looked at."""
    return datetime.combine(period.ends, time.min, UTC) + SETTLED


def publish_scores(
    installation: Installation,
    scheme: Scheme,
    indicators: Mapping[str, Indicator],
    period: Period,
    by: By,
) -> ScoresPublished | Refused:
    """Publish the scores of a quarter. Refused: invalid_data (no quarter, or not one of the
    scheme), not_open (it is not over yet), conflict (some are not counted: how many), answered
    (it was published)."""
    if "-T" not in period.name or not scheme.holds(period.ends):
        return Refused(RefusalKind.INVALID_DATA, {"field": "period"})
    ready = settled_at(period)
    if installation.clock.now() < ready:
        return Refused(RefusalKind.NOT_OPEN, {"from": ready.date().isoformat()})

    def verb(connection: Connection) -> ScoresPublished | Refused:
        if act_of_scores(connection, scheme=scheme.key, period=period.name) is not None:
            return Refused(RefusalKind.ANSWERED, {})
        behind = not_refreshed(connection, country=scheme.country, since=ready)
        if behind:
            return Refused(RefusalKind.CONFLICT, {"behind": str(behind)})
        act_id = installation.ids.new()
        rows = [
            (town.municipality_id, _row(scheme, period, act_id, town, score, codes))
            for town, score, codes in scores_now(connection, scheme, indicators, period)
        ]
        rows.sort(key=lambda row: row[0])
        act = ActRow(
            act_id, scheme.key, period.name, scheme.country, installation.clock.now(), by.id,
            by.name, definition_of(scheme), len(rows), sum(row.score >= 0 for _, row in rows),
            root_of([leaf(row.hash) for _, row in rows]),
        )  # fmt: skip
        insert_scores(connection, act, rows)
        return ScoresPublished(act)

    return installation.database.run(verb, municipality=WHOLE_INSTALLATION)


def scores_now(
    connection: Connection, scheme: Scheme, indicators: Mapping[str, Indicator], period: Period
) -> Iterator[tuple[NetworkTownRow, Score, tuple[str, str]]]:
    """The score of every municipality as the figures are now, with its address and code."""
    keys = [each.indicator for each in scheme.lines]
    after = None
    while True:
        towns = towns_by_name(connection, Wanted(scheme.country), after=after, limit=PIECE)
        if not towns:
            return
        ids = [each.municipality_id for each in towns]
        figures = figures_of_towns(connection, ids, period=period.name, indicators=keys)
        codes = codes_of_towns(connection, ids)
        for town in towns:
            known = figures[town.municipality_id]
            score = score_of(scheme, indicators, known, town.band)
            yield town, score, codes[town.municipality_id]
        after = (towns[-1].name, towns[-1].municipality_id)


def _row(
    scheme: Scheme,
    period: Period,
    act_id: int,
    town: NetworkTownRow,
    score: Score,
    codes: tuple[str, str],
) -> StatementRow:
    named = {"name": town.name, "slug": codes[0], "code": codes[1], "country": town.country}
    text = statement_of(scheme, score, period=period.name, municipality=named, band=town.band)
    return StatementRow(
        scheme.key, period.name, act_id, score.tenths, town.band, text, hash_of(text)
    )
