"""The score of a municipality in a quarter, line by line, from figures that anybody may read. Pure:
the same figures give the same score and, as a statement, the same hash.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from hashlib import sha256
from typing import Any

from engine.indicators.counting import rounded
from engine.indicators.definition import Indicator
from engine.network.figures import INSUFFICIENT, ROUNDED, TOLD, WITHHELD, of_millionths
from engine.network.schemes import Goal, Missing, Scheme, SchemeLine
from storage.queries.network_towns import NetworkFigureRow

NO_DATA = "no_data"
STATES = {
    TOLD: "told", INSUFFICIENT: "insufficient", WITHHELD: "withheld", ROUNDED: "rounded"
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ScoredLine:
    """What an indicator gives: `state` told, rounded (to five percent, because few people are
    behind), insufficient, withheld or no_data; `value` in its unit where there is one. `counts`:
    its weight is among those that the score is of."""

    indicator: str
    weight: Decimal
    goal: Goal
    state: str
    value: Decimal | None
    n: int | None
    points: Decimal
    counts: bool


@dataclass(frozen=True, slots=True)
class Score:
    """`score` of 100, None where less than the least was measured; `points` of `measured`, which is
    what the weights that count come to."""

    lines: tuple[ScoredLine, ...]
    points: Decimal
    measured: Decimal
    score: Decimal | None

    @property
    def tenths(self) -> int:
        """As it is kept; -1: none."""
        return -1 if self.score is None else int(self.score.scaleb(1))


def score_of(
    scheme: Scheme,
    indicators: Mapping[str, Indicator],
    figures: Mapping[str, NetworkFigureRow],
    band: int,
) -> Score:
    """The score from the figures of a quarter by their indicator."""
    lines = tuple(
        _scored(each, indicators[each.indicator], figures.get(each.indicator), band)
        for each in scheme.lines
    )
    points = sum((each.points for each in lines), Decimal(0))
    measured = sum((each.weight for each in lines if each.counts), Decimal(0))
    enough = measured > 0 and measured >= scheme.least
    score = rounded(Fraction(100 * points) / Fraction(measured), 1) if enough else None
    return Score(lines, points, measured, score)


def points_of(weight: Decimal, goal: Goal, value: Fraction) -> Decimal:
    """What a figure gives: nothing at the floor, the weight at the goal, evenly between."""
    floor, top = Fraction(goal.floor), Fraction(goal.goal)
    share = min(Fraction(1), max(Fraction(0), (value - floor) / (top - floor)))
    return rounded(Fraction(weight) * share, 2)


def _scored(
    line: SchemeLine, one: Indicator, row: NetworkFigureRow | None, band: int
) -> ScoredLine:
    goal = line.goal_of(band)
    if row is None or row.value is None:
        state = NO_DATA if row is None else STATES[row.state]
        counts = line.missing is Missing.ZERO and row is None
        number = None if row is None else row.n
        return ScoredLine(
            line.indicator, line.weight, goal, state, None, number, Decimal(0), counts
        )
    value = rounded(of_millionths(row.value), one.places)
    points = points_of(line.weight, goal, Fraction(value))
    return ScoredLine(
        line.indicator, line.weight, goal, STATES[row.state], value, row.n, points, counts=True
    )


def statement_of(
    scheme: Scheme,
    score: Score,
    *,
    period: str,
    municipality: Mapping[str, str],
    band: int,
) -> str:
    """The score as it is published: all that it was computed from, as canonical JSON."""
    told = {
        "scheme": scheme.key,
        "title": scheme.title,
        "valid_from": scheme.valid_from.isoformat(),
        "period": period,
        "municipality": dict(municipality),
        "band_from": None if band < 0 else band,
        "lines": [_told(each) for each in score.lines],
        "points": _text(score.points),
        "measured": _text(score.measured),
        "least": _text(scheme.least),
        "score": None if score.score is None else _text(score.score),
    }
    return canonical(told)


def _told(line: ScoredLine) -> dict[str, Any]:
    return {
        "indicator": line.indicator,
        "weight": _text(line.weight),
        "floor": _text(line.goal.floor),
        "goal": _text(line.goal.goal),
        "state": line.state,
        "value": None if line.value is None else _text(line.value),
        "cases": line.n,
        "points": _text(line.points),
        "counts": line.counts,
    }


def definition_of(scheme: Scheme) -> str:
    """The scheme as it is published with an act."""
    return canonical(
        {
            "scheme": scheme.key,
            "title": scheme.title,
            "purpose": scheme.purpose,
            "country": scheme.country,
            "valid_from": scheme.valid_from.isoformat(),
            "source": scheme.source,
            "status": scheme.status,
            "least": _text(scheme.least),
            "lines": [
                {
                    "indicator": each.indicator,
                    "weight": _text(each.weight),
                    "missing": str(each.missing),
                    "goals": [
                        {"below": one.below, "floor": _text(one.floor), "goal": _text(one.goal)}
                        for one in each.goals
                    ],
                }
                for each in scheme.lines
            ],
        }
    )


def read_statement(text: str) -> Score:
    """The score that was published, from its statement."""
    told = json.loads(text)
    lines = tuple(
        ScoredLine(
            each["indicator"],
            Decimal(each["weight"]),
            Goal(Decimal(each["floor"]), Decimal(each["goal"])),
            each["state"],
            None if each["value"] is None else Decimal(each["value"]),
            each["cases"],
            Decimal(each["points"]),
            each["counts"],
        )
        for each in told["lines"]
    )
    score = None if told["score"] is None else Decimal(told["score"])
    return Score(lines, Decimal(told["points"]), Decimal(told["measured"]), score)


def canonical(told: Mapping[str, Any]) -> str:
    """JSON of which the same content has the same letters."""
    return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def hash_of(text: str) -> bytes:
    """SHA-256 of a statement."""
    return sha256(text.encode()).digest()


def _text(value: Decimal) -> str:
    return f"{value:f}"
