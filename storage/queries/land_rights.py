"""Rights, restrictions and responsibilities of a parcel with what they rest on, and what stands on
it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import Select, Table, select, union

from storage.database import Connection
from storage.queries.reading import joined, many
from storage.tables import (
    cases,
    document_versions,
    documents,
    land_buildings,
    land_parties,
    land_rights,
    land_sources,
    spatial_units,
)


@dataclass(frozen=True, slots=True)
class RightRow:
    """What somebody has, or had, of a parcel: `num`/`den` of it; `title` and `sha256` of what it
    rests on, `case_number` of the case that began it."""

    id: int
    party_id: int
    name: str
    number: str
    family: str
    kind: str
    num: int
    den: int
    begin_on: date
    end_on: date | None
    title: str | None
    sha256: str | None
    case_number: str | None


@dataclass(frozen=True, slots=True)
class BuildingRow:
    """A storey that stands, or stood, on a parcel."""

    id: int
    level: int
    area: Decimal
    built_year: int
    material: str
    condition: str
    use: str
    licence: str
    begin_on: date
    end_on: date | None
    title: str | None
    sha256: str | None
    case_number: str | None


@dataclass(frozen=True, slots=True)
class LandSourceRow:
    """What something in the register of a parcel rests on."""

    id: int
    kind: str
    title: str
    on_day: date
    sha256: str
    case_number: str | None
    document_id: int | None


_RESTING = (spatial_units, land_rights, land_buildings)
_OF = land_rights.c
_SOURCED = (land_sources.c.title, land_sources.c.sha256, cases.c.number)
_RIGHTS = (
    select(
        _OF.id, _OF.party_id, land_parties.c.name, land_parties.c.number, _OF.family, _OF.kind,
        _OF.num, _OF.den, _OF.begin_on, _OF.end_on, *_SOURCED,
    )
    .join(land_parties, joined(land_rights, land_parties, "party_id"))
    .outerjoin(land_sources, joined(land_rights, land_sources, "source_id"))
    .outerjoin(cases, joined(land_rights, cases, "case_id"))
)  # fmt: skip
_AT = land_buildings.c
_BUILDINGS = (
    select(
        *(_AT[name] for name in list(BuildingRow.__dataclass_fields__)[:-3]), *_SOURCED,
    )
    .outerjoin(land_sources, joined(land_buildings, land_sources, "source_id"))
    .outerjoin(cases, joined(land_buildings, cases, "case_id"))
)  # fmt: skip


def rights_of(
    connection: Connection, municipality_id: int, ba_unit_id: int
) -> tuple[RightRow, ...]:
    """All rights of a parcel, what holds first, then the newest."""
    found = _RIGHTS.where(_OF.municipality_id == municipality_id, _OF.ba_unit_id == ba_unit_id)
    order = (_OF.end_on.is_not(None), _OF.begin_on.desc(), land_parties.c.name, _OF.id)
    return many(connection, found.order_by(*order), RightRow)


def buildings_of(
    connection: Connection, municipality_id: int, ba_unit_id: int
) -> tuple[BuildingRow, ...]:
    """All that stands or stood on a parcel, what stands first, by storey."""
    found = _BUILDINGS.where(_AT.municipality_id == municipality_id, _AT.ba_unit_id == ba_unit_id)
    order = (_AT.end_on.is_not(None), _AT.level, _AT.begin_on.desc(), _AT.id)
    return many(connection, found.order_by(*order), BuildingRow)


def land_sources_of(
    connection: Connection, municipality_id: int, ba_unit_id: int
) -> tuple[LandSourceRow, ...]:
    """What the register of a parcel rests on, the newest first, with the document of its case that
    has the same content."""
    of, papers = land_sources.c, documents
    kept = union(*(_sources_in(each, municipality_id, ba_unit_id) for each in _RESTING))
    paper = (
        select(papers.c.id)
        .join(document_versions, joined(document_versions, papers, "document_id"))
        .where(
            papers.c.municipality_id == of.municipality_id,
            papers.c.case_id == of.case_id,
            document_versions.c.sha256 == of.sha256,
        )
        .limit(1)
        .scalar_subquery()
    )
    found = (
        select(of.id, of.kind, of.title, of.on_day, of.sha256, cases.c.number, paper)
        .outerjoin(cases, joined(land_sources, cases, "case_id"))
        .where(of.municipality_id == municipality_id, of.id.in_(kept))
        .order_by(of.on_day.desc(), of.id.desc())
    )
    return many(connection, found, LandSourceRow)


def _sources_in(resting: Table, municipality_id: int, ba_unit_id: int) -> Select[tuple[int]]:
    return select(resting.c.source_id).where(
        resting.c.municipality_id == municipality_id, resting.c.ba_unit_id == ba_unit_id
    )
