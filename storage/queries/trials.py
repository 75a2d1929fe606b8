"""What came of the scenarios of drafts, by the files that they were tried over."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from storage.database import Connection
from storage.queries.reading import one
from storage.tables import process_trials


@dataclass(frozen=True, slots=True)
class TrialRow:
    """The scenarios of one file: how many are done, and what came of them, as it is kept."""

    draft_id: int
    path: str
    digest: str
    revision: int
    done: int
    every: int
    found: bytes
    begun_by: int | None
    begun_at: datetime


_TRIAL = select(*(process_trials.c[name] for name in TrialRow.__dataclass_fields__))


def trial_of(
    connection: Connection, municipality_id: int, draft_id: int, *, path: str, digest: str
) -> TrialRow | None:
    """The try of a file over exactly what the digest stands for."""
    found = _TRIAL.where(
        process_trials.c.municipality_id == municipality_id,
        process_trials.c.draft_id == draft_id,
        process_trials.c.path == path,
        process_trials.c.digest == digest,
    )
    return one(connection, found, TrialRow)
