"""Appending a signed root."""

from dataclasses import asdict

from sqlalchemy.dialects import postgresql, sqlite

from storage.database import Connection
from storage.queries.roots import RootRow
from storage.tables import town_roots


def insert_root(connection: Connection, municipality_id: int, row: RootRow) -> bool:
    """False where another worker made the root of that day first."""
    insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    question = insert(town_roots).values(municipality_id=municipality_id, **asdict(row))
    return bool(connection.execute(question.on_conflict_do_nothing()).rowcount)
