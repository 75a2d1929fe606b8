"""Municipalities, the tenants: every other row belongs to exactly one. Not guarded by row-level
security: the sign-in page must find the town by its address before anyone is known."""

from sqlalchemy import Column, Text, UniqueConstraint

from storage.tables.catalogue import table
from storage.tables.types import Id

municipalities = table(
    "municipalities",
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("slug", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("country", Text, nullable=False),
    Column("region", Text),
    Column("ubigeo", Text),
    Column("timezone", Text, nullable=False),
    Column("locale", Text, nullable=False),
    Column("currency", Text, nullable=False),
    Column("accent", Text, nullable=False),
    Column("settings", Text, nullable=False),
    Column("short_name", Text),  # in the codes of its cases; NULL: from the slug
    UniqueConstraint("slug"),  # the slug is the town's address on the web
)
