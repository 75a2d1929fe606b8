"""The daily look at thresholds: what lies beyond one begins a case in which it is attended to, and
ends it once it is back.

The month that goes on is looked at where it has enough cases, else the one before. An indicator
that is insufficient neither begins nor ends an alert. While one is open nothing is told again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from engine.deadlines.calendars import calendar_of
from engine.identity import system_actor
from engine.indicators.bounds import Bounds, passed
from engine.indicators.counting import Figure, rounded
from engine.indicators.definition import Indicator
from engine.indicators.periods import Period, month_of
from engine.indicators.reading import Told, board
from engine.installation import Installation
from engine.messages import publish
from storage.database import Connection
from storage.queries.indicators import AlertRow, alerts_of
from storage.writes.indicators import change_alert, hold_counting, insert_alert

BEYOND, WITHIN = "indicador_fuera", "indicador_dentro"
"""The messages that begin and end the case of an alert; its key is that of the alert."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What a look found: the messages to send, by alert."""

    name: str
    alert_id: int
    payload: Mapping[str, str]


def look(
    installation: Installation, indicators: Mapping[str, Indicator], municipality_id: int
) -> int:
    """Look at the thresholds of a municipality; how many alerts were opened or closed."""
    now = installation.clock.now()

    def verb(connection: Connection) -> list[Looked]:
        hold_counting(connection, municipality_id)
        today = calendar_of(installation, connection, municipality_id).local_day(now)
        this = month_of(today)
        boards = [
            (period, board(connection, municipality_id, indicators, period))
            for period in (this, this.before())
        ]
        opened = {row.indicator: row for row, _number in alerts_of(connection, municipality_id)}
        found = []
        for key, one in indicators.items():
            seen = _seen(boards, key)
            bounds = boards[0][1][key].bounds
            if seen is not None and bounds.alert is not None:
                said = _judge(installation, connection, municipality_id, one, seen, bounds,
                              opened.get(key))  # fmt: skip
                if said is not None:
                    found.append(said)
        return found

    said = installation.database.run(verb, municipality=municipality_id)
    for each in said:
        key = str(each.alert_id)
        publish(
            installation, system_actor(municipality_id), each.name, key, each.payload,
            sender_key=f"{each.name}:{key}",
        )  # fmt: skip
    return len(said)


Seen = tuple[Period, Figure]


def _seen(boards: list[tuple[Period, dict[str, Told]]], key: str) -> Seen | None:
    """The first period in which the indicator is sufficient."""
    for period, told in boards:
        if not told[key].now.insufficient:
            return period, told[key].now
    return None


def _judge(
    installation: Installation,
    connection: Connection,
    town: int,
    one: Indicator,
    seen: Seen,
    bounds: Bounds,
    opened: AlertRow | None,
) -> Looked | None:
    now, (period, found) = installation.clock.now(), seen
    assert found.value is not None  # noqa: S101  it is sufficient
    assert bounds.alert is not None  # noqa: S101  whoever asks has looked
    value = rounded(found.value, one.places)
    beyond = passed(one, value, bounds.alert)
    if beyond and opened is None:
        row = AlertRow(
            installation.ids.new(), one.key, f"{bounds.alert:f}", f"{value:f}", period.begins,
            now, None, None, None,
        )  # fmt: skip
        insert_alert(connection, town, row)
        return Looked(BEYOND, row.id, _told(row, one, period.begins))
    if not beyond and opened is not None:
        change_alert(connection, town, opened.id, closed_at=now, closed_with=f"{value:f}")
        return Looked(WITHIN, opened.id, {"alerta": str(opened.id)})
    return None


def _told(row: AlertRow, one: Indicator, month: date) -> Mapping[str, str]:
    """What the case of an alert knows, in Spanish as all cases."""
    return {
        "alerta": str(row.id),
        "indicador": one.key,
        "titulo": one.title,
        "valor": f"{row.value} {one.unit}",
        "umbral": f"{row.bound} {one.unit}",
        "periodo": f"{month:%m/%Y}",
    }
