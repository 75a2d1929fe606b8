"""What is over at the doors is forgotten: sessions, codes that were used, passes, attempts."""

from datetime import datetime

from sqlalchemy import delete, or_

from storage.database import Connection
from storage.tables import (
    consultation_passes,
    recovery_codes,
    sessions,
    sign_in_attempts,
    team_passes,
)


def prune_door(connection: Connection, *, now: datetime, attempts_before: datetime) -> int:
    """Forgets sessions that ended or expired, with where they came from; codes for a lost device
    and passes (to vote, of a team) that are of no use any more; attempts that count no longer; how
    many."""
    over = (
        delete(sessions).where(or_(sessions.c.expires_at <= now, sessions.c.ended_at <= now)),
        delete(recovery_codes).where(recovery_codes.c.used_at <= now),
        delete(consultation_passes).where(consultation_passes.c.expires_at <= now),
        delete(team_passes).where(team_passes.c.expires_at <= now),
        delete(sign_in_attempts).where(sign_in_attempts.c.at < attempts_before),
    )
    return sum(connection.execute(each).rowcount for each in over)
