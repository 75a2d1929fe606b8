"""Notices: made, read, sent; what people wish, and the words of a municipality."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import insert, update
from sqlalchemy.dialects import postgresql, sqlite

from storage.database import Connection
from storage.queries.notices import TemplateRow
from storage.tables import (
    notice_attempts,
    notice_choices,
    notice_follows,
    notice_habits,
    notice_templates,
    notices,
)
from storage.tables.notices import AttemptState


@dataclass(frozen=True, slots=True)
class NewNotice:
    """A person is told of an event of a case, which ran on that version of its process."""

    id: int
    person_id: int
    kind: str
    case_id: int
    seq: int
    definition_id: int


@dataclass(frozen=True, slots=True)
class NewDraftNotice:
    """A person is told of a matter of a draft of a process."""

    id: int
    person_id: int
    kind: str
    draft_id: int
    matter: str
    about_id: int


def insert_draft_notices(
    connection: Connection, municipality_id: int, rows: Sequence[NewDraftNotice], *, at: datetime
) -> tuple[int, ...]:
    """The same of drafts; nobody is told of the same matter twice."""
    keys = ["municipality_id", "person_id", "matter", "about_id"]
    return _insert(connection, municipality_id, rows, keys, at)


def insert_notices(
    connection: Connection, municipality_id: int, rows: Sequence[NewNotice], *, at: datetime
) -> tuple[int, ...]:
    """Notices; the ids of those that another look had not made before."""
    keys = ["municipality_id", "person_id", "case_id", "seq"]
    return _insert(connection, municipality_id, rows, keys, at)


def _insert(
    connection: Connection,
    municipality_id: int,
    rows: Sequence[NewNotice | NewDraftNotice],
    keys: list[str],
    at: datetime,
) -> tuple[int, ...]:
    values = [
        {
            "municipality_id": municipality_id,
            **{name: getattr(row, name) for name in row.__dataclass_fields__},
            "created_at": at,
        }
        for row in rows
    ]
    made = _upsert(connection)(notices).values(values).on_conflict_do_nothing(index_elements=keys)
    return tuple(connection.scalars(made.returning(notices.c.id)).all())


def follow_notices_to(connection: Connection, municipality_id: int, *, at: datetime) -> None:
    """What happened before that instant has its notices."""
    values = {"municipality_id": municipality_id, "followed_at": at}
    connection.execute(
        _upsert(connection)(notice_follows)
        .values(values)
        .on_conflict_do_update(index_elements=["municipality_id"], set_={"followed_at": at})
    )


def mark_read(
    connection: Connection,
    municipality_id: int,
    person_id: int,
    *,
    at: datetime,
    notice_id: int | None = None,
) -> int:
    """A person read a notice, or all of theirs; how many were unread."""
    mine = (
        update(notices)
        .where(notices.c.municipality_id == municipality_id, notices.c.person_id == person_id)
        .where(notices.c.read_at.is_(None))
    )
    if notice_id is not None:
        mine = mine.where(notices.c.id == notice_id)
    return connection.execute(mine.values(read_at=at)).rowcount


def insert_attempt(
    connection: Connection,
    municipality_id: int,
    *,
    attempt_id: int,
    notice_id: int | None,
    person_id: int,
    channel: str,
    at: datetime,
) -> None:
    """A notice is to go by a channel."""
    connection.execute(
        insert(notice_attempts).values(
            municipality_id=municipality_id,
            id=attempt_id,
            notice_id=notice_id,
            person_id=person_id,
            channel=channel,
            state=AttemptState.WAITING,
            wished_at=at,
            tries=0,
        )
    )


def note_try(
    connection: Connection, municipality_id: int, attempt_id: int, *, state: str, at: datetime
) -> None:
    """What came of a try."""
    connection.execute(
        update(notice_attempts)
        .where(notice_attempts.c.municipality_id == municipality_id)
        .where(notice_attempts.c.id == attempt_id)
        .values(state=state, tried_at=at, tries=notice_attempts.c.tries + 1)
    )


def set_choice(
    connection: Connection,
    municipality_id: int,
    person_id: int,
    *,
    kind: str,
    channel: str,
    wanted: bool,
) -> None:
    """What a person wants of one kind by one channel."""
    keys = {"municipality_id": municipality_id, "person_id": person_id}
    connection.execute(
        _upsert(connection)(notice_choices)
        .values(**keys, kind=kind, channel=channel, wanted=int(wanted))
        .on_conflict_do_update(
            index_elements=["municipality_id", "person_id", "kind", "channel"],
            set_={"wanted": int(wanted)},
        )
    )


def set_habit(
    connection: Connection,
    municipality_id: int,
    person_id: int,
    *,
    phone: str | None,
    digest_hour: int | None,
) -> None:
    """How a person is reached, and when they get a digest."""
    told = {"phone": phone, "digest_hour": digest_hour}
    connection.execute(
        _upsert(connection)(notice_habits)
        .values(municipality_id=municipality_id, person_id=person_id, **told)
        .on_conflict_do_update(index_elements=["municipality_id", "person_id"], set_=told)
    )


def mark_digested(
    connection: Connection, municipality_id: int, person_id: int, *, on: date
) -> bool:
    """The digest of a day is wished for; False when another worker had done so."""
    done = connection.execute(
        update(notice_habits)
        .where(notice_habits.c.municipality_id == municipality_id)
        .where(notice_habits.c.person_id == person_id)
        .where(notice_habits.c.digested_on.is_distinct_from(on))
        .values(digested_on=on)
    )
    return done.rowcount == 1


def insert_template(connection: Connection, municipality_id: int, row: TemplateRow) -> None:
    """Words of a municipality from a day on; those before stay, for what was sent with them."""
    values = {name: getattr(row, name) for name in TemplateRow.__dataclass_fields__}
    connection.execute(insert(notice_templates).values(municipality_id=municipality_id, **values))


def _upsert(connection: Connection):  # type: ignore[no-untyped-def]  # of either dialect
    return sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
