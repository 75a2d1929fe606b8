"""Wishing for a notice to leave the house: an attempt that is logged, and the job that makes it."""

from __future__ import annotations

from datetime import datetime

from engine.bpmn.backoff import HEADER
from engine.installation import Installation
from engine.values import dumps
from storage.database import Connection
from storage.jobs import enqueue
from storage.queries.notices import Reached
from storage.writes.notices import insert_attempt

__all__ = ["NOTICE", "Reached", "wish_to_send"]

NOTICE = "cauce:notice"
RESTS = "PT1M,PT10M,PT1H,PT6H"
TRIES = 5


def wish_to_send(
    installation: Installation,
    connection: Connection,
    municipality_id: int,
    person_id: int,
    channel: str,
    *,
    notice_id: int | None,
    at: datetime,
) -> int:
    """In the caller's transaction; nothing personal is in the job. The attempt's id."""
    attempt_id = installation.ids.new()
    insert_attempt(
        connection,
        municipality_id,
        attempt_id=attempt_id,
        notice_id=notice_id,
        person_id=person_id,
        channel=channel,
        at=installation.clock.now(),
    )
    content = {"headers": {HEADER: RESTS}, "payload": {"attempt": str(attempt_id)}}
    enqueue(
        connection,
        municipality_id,
        job_id=installation.ids.new(),
        kind=NOTICE,
        payload=dumps(content),
        run_at=at,
        max_attempts=TRIES,
    )
    return attempt_id
