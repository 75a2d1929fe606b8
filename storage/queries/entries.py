"""Searching all history of a municipality, the newest first; and what is not listed yet."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, literal, or_, select, tuple_

from storage.database import Connection
from storage.queries.reading import joined, many
from storage.tables import (
    cases,
    event_details,
    events,
    history_entries,
    history_words,
    person_words,
    persons,
    submissions,
    tasks,
    town_event_details,
    town_events,
)
from storage.tables.sealing import ENVELOPES_COMING, ENVELOPES_OPENED


@dataclass(frozen=True, slots=True)
class EntryPlace:
    """Where an event stands in the list of all; `case_id` 0 is the municipality itself."""

    at: datetime
    case_id: int
    seq: int


@dataclass(frozen=True, slots=True)
class EntryRow:
    """An event as the list has it."""

    at: datetime
    case_id: int
    seq: int
    kind: int
    topic: int
    person_id: int | None
    role: str
    process_key: str

    @property
    def place(self) -> EntryPlace:
        """Where the page after it begins."""
        return EntryPlace(self.at, self.case_id, self.seq)


@dataclass(frozen=True, slots=True)
class EntriesWanted:
    """What is sought: everything that is set must hold. `until` is not included; `words` are whole
    words, folded."""

    person_id: int | None = None
    role: str = ""
    topic: int | None = None
    process_key: str = ""
    since: datetime | None = None
    until: datetime | None = None
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class UnlistedRow:
    """An event of a case that is not listed yet, with what words it holds. `entered` is what a
    person sent in with it, where that is not under seal."""

    case_id: int
    seq: int
    at: datetime
    kind: int
    person_id: int | None
    data: str
    process_key: str
    role: str | None
    detail: str | None
    entered: str | None


@dataclass(frozen=True, slots=True)
class UnlistedTownRow:
    """The same of the municipality's own history; `subject` is whom it concerns."""

    seq: int
    at: datetime
    kind: int
    person_id: int | None
    data: str
    detail: str | None
    subject: str | None


@dataclass(frozen=True, slots=True)
class NamedCaseRow:
    """A case as a line names it."""

    id: int
    number: str
    title: str
    definition_id: int
    process_key: str


_ENTRY = tuple(history_entries.c[name] for name in EntryRow.__dataclass_fields__)


def entries_found(
    connection: Connection,
    municipality_id: int,
    wanted: EntriesWanted,
    *,
    before: EntryPlace | None = None,
    limit: int,
) -> tuple[EntryRow, ...]:
    """What is sought, the newest first; the page behind `before`."""
    of = history_entries.c
    place = (of.at, of.case_id, of.seq)
    found = select(*_ENTRY).where(of.municipality_id == municipality_id)
    if wanted.words:
        lead, *others = sorted(wanted.words, key=len, reverse=True)
        words = history_words.c
        place = (words.at, words.case_id, words.seq)
        found = found.join(history_words, _of_entry()).where(
            words.municipality_id == municipality_id, words.word == lead
        )
        found = found.where(*(_has(each) for each in others))
    found = found.where(*_conditions(wanted, place[0]))
    if before is not None:
        values = (before.at, before.case_id, before.seq)
        behind = [literal(value, column.type) for value, column in zip(values, place, strict=True)]
        found = found.where(tuple_(*place) < tuple_(*behind))
    found = found.order_by(*(each.desc() for each in place)).limit(limit)
    return many(connection, found, EntryRow)


def _of_entry() -> ColumnElement[bool]:
    return and_(
        *(
            history_words.c[name] == history_entries.c[name]
            for name in ("municipality_id", "at", "case_id", "seq")
        )
    )


def _has(word: str) -> ColumnElement[bool]:
    other = history_words.alias()
    return exists().where(
        other.c.municipality_id == history_entries.c.municipality_id,
        other.c.case_id == history_entries.c.case_id,
        other.c.seq == history_entries.c.seq,
        other.c.word == word,
    )


def _conditions(wanted: EntriesWanted, at: Any) -> list[ColumnElement[bool]]:
    of = history_entries.c
    told = (
        (of.person_id, wanted.person_id),
        (of.role, wanted.role or None),
        (of.topic, wanted.topic),
        (of.process_key, wanted.process_key or None),
    )
    found = [column == value for column, value in told if value is not None]
    if wanted.since is not None:
        found.append(at >= wanted.since)
    if wanted.until is not None:
        found.append(at < wanted.until)
    return found


def cases_named(
    connection: Connection, municipality_id: int, case_ids: Collection[int]
) -> Mapping[int, NamedCaseRow]:
    """Some cases by their id."""
    found = select(*(cases.c[name] for name in NamedCaseRow.__dataclass_fields__)).where(
        cases.c.municipality_id == municipality_id, cases.c.id.in_(sorted(case_ids))
    )
    return {row.id: row for row in many(connection, found, NamedCaseRow)}


def acting_people(
    connection: Connection, municipality_id: int, words: Collection[str], *, limit: int
) -> tuple[tuple[int, str], ...]:
    """People whose name has all of these words, folded: their id and name."""
    found = select(persons.c.id, persons.c.name).where(persons.c.municipality_id == municipality_id)
    for word in words:
        mark = person_words.alias()
        found = found.where(
            exists().where(
                mark.c.municipality_id == municipality_id,
                mark.c.person_id == persons.c.id,
                mark.c.word >= word,
                mark.c.word < word + "\U0010ffff",
            )
        )
    rows = connection.execute(found.order_by(persons.c.name, persons.c.id).limit(limit))
    return tuple((row[0], row[1]) for row in rows)


def unlisted_events(
    connection: Connection,
    municipality_id: int,
    *,
    after: datetime | None = None,
    until: datetime | None = None,
    case_ids: Collection[int] = (),
    limit: int,
) -> tuple[UnlistedRow, ...]:
    """Events that are not listed yet, the oldest first: of a time, or of some cases. Envelopes of a
    call that is still closed are nobody's to know of."""
    found = _unlisted(municipality_id).where(_told_by_now()).order_by(events.c.at).limit(limit)
    if case_ids:
        found = found.where(events.c.case_id.in_(sorted(case_ids)))
    if after is not None:
        found = found.where(events.c.at >= after)
    if until is not None:
        found = found.where(events.c.at <= until)
    return many(connection, found, UnlistedRow)


def _unlisted(municipality_id: int) -> Select[Any]:
    detail, sent = event_details, submissions
    listed = exists().where(
        history_entries.c.municipality_id == events.c.municipality_id,
        history_entries.c.at == events.c.at,
        history_entries.c.case_id == events.c.case_id,
        history_entries.c.seq == events.c.seq,
    )
    here = events.c.municipality_id
    return (
        select(
            events.c.case_id, events.c.seq, events.c.at, events.c.kind, events.c.person_id,
            events.c.data, cases.c.process_key, tasks.c.role, detail.c.data, sent.c.data,
        )
        .join(cases, joined(events, cases, "case_id"))
        .outerjoin(tasks, joined(events, tasks, "task_id"))
        .outerjoin(
            detail,
            and_(detail.c.municipality_id == here, detail.c.case_id == events.c.case_id,
                 detail.c.seq == events.c.seq),
        )
        .outerjoin(
            sent,
            and_(sent.c.municipality_id == here, sent.c.case_id == events.c.case_id,
                 sent.c.at == events.c.at, sent.c.sealed == 0,
                 func.coalesce(sent.c.task_id, 0) == func.coalesce(events.c.task_id, 0),
                 events.c.detail_digest.is_not(None), detail.c.seq.is_(None)),
        )
        .where(here == municipality_id, ~listed)
    )  # fmt: skip


def _told_by_now() -> ColumnElement[bool]:
    later = events.alias()
    opened = exists().where(
        later.c.municipality_id == events.c.municipality_id,
        later.c.case_id == events.c.case_id,
        later.c.kind == ENVELOPES_OPENED,
        later.c.seq > events.c.seq,
    )
    return or_(events.c.kind.not_in(ENVELOPES_COMING), opened)


def unlisted_town_events(
    connection: Connection, municipality_id: int, *, after: int, limit: int
) -> tuple[UnlistedTownRow, ...]:
    """Events of the municipality's own history behind a place."""
    of, detail = town_events.c, town_event_details
    found = (
        select(of.seq, of.at, of.kind, of.person_id, of.data, detail.c.data, persons.c.name)
        .outerjoin(
            detail,
            and_(detail.c.municipality_id == of.municipality_id, detail.c.seq == of.seq),
        )
        .outerjoin(persons, joined(town_events, persons, "subject_id"))
        .where(of.municipality_id == municipality_id, of.seq > after)
        .order_by(of.seq)
        .limit(limit)
    )
    return many(connection, found, UnlistedTownRow)
