"""The timekeeper: wakes the timers that are due, begins the cases that the clock begins, and
brings kept messages, and what work brought meanwhile, to those who wait.

A sweep is harmless to repeat and to run in several processes: each timer is looked at again under
the lock of its case.
"""

from __future__ import annotations

from engine.cases.clock_starts import begin_due
from engine.cases.kept_messages import deliver_kept, settle
from engine.cases.timers import fire
from engine.installation import Installation
from engine.jobs.kept import apply_kept
from engine.messages.late import open_by_kept_messages
from storage.database import WHOLE_INSTALLATION
from storage.queries.starts import due_starts
from storage.queries.waits import awaited_messages, due_timers

BATCH = 200


def sweep(installation: Installation, *, limit: int = BATCH) -> int:
    """Fire timers that are due, the longest overdue first; how many fired."""
    with installation.database.read(WHOLE_INSTALLATION) as connection:
        due = due_timers(connection, now=installation.clock.now(), limit=limit)
    fired = 0
    for timer in due:
        advance = fire(installation, timer)
        if advance is not None:
            fired += 1
            settle(installation, timer.municipality_id, advance)
    return fired


def sweep_starts(installation: Installation, *, limit: int = BATCH) -> int:
    """Begin the cases that the clock begins; how many were opened."""
    with installation.database.read(WHOLE_INSTALLATION) as connection:
        due = due_starts(connection, now=installation.clock.now(), limit=limit)
    opened = 0
    for start in due:
        advance = begin_due(installation, start)
        if advance is not None:
            opened += 1
            settle(installation, start.municipality_id, advance)
    return opened


def sweep_results(installation: Installation, *, limit: int = BATCH) -> int:
    """Apply what work brought while its case was suspended, once that goes on; how much."""
    return apply_kept(installation, limit=limit)


def sweep_messages(installation: Installation, *, limit: int = BATCH) -> int:
    """Deliver messages that were kept when somebody began to wait, and let those that nobody waits
    for begin cases; how many were delivered or begin one."""
    with installation.database.read(WHOLE_INSTALLATION) as connection:
        found = awaited_messages(connection, now=installation.clock.now(), limit=limit)
    delivered = 0
    for one in found:
        advance = deliver_kept(installation, one.municipality_id, one.name, one.correlation_key)
        if advance is not None:
            delivered += 1
            settle(installation, one.municipality_id, advance)
    return delivered + open_by_kept_messages(installation, limit=limit)
