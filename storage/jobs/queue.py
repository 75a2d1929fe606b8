"""The promise of a queue: how the work that lies in `jobs` reaches those who do it.

What is wished for is a row, committed with the step that wished for it; the queue only sends
visits to the towns that have work. A visit does what is due in one town, under the name it is
given, and that name is the same when another takes over from a visit whose process died.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from threading import Event
from typing import Protocol

from storage.database import Database

Towns = Callable[[], Sequence[int]]
"""The municipalities with work that is due."""

Visit = Callable[[int, str], None]
"""Does what is due in a municipality for a while, under the name of a worker."""


class Queue(Protocol):
    """Sends visits. Every implementation keeps the same promises:

    Each town with work is visited in turns, and no town has more than its share of visits at a
    time, so that the thousand jobs of one do not keep another waiting. A visit whose process dies
    gives its jobs back in under 20 seconds. When it is told to stop no visit begins, and those
    that run come to their end.
    """

    @property
    def lease(self) -> timedelta:
        """For how long a visit takes a job."""
        ...

    def run(self, towns: Towns, visit: Visit, stop: Event) -> None:
        """Sends visits until `stop` is set. An error of a visit is logged by its kind."""
        ...


def queue_of(
    database: Database, *, now: Callable[[], datetime], name: str, places: int, share: int
) -> Queue:
    """The queue of a database: of one machine on SQLite, of many on PostgreSQL.

    `places`: visits at a time in this process, whose own name is `name`; `share`: in one town.
    """
    if database.dialect == "postgresql":
        from storage.jobs.postgres import ManyMachines  # brings asyncio and procrastinate

        return ManyMachines(database.url, places=places, share=share)
    from storage.jobs.sqlite import OneMachine

    return OneMachine(database, now=now, name=name, places=places, share=share)
