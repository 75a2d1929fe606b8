"""The counter: folds the counts of open tasks that transactions left in parts."""

from __future__ import annotations

from engine.installation import Installation
from storage.database import WHOLE_INSTALLATION
from storage.tables.types import micros
from storage.writes.counts import fold_counts, has_loose_counts

BATCH = 5_000
"""Rows of each table that are folded in one go; the next round goes on."""


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
