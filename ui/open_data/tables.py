"""The rows of each data set as they leave: public fields alone, in a stable order.

They are put together once, a piece at a time, and kept for some minutes, so that no view of a page
counts a register anew.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from hashlib import sha256
from typing import Any

from engine.memory import Bounded
from engine.publishing.datasets import Cell, Dataset, open_row
from engine.publishing.offered import offering_in
from engine.spreadsheets import line, written
from processes.open_data import granted
from processes.open_data.catalogue import BY_ID, DATASETS
from processes.open_data.counted import collection, complaints, parcels
from processes.open_data.registers import (
    COLLECTION,
    COMPLAINTS,
    CONTRACTS,
    LICENCES,
    PARCELS,
    SERVICES,
)
from processes.open_data.taking_part import INDICATORS, PROGRESS, PROPOSALS, SCORES, VOTES
from processes.open_data.window import services
from processes.procurement.ocds.text import dumps
from storage.database import Connection
from storage.queries.municipalities import MunicipalityRow
from ui.errors import not_found
from ui.open_data.contracts import every_contract, told_of
from ui.open_data.improvement import milestones_told
from ui.open_data.indicators import rows_of
from ui.open_data.scores import scores_told
from ui.participation.proposals import proposals_told
from ui.participation.votes import votes_told
from ui.visit import Visit

Told = dict[str, Cell]
Known = Mapping[str, Any]
Counting = Callable[[Connection, MunicipalityRow, date], Iterable[Known]]
BOM = "\ufeff"
"""So that the spreadsheets of the region read the letters right."""
_SECONDS, _COUNTED_SECONDS = 600, 3600


@dataclass(frozen=True, slots=True)
class Table:
    """A data set of a municipality; `rows` begins anew each time. `first`, `last`: the time that it
    covers, ISO 8601, empty where nothing is in it."""

    dataset: Dataset
    rows: Callable[[], Iterator[Told]]
    mark: str
    modified: datetime | None
    first: str = ""
    last: str = ""


_tables: Bounded[Hashable, Table] = Bounded(400)
_seen: Bounded[Hashable, tuple[str, datetime]] = Bounded(2000)


def published(here: Visit) -> list[Dataset]:
    """The data sets that the municipality does not hold back."""
    held = offering_in(here.municipality.settings).held
    return [each for each in DATASETS if each.always or each.id not in held]


def table_of(here: Visit, name: str) -> Table:
    """A data set that is published; else there is no such page."""
    dataset = BY_ID.get(name)
    if dataset is None or dataset not in published(here):
        raise not_found(here.words)
    return _whole(here, dataset)


def as_csv(table: Table) -> Iterator[str]:
    """RFC 4180 with a mark of UTF-8 in front; no cell is a formula."""
    names = [each.name for each in table.dataset.public]
    yield BOM + line(names)
    for row in table.rows():
        yield line([written(row[name]) for name in names])


def as_json(table: Table, about: Mapping[str, Any]) -> Iterator[str]:
    """What it is and its rows; numbers are exact."""
    yield dumps(about)[:-1] + ',"rows":['
    comma = ""
    for row in table.rows():
        yield comma + dumps({name: _plain(value) for name, value in row.items()})
        comma = ","
    yield "]}"


def _whole(here: Visit, dataset: Dataset) -> Table:
    seconds = _COUNTED_SECONDS if dataset.counts else _SECONDS
    place = (str(here.installation.database.url), here.municipality.id, dataset.id)
    now = (here.municipality, here.today, int(here.now.timestamp()) // seconds)
    found = _tables.get((place, now))
    return found or _tables.keep((place, now), _made(here, dataset, place))


def _made(here: Visit, dataset: Dataset, place: Hashable) -> Table:
    rows = tuple(open_row(dataset, each) for each in _SOURCES[dataset.id](here))
    mark = _mark(repr(rows))
    before = _seen.get(place)
    if before is None or before[0] != mark:
        before = _seen.keep(place, (mark, here.now))
    times = [str(row[dataset.period]) for row in rows if dataset.period and row[dataset.period]]
    span = min(times, default=""), max(times, default="")
    return Table(dataset, lambda: iter(rows), mark, before[1], *span)


def _counted(count: Counting) -> Callable[[Visit], Iterable[Known]]:
    def rows(here: Visit) -> Iterable[Known]:
        with here.installation.database.read(here.municipality.id) as connection:
            return count(connection, here.municipality, here.today)

    return rows


def _services(here: Visit) -> Iterable[Known]:
    base = f"{here.surroundings.settings.links}/{here.municipality.slug}"
    with here.installation.database.read(here.municipality.id) as connection:
        return list(
            services(here.installation, connection, here.municipality, here.today, base=base)
        )


def _votes(here: Visit) -> Iterable[Known]:
    return [{**told, **each} for told in votes_told(here) for each in told["options"]]


def _indicators(here: Visit) -> Iterable[Known]:
    """A float is told by the digits that it is written with."""
    return [
        {
            name: Decimal(str(cell)) if isinstance(cell, float) else cell
            for name, cell in row.items()
        }
        for row in rows_of(here)
    ]


_SOURCES: Mapping[str, Callable[[Visit], Iterable[Known]]] = {
    LICENCES.id: lambda here: granted.rows(here.installation, here.municipality),
    SERVICES.id: _services,
    CONTRACTS.id: lambda here: (told_of(each, here) for each in every_contract(here)),
    COLLECTION.id: _counted(collection),
    COMPLAINTS.id: _counted(complaints),
    PARCELS.id: _counted(parcels),
    INDICATORS.id: _indicators,
    SCORES.id: scores_told,
    PROGRESS.id: milestones_told,
    PROPOSALS.id: proposals_told,
    VOTES.id: _votes,
}


def _plain(value: Cell) -> Cell:
    return value.isoformat() if isinstance(value, date) else value


def _mark(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:20]
