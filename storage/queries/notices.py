"""Notices: what waits for a person, what is new to be told, what each wishes, in which words."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import and_, bindparam, func, literal_column, or_, select, text
from sqlalchemy.orm import aliased

from storage.database import Connection
from storage.queries.reading import joined, many, one
from storage.questions import Question, answer
from storage.tables import (
    cases,
    events,
    memberships,
    municipalities,
    notice_attempts,
    notice_choices,
    notice_follows,
    notice_habits,
    notice_templates,
    notices,
    persons,
    tasks,
)
from storage.tables.tasks import TaskState

MOST_UNREAD = 100
"""Nobody counts further."""

_UNREAD = select(func.count()).select_from(
    select(notices.c.id)
    .where(notices.c.municipality_id == bindparam("municipality"))
    .where(notices.c.person_id == bindparam("person"), text("notices.read_at IS NULL"))
    .limit(literal_column(str(MOST_UNREAD)))
    .subquery()
)


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """A notice to a person, with the case that it speaks of, or the draft of a process and what of
    it (`about_id`: what was asked, or a comment)."""

    id: int
    person_id: int
    kind: str
    case_id: int | None
    seq: int | None
    definition_id: int | None
    draft_id: int | None
    matter: str | None
    about_id: int | None
    created_at: datetime
    read_at: datetime | None
    number: str | None


@dataclass(frozen=True, slots=True)
class Happened:
    """An event that may concern people: the task it is about, and who opened its case."""

    case_id: int
    seq: int
    kind: int
    person_id: int | None
    at: datetime
    data: str
    role: str | None
    assignee_id: int | None
    opened_by: int | None
    definition_id: int
    moved_on: bool


@dataclass(frozen=True, slots=True)
class Reached:
    """Where a person is reached."""

    id: int
    name: str
    email: str | None
    phone: str | None
    locale: str | None


@dataclass(frozen=True, slots=True)
class AttemptRow:
    """One way by which a notice, or the digest of a day, went to a person."""

    id: int
    notice_id: int | None
    person_id: int
    channel: str
    state: str
    wished_at: datetime
    tried_at: datetime | None
    tries: int


@dataclass(frozen=True, slots=True)
class HabitRow:
    """How a person is reached, and at which hour of the day they get a digest."""

    person_id: int
    phone: str | None
    digest_hour: int | None
    digested_on: date | None


@dataclass(frozen=True, slots=True)
class TemplateRow:
    """The words of a municipality from a day on."""

    id: int
    key: str
    language: str
    subject: str
    body: str
    valid_from: date
    created_at: datetime
    created_by: int | None


@dataclass(frozen=True, slots=True)
class DigestRow:
    """Who gets a digest, at which hour and where, and on which day they last got it."""

    municipality_id: int
    person_id: int
    timezone: str
    digest_hour: int
    digested_on: date | None


_OWN = [notices.c[name] for name in list(NoticeRow.__dataclass_fields__)[:-1]]
_NOTICE = select(*_OWN, cases.c.number).outerjoin(cases, joined(notices, cases, "case_id"))
_ATTEMPT = select(*(notice_attempts.c[name] for name in AttemptRow.__dataclass_fields__))
_HABIT = select(*(notice_habits.c[name] for name in HabitRow.__dataclass_fields__))
_TEMPLATE = select(*(notice_templates.c[name] for name in TemplateRow.__dataclass_fields__))


def notices_of(
    connection: Connection,
    municipality_id: int,
    person_id: int,
    *,
    before: int | None = None,
    limit: int = 50,
) -> tuple[NoticeRow, ...]:
    """What a person was told, newest first; the page before notice `before`."""
    found = (
        _NOTICE.where(notices.c.municipality_id == municipality_id)
        .where(notices.c.person_id == person_id)
        .order_by(notices.c.id.desc())
        .limit(limit)
    )
    if before is not None:
        found = found.where(notices.c.id < before)
    return many(connection, found, NoticeRow)


def notice_by_id(connection: Connection, municipality_id: int, notice_id: int) -> NoticeRow | None:
    """One notice."""
    found = _NOTICE.where(notices.c.municipality_id == municipality_id, notices.c.id == notice_id)
    return one(connection, found, NoticeRow)


def unread_of(connection: Connection, municipality_id: int, person_id: int) -> int:
    """How many notices a person has not read, up to MOST_UNREAD."""
    return answer(connection, unread_asked(municipality_id, person_id))


def unread_asked(municipality_id: int, person_id: int) -> Question[int]:
    """The same, to be asked together with others."""
    return Question(
        _UNREAD,
        {"municipality": municipality_id, "person": person_id},
        lambda rows: int(rows[0][0]),
    )


def happened_since(
    connection: Connection,
    municipality_id: int,
    *,
    after: datetime,
    kinds: Collection[int],
    moving: Collection[int] = (),
    limit: int = 500,
) -> tuple[Happened, ...]:
    """Events of these kinds since an instant, the oldest first; `moved_on`: one of the kinds
    `moving` befell the same task afterwards, or it was withdrawn."""
    after_it = aliased(events)
    later = select(after_it.c.seq).where(
        after_it.c.municipality_id == events.c.municipality_id,
        after_it.c.case_id == events.c.case_id,
        after_it.c.seq > events.c.seq,
        after_it.c.task_id == events.c.task_id,
        after_it.c.kind.in_(sorted(moving)),
    )
    found = (
        select(
            *(events.c[name] for name in list(Happened.__dataclass_fields__)[:6]),
            tasks.c.role,
            tasks.c.assignee_id,
            cases.c.opened_by,
            cases.c.definition_id,
            or_(later.exists(), func.coalesce(tasks.c.state, "") == TaskState.CANCELLED),
        )
        .join(cases, joined(events, cases, "case_id"))
        .outerjoin(tasks, joined(events, tasks, "task_id"))
        .where(events.c.municipality_id == municipality_id, events.c.at >= after)
        .where(events.c.kind.in_(sorted(kinds)))
        .order_by(events.c.at, events.c.case_id, events.c.seq)
        .limit(limit)
    )
    return many(connection, found, Happened)


def towns_to_tell(
    connection: Connection, *, now: datetime, overlap: timedelta, kinds: Collection[int]
) -> Mapping[int, datetime]:
    """Where events of these kinds happened since the last look, over all municipalities, and up to
    when those of each have their notices."""
    of = notice_follows.c
    looked: datetime | None = connection.scalar(select(func.max(of.followed_at)))
    since = min(looked or now, now) - overlap
    news = select(events.c.municipality_id).where(
        events.c.at >= since, events.c.kind.in_(sorted(kinds))
    )
    found = (
        select(municipalities.c.id, of.followed_at)
        .outerjoin(notice_follows, of.municipality_id == municipalities.c.id)
        .where(municipalities.c.id.in_(news))
    )
    return {row[0]: row[1] or since for row in connection.execute(found)}


def told_since(
    connection: Connection, municipality_id: int, *, after: datetime
) -> frozenset[tuple[int, int, int]]:
    """Who was told of which events since an instant: person, case, place in its history."""
    found = select(notices.c.person_id, notices.c.case_id, notices.c.seq).where(
        notices.c.municipality_id == municipality_id,
        notices.c.created_at >= after,
        notices.c.case_id.is_not(None),
    )
    return frozenset((row[0], row[1], row[2]) for row in connection.execute(found))


def unread_of_draft(
    connection: Connection, municipality_id: int, draft_id: int, *, matter: str
) -> frozenset[int]:
    """Who was told of such a matter of a draft and has not read it yet."""
    found = select(notices.c.person_id).where(
        notices.c.municipality_id == municipality_id,
        notices.c.draft_id == draft_id,
        notices.c.matter == matter,
        notices.c.read_at.is_(None),
    )
    return frozenset(connection.execute(found).scalars())


def reachable(
    connection: Connection,
    municipality_id: int,
    person_ids: Collection[int],
    *,
    at: datetime,
) -> Mapping[int, Reached]:
    """Those of these people of the house who come in, with where they are reached."""
    habits = aliased(notice_habits)
    found = (
        select(persons.c.id, persons.c.name, persons.c.email, habits.c.phone, persons.c.locale)
        .outerjoin(
            habits,
            and_(
                habits.c.municipality_id == persons.c.municipality_id,
                habits.c.person_id == persons.c.id,
            ),
        )
        .where(persons.c.municipality_id == municipality_id)
        .where(persons.c.id.in_(list(person_ids)), persons.c.outside == 0)
        .where(or_(persons.c.active_until.is_(None), persons.c.active_until > at))
    )
    return {row.id: row for row in many(connection, found, Reached)}


def holders_of_case(connection: Connection, municipality_id: int, case_id: int) -> frozenset[int]:
    """Who holds an open task of a case."""
    found = select(tasks.c.assignee_id).where(
        tasks.c.municipality_id == municipality_id,
        tasks.c.case_id == case_id,
        text("tasks.state = 'open'"),
        tasks.c.assignee_id.is_not(None),
    )
    return frozenset(connection.execute(found).scalars())


def holders_of_role(
    connection: Connection, municipality_id: int, role: str, *, at: datetime, limit: int = 50
) -> frozenset[int]:
    """Who holds a role and comes in; at most `limit` of them."""
    found = (
        select(persons.c.id)
        .join(memberships, joined(memberships, persons, "person_id"))
        .where(persons.c.municipality_id == municipality_id, memberships.c.role == role)
        .where(memberships.c.valid_from <= at)
        .where(or_(memberships.c.valid_until.is_(None), memberships.c.valid_until > at))
        .where(or_(persons.c.active_until.is_(None), persons.c.active_until > at))
        .order_by(persons.c.id)
        .limit(limit)
    )
    return frozenset(connection.execute(found).scalars())


def choices_of(
    connection: Connection, municipality_id: int, person_ids: Collection[int]
) -> Mapping[int, Mapping[tuple[str, str], bool]]:
    """What people said they want, by kind and channel; what they said nothing of is absent."""
    found = select(
        notice_choices.c.person_id,
        notice_choices.c.kind,
        notice_choices.c.channel,
        notice_choices.c.wanted,
    ).where(
        notice_choices.c.municipality_id == municipality_id,
        notice_choices.c.person_id.in_(list(person_ids)),
    )
    said: dict[int, dict[tuple[str, str], bool]] = {}
    for person_id, kind, channel, wanted in connection.execute(found):
        said.setdefault(person_id, {})[kind, channel] = bool(wanted)
    return said


def habit_of(connection: Connection, municipality_id: int, person_id: int) -> HabitRow | None:
    """How a person is reached; None when they said nothing."""
    found = _HABIT.where(
        notice_habits.c.municipality_id == municipality_id,
        notice_habits.c.person_id == person_id,
    )
    return one(connection, found, HabitRow)


def attempt_by_id(
    connection: Connection, municipality_id: int, attempt_id: int
) -> AttemptRow | None:
    """One attempt."""
    found = _ATTEMPT.where(
        notice_attempts.c.municipality_id == municipality_id, notice_attempts.c.id == attempt_id
    )
    return one(connection, found, AttemptRow)


def attempts_to(
    connection: Connection, municipality_id: int, person_id: int, *, limit: int = 50
) -> tuple[AttemptRow, ...]:
    """What went to a person by which channel, newest first."""
    found = (
        _ATTEMPT.where(notice_attempts.c.municipality_id == municipality_id)
        .where(notice_attempts.c.person_id == person_id)
        .order_by(notice_attempts.c.id.desc())
        .limit(limit)
    )
    return many(connection, found, AttemptRow)


def template_on(
    connection: Connection, municipality_id: int, *, key: str, language: str, on: date
) -> TemplateRow | None:
    """The words in force on a day; None where the municipality has none of its own."""
    found = (
        _TEMPLATE.where(notice_templates.c.municipality_id == municipality_id)
        .where(notice_templates.c.key == key, notice_templates.c.language == language)
        .where(notice_templates.c.valid_from <= on)
        .order_by(notice_templates.c.valid_from.desc(), notice_templates.c.id.desc())
        .limit(1)
    )
    return one(connection, found, TemplateRow)


def templates_of(connection: Connection, municipality_id: int) -> tuple[TemplateRow, ...]:
    """All words of a municipality, past and to come, the latest first."""
    found = _TEMPLATE.where(notice_templates.c.municipality_id == municipality_id).order_by(
        notice_templates.c.valid_from.desc(), notice_templates.c.id.desc()
    )
    return many(connection, found, TemplateRow)


def digests_wished(connection: Connection) -> tuple[DigestRow, ...]:
    """Everybody who gets a digest, over all municipalities of the transaction."""
    habits = aliased(notice_habits)
    found = (
        select(
            habits.c.municipality_id,
            habits.c.person_id,
            municipalities.c.timezone,
            habits.c.digest_hour,
            habits.c.digested_on,
        )
        .join(municipalities, municipalities.c.id == habits.c.municipality_id)
        .join(
            persons,
            and_(
                persons.c.municipality_id == habits.c.municipality_id,
                persons.c.id == habits.c.person_id,
            ),
        )
        .where(habits.c.digest_hour.is_not(None), persons.c.active_until.is_(None))
        .where(persons.c.email.is_not(None))
    )
    return many(connection, found, DigestRow)
