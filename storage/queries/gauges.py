"""How the whole installation stands, in a few numbers that name nobody."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, text

from storage.database import Connection
from storage.tables import beats, incidents, jobs, timers
from storage.tables.jobs import JobState

COUNTED = (JobState.WAITING, JobState.HELD, JobState.KEPT, JobState.FAILED)
"""Jobs that are not over. Those that are lie there for weeks and mean nothing."""


@dataclass(frozen=True, slots=True)
class Gauges:
    """Jobs by state; since when the job and the timer wait that are due longest, None when nothing
    is due; incidents that wait for a person; workers, and when one was heard of last."""

    jobs: dict[str, int]
    due_job: datetime | None
    due_timer: datetime | None
    incidents: int
    workers: int
    beat: datetime | None


def gauges(connection: Connection, *, now: datetime, alive_since: datetime) -> Gauges:
    """`alive_since`: workers that were not heard of since then are not counted."""
    counted = {
        str(state): connection.scalar(
            select(func.count()).select_from(jobs).where(text(f"jobs.state = '{state}'"))
        )
        or 0
        for state in COUNTED
    }
    due_job = select(func.min(jobs.c.run_at)).where(
        text("jobs.state = 'waiting'"), jobs.c.locked_until.is_(None), jobs.c.run_at <= now
    )
    due_timer = select(func.min(timers.c.due_at)).where(
        text("timers.state = 'armed'"), timers.c.due_at <= now
    )
    waiting = select(func.count()).select_from(incidents).where(incidents.c.resolved_at.is_(None))
    alive = select(func.count()).select_from(beats).where(beats.c.at >= alive_since)
    return Gauges(
        counted,
        connection.scalar(due_job),
        connection.scalar(due_timer),
        connection.scalar(waiting) or 0,
        connection.scalar(alive) or 0,
        connection.scalar(select(func.max(beats.c.at))),
    )
