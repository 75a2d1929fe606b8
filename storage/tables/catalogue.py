"""The catalogue of tables: naming of constraints and the pieces every table is made of.

Every row belongs to one municipality: the key begins with it and each foreign key stays inside it,
so that the schema can be spread over machines by municipality and guarded by row-level security.
"""

from collections.abc import Sequence
from enum import StrEnum

from sqlalchemy import CheckConstraint, Column, ForeignKey, ForeignKeyConstraint, MetaData, Table
from sqlalchemy.sql.schema import SchemaItem

from storage.tables.types import Id

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def table(name: str, *items: SchemaItem, clustered: bool = False, spare: int = 0) -> Table:
    """A table of the catalogue; `clustered` keeps short rows inside the key's tree on SQLite.

    Rows over about 1,000 bytes must not be clustered: SQLite would spill each to an overflow page.
    `spare` is the percentage of each PostgreSQL page kept free for rows that are rewritten often.
    """
    return Table(
        name,
        metadata,
        *items,
        sqlite_strict=True,
        sqlite_with_rowid=not clustered,
        postgresql_with={"fillfactor": 100 - spare} if spare else {},
    )


def municipality_key(*, root: bool = False) -> Column[int]:
    """First column of every key; `root` tables have no parent and so refer to the municipality."""
    refers = [ForeignKey("municipalities.id")] if root else []
    return Column("municipality_id", Id, *refers, primary_key=True, autoincrement=False)


def identity() -> Column[int]:
    """The number of a row, made by the application."""
    return Column("id", Id, primary_key=True, autoincrement=False)


def inside(parent: str, column: str, *, key: str = "id") -> ForeignKeyConstraint:
    """A reference that cannot leave the municipality."""
    return ForeignKeyConstraint(
        ["municipality_id", column], [f"{parent}.municipality_id", f"{parent}.{key}"]
    )


def one_of(column: str, words: type[StrEnum] | Sequence[str]) -> CheckConstraint:
    """Refuses a word that the lifecycle does not know."""
    listed = ", ".join(f"'{word}'" for word in words)
    return CheckConstraint(f"{column} IN ({listed})", name=column)
