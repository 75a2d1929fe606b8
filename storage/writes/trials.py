"""Keeping what came of scenarios, and forgetting what nobody will ask for again."""

from datetime import datetime

from sqlalchemy import delete, insert, select, tuple_, update

from storage.database import Connection
from storage.queries.reading import joined
from storage.queries.trials import TrialRow
from storage.tables import process_drafts, process_trials
from storage.tables.workshop import DraftState


def put_trial(connection: Connection, municipality_id: int, row: TrialRow) -> None:
    """A try as far as it is. One that has come further stays as it is."""
    of = process_trials.c
    own = {
        "municipality_id": municipality_id, "draft_id": row.draft_id, "path": row.path,
        "digest": row.digest,
    }  # fmt: skip
    same = [of[name] == value for name, value in own.items()]
    if connection.scalar(select(of.done).where(*same)) is None:
        values = {name: getattr(row, name) for name in TrialRow.__dataclass_fields__}
        connection.execute(insert(process_trials).values({**own, **values}))
        return
    further = update(process_trials).where(*same, of.done < row.done)
    connection.execute(further.values(done=row.done, found=row.found))


def forget_trial(connection: Connection, municipality_id: int, row: TrialRow) -> None:
    """It cannot be brought to an end."""
    of = process_trials.c
    own = (of.municipality_id == municipality_id, of.draft_id == row.draft_id)
    same = (*own, of.path == row.path, of.digest == row.digest)
    connection.execute(delete(process_trials).where(*same))


def forget_trials_but(
    connection: Connection, municipality_id: int, draft_id: int, *, path: str, keep: int
) -> int:
    """Forget the older tries of a file; the last `keep` stay. How many."""
    of = process_trials.c
    same = (of.municipality_id == municipality_id, of.draft_id == draft_id, of.path == path)
    newest = select(of.digest).where(*same).order_by(of.begun_at.desc()).limit(keep)
    old = delete(process_trials).where(*same, of.digest.not_in(newest))
    return connection.execute(old).rowcount


def prune_trials(connection: Connection, *, before: datetime, limit: int) -> int:
    """Forget what was tried before an instant of drafts that nobody works on; how many rows."""
    of, drafts = process_trials.c, process_drafts.c
    closed = (
        select(of.municipality_id, of.draft_id, of.path, of.digest)
        .join(process_drafts, joined(process_trials, process_drafts, "draft_id"))
        .where(of.begun_at < before, drafts.state != DraftState.OPEN)
        .limit(limit)
    )
    own = tuple_(of.municipality_id, of.draft_id, of.path, of.digest)
    return connection.execute(delete(process_trials).where(own.in_(closed))).rowcount
