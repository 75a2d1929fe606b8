"""How a municipality does beside others of its size, where the installation holds several.

Of the others only what several of them come to is told, never whose it is: the median and the
quartiles of those in the same band of population and country that have enough cases, and the place
of one's own among them. How many there must be, the bands and the population are dated parameters.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from engine.history.town import TownEventKind, TownHistory
from engine.identity import Actor
from engine.identity.people import administering
from engine.indicators.counting import figure, merged
from engine.indicators.definition import Better, Indicator
from engine.indicators.kept import material_of
from engine.indicators.periods import Period, first_of
from engine.installation import Installation
from engine.parameters import NoParameter, resolve
from engine.parameters.loading import keep_parameters
from engine.refusals import RefusalKind, Refused
from storage.database import WHOLE_INSTALLATION, Connection
from storage.queries.deadlines import ParameterRow
from storage.queries.peers import NumberRow, months_of_towns, numbers_of_towns
from storage.tables.deadlines import Trust

POPULATION = "municipalidad.poblacion"
BANDS = "indicador.bandas_poblacion"
LEAST = "indicador.minimo_municipalidades"
FEWEST = 3
"""What holds where no parameter says how many others there must be."""
LONGEST = 200
MOST = 100_000_000


@dataclass(frozen=True, slots=True)
class Band:
    """From so many people on, and fewer than so many (None: however many)."""

    least: int
    below: int | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """`band` None: nobody said how many people live there. `others`: how many are compared with;
    the figures are None where these are too few. `place`: of one's own, the best is the first."""

    band: Band | None
    least: int
    others: int
    lower: Fraction | None = None
    median: Fraction | None = None
    upper: Fraction | None = None
    place: int | None = None


@dataclass(frozen=True, slots=True)
class PopulationSet:
    """It is in force."""

    people: int


def compare(
    installation: Installation, municipality_id: int, indicator: Indicator, period: Period
) -> Comparison:
    """An indicator of whole months beside those of others of the same size."""
    with installation.database.read(municipality_id) as connection:
        least = _least(connection, municipality_id, period.ends)
        bands = _bands(connection, municipality_id, period.ends)
    with installation.database.read(WHOLE_INSTALLATION) as connection:
        people = _in_force(numbers_of_towns(connection, key=POPULATION), period.ends)
        own = people.get(municipality_id)
        if own is None:
            return Comparison(None, least, 0)
        band = band_of(bands, int(own.value))
        towns = [
            town
            for town, row in people.items()
            if row.country == own.country and band_of(bands, int(row.value)) == band
        ]
        months = months_of_towns(
            connection, towns, indicator=indicator.facts,
            since=first_of(period.begins), until=period.ends,
        )  # fmt: skip
    found = {
        town: figure(indicator, merged(indicator.how, map(material_of, rows)))
        for town, rows in months.items()
    }
    known = {
        town: each.value
        for town, each in found.items()
        if not each.insufficient and each.value is not None
    }
    mine = known.pop(municipality_id, None)
    return beside(indicator, band, least, mine, list(known.values()))


def beside(
    indicator: Indicator, band: Band, least: int, mine: Fraction | None, others: Sequence[Fraction]
) -> Comparison:
    """What the figures of others come to. Pure."""
    if len(others) < least:
        return Comparison(band, least, len(others))
    ordered = sorted(others)
    lower, middle, upper = (quantile(ordered, Fraction(n, 4)) for n in (1, 2, 3))
    place = None
    if mine is not None:
        more = indicator.better is Better.MORE
        place = 1 + sum(each > mine if more else each < mine for each in others)
    return Comparison(band, least, len(others), lower, middle, upper, place)


def quantile(ordered: Sequence[Fraction], share: Fraction) -> Fraction:
    """Between the two that stand around it, evenly (as spreadsheets do it: inclusive)."""
    place = share * (len(ordered) - 1)
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (place - low) * (ordered[high] - ordered[low])


def band_of(bands: Sequence[int], people: int) -> Band:
    """The band of so many people; a bound belongs to the band that begins with it."""
    least = max((each for each in bands if each <= people), default=0)
    below = min((each for each in bands if each > people), default=None)
    return Band(least, below)


def set_population(
    installation: Installation, actor: Actor, people: int, *, source: str, today: date
) -> PopulationSet | Refused:
    """How many people live in the municipality from today on, with where that stands."""

    def verb(connection: Connection, history: TownHistory) -> PopulationSet | Refused:
        why = " ".join(source.split())
        if not 0 < people <= MOST:
            return Refused(RefusalKind.INVALID_DATA, {"field": "people"})
        if not why or len(why) > LONGEST or not why.isprintable():
            return Refused(RefusalKind.INVALID_DATA, {"field": "people-source"})
        row = ParameterRow(
            installation.ids.new(), POPULATION, str(people), "habitantes", today, None, why,
            Trust.KNOWN,
        )  # fmt: skip
        keep_parameters(connection, actor.municipality_id, [row])
        data = {
            "key": POPULATION, "title": "Población", "value": str(people), "from": today,
            "source": why,
        }  # fmt: skip
        history.add(TownEventKind.INDICATOR_BOUND_SET, data=data)
        return PopulationSet(people)

    return administering(installation, actor, verb)


def _in_force(rows: Iterable[NumberRow], day: date) -> Mapping[int, NumberRow]:
    """Of each municipality the number of a day: of several the one that began last, before the
    first of them that one."""
    found: dict[int, NumberRow] = {}
    for row in rows:
        begun = row.valid_from <= day or row.municipality_id not in found
        if begun and row.value.isdigit():
            found[row.municipality_id] = row
    return found


def _least(connection: Connection, municipality_id: int, day: date) -> int:
    try:
        found = resolve(connection, municipality_id, LEAST, day)
    except NoParameter:
        return FEWEST
    return max(FEWEST, int(found)) if isinstance(found, Decimal) else FEWEST


def _bands(connection: Connection, municipality_id: int, day: date) -> list[int]:
    try:
        text = str(resolve(connection, municipality_id, BANDS, day))
        return sorted(int(Decimal(each)) for each in text.split())
    except (NoParameter, InvalidOperation):
        return []
