"""The counter: begins to count the open tasks of municipalities that have very many, and folds the
counts that transactions left in parts."""

from __future__ import annotations

from engine.installation import Installation
from storage.database import WHOLE_INSTALLATION
from storage.tables.counts import CROWDED
from storage.tables.types import micros
from storage.writes.counts import begin_counts, crowded_towns, fold_counts, has_loose_counts

BATCH = 5_000
"""Rows of each table that are folded in one go; the next round goes on."""


def watch_crowds(installation: Installation, *, least: int = CROWDED) -> int:
    """Begin to count where there are more open tasks than that; how many municipalities."""
    with installation.database.read(WHOLE_INSTALLATION) as connection:
        found = crowded_towns(connection, least=least)
    now = installation.clock.now()
    for town in found:
        installation.database.run(
            lambda connection, town=town: begin_counts(connection, town, now=now),  # type: ignore[misc]  # mypy: a default
            municipality=town,
        )
    return len(found)


def fold(installation: Installation) -> int:
    """Fold what is loose; how many rows. Nothing is written while there is nothing."""
    now = micros(installation.clock.now())
    with installation.database.read(WHOLE_INSTALLATION) as connection:
        if not has_loose_counts(connection, now=now):
            return 0
    return installation.database.run(
        lambda connection: fold_counts(connection, now=now, limit=BATCH),
        municipality=WHOLE_INSTALLATION,
    )
