"""The tables on a PostgreSQL that is spread over machines by municipality (Citus).

Every row of a municipality lies on one machine, with all that it refers to. `python -m
storage.migrations.spreading` writes the statements, for an empty database whose tables are made.
"""

from collections.abc import Iterator

from sqlalchemy import MetaData, Table, UniqueConstraint

from storage.tables import metadata

BY = "municipality_id"
EVERYWHERE = ("municipalities",)
"""Small and read by all: a copy on each machine."""
APART = (
    "beats",
    "doomed_contents",
    "network_accounts",
    "network_acts",
    "network_sessions",
    "score_acts",
)
"""Of the installation itself; they stay where the tables of the queue are."""


def statements() -> Iterator[str]:
    """What makes each table a copy everywhere or spreads it, parents first."""
    for name in EVERYWHERE:
        yield f"SELECT create_reference_table('{name}');"
    first = ""
    for table in metadata.sorted_tables:
        if table.name not in (*EVERYWHERE, *APART):
            beside = f", colocate_with => '{first}'" if first else ""
            yield f"SELECT create_distributed_table('{table.name}', '{BY}'{beside});"
            first = first or table.name


def faults(tables: MetaData) -> Iterator[str]:
    """What could not be spread: a key or something unique without the municipality, a reference
    that leaves it or that leads to a table which is nowhere else."""
    for table in tables.sorted_tables:
        if table.name not in (*EVERYWHERE, *APART):
            yield from _of(table)


def _of(table: Table) -> Iterator[str]:
    if BY not in table.primary_key.columns:
        yield f"{table.name}: its key is without {BY}"
    for item in table.constraints:
        if isinstance(item, UniqueConstraint) and BY not in item.columns:
            yield f"{table.name}: {item.name} is without {BY}"
    for index in table.indexes:
        if index.unique and BY not in {getattr(each, "name", "") for each in index.expressions}:
            yield f"{table.name}: {index.name} is without {BY}"
    for reference in table.foreign_key_constraints:
        to = reference.referred_table.name
        pairs = {(e.parent.name, e.column.name) for e in reference.elements}
        if to in APART or (to not in EVERYWHERE and (BY, BY) not in pairs):
            yield f"{table.name}: {reference.name} leaves its municipality"


if __name__ == "__main__":
    print("\n".join(statements()))  # noqa: T201  it is a program
