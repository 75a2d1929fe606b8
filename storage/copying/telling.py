"""What two databases hold, and which rows of a table differ."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Table

from storage.copying.digests import Row, Tally, digest_of, tally_of
from storage.copying.visiting import TABLES, rows_of, snapshot
from storage.database import Database


@dataclass(frozen=True, slots=True)
class Difference:
    """A row that is not the same on both sides: its key, and whether it is there at all."""

    table: str
    key: str
    here: bool
    there: bool


def tallies(driver: Any) -> Mapping[str, Tally]:
    """What each table holds, by its name; `driver` is that of a snapshot."""
    return {table.name: tally_of(rows_of(driver, table)) for table in TABLES}


def differences(one: Database, other: Database) -> Iterator[Difference]:
    """Every row that is not the same in both. The keys of a table that differs are held in memory,
    those of the others are not."""
    with snapshot(one) as here, snapshot(other) as there:
        for table in TABLES:
            if tally_of(rows_of(here, table)) != tally_of(rows_of(there, table)):
                yield from _between(table, _by_key(here, table), _by_key(there, table))


def _by_key(driver: Any, table: Table) -> dict[Row, bytes]:
    names = [column.name for column in table.columns]
    places = [names.index(column.name) for column in table.primary_key.columns]
    return {tuple(row[n] for n in places): digest_of(row) for row in rows_of(driver, table)}


def _between(
    table: Table, here: Mapping[Row, bytes], there: Mapping[Row, bytes]
) -> Iterator[Difference]:
    for key in {**here, **there}:
        if here.get(key) != there.get(key):
            yield Difference(table.name, "/".join(map(str, key)), key in here, key in there)
