"""Immutable versions of processes with their files."""

from enum import StrEnum

from sqlalchemy import Column, Index, Integer, LargeBinary, Text, UniqueConstraint, text

from storage.tables.catalogue import identity, inside, municipality_key, one_of, table
from storage.tables.types import Id, Instant


class DefinitionState(StrEnum):
    """deployed: checked and stored, not used yet; active: new cases begin with it;
    superseded: a newer version is active, old cases go on; retired: nobody may start with it.
    founded: version 0 of a process that is drawn for the first time: who may draw it, and nothing
    that runs; superseded as soon as there is a version."""

    DEPLOYED = "deployed"
    ACTIVE = "active"
    SUPERSEDED = "superseded"
    RETIRED = "retired"
    FOUNDED = "founded"


definitions = table(
    "definitions",
    municipality_key(root=True),
    identity(),
    Column("key", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("hash", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("family", Text, nullable=False),
    Column("manifest", Text, nullable=False),
    Column("deployed_at", Instant, nullable=False),
    Column("deployed_by", Id),
    Column("state", Text, nullable=False),
    one_of("state", DefinitionState),
    inside("persons", "deployed_by"),
    UniqueConstraint("municipality_id", "key", "version"),  # a version is deployed once
    Index(  # at most one version of a process is active: new cases begin with that one
        "uq_definitions_active",
        "municipality_id",
        "key",
        unique=True,
        sqlite_where=text("state = 'active'"),
        postgresql_where=text("state = 'active'"),
    ),
)

definition_files = table(
    "definition_files",
    municipality_key(),
    Column("definition_id", Id, primary_key=True, autoincrement=False),
    Column("path", Text, primary_key=True),
    Column("content", LargeBinary, nullable=False),
    inside("definitions", "definition_id"),
)
