"""Stopping a case for a while: its state, and the timers and jobs that must not run meanwhile.

Messages need no mark: who delivers looks at the state of the case. The verb has locked the
instance, so no step of the case runs beside it.
"""

from sqlalchemy import text, update

from storage.database import Connection
from storage.tables import cases, jobs, timers
from storage.tables.cases import CaseState
from storage.tables.jobs import JobState
from storage.tables.waits import TimerState


def suspend_case(
    connection: Connection, municipality_id: int, *, case_id: int, instance_id: int
) -> None:
    """The case is suspended, and all that it waits for by itself is held."""
    _set_case(connection, municipality_id, case_id, CaseState.SUSPENDED)
    hold_waits(connection, municipality_id, instance_id)


def resume_case(
    connection: Connection, municipality_id: int, *, case_id: int, instance_id: int
) -> None:
    """The case goes on: a timer that fell due meanwhile fires with the next sweep."""
    _set_case(connection, municipality_id, case_id, CaseState.OPEN)
    release_waits(connection, municipality_id, instance_id)


def hold_waits(connection: Connection, municipality_id: int, instance_id: int) -> None:
    """Timers that are armed and jobs that wait are held, also those that a move has just made."""
    _set_timers(connection, municipality_id, instance_id, TimerState.ARMED, TimerState.HELD)
    _set_jobs(connection, municipality_id, instance_id, JobState.WAITING, JobState.HELD)


def release_waits(connection: Connection, municipality_id: int, instance_id: int) -> None:
    """What is held waits again: the case is not suspended."""
    _set_timers(connection, municipality_id, instance_id, TimerState.HELD, TimerState.ARMED)
    _set_jobs(connection, municipality_id, instance_id, JobState.HELD, JobState.WAITING)


def _set_case(connection: Connection, municipality_id: int, case_id: int, state: CaseState) -> None:
    connection.execute(
        update(cases)
        .where(cases.c.municipality_id == municipality_id, cases.c.id == case_id)
        .values(state=state)
    )


def _set_timers(
    connection: Connection, municipality_id: int, instance_id: int, was: TimerState, to: TimerState
) -> None:
    connection.execute(
        update(timers)
        .where(timers.c.municipality_id == municipality_id, timers.c.instance_id == instance_id)
        .where(timers.c.state == was)
        .values(state=to)
    )


def _set_jobs(
    connection: Connection, municipality_id: int, instance_id: int, was: JobState, to: JobState
) -> None:
    """Work that belongs to a token; a message that was thrown already is on its way."""
    connection.execute(
        update(jobs)
        .where(jobs.c.municipality_id == municipality_id, jobs.c.instance_id == instance_id)
        .where(text("jobs.state IN ('waiting', 'held', 'kept')"), jobs.c.state == was)
        .where(jobs.c.token.is_not(None))
        .values(state=to)
    )
