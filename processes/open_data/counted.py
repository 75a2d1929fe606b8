"""Data sets that are told in aggregate alone: complaints, what was collected, parcels. What fewer
than some stand behind, or what others' totals would give away, is withheld."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import groupby, product
from zoneinfo import ZoneInfo

from engine.parameters.resolving import NoParameter, resolve
from engine.publishing.datasets import Cell, Row
from engine.publishing.disclosure import Counted, withheld
from storage.database import Connection
from storage.queries.municipalities import MunicipalityRow
from storage.queries.open_data import (
    LotRow,
    collected_by_month,
    ends_of_process,
    lots_of_today,
)

FEWEST = 5
ALL = "*"
COMPLAINT_BOOK = "libro_reclamaciones"
RESULTS: Mapping[str | None, str] = {
    "Respondido": "answered",
    "Trasladado": "transferred",
    "No presentado": "not_admitted",
    None: "open",
}


def least_of(connection: Connection, town: MunicipalityRow, on: date) -> int:
    """How many must stand behind a figure: what the parameter of the country says on a day, and
    never fewer than five."""
    try:
        told = resolve(connection, town.id, f"{town.country.lower()}.datos_abiertos.minimo", on)
    except NoParameter:
        return FEWEST
    return max(FEWEST, int(told))


def complaints(connection: Connection, town: MunicipalityRow, today: date) -> list[Row]:
    """By quarter and result; quarters that are over."""
    zone = ZoneInfo(town.timezone)
    first = date(today.year, 3 * ((today.month - 1) // 3) + 1, 1)
    now = datetime.combine(first, datetime.min.time(), tzinfo=zone)
    ends = ends_of_process(connection, town.id, process_key=COMPLAINT_BOOK, before=now)
    told: dict[tuple[str, str], int] = {}
    for each in ends:
        place = (_quarter(each.opened_at, zone), RESULTS.get(each.outcome, "answered"))
        told[place] = told.get(place, 0) + 1
    quarters = sorted({quarter for quarter, _ in told})
    places = list(product(quarters, RESULTS.values()))
    cells = [Counted(told.get(each, 0), (("q", each[0]), ("r", each[1]))) for each in places]
    rows: list[Row] = [
        {"quarter": quarter, "result": result, "complaints": told.get((quarter, result), 0)}
        for quarter, result in places
    ]
    return _told(rows, cells, least_of(connection, town, today), ("complaints",))


def collection(connection: Connection, town: MunicipalityRow, today: date) -> list[Row]:
    """By tax year and month of payment; months that are over, so that no two copies of a month
    differ by what one taxpayer paid."""
    found = collected_by_month(connection, town.id, before=f"{today:%Y-%m}")
    rows: list[Row] = [
        {
            "tax_year": each.year,
            "month": each.month,
            "taxpayers": each.taxpayers,
            "collected": Decimal(each.cents).scaleb(-2),
            "currency": town.currency,
            "largest": Decimal(each.most).scaleb(-2),
        }
        for each in found
    ]
    cells = [
        Counted(
            each.taxpayers,
            (("y", each.year), ("m", each.month)),
            100 * each.most // each.cents if each.cents > 0 else 100,
        )
        for each in found
    ]
    least = least_of(connection, town, today)
    return _told(rows, cells, least, ("taxpayers", "collected"))


def parcels(connection: Connection, town: MunicipalityRow, today: date) -> list[Row]:
    """Block by block of all uses, and use by use of a whole sector: both at once would leave almost
    nothing that may be told."""
    lots = lots_of_today(connection, town.id)
    rows: list[Row] = []
    cells = []
    for (sector, block), of in _grouped(lots, lambda each: place_of(each.code)):
        rows.append(_lots(of, sector, block, ALL))
        cells.append(Counted(len(of), (("blocks", sector),)))
    for (sector, use), of in _grouped(lots, lambda each: (place_of(each.code)[0], each.land_use)):
        rows.append(_lots(of, sector, ALL, use))
        cells.append(Counted(len(of), (("uses", sector), ("use", use))))
    return _told(rows, cells, least_of(connection, town, today), ("parcels", "area_m2"))


def place_of(code: str) -> tuple[str, str]:
    """The sector and the block of a parcel: `01` and `01-002` of `01-002-015`. Of the thirty digits
    of Colombia the first nine and the first seventeen."""
    if "-" in code:
        return code.partition("-")[0], code.rpartition("-")[0]
    return code[:9], code[:17]


def _grouped(
    lots: Sequence[LotRow], place: Callable[[LotRow], tuple[str, str]]
) -> Iterator[tuple[tuple[str, str], list[LotRow]]]:
    for key, of in groupby(sorted(lots, key=place), place):
        yield key, list(of)


def _lots(lots: Sequence[LotRow], sector: str, block: str, use: str) -> Row:
    return {
        "sector": sector,
        "block": block,
        "land_use": use,
        "parcels": len(lots),
        "area_m2": sum((each.area for each in lots), Decimal(0)),
        "codes": " ".join(each.code for each in lots),
    }


def _told(
    rows: Sequence[Row], cells: Sequence[Counted], least: int, measures: Sequence[str]
) -> list[Row]:
    hidden = withheld(cells, least=least)
    blank: dict[str, Cell] = {**dict.fromkeys(measures), "status": "withheld"}
    return [
        {**row, **(blank if place in hidden else {"status": "complete"})}
        for place, row in enumerate(rows)
    ]


def _quarter(at: datetime, zone: ZoneInfo) -> str:
    day = at.astimezone(zone)
    return f"{day.year}-Q{(day.month + 2) // 3}"
