"""The register of the cadastre: the core of LADM (ISO 19152), every fact with its days.

Nothing is overwritten: a spatial unit is a row for each version, current while it has no `end_on`.
Only an act of a case writes here, and rows carry the case that began and the one that ended them;
without a case they came with the first load. Ground is WKB in metres, its box beside it in
centimetres; `level` is the power of two in metres that holds the longer side (ADR 0017).
"""

from enum import StrEnum

from sqlalchemy import Column, Index, Integer, LargeBinary, Text, UniqueConstraint, text

from storage.tables.catalogue import identity, inside, municipality_key, one_of, table
from storage.tables.types import Id, Instant, LocalDate, Money, Small


class LandPartyKind(StrEnum):
    """LA_PartyType: a person, an organisation, a group (a married couple, an estate)."""

    NATURAL = "natural"
    NON_NATURAL = "non_natural"
    GROUP = "group"


class LandRightFamily(StrEnum):
    """LA_RRR: what somebody may, must not, or must do with a parcel."""

    RIGHT = "right"
    RESTRICTION = "restriction"
    RESPONSIBILITY = "responsibility"


class LandSourceKind(StrEnum):
    """LA_Source. administrative: a title, a resolution; spatial: a plan, a survey."""

    ADMINISTRATIVE = "administrative"
    SPATIAL = "spatial"


class LandOperation(StrEnum):
    """What made a version of those before it. load: it came with the first load. registration: it
    came from none, by the case that entered it. use: the same ground serves another use."""

    LOAD = "load"
    SUBDIVISION = "subdivision"
    MERGER = "merger"
    RECTIFICATION = "rectification"
    REGISTRATION = "registration"
    CORRECTION = "correction"
    USE = "use"


class LandFact(StrEnum):
    """What a case changes of a parcel and makes no version of it: who has what of it, and what
    stands on it."""

    RIGHTS = "rights"
    BUILDINGS = "buildings"


_CURRENT = text("end_on IS NULL")

land_parties = table(
    "land_parties",
    municipality_key(),
    identity(),
    Column("kind", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("number", Text, nullable=False),  # of their document; empty where nobody knows it
    one_of("kind", LandPartyKind),
    Index(None, "municipality_id", "number"),  # the holders of a document
)

ba_units = table(
    "ba_units",
    municipality_key(),
    identity(),
    Column("code", Text, nullable=False),  # cadastral
    UniqueConstraint("municipality_id", "code"),  # a code is never given again
)

land_sources = table(
    "land_sources",
    municipality_key(),
    identity(),
    Column("kind", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("on_day", LocalDate, nullable=False),
    Column("sha256", Text, nullable=False),  # of the document in the file of the case; or empty
    Column("case_id", Id),
    one_of("kind", LandSourceKind),
    inside("cases", "case_id"),
    Index(None, "municipality_id", "case_id"),  # what a case rested on
)

spatial_units = table(
    "spatial_units",
    municipality_key(),
    identity(),
    Column("ba_unit_id", Id, nullable=False),
    Column("area", Money, nullable=False),  # official, m²
    Column("land_use", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("ground", LargeBinary, nullable=False),
    Column("level", Small, nullable=False),
    Column("west", Integer, nullable=False),
    Column("south", Integer, nullable=False),
    Column("east", Integer, nullable=False),
    Column("north", Integer, nullable=False),
    Column("operation", Text, nullable=False),
    Column("begin_on", LocalDate, nullable=False),
    Column("end_on", LocalDate),
    Column("source_id", Id),
    Column("case_id", Id),
    Column("ended_by", Id),  # the case that ended it
    one_of("operation", LandOperation),
    inside("ba_units", "ba_unit_id"),
    inside("land_sources", "source_id"),
    inside("cases", "case_id"),
    inside("cases", "ended_by"),
    Index(  # one version of a parcel is current
        "uq_spatial_units_current",
        "municipality_id",
        "ba_unit_id",
        unique=True,
        sqlite_where=_CURRENT,
        postgresql_where=_CURRENT,
    ),
    Index(  # what lies in a box: level by level, answered by the index alone
        "ix_spatial_units_box",
        "municipality_id",
        "level",
        "west",
        "south",
        "east",
        "north",
        sqlite_where=_CURRENT,
        postgresql_where=_CURRENT,
    ),
    Index(None, "municipality_id", "ba_unit_id", "begin_on"),  # the versions of a parcel
    Index(None, "municipality_id", "case_id"),  # what a case made
)

spatial_lineage = table(
    "spatial_lineage",
    municipality_key(),
    Column("child_id", Id, primary_key=True, autoincrement=False),
    Column("parent_id", Id, primary_key=True, autoincrement=False),
    inside("spatial_units", "child_id"),
    inside("spatial_units", "parent_id"),
    Index(None, "municipality_id", "parent_id"),  # what became of a version
    clustered=True,
)

land_rights = table(
    "land_rights",
    municipality_key(),
    identity(),
    Column("ba_unit_id", Id, nullable=False),
    Column("party_id", Id, nullable=False),
    Column("family", Text, nullable=False),
    Column("kind", Text, nullable=False),  # ownership, possession, usufruct, mortgage…
    Column("num", Integer, nullable=False),  # of the share
    Column("den", Integer, nullable=False),
    Column("begin_on", LocalDate, nullable=False),
    Column("end_on", LocalDate),
    Column("source_id", Id),
    Column("case_id", Id),
    Column("ended_by", Id),
    one_of("family", LandRightFamily),
    inside("ba_units", "ba_unit_id"),
    inside("land_parties", "party_id"),
    inside("land_sources", "source_id"),
    inside("cases", "case_id"),
    inside("cases", "ended_by"),
    Index(None, "municipality_id", "ba_unit_id"),  # who has what of a parcel
    Index(None, "municipality_id", "party_id"),  # what somebody has
)

land_buildings = table(  # LA_LegalSpaceBuildingUnit: a storey
    "land_buildings",
    municipality_key(),
    identity(),
    Column("ba_unit_id", Id, nullable=False),
    Column("level", Small, nullable=False),  # below ground: less than 0
    Column("area", Money, nullable=False),  # built, m²
    Column("built_year", Small, nullable=False),
    Column("material", Text, nullable=False),
    Column("condition", Text, nullable=False),
    Column("use", Text, nullable=False),
    Column("licence", Text, nullable=False),  # of building; empty where there is none
    Column("begin_on", LocalDate, nullable=False),
    Column("end_on", LocalDate),
    Column("source_id", Id),
    Column("case_id", Id),
    Column("ended_by", Id),
    inside("ba_units", "ba_unit_id"),
    inside("land_sources", "source_id"),
    inside("cases", "case_id"),
    inside("cases", "ended_by"),
    Index(None, "municipality_id", "ba_unit_id"),  # what stands on a parcel
)

land_roads = table(  # ground of the public, which no parcel takes
    "land_roads",
    municipality_key(),
    identity(),
    Column("name", Text, nullable=False),
    Column("ground", LargeBinary, nullable=False),
    Column("west", Integer, nullable=False),
    Column("south", Integer, nullable=False),
    Column("east", Integer, nullable=False),
    Column("north", Integer, nullable=False),
    Column("begin_on", LocalDate, nullable=False),
    Column("end_on", LocalDate),
    Column("source_id", Id, nullable=False),
    inside("land_sources", "source_id"),
    Index(  # the roads of today; a town has some hundreds
        "ix_land_roads_current",
        "municipality_id",
        "west",
        sqlite_where=_CURRENT,
        postgresql_where=_CURRENT,
    ),
)

ba_unit_holds = table(
    "ba_unit_holds",
    municipality_key(),
    Column("ba_unit_id", Id, primary_key=True, autoincrement=False),  # one case at a time
    Column("case_id", Id, nullable=False),
    Column("since", Instant, nullable=False),
    inside("ba_units", "ba_unit_id"),
    inside("cases", "case_id"),
    Index(None, "municipality_id", "case_id"),  # what a case holds
    clustered=True,
)

spatial_drafts = table(
    "spatial_drafts",
    municipality_key(),
    Column("case_id", Id, primary_key=True, autoincrement=False),
    Column("place", Integer, primary_key=True, autoincrement=False),
    Column("parent_id", Id),  # the version that it was drawn upon; none: ground of nobody yet
    Column("area", Money, nullable=False),
    Column("ground", LargeBinary, nullable=False),
    Column("drawn_by", Id),
    Column("drawn_at", Instant, nullable=False),
    inside("cases", "case_id"),
    inside("spatial_units", "parent_id"),
)
