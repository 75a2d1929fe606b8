"""Which shared version of a process a municipality's own was made from.

A shared version is known by the hash of its files. Those that were adopted lie among the versions
of the municipality; `shared_files` keeps those that were only merged into its own.
"""

from sqlalchemy import Column, Integer, LargeBinary, Text

from storage.tables.catalogue import inside, municipality_key, table
from storage.tables.types import Id

definition_origins = table(
    "definition_origins",
    municipality_key(),
    Column("definition_id", Id, primary_key=True, autoincrement=False),
    Column("hash", Text, nullable=False),
    inside("definitions", "definition_id"),
)

draft_origins = table(
    "draft_origins",
    municipality_key(),
    Column("draft_id", Id, primary_key=True, autoincrement=False),
    Column("revision", Integer, primary_key=True, autoincrement=False),  # from this state on
    Column("hash", Text, nullable=False),  # "": that of the version it began from
    inside("process_drafts", "draft_id"),
)

shared_files = table(
    "shared_files",
    municipality_key(root=True),
    Column("process_key", Text, primary_key=True),
    Column("hash", Text, primary_key=True),
    Column("path", Text, primary_key=True),
    Column("content", LargeBinary, nullable=False),
)
