"""Signs of life of workers."""

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.dialects import postgresql, sqlite

from storage.database import Connection
from storage.tables import beats


def beat(connection: Connection, worker: str, *, at: datetime) -> None:
    """A worker is alive."""
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    statement = insert(beats).values(worker=worker, at=at)
    connection.execute(statement.on_conflict_do_update(index_elements=["worker"], set_={"at": at}))


def forget_beats(connection: Connection, *, before: datetime) -> int:
    """Workers that were not heard of since then are no more; how many."""
    return connection.execute(delete(beats).where(beats.c.at < before)).rowcount
