"""The worker's duty for the auditor: what happened is put in the list of all events, with the words
of its values.

No step does anything for this: the list is made afterwards and lags by some seconds, and says up to
when it goes. What is under seal is not in it before it is opened.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import islice

from engine.auditing.topics import topic_of, topic_of_town
from engine.history.kinds import EventKind
from engine.history.town import NO_CASE, TownEventKind
from engine.installation import Installation
from engine.values import Value, loads
from storage.database import WHOLE_INSTALLATION, Connection
from storage.queries.entries import (
    EntryRow,
    UnlistedRow,
    UnlistedTownRow,
    unlisted_events,
    unlisted_town_events,
)
from storage.queries.followed_histories import (
    HistoryFollowRow,
    followed_history,
    histories_to_follow,
)
from storage.words import all_words
from storage.writes.entries import Listed, follow_histories_to, list_entries

OVERLAP = timedelta(minutes=5)
"""How far back each look goes: an act may be committed after a later one."""
BATCH = 2_000
"""Events of one municipality that one look takes."""
MOST_WORDS = 60
"""Words of one event; of a long text the first."""
_BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)


def list_history(installation: Installation, *, limit: int = BATCH) -> int:
    """List what is new, in every municipality; how many events."""
    now = installation.clock.now()
    with installation.database.read(WHOLE_INSTALLATION) as connection:
        due = histories_to_follow(connection, now=now, overlap=OVERLAP)
    return sum(_list_town(installation, row, limit) for row in due)


def list_all_history(installation: Installation, municipality_id: int) -> int:
    """The same of one municipality until nothing is left; how many events."""
    done = 0
    while True:
        with installation.database.read(WHOLE_INSTALLATION) as connection:
            row = followed_history(connection, municipality_id)
        listed = _list_town(installation, row, BATCH) if row else 0
        done += listed
        if not listed:
            return done


def _list_town(installation: Installation, row: HistoryFollowRow, limit: int) -> int:
    town, now = row.municipality_id, installation.clock.now()
    since, own_since = row.followed_at or _BEGINNING, row.town_seq or 0
    after = since if row.behind or not row.followed_at else since - OVERLAP

    def verb(connection: Connection) -> int:
        found = _unlisted(connection, town, after, now, limit)
        own = unlisted_town_events(connection, town, after=own_since, limit=limit)
        if not found and not own and row.followed_at and now - since < OVERLAP / 2:
            return 0
        list_entries(connection, town, [*map(_listed, found), *map(_listed_of_town, own)])
        full = len(found) >= limit
        follow_histories_to(
            connection,
            town,
            at=found[-1].at if full else now,
            town_seq=own[-1].seq if own else own_since,
            behind=full,
        )
        return len(found) + len(own)

    return installation.database.run(verb, municipality=town)


def _unlisted(
    connection: Connection, town: int, after: datetime, now: datetime, limit: int
) -> Sequence[UnlistedRow]:
    found = unlisted_events(connection, town, after=after, until=now, limit=limit)
    opened = {row.case_id for row in found if row.kind == EventKind.ENVELOPES_OPENED}
    if not opened:
        return found
    seen = {(row.case_id, row.seq) for row in found}
    came = unlisted_events(connection, town, case_ids=opened, limit=limit * 10)
    extra = [row for row in came if (row.case_id, row.seq) not in seen and row.at <= found[-1].at]
    return [*extra, *found]


def _listed(row: UnlistedRow) -> Listed:
    kind = EventKind(row.kind)
    entry = EntryRow(
        row.at, row.case_id, row.seq, kind, topic_of(kind), row.person_id, row.role or "",
        row.process_key,
    )  # fmt: skip
    return Listed(entry, words_of_values(row.data, row.detail, row.entered))


def _listed_of_town(row: UnlistedTownRow) -> Listed:
    kind = TownEventKind(row.kind)
    entry = EntryRow(row.at, NO_CASE, row.seq, kind, topic_of_town(kind), row.person_id, "", "")
    named = tuple(all_words(row.subject or ""))
    return Listed(entry, tuple(dict.fromkeys((*words_of_values(row.data, row.detail), *named))))


def words_of_values(*texts: str | None) -> tuple[str, ...]:
    """The words of the values of an event, folded, each once; the names of fields are none."""
    words = (
        word
        for text in texts
        if text
        for value in _leaves(loads(text))
        for word in all_words(value)
    )
    return tuple(islice(dict.fromkeys(words), MOST_WORDS))


def _leaves(value: Value) -> Iterator[str]:
    match value:
        case str():
            yield value
        case Decimal():
            yield f"{value:f}"
        case date():
            yield value.isoformat()
        case Mapping():
            for each in value.values():
                yield from _leaves(each)
        case list() | tuple():
            for each in value:
                yield from _leaves(each)
        case None | bool():
            return
        case _:
            yield str(value)
