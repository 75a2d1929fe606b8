"""The register of the cadastre: parcels by code, by place and by holder, and who holds one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import ColumnElement, and_, func, or_, select

from storage.database import Connection
from storage.queries.reading import after_all, containing, joined, many, one
from storage.tables import (
    ba_unit_holds,
    ba_units,
    cases,
    land_parties,
    land_rights,
    spatial_drafts,
    spatial_units,
)
from storage.tables.cases import NOT_OVER

Box = tuple[int, int, int, int]
"""West, south, east, north in centimetres."""
AT_ONCE = 500
DEEPEST = 20
"""Levels of size: up to a thousand kilometres."""


@dataclass(frozen=True, slots=True)
class ParcelRow:
    """A version of a parcel; current while `end_on` is None. `ground` is WKB in metres, `case_id`
    the case that made it, `ended_by` the one that ended it."""

    id: int
    ba_unit_id: int
    code: str
    area: Decimal
    land_use: str
    address: str
    ground: bytes
    operation: str
    begin_on: date
    end_on: date | None
    case_id: int | None
    ended_by: int | None


@dataclass(frozen=True, slots=True)
class HolderRow:
    """Somebody's right in a parcel: a share of `num`/`den`."""

    party_id: int
    party_kind: str
    name: str
    number: str
    family: str
    kind: str
    num: int
    den: int
    begin_on: date
    end_on: date | None


@dataclass(frozen=True, slots=True)
class HoldRow:
    """A parcel that an open case holds."""

    ba_unit_id: int
    code: str
    case_id: int
    number: str


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A piece that a case drew and nobody approved yet."""

    place: int
    parent_id: int | None
    area: Decimal
    ground: bytes
    drawn_by: int | None
    drawn_at: datetime


_FACTS = ("area", "land_use", "address", "ground", "operation")
_DAYS = ("begin_on", "end_on", "case_id", "ended_by")
_OF = spatial_units.c
PARCEL = (
    _OF.id,
    _OF.ba_unit_id,
    ba_units.c.code,
    *(_OF[name] for name in (*_FACTS, *_DAYS)),
)
PARCELS = select(*PARCEL).join(ba_units, joined(spatial_units, ba_units, "ba_unit_id"))
_DRAFT = tuple(spatial_drafts.c[name] for name in DraftRow.__dataclass_fields__)
_HOLDS = (
    select(ba_unit_holds.c.ba_unit_id, ba_units.c.code, ba_unit_holds.c.case_id, cases.c.number)
    .join(ba_units, joined(ba_unit_holds, ba_units, "ba_unit_id"))
    .join(cases, joined(ba_unit_holds, cases, "case_id"))
    .where(NOT_OVER)  # a case that is over holds nothing
)


def parcel_by_code(connection: Connection, municipality_id: int, code: str) -> ParcelRow | None:
    """The current version of a parcel, or its last one."""
    found = (
        PARCELS.where(_OF.municipality_id == municipality_id, ba_units.c.code == code)
        .order_by(_OF.end_on.is_not(None), _OF.begin_on.desc(), _OF.id.desc())
        .limit(1)
    )
    return one(connection, found, ParcelRow)


def has_parcels(connection: Connection, municipality_id: int) -> bool:
    """Whether anything is in the cadastre at all."""
    found = select(ba_units.c.id).where(ba_units.c.municipality_id == municipality_id).limit(1)
    return connection.execute(found).first() is not None


def known_codes(
    connection: Connection, municipality_id: int, codes: Sequence[str]
) -> tuple[str, ...]:
    """Those of these codes that were given already, to parcels of today or of before."""
    found: list[str] = []
    for start in range(0, len(codes), AT_ONCE):
        asked = select(ba_units.c.code).where(
            ba_units.c.municipality_id == municipality_id,
            ba_units.c.code.in_(codes[start : start + AT_ONCE]),
        )
        found += connection.execute(asked.order_by(ba_units.c.code)).scalars()
    return tuple(found)


def parcels_in(
    connection: Connection, municipality_id: int, box: Box, *, limit: int = 5_000
) -> tuple[ParcelRow, ...]:
    """Current parcels whose boxes touch a box."""
    west, south, east, north = box
    reaching = [
        and_(_OF.level == level, _OF.west >= west - (100 << level), _OF.west <= east)
        for level in levels_of(connection, municipality_id)
    ]
    if not reaching:
        return ()
    found = PARCELS.where(
        _OF.municipality_id == municipality_id,
        _OF.end_on.is_(None),
        or_(*reaching),
        _OF.east >= west,
        _OF.south <= north,
        _OF.north >= south,
    )
    return many(connection, found.order_by(_OF.id).limit(limit), ParcelRow)


def levels_of(connection: Connection, municipality_id: int) -> tuple[int, ...]:
    """The sizes that there are, each a step of the index."""
    found, level = [], -1
    while level < DEEPEST:
        step = (
            select(_OF.level)
            .where(_OF.municipality_id == municipality_id, _OF.end_on.is_(None), _OF.level > level)
            .order_by(_OF.level)
            .limit(1)
        )
        row = connection.execute(step).first()
        if row is None:
            break
        level = row[0]
        found.append(level)
    return tuple(found)


def parcels_found(
    connection: Connection, municipality_id: int, words: str, *, after: str = "", limit: int = 50
) -> tuple[ParcelRow, ...]:
    """Current parcels by code: those whose code begins so, or whose address or holder has every
    word; the page after a code."""
    found = PARCELS.where(
        _OF.municipality_id == municipality_id, _OF.end_on.is_(None), ba_units.c.code > after
    )
    plain = words.strip()
    if plain:
        by_code = and_(ba_units.c.code >= plain, ba_units.c.code < after_all(plain))
        each = [
            or_(containing(_OF.address, word), _held_by(municipality_id, word))
            for word in plain.split()[:5]
        ]
        found = found.where(or_(by_code, and_(*each)))
    return many(connection, found.order_by(ba_units.c.code).limit(limit), ParcelRow)


def holders_of(
    connection: Connection, municipality_id: int, ba_unit_id: int
) -> tuple[HolderRow, ...]:
    """Who has, or had, what of a parcel: what holds first, then by day."""
    of = land_rights.c
    found = (
        select(
            of.party_id, land_parties.c.kind, land_parties.c.name, land_parties.c.number,
            of.family, of.kind, of.num, of.den, of.begin_on, of.end_on,
        )
        .join(land_parties, joined(land_rights, land_parties, "party_id"))
        .where(of.municipality_id == municipality_id, of.ba_unit_id == ba_unit_id)
        .order_by(of.end_on.is_not(None), of.begin_on.desc(), land_parties.c.name)
    )  # fmt: skip
    return many(connection, found, HolderRow)


def party_of(connection: Connection, municipality_id: int, number: str) -> int | None:
    """The party that came last with the number of a document: a corrected name is theirs."""
    of = land_parties.c
    found = select(of.id).where(of.municipality_id == municipality_id, of.number == number)
    return connection.scalars(found.order_by(of.id.desc()).limit(1)).first()


def holds_of(
    connection: Connection, municipality_id: int, codes: Iterable[str]
) -> tuple[HoldRow, ...]:
    """Which of these parcels an open case holds."""
    found = _HOLDS.where(
        ba_unit_holds.c.municipality_id == municipality_id, ba_units.c.code.in_(list(codes))
    )
    return many(connection, found.order_by(ba_units.c.code), HoldRow)


def held_by_case(connection: Connection, municipality_id: int, case_id: int) -> tuple[HoldRow, ...]:
    """The parcels that a case holds while it is open."""
    found = _HOLDS.where(
        ba_unit_holds.c.municipality_id == municipality_id, ba_unit_holds.c.case_id == case_id
    )
    return many(connection, found.order_by(ba_units.c.code), HoldRow)


def drafts_of(connection: Connection, municipality_id: int, case_id: int) -> tuple[DraftRow, ...]:
    """What a case drew, in its order."""
    found = select(*_DRAFT).where(
        spatial_drafts.c.municipality_id == municipality_id, spatial_drafts.c.case_id == case_id
    )
    return many(connection, found.order_by(spatial_drafts.c.place), DraftRow)


def extent_of(connection: Connection, municipality_id: int) -> Box | None:
    """The box of all current parcels; None while there are none."""
    found = select(
        func.min(_OF.west), func.min(_OF.south), func.max(_OF.east), func.max(_OF.north)
    ).where(_OF.municipality_id == municipality_id, _OF.end_on.is_(None))
    row = connection.execute(found).one()
    return None if row[0] is None else (row[0], row[1], row[2], row[3])


def _held_by(municipality_id: int, word: str) -> ColumnElement[bool]:
    """Whether somebody of whom this is part of the name, or the document, holds the parcel."""
    return (
        select(land_rights.c.id)
        .join(land_parties, joined(land_rights, land_parties, "party_id"))
        .where(
            land_rights.c.municipality_id == municipality_id,
            land_rights.c.ba_unit_id == _OF.ba_unit_id,
            land_rights.c.end_on.is_(None),
            or_(containing(land_parties.c.name, word), land_parties.c.number == word),
        )
        .exists()
    )
