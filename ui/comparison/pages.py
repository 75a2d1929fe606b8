"""What the central government sees of the municipalities: their indicators in a list, how far the
processes have spread, and how the bands of size compare. Numbers alone; nobody writes here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter
from starlette.responses import Response, StreamingResponse

from engine.indicators.definition import Indicator
from engine.network.bands import Quartiles, quartiles_of
from engine.network.figures import UNIT
from processes.indicators.catalogue import AREAS, by_key, indicators
from storage.database import WHOLE_INSTALLATION
from storage.queries.network import BandRow, count_towns, values_by_band
from ui.comparison.around import Operating, Watching, network_page
from ui.comparison.asked import (
    FALLING,
    NAME,
    RISING,
    Asked,
    asked_of,
    choices_of,
    narrowing_of,
)
from ui.comparison.bands import band_words, value_words
from ui.comparison.listed import as_csv, listed, town_lines
from ui.comparison.periods import period_words
from ui.comparison.scored import Reader
from ui.documents.download import disposition
from ui.drawing.boxes import boxes
from ui.open_data.files import CSV
from ui.parts import Choice, Column

router = APIRouter(prefix="/network")


@dataclass(frozen=True, slots=True)
class BandLine:
    """A band in the table: how many municipalities tell the figure, and what they come to."""

    name: str
    towns: str
    told: str
    median: str
    middle: str
    span: str
    href: str


@router.get("/indicators", response_model=None)
def indicator_list(here: Watching) -> Response:
    """The municipalities with the figures of an area of management."""
    with here.installation.database.read(WHOLE_INSTALLATION) as connection:
        known = narrowing_of(connection, here)
        asked = asked_of(here.request.query_params, known, here.today)
        found = listed(connection, asked)
        many = count_towns(connection, asked.wanted)
    sorted_by = by_key().get(asked.sort)
    context = {
        **about(here, asked),
        **choices_of(known, here),
        "many": many,
        "sorted_by": sorted_by.title if sorted_by else "",
        "area": AREAS[asked.area],
        "columns": _columns(here, asked),
        "lines": town_lines(found, asked, here),
        "more_href": here.path("indicators", **asked.query(after=found.after))
        if found.after
        else "",
        "first_href": here.path("indicators", **asked.query()) if asked.after else "",
        "name_href": here.path("indicators", **asked.query(sort=NAME)),
        "csv_href": here.path("indicators", "data.csv", **asked.query()),
        "action": here.path("indicators"),
    }
    return network_page(here, "comparison/indicators.html", context, section="indicators")


@router.get("/indicators/data.csv", response_model=None)
def indicator_file(here: Watching) -> Response:
    """All of the list, one row for each figure."""
    with here.installation.database.read(WHOLE_INSTALLATION) as connection:
        known = narrowing_of(connection, here)
    asked = asked_of(here.request.query_params, known, here.today)
    name = f"indicadores-{asked.wanted.country.lower()}-{asked.area}-{asked.period.name}.csv"
    headers = {
        "content-disposition": disposition(name, shown=False),
        "cache-control": "private, no-store",
    }
    return StreamingResponse(as_csv(here, asked), headers=headers, media_type=CSV)


@router.get("/bands", response_model=None)
def band_page(here: Watching, indicator: str = "") -> Response:
    """An indicator in the bands of size: median and quartiles, drawn and as a table."""
    one = by_key().get(indicator) or by_key()["on_time_cases"]
    with here.installation.database.read(WHOLE_INSTALLATION) as connection:
        known = narrowing_of(connection, here)
        asked = asked_of(here.request.query_params, known, here.today)
        values = values_by_band(
            connection, country=asked.wanted.country, period=asked.period.name, indicator=one.key
        )
    found = [(row, quartiles_of(values.get(row.band, ()))) for row in known.bands if row.band >= 0]
    context = {
        **about(here, asked),
        **choices_of(known, here),
        "one": one,
        "indicator_list": [
            Choice(each.key, f"{each.number}. {each.title}") for each in indicators()
        ],
        "picture": boxes([_drawn(row, five, one, here) for row, five in found]),
        "lines": [_band_line(row, five, values, one, asked, here) for row, five in found],
        "sentence": _spread_words(found, one, here),
        "action": here.path("bands"),
    }
    return network_page(here, "comparison/bands.html", context, section="bands")


def about(here: Operating, asked: Asked) -> dict[str, Any]:
    """What the pages say above: the municipalities and the period that they are of."""
    return {"asked": asked, "period": period_words(asked.period, here.words, here.formats)}


def _columns(here: Operating, asked: Asked) -> list[Column]:
    """Headings lead to the list in their order; once more, the other way round."""
    _ = here.words.gettext
    by_name = here.path("indicators", **asked.query(sort=NAME))
    found = [Column(_("Municipalidad"), sort_href=by_name, sorted=_way(asked, NAME))]
    for one in asked.columns:
        again = asked.sort == one.key and asked.falling
        order = RISING if again else FALLING
        href = here.path("indicators", **asked.query(sort=one.key, order=order))
        found.append(Column(one.title, numeric=True, sort_href=href, sorted=_way(asked, one.key)))
    return found


def _way(asked: Asked, key: str) -> str:
    if asked.sort != key:
        return ""
    return "descending" if asked.falling and key != NAME else "ascending"


def _drawn(
    row: BandRow, five: Quartiles | None, one: Indicator, here: Operating
) -> tuple[str, str, tuple[float, float, float, float, float] | None]:
    name = band_words(row.band, here.words, here.formats, below=row.below)
    if five is None:
        return name, here.words.gettext("muy pocas para decirlo"), None
    median = value_words(one, five.median, Reader(here.words, here.formats))
    told = here.words.gettext("mediana %(value)s") % {"value": median}
    low, lower, middle, upper, high = (
        each / UNIT for each in (five.low, five.lower, five.median, five.upper, five.high)
    )
    return name, told, (low, lower, middle, upper, high)


def _band_line(
    row: BandRow,
    five: Quartiles | None,
    values: dict[int, list[int]],
    one: Indicator,
    asked: Asked,
    here: Operating,
) -> BandLine:
    reader = Reader(here.words, here.formats)

    def pair(low: int, high: int) -> str:
        return f"{value_words(one, low, reader)} — {value_words(one, high, reader)}"

    return BandLine(
        band_words(row.band, here.words, here.formats, below=row.below),
        here.formats.number(row.towns),
        here.formats.number(len(values.get(row.band, ()))),
        value_words(one, five.median, reader) if five else "—",
        pair(five.lower, five.upper) if five else "—",
        pair(five.low, five.high) if five else "—",
        here.path("indicators", **asked.query(band=str(row.band))),
    )


def _spread_words(
    found: Sequence[tuple[BandRow, Quartiles | None]], one: Indicator, here: Operating
) -> str:
    """Between which medians the bands lie."""
    _ = here.words.gettext
    medians = sorted(five.median for _row, five in found if five is not None)
    if len(medians) < 2:
        return _("Todavía no hay municipalidades suficientes con este dato para comparar tramos.")
    reader = Reader(here.words, here.formats)
    known = {
        "low": value_words(one, medians[0], reader),
        "high": value_words(one, medians[-1], reader),
    }
    return _("Las medianas de los tramos van de %(low)s a %(high)s.") % known
