"""What the indicators tell a round of the diagnostic: of the last twelve whole months, each figure
with what it is made of and where its cases stand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from engine.deadlines.calendars import calendar_of, town_of
from engine.indicators.counting import rounded
from engine.indicators.periods import Period, first_of, shifted
from engine.indicators.reading import Told, board
from engine.installation import Installation
from processes.indicators.catalogue import by_key

MONTHS = 12


@dataclass(frozen=True, slots=True)
class Evidence:
    """An indicator as evidence: `value` None where it is insufficient; `words` in Spanish, as all
    that a case holds; `address` of its page."""

    value: Decimal | None
    words: str
    address: str


Evidences = Callable[[int], Mapping[str, Evidence]]


def evidences(installation: Installation) -> Evidences:
    """What the house knows of a municipality, by the key of each indicator."""

    def of(municipality_id: int) -> Mapping[str, Evidence]:
        with installation.database.read(municipality_id) as connection:
            calendar = calendar_of(installation, connection, municipality_id)
            slug = town_of(installation, connection, municipality_id).slug
            this = first_of(calendar.local_day(installation.clock.now()))
            period = Period(shifted(this, -MONTHS), this - timedelta(days=1))
            told = board(connection, municipality_id, by_key(), period)
        return {key: _evidence(each, period, slug) for key, each in told.items()}

    return of


def _evidence(told: Told, period: Period, slug: str) -> Evidence:
    one, now = told.indicator, told.now
    address = f"/{slug}/indicators/{one.key}?period={period.name}"
    span = f"{period.begins:%m/%Y} a {period.ends:%m/%Y}"
    if now.insufficient or now.value is None:
        words = f"dato insuficiente ({now.n} de {one.minimum} casos, {span})"
        return Evidence(None, words, address)
    value = rounded(now.value, 2)
    per = 100 if one.money or one.entered else 1
    part, whole = (rounded(Decimal(n) / per, 0) for n in (now.numerator, now.denominator))
    made_of = f"{now.n} casos" if one.unit.startswith("días") else f"{part} de {whole}"
    return Evidence(value, f"{value} {one.unit} ({made_of}, {span})", address)
