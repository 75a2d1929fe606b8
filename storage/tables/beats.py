"""Signs of life of workers, each under its own name: whether anybody fires timers is asked here."""

from sqlalchemy import Column, Text

from storage.tables.catalogue import table
from storage.tables.types import Instant

beats = table(  # of the whole installation: a worker belongs to no municipality
    "beats",
    Column("worker", Text, primary_key=True),
    Column("at", Instant, nullable=False),
)
