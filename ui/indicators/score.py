"""What a municipality is told of its own score: how it was computed, what would raise it, and its
place beside others of its size. Only its own; of the others what several of them come to."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter
from starlette.responses import Response

from engine.indicators.definition import Better, Indicator
from engine.indicators.periods import Period
from engine.network.bands import Quartiles, quartiles_of
from engine.network.figures import quarter_of
from engine.network.schemes import Scheme
from engine.network.scoring import score_of
from processes.indicators.catalogue import by_key
from processes.network.schemes import schemes_on
from storage.database import WHOLE_INSTALLATION, Connection
from storage.queries.network import place_in_band, values_by_band
from storage.queries.network_towns import (
    NetworkFigureRow,
    NetworkTownRow,
    network_figures_of,
    network_town,
)
from storage.queries.scores import statements_of
from ui.comparison.bands import band_words, value_words
from ui.comparison.periods import quarter_words
from ui.comparison.scored import Reader, ScoreShown, score_shown
from ui.indicators.pages import SECTION, allow
from ui.open_data.scores import shown_of
from ui.staff import staff_page
from ui.visit import Member, SignedIn

router = APIRouter(prefix="/{municipality}/indicators")
EARLIER = 4
"""Published scores that are shown."""


@dataclass(frozen=True, slots=True)
class Provisional:
    """A score as the figures are now, of a quarter that is not published."""

    title: str
    period: str
    shown: ScoreShown


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """An indicator beside others of the same size."""

    title: str
    value: str
    place: str
    median: str
    middle: str


@router.get("/score", response_model=None)
def score_page(here: SignedIn) -> Response:
    """The scores of the municipality, with their reasons."""
    town = here.municipality.id
    now = quarter_of(here.today)
    quarters = (now, now.before())
    with here.installation.database.read(town) as connection:
        allow(here, connection)
        known = network_town(connection, town)
        rows = network_figures_of(connection, town, periods=[each.name for each in quarters])
        published = statements_of(connection, town)
    done = {(row.scheme, row.period) for row, _ in published}
    schemes = {
        period: [
            one
            for one in schemes_on(here.municipality.country, period.ends)
            if (one.key, period.name) not in done
        ]
        for period in quarters
    }
    context = {
        "provisional": [
            _provisional(one, period, rows, known, here)
            for period, offered in schemes.items()
            for one in offered
            if known is not None
        ],
        "published": [shown_of(row, act, here) for row, act in published[:EARLIER]],
        "places": _places(rows, known, quarters[1], here),
        "band": band_words(known.band, here.words, here.formats, below=known.band_below)
        if known
        else "",
        "period": quarter_words(quarters[1].name, here.words),
        "board_href": here.path("indicators"),
        "open_href": here.path("open", "scores"),
    }
    with here.installation.database.read(town) as connection:
        return staff_page(here, connection, "indicators/score.html", context, section=SECTION)


def _provisional(
    one: Scheme,
    period: Period,
    rows: tuple[NetworkFigureRow, ...],
    known: NetworkTownRow | None,
    here: Member,
) -> Provisional:
    figures = {row.indicator: row for row in rows if row.period == period.name}
    score = score_of(one, by_key(), figures, known.band if known else -1)
    shown = score_shown(score, Reader(here.words, here.formats))
    return Provisional(one.title, quarter_words(period.name, here.words), shown)


def _places(
    rows: tuple[NetworkFigureRow, ...],
    known: NetworkTownRow | None,
    period: Period,
    here: Member,
) -> list[PlaceLine]:
    """The indicators of the score beside those of others in the same band."""
    if known is None or known.band < 0:
        return []
    keys = {
        line.indicator
        for one in schemes_on(here.municipality.country, period.ends)
        for line in one.lines
    }
    own = [row for row in rows if row.period == period.name and row.indicator in keys]
    with here.installation.database.read(WHOLE_INSTALLATION) as connection:
        return [
            line
            for row in own
            if row.value is not None
            and (line := _place(connection, by_key()[row.indicator], row, here)) is not None
        ]


def _place(
    connection: Connection, one: Indicator, row: NetworkFigureRow, here: Member
) -> PlaceLine | None:
    """Nothing where too few are compared with."""
    values = values_by_band(
        connection, country=row.country, period=row.period, indicator=row.indicator, band=row.band
    ).get(row.band, [])
    found = quartiles_of(values)
    if not isinstance(found, Quartiles) or row.value is None:
        return None
    place, of = place_in_band(connection, row, more_is_better=one.better is Better.MORE)
    reader = Reader(here.words, here.formats)
    told = here.words.gettext("%(place)sª de %(of)s") % {"place": place, "of": of}
    return PlaceLine(
        one.title,
        value_words(one, row.value, reader),
        told,
        value_words(one, found.median, reader),
        f"{value_words(one, found.lower, reader)} — {value_words(one, found.upper, reader)}",
    )
