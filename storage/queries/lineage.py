"""Where parcels came from and what became of them, and what changed between two days."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, func, or_, select

from storage.database import Connection
from storage.queries.cadastre import PARCELS, ParcelRow
from storage.queries.reading import joined, many
from storage.tables import ba_units, cases, land_sources, spatial_lineage, spatial_units

GENERATIONS = 30
"""So far a family is followed in each direction."""
_OF, _LINE = spatial_units.c, spatial_lineage.c


@dataclass(frozen=True, slots=True)
class LineRow:
    """A version that came from another."""

    parent_id: int
    child_id: int


@dataclass(frozen=True, slots=True)
class SourceRow:
    """What a change of the register rests on; `sha256` of its document, or empty."""

    id: int
    kind: str
    title: str
    on_day: date
    sha256: str
    case_id: int | None


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A version that began, or ended, on a day, with the number of the case that did it."""

    code: str
    operation: str
    began: date
    ended: date | None
    case_number: str | None


def family_of(connection: Connection, municipality_id: int, version_id: int) -> tuple[LineRow, ...]:
    """Every line of descent of a version: its ancestors, and all that came of them."""
    older = _followed(connection, municipality_id, {version_id}, older=True)
    roots = {version_id, *(row.parent_id for row in older)}
    younger = _followed(connection, municipality_id, roots, older=False)
    return tuple(dict.fromkeys((*older, *younger)))


def versions_by_id(
    connection: Connection, municipality_id: int, ids: Sequence[int]
) -> tuple[ParcelRow, ...]:
    """Versions, those that began first first."""
    found = PARCELS.where(_OF.municipality_id == municipality_id, _OF.id.in_(ids))
    return many(connection, found.order_by(_OF.begin_on, _OF.id), ParcelRow)


def versions_of(
    connection: Connection, municipality_id: int, ba_unit_id: int
) -> tuple[ParcelRow, ...]:
    """Every version of a parcel, oldest first."""
    found = PARCELS.where(_OF.municipality_id == municipality_id, _OF.ba_unit_id == ba_unit_id)
    return many(connection, found.order_by(_OF.begin_on, _OF.id), ParcelRow)


def units_of_case(
    connection: Connection, municipality_id: int, case_id: int
) -> tuple[ParcelRow, ...]:
    """The versions that a case made, by code."""
    found = PARCELS.where(_OF.municipality_id == municipality_id, _OF.case_id == case_id)
    return many(connection, found.order_by(ba_units.c.code, _OF.id), ParcelRow)


def sources_of_case(
    connection: Connection, municipality_id: int, case_id: int
) -> tuple[SourceRow, ...]:
    """What a case put into the register rests on."""
    of = land_sources.c
    found = select(of.id, of.kind, of.title, of.on_day, of.sha256, of.case_id).where(
        of.municipality_id == municipality_id, of.case_id == case_id
    )
    return many(connection, found.order_by(of.id), SourceRow)


def last_code_like(
    connection: Connection, municipality_id: int, begin: str, length: int
) -> str | None:
    """The last code that was ever given, of those that begin so, are so long and end in digits."""
    code = ba_units.c.code
    found = (
        select(code)
        .where(ba_units.c.municipality_id == municipality_id, code > f"{begin}", code < f"{begin}:")
        .where(func.length(code) == length)
        .order_by(code.desc())
        .limit(1)
    )
    row = connection.execute(found).first()
    return row[0] if row and row[0][len(begin) :].isdecimal() else None


def parcels_changed(
    connection: Connection, municipality_id: int, since: date, until: date, *, limit: int = 1_000
) -> tuple[ChangeRow, ...]:
    """What acts of cases changed in these days, the last one not among them: what the tax takes up
    on its next 1 January."""
    found = (
        select(ba_units.c.code, _OF.operation, _OF.begin_on, _OF.end_on, cases.c.number)
        .join(ba_units, joined(spatial_units, ba_units, "ba_unit_id"))
        .outerjoin(cases, joined(spatial_units, cases, "case_id"))
        .where(
            _OF.municipality_id == municipality_id,
            or_(_OF.case_id.is_not(None), _OF.ended_by.is_not(None)),
            or_(
                and_(_OF.begin_on >= since, _OF.begin_on < until),
                and_(_OF.end_on >= since, _OF.end_on < until),
            ),
        )
        .order_by(ba_units.c.code, _OF.begin_on)
        .limit(limit)
    )
    return many(connection, found, ChangeRow)


def _followed(
    connection: Connection, municipality_id: int, ids: set[int], *, older: bool
) -> tuple[LineRow, ...]:
    here, there = (_LINE.child_id, _LINE.parent_id) if older else (_LINE.parent_id, _LINE.child_id)
    found: dict[LineRow, None] = {}
    for _generation in range(GENERATIONS):
        step = select(_LINE.parent_id, _LINE.child_id).where(
            _LINE.municipality_id == municipality_id, here.in_(ids)
        )
        rows = many(connection, step.order_by(here, there), LineRow)
        ids = {row.parent_id if older else row.child_id for row in rows if row not in found}
        found.update(dict.fromkeys(rows))
        if not ids:
            break
    return tuple(found)
