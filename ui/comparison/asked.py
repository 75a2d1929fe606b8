"""What an address asks of the pages that compare: which municipalities, when, in which order."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from engine.indicators.definition import Indicator
from engine.indicators.periods import Period
from engine.memory import Bounded
from processes.indicators.catalogue import AREAS, by_key
from processes.network.compared import MAIN
from storage.database import Connection
from storage.queries.network import (
    BandRow,
    SpreadRow,
    UsedRow,
    Wanted,
    bands_of,
    countries_of_network,
    regions_of,
    spread_of_processes,
    used_processes,
)
from ui.comparison.around import Operating
from ui.comparison.bands import band_words
from ui.comparison.periods import chosen, offered
from ui.parts import Choice

NAME = "name"
FALLING, RISING = "desc", "asc"
SECONDS = 600


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What may be chosen: the countries, regions, bands and processes that the network knows."""

    countries: tuple[str, ...]
    regions: tuple[str, ...]
    bands: tuple[BandRow, ...]
    processes: tuple[tuple[str, str], ...]


_known: Bounded[Hashable, Narrowing] = Bounded(50)
_used: Bounded[Hashable, Mapping[str, UsedRow]] = Bounded(50)
_spread: Bounded[Hashable, tuple[SpreadRow, ...]] = Bounded(50)


@dataclass(frozen=True, slots=True)
class Asked:
    """`wanted`: which municipalities; `sort`: an indicator, or by name; `after`: from where on."""

    wanted: Wanted
    period: Period
    area: str
    sort: str
    falling: bool
    after: tuple[str, int] | None

    @property
    def columns(self) -> tuple[Indicator, ...]:
        """The indicators that stand beside each municipality."""
        return tuple(by_key()[key] for key in MAIN[self.area])

    def query(self, **other: str) -> dict[str, str]:
        """As an address says it, with something else in it."""
        band = self.wanted.band
        told = {
            "country": self.wanted.country,
            "region": self.wanted.region,
            "band": "" if band is None else str(band),
            "process": self.wanted.process,
            "period": self.period.name,
            "area": self.area,
            "sort": self.sort,
            "order": FALLING if self.falling else RISING,
        }
        return {key: value for key, value in {**told, **other}.items() if value}

    def everywhere(self) -> Asked:
        """The same of all municipalities of the country."""
        return replace(self, wanted=Wanted(self.wanted.country), after=None)


def asked_of(query: Mapping[str, str], known: Narrowing, today: date) -> Asked:
    """From the query of an address; what is not known there is left out."""
    country = query.get("country", "")
    if country not in known.countries:
        country = known.countries[0] if known.countries else ""
    region, process = query.get("region", ""), query.get("process", "")
    bands = {str(row.band): row.band for row in known.bands}
    area = query.get("area", "")
    area = area if area in MAIN else next(iter(MAIN))
    sort = query.get("sort", NAME)
    return Asked(
        Wanted(
            country,
            region if region in known.regions else "",
            bands.get(query.get("band", "")),
            process if process in {key for key, _ in known.processes} else "",
        ),
        chosen(query.get("period", ""), today),
        area,
        sort if sort in MAIN[area] else NAME,
        query.get("order", FALLING) != RISING,
        _place(query.get("after", "")),
    )


def narrowing_of(connection: Connection, here: Operating) -> Narrowing:
    """What there is to choose from; of the first country where the address names none."""
    countries = countries_of_network(connection)
    named = here.request.query_params.get("country", "")
    country = named if named in countries else next(iter(countries), "")
    place = (here.installation.database.url, country, int(here.now.timestamp()) // SECONDS)
    return _known.get(place) or _known.keep(place, _narrowing(connection, countries, country))


def spread_kept(connection: Connection, here: Operating, country: str) -> tuple[SpreadRow, ...]:
    """How far the processes have spread, counted once in ten minutes: it is read of every
    municipality."""
    place = (here.installation.database.url, country, int(here.now.timestamp()) // SECONDS)
    return _spread.get(place) or _spread.keep(place, spread_of_processes(connection, country))


def used_kept(
    connection: Connection, here: Operating, country: str, period: str
) -> Mapping[str, UsedRow]:
    """What the uses of each process come to, counted as seldom."""
    slot = int(here.now.timestamp()) // SECONDS
    place = (here.installation.database.url, country, period, slot)
    return _used.get(place) or _used.keep(place, used_processes(connection, country, period))


def _narrowing(connection: Connection, countries: tuple[str, ...], here: str) -> Narrowing:
    processes = spread_of_processes(connection, here)
    return Narrowing(
        countries,
        regions_of(connection, here),
        bands_of(connection, here),
        tuple(sorted(((row.process_key, row.title) for row in processes), key=lambda e: e[1])),
    )


def choices_of(known: Narrowing, here: Operating) -> dict[str, list[Choice]]:
    """The choices of the form above the lists."""
    return {
        "countries": [Choice(each, each) for each in known.countries],
        "regions": [Choice(each, each) for each in known.regions],
        "bands": [
            Choice(str(row.band), band_words(row.band, here.words, here.formats, below=row.below))
            for row in known.bands
        ],
        "processes": [Choice(key, title) for key, title in known.processes],
        "periods": offered(here.today, here.words, here.formats),
        "area_list": [Choice(key, AREAS[key]) for key in MAIN],
    }


def _place(text: str) -> tuple[str, int] | None:
    """From where a list goes on: what it is sorted by, and a number."""
    head, _, number = text.rpartition("|")
    return (head, int(number)) if number.isascii() and number.isdigit() else None
