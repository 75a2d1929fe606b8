"""A list of municipalities with the figures of an area of management, a page of it or all of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from engine.indicators.counting import rounded
from engine.indicators.definition import Indicator
from engine.network.figures import INSUFFICIENT, ROUNDED, WITHHELD, of_millionths
from engine.network.scoring import STATES
from engine.spreadsheets import line, written
from storage.database import WHOLE_INSTALLATION, Connection
from storage.queries.network import (
    codes_of_towns,
    figures_of_towns,
    towns_by_figure,
    towns_by_name,
)
from storage.queries.network_towns import NetworkFigureRow, NetworkTownRow
from storage.queries.scores import ScoreLine
from ui.comparison.around import Operating
from ui.comparison.asked import NAME, Asked
from ui.comparison.bands import value_words
from ui.comparison.scored import Reader

PAGE, PIECE = 50, 500
BOM = "\ufeff"
FIELDS = (
    "municipality", "code", "region", "population", "band_from", "period", "indicator", "title",
    "value", "unit", "numerator", "denominator", "cases", "state",
)  # fmt: skip
Figures = Mapping[str, NetworkFigureRow]


@dataclass(frozen=True, slots=True)
class CellShown:
    """A figure: in words, or why there is none; `sorted`: the list is in its order."""

    label: str
    value: str
    why: str
    sorted: bool


@dataclass(frozen=True, slots=True)
class TownLine:
    """A municipality in a list."""

    name: str
    href: str
    below: str
    cells: tuple[CellShown, ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of a list; `after`: from where the next one begins, empty where there is none."""

    towns: tuple[NetworkTownRow, ...]
    figures: Mapping[int, Figures]
    codes: Mapping[int, tuple[str, str]]
    after: str


def listed(connection: Connection, asked: Asked, *, limit: int = PAGE) -> Listed:
    """Municipalities with their figures; in the order of a figure only those that have it."""
    if asked.sort == NAME:
        towns = towns_by_name(connection, asked.wanted, after=asked.after, limit=limit + 1)
        places = [(each.name, each.municipality_id) for each in towns]
    else:
        found = towns_by_figure(
            connection, asked.wanted, period=asked.period.name, indicator=asked.sort,
            falling=asked.falling, after=_value(asked), limit=limit + 1,
        )  # fmt: skip
        towns = tuple(each for each, _ in found)
        places = [(str(value), each.municipality_id) for each, value in found]
    shown = towns[:limit]
    ids = [each.municipality_id for each in shown]
    keys = [each.key for each in asked.columns]
    figures = figures_of_towns(connection, ids, period=asked.period.name, indicators=keys)
    head, number = places[limit - 1] if len(towns) > limit else ("", 0)
    after = f"{head}|{number}" if head else ""
    return Listed(shown, figures, codes_of_towns(connection, ids), after)


def _value(asked: Asked) -> tuple[int, int] | None:
    if asked.after is None or not asked.after[0].lstrip("-").isdecimal():
        return None
    return int(asked.after[0]), asked.after[1]


def town_lines(found: Listed, asked: Asked, here: Operating) -> list[TownLine]:
    """As the page shows them."""
    lines = []
    for town in found.towns:
        figures = found.figures[town.municipality_id]
        cells = (_cell(one, figures.get(one.key), asked, here) for one in asked.columns)
        slug = found.codes[town.municipality_id][0]
        lines.append(
            TownLine(town.name, f"/{slug}/open/indicators", below_words(town, here), tuple(cells))
        )
    return lines


def below_words(town: NetworkTownRow | ScoreLine, here: Operating) -> str:
    """«Cusco · 1,240 habitantes»."""
    people = here.words.gettext("población no indicada")
    if town.population is not None:
        told = here.words.ngettext("%(n)s habitante", "%(n)s habitantes", town.population)
        people = told % {"n": here.formats.number(town.population)}
    return " · ".join(each for each in (town.region, people) if each)


def _cell(one: Indicator, row: NetworkFigureRow | None, asked: Asked, here: Operating) -> CellShown:
    _ = here.words.gettext
    reader = Reader(here.words, here.formats)
    value = "—" if row is None or row.value is None else value_words(one, row.value, reader)
    why = {
        None: _("sin datos"),
        INSUFFICIENT: _("pocos casos"),
        WITHHELD: _("se reserva"),
        ROUNDED: _("de 5 en 5"),
    }.get(None if row is None else row.state, "")
    return CellShown(one.title, value, why, one.key == asked.sort)


def as_csv(here: Operating, asked: Asked) -> Iterator[str]:
    """All municipalities of the list: one row for each figure, piece by piece."""
    yield BOM + line(list(FIELDS))
    after = None
    while True:
        with here.installation.database.read(WHOLE_INSTALLATION) as connection:
            piece = Asked(asked.wanted, asked.period, asked.area, NAME, asked.falling, after)
            found = listed(connection, piece, limit=PIECE)
        for town in found.towns:
            figures = found.figures[town.municipality_id]
            for one in asked.columns:
                row = figures.get(one.key)
                if row is not None:
                    code = found.codes[town.municipality_id][1]
                    yield line([written(each) for each in _row(town, code, one, row)])
        if not found.after:
            return
        last = found.towns[-1]
        after = (last.name, last.municipality_id)


def _row(
    town: NetworkTownRow, code: str, one: Indicator, row: NetworkFigureRow
) -> Sequence[str | int | Decimal | None]:
    value = None if row.value is None else rounded(of_millionths(row.value), 4)
    band = None if town.band < 0 else town.band
    return (
        town.name, code, town.region, town.population, band, row.period, one.key, one.title,
        value, one.unit, row.numerator, row.denominator, row.n, STATES[row.state],
    )  # fmt: skip
