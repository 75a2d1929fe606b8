"""Targets and thresholds: dated parameters of the municipality, and who may set them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from engine.history.town import TownEventKind, TownHistory
from engine.identity import Actor
from engine.identity.people import administering
from engine.indicators.definition import Better, Indicator
from engine.installation import Installation
from engine.parameters import ParametersRefused
from engine.parameters.loading import keep_parameters
from engine.refusals import RefusalKind, Refused
from storage.database import Connection
from storage.queries.deadlines import ParameterRow
from storage.tables.deadlines import Trust

LONGEST = 200
MOST = Decimal(1_000_000)


class Bound(StrEnum):
    """target: what the municipality means to reach; alert: beyond it somebody is told."""

    TARGET = "meta"
    ALERT = "alerta"


@dataclass(frozen=True, slots=True)
class Bounds:
    """What holds for an indicator on a day; None where nothing was set."""

    target: Decimal | None = None
    alert: Decimal | None = None


@dataclass(frozen=True, slots=True)
class BoundSet:
    """It is in force."""

    key: str


def key_of(indicator: str, bound: Bound) -> str:
    """The dated parameter that holds it."""
    return f"indicador.{indicator}.{bound}"


def bounds_on(
    rows: Iterable[ParameterRow], indicators: Iterable[str], day: date
) -> Mapping[str, Bounds]:
    """What holds on a day for some indicators; of several rows the one that began last."""
    known: dict[str, ParameterRow] = {}
    for row in rows:
        in_force = row.valid_from <= day and (row.valid_to is None or day <= row.valid_to)
        before = known.get(row.key)
        if in_force and (before is None or before.valid_from < row.valid_from):
            known[row.key] = row

    def number(indicator: str, bound: Bound) -> Decimal | None:
        row = known.get(key_of(indicator, bound))
        return None if row is None else Decimal(row.value)

    return {
        each: Bounds(number(each, Bound.TARGET), number(each, Bound.ALERT)) for each in indicators
    }


def passed(indicator: Indicator, value: Decimal, bound: Decimal) -> bool:
    """Whether a value lies on the bad side of a bound."""
    return value < bound if indicator.better is Better.MORE else value > bound


def set_bound(
    installation: Installation,
    actor: Actor,
    indicator: Indicator,
    bound: Bound,
    value: Decimal,
    *,
    source: str,
    today: date,
) -> BoundSet | Refused:
    """A target or threshold from today on, with the act or reason that it rests on."""

    def verb(connection: Connection, history: TownHistory) -> BoundSet | Refused:
        why = " ".join(source.split())
        if not value.is_finite() or not -MOST <= value <= MOST:
            return Refused(RefusalKind.INVALID_DATA, {"field": "value"})
        if not why or len(why) > LONGEST or not why.isprintable():
            return Refused(RefusalKind.INVALID_DATA, {"field": "source"})
        row = ParameterRow(
            installation.ids.new(), key_of(indicator.key, bound), f"{value:f}", indicator.unit,
            today, None, why, Trust.KNOWN,
        )  # fmt: skip
        keep_parameters(connection, actor.municipality_id, [row])
        data = {
            "key": indicator.key, "title": indicator.title, "bound": str(bound),
            "value": f"{value:f} {indicator.unit}", "from": today, "source": why,
        }  # fmt: skip
        history.add(TownEventKind.INDICATOR_BOUND_SET, data=data)
        return BoundSet(indicator.key)

    try:
        return administering(installation, actor, verb)
    except ParametersRefused:
        return Refused(RefusalKind.INVALID_DATA, {"field": "value"})
