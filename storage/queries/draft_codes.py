"""Codes that let a person go on with a draft on another device."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from storage.database import Connection
from storage.queries.reading import one
from storage.tables import draft_codes


@dataclass(frozen=True, slots=True)
class DraftCodeRow:
    """A code: whose draft of what it opens, and for how long and how many tries yet."""

    id: int
    person_id: int
    task_id: int | None
    draft_id: int | None
    sign: str
    secret_hash: str
    to_holder: int
    tries_left: int
    made_at: datetime
    expires_at: datetime


_CODE = select(*(draft_codes.c[name] for name in DraftCodeRow.__dataclass_fields__))


def draft_code_named(
    connection: Connection, municipality_id: int, sign: str
) -> DraftCodeRow | None:
    """The code that begins so, also when it is over."""
    found = _CODE.where(draft_codes.c.municipality_id == municipality_id)
    return one(connection, found.where(draft_codes.c.sign == sign), DraftCodeRow)


def draft_code_at(
    connection: Connection,
    municipality_id: int,
    person_id: int,
    *,
    task_id: int | None = None,
    draft_id: int | None = None,
) -> DraftCodeRow | None:
    """The code that a person gave out for a draft, also when it is over."""
    column, place = (
        (draft_codes.c.task_id, task_id)
        if task_id is not None
        else (draft_codes.c.draft_id, draft_id)
    )
    found = _CODE.where(draft_codes.c.municipality_id == municipality_id, column == place)
    return one(connection, found.where(draft_codes.c.person_id == person_id), DraftCodeRow)
