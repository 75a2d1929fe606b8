"""Loading what a step begins from: lock the instance first, then read.

Both statements travel together, in this order. A joined read that has to wait for the lock would
return the new instance beside the old task: a lost update that no version check can see.
"""

from storage.database import Connection
from storage.step import texts
from storage.step.rows import Loaded, LoadedCase, LoadedInstance, LoadedTask
from storage.step.sending import ask, locking

_CASE_WIDTH = len(LoadedCase.__dataclass_fields__)
_TASK_WIDTH = len(LoadedTask.__dataclass_fields__)


def load(
    connection: Connection,
    municipality_id: int,
    *,
    task_id: int | None = None,
    instance_id: int | None = None,
    case_id: int | None = None,
) -> Loaded | None:
    """The instance of a task, of a case, or itself, locked until the transaction ends; None when
    there is none. Exactly one of the three is given."""
    if task_id is not None:
        return _load_by_task(connection, municipality_id, task_id)
    if instance_id is not None:
        key, lock, read = instance_id, texts.LOCK_BY_INSTANCE, texts.READ_CASE_BY_INSTANCE
    elif case_id is not None:
        key, lock, read = case_id, texts.LOCK_BY_CASE, texts.READ_CASE_BY_CASE
    else:
        raise TypeError("load needs a task, an instance or a case")
    values = (municipality_id, key)
    instance, found = ask(connection, (locking(connection, lock), values), (read, values))
    if instance is None or found is None:
        return None
    case = LoadedCase(*found[:_CASE_WIDTH])
    return Loaded(LoadedInstance(*instance), case, None, found[_CASE_WIDTH], has_drafts=False)


def _load_by_task(connection: Connection, municipality_id: int, task_id: int) -> Loaded | None:
    instance, found = ask(
        connection,
        (locking(connection, texts.LOCK_BY_TASK), (municipality_id, municipality_id, task_id)),
        (texts.READ_TASK, (municipality_id, task_id)),
    )
    if instance is None or found is None:
        return None
    rest = _CASE_WIDTH + _TASK_WIDTH
    return Loaded(
        LoadedInstance(*instance),
        LoadedCase(*found[:_CASE_WIDTH]),
        LoadedTask(*found[_CASE_WIDTH:rest]),
        found[rest],
        has_drafts=bool(found[rest + 1]),
        has_files=bool(found[rest + 2]),
    )
