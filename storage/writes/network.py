"""Keeping what the network knows of a municipality, and appending scores that are published."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import ColumnElement, Table, delete, insert, tuple_
from sqlalchemy.dialects import postgresql, sqlite

from storage.database import Connection
from storage.queries.network_towns import (
    NetworkFigureRow,
    NetworkProcessRow,
    NetworkTownRow,
    NetworkUseRow,
)
from storage.queries.scores import ActRow, StatementRow
from storage.tables import (
    network_figures,
    network_processes,
    network_towns,
    network_uses,
    score_acts,
    score_statements,
)

PIECE = 200
_Rows = Sequence[NetworkFigureRow] | Sequence[NetworkProcessRow] | Sequence[NetworkUseRow]


def put_town(connection: Connection, row: NetworkTownRow) -> None:
    """What a municipality is to the network, in the place of what it was."""
    upsert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    values = asdict(row)
    keyed = {name: value for name, value in values.items() if name != "municipality_id"}
    connection.execute(
        upsert(network_towns)
        .values(values)
        .on_conflict_do_update(index_elements=["municipality_id"], set_=keyed)
    )


def replace_figures(
    connection: Connection,
    municipality_id: int,
    *,
    gone: Collection[NetworkFigureRow],
    new: Collection[NetworkFigureRow],
) -> None:
    """Figures that are no longer so go, others come."""
    of = network_figures.c
    keys = sorted((row.period, row.indicator) for row in gone)
    _remove(connection, network_figures, municipality_id, keys, (of.period, of.indicator))
    _add(connection, network_figures, municipality_id, tuple(new))


def replace_uses(
    connection: Connection,
    municipality_id: int,
    *,
    gone: Collection[NetworkUseRow],
    new: Collection[NetworkUseRow],
) -> None:
    """The same of how much processes were used."""
    of = network_uses.c
    keys = sorted((row.period, row.process_key) for row in gone)
    _remove(connection, network_uses, municipality_id, keys, (of.period, of.process_key))
    _add(connection, network_uses, municipality_id, tuple(new))


def replace_processes(
    connection: Connection, municipality_id: int, rows: Sequence[NetworkProcessRow]
) -> None:
    """All processes of a municipality."""
    own = network_processes.c.municipality_id == municipality_id
    connection.execute(delete(network_processes).where(own))
    _add(connection, network_processes, municipality_id, rows)


def insert_scores(
    connection: Connection, act: ActRow, statements: Collection[tuple[int, StatementRow]]
) -> None:
    """An act and what it publishes of each municipality."""
    connection.execute(insert(score_acts).values(asdict(act)))
    rows = [{"municipality_id": town, **asdict(row)} for town, row in statements]
    for piece in _pieces(rows):
        connection.execute(insert(score_statements), piece)


def _remove(
    connection: Connection,
    table: Table,
    municipality_id: int,
    keys: list[tuple[str, str]],
    columns: tuple[ColumnElement[Any], ...],
) -> None:
    for piece in _pieces(keys):
        connection.execute(
            delete(table).where(
                table.c.municipality_id == municipality_id, tuple_(*columns).in_(piece)
            )
        )


def _add(connection: Connection, table: Table, municipality_id: int, rows: _Rows) -> None:
    if rows:
        values = [{"municipality_id": municipality_id, **asdict(row)} for row in rows]
        connection.execute(insert(table), values)


def _pieces(rows: list[Any]) -> Iterator[list[Any]]:
    for place in range(0, len(rows), PIECE):
        yield rows[place : place + PIECE]
