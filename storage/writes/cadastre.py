"""Parcels, their rights and where they came from: facts begin and end, none is overwritten."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Table, delete, insert, update

from storage.database import Connection
from storage.tables import (
    ba_unit_holds,
    ba_units,
    land_buildings,
    land_parties,
    land_rights,
    land_roads,
    land_sources,
    spatial_drafts,
    spatial_lineage,
    spatial_units,
)

Rows = Sequence[Mapping[str, Any]]
AT_ONCE = 500


def insert_ba_units(connection: Connection, municipality_id: int, rows: Rows) -> None:
    """New parcels: `id` and `code`."""
    _insert(connection, ba_units, municipality_id, rows)


def insert_spatial_units(connection: Connection, municipality_id: int, rows: Rows) -> None:
    """Versions of parcels, by the columns of their table."""
    _insert(connection, spatial_units, municipality_id, rows)


def insert_lineage(connection: Connection, municipality_id: int, rows: Rows) -> None:
    """Which version came of which: `child_id` and `parent_id`."""
    _insert(connection, spatial_lineage, municipality_id, rows)


def insert_parties(connection: Connection, municipality_id: int, rows: Rows) -> None:
    """Holders: `id`, `kind`, `name` and `number`."""
    _insert(connection, land_parties, municipality_id, rows)


def insert_rights(connection: Connection, municipality_id: int, rows: Rows) -> None:
    """Rights, restrictions and responsibilities, by the columns of their table."""
    _insert(connection, land_rights, municipality_id, rows)


def insert_source(connection: Connection, municipality_id: int, **values: Any) -> None:
    """A title or a plan, by the columns of its table."""
    _insert(connection, land_sources, municipality_id, [values])


def end_spatial_units(
    connection: Connection, municipality_id: int, ids: Sequence[int], *, on: date, case_id: int
) -> int:
    """These versions hold until this day; how many of them still did."""
    of = spatial_units.c
    ended = (
        update(spatial_units)
        .where(of.municipality_id == municipality_id, of.id.in_(ids), of.end_on.is_(None))
        .values(end_on=on, ended_by=case_id)
    )
    return connection.execute(ended).rowcount


def end_rights(
    connection: Connection, municipality_id: int, ba_unit_ids: Sequence[int], *, on: date,
    case_id: int,
) -> None:  # fmt: skip
    """What anybody has of these parcels holds until this day."""
    of = land_rights.c
    connection.execute(
        update(land_rights)
        .where(of.municipality_id == municipality_id, of.ba_unit_id.in_(ba_unit_ids))
        .where(of.end_on.is_(None))
        .values(end_on=on, ended_by=case_id)
    )


def end_right_rows(
    connection: Connection, municipality_id: int, ids: Sequence[int], *, on: date, case_id: int
) -> int:
    """These rights hold until this day; how many of them still did."""
    return _end(connection, land_rights, municipality_id, ids, on, case_id)


def insert_buildings(connection: Connection, municipality_id: int, rows: Rows) -> None:
    """Storeys, by the columns of their table."""
    _insert(connection, land_buildings, municipality_id, rows)


def replace_roads(connection: Connection, municipality_id: int, rows: Rows, *, on: date) -> None:
    """These are the roads from a day on, by the columns of their table; those before end."""
    of = land_roads.c
    ended = update(land_roads).where(of.municipality_id == municipality_id, of.end_on.is_(None))
    connection.execute(ended.values(end_on=on))
    _insert(connection, land_roads, municipality_id, rows)


def end_buildings(
    connection: Connection, municipality_id: int, ids: Sequence[int], *, on: date, case_id: int
) -> int:
    """These storeys stand until this day; how many of them still did."""
    return _end(connection, land_buildings, municipality_id, ids, on, case_id)


def hold_parcels(
    connection: Connection, municipality_id: int, case_id: int, ids: Sequence[int], *, at: datetime
) -> None:
    """A case holds parcels, in the place of whoever held them before and is over."""
    drop_holds(connection, municipality_id, ids)
    rows = [{"ba_unit_id": each, "case_id": case_id, "since": at} for each in ids]
    _insert(connection, ba_unit_holds, municipality_id, rows)


def drop_holds(connection: Connection, municipality_id: int, ids: Sequence[int]) -> None:
    """Nobody holds these parcels."""
    of = ba_unit_holds.c
    connection.execute(
        delete(ba_unit_holds).where(of.municipality_id == municipality_id, of.ba_unit_id.in_(ids))
    )


def put_drafts(connection: Connection, municipality_id: int, case_id: int, rows: Rows) -> None:
    """What a case draws, in the place of what it drew before; nothing where there are no rows."""
    of = spatial_drafts.c
    connection.execute(
        delete(spatial_drafts).where(of.municipality_id == municipality_id, of.case_id == case_id)
    )
    _insert(connection, spatial_drafts, municipality_id, [{"case_id": case_id, **r} for r in rows])


def _end(
    connection: Connection, of: Table, municipality_id: int, ids: Sequence[int], on: date,
    case_id: int,
) -> int:  # fmt: skip
    ended = (
        update(of)
        .where(of.c.municipality_id == municipality_id, of.c.id.in_(ids), of.c.end_on.is_(None))
        .values(end_on=on, ended_by=case_id)
    )
    return connection.execute(ended).rowcount


def _insert(connection: Connection, into: Table, municipality_id: int, rows: Rows) -> None:
    for start in range(0, len(rows), AT_ONCE):
        part = [{"municipality_id": municipality_id, **r} for r in rows[start : start + AT_ONCE]]
        connection.execute(insert(into), part)
