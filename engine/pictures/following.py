"""The duty of the worker: cases in which something happened are counted up to where they came.

No step does anything for this. What is added is the difference between what the history of a case
counts for now and what it counted for up to where it was counted, in one transaction with the new
place: whatever dies in between, nothing is counted twice and nothing is missed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from engine.installation import Installation
from engine.pictures.counting import RULE, Place, count_history
from engine.pictures.histories import histories_of, months_of
from storage.database import WHOLE_INSTALLATION, Connection
from storage.queries.counted_cases import case_ids_after, news_since
from storage.queries.pictures import (
    PictureCountRow,
    PictureFollowRow,
    pictured_cases,
    pictures_to_follow,
)
from storage.writes.pictures import (
    add_to_pictures,
    follow_pictures_to,
    forget_pictures,
    hold_pictures,
)

OVERLAP = timedelta(minutes=5)
"""How far back each look goes: an act may be committed after a later one."""
BATCH = 2_000
"""Events of one municipality that one look takes."""
AT_ONCE = 50
"""Cases that are counted in one transaction."""
_BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)


def follow_processes(installation: Installation, *, limit: int = BATCH) -> int:
    """Count what is new, in every municipality where something is; how many cases."""
    now = installation.clock.now()
    with installation.database.read(WHOLE_INSTALLATION) as connection:
        due = pictures_to_follow(connection, now=now, overlap=OVERLAP, rule=RULE)
    return sum(_follow_town(installation, row, limit) for row in due)


def recount(installation: Installation, municipality_id: int) -> int:
    """Forget what was added up and count every history from its first event; how many cases."""
    now, after, done = installation.clock.now(), 0, 0
    _forget(installation, municipality_id)
    while True:
        with installation.database.read(municipality_id) as connection:
            ids = case_ids_after(connection, municipality_id, after=after, limit=AT_ONCE)
        if not ids:
            break
        done += count_cases(installation, municipality_id, ids)
        after = ids[-1]
    _follow_to(installation, municipality_id, now, behind=False)
    return done


def count_cases(installation: Installation, town: int, case_ids: Sequence[int]) -> int:
    """Count some cases up to their newest event; how many had one that was not counted."""

    def verb(connection: Connection) -> int:
        hold_pictures(connection, town, rule=RULE)
        month_of = months_of(installation, connection, town)
        found: Counter[tuple[str, Place]] = Counter()
        ways: dict[tuple[str, str], str] = {}
        upto: dict[int, int] = {}
        for case in histories_of(installation, connection, town, case_ids):
            if case.last <= case.seq:
                continue
            now, before = (count_history(each, month_of) for each in (case.history, case.before))
            now.at.subtract(before.at)
            for place, n in now.at.items():
                found[case.process_key, place] += n
            ways |= {(case.process_key, way): steps for way, steps in now.ways.items()}
            upto[case.id] = case.last
        add_to_pictures(connection, town, _rows(found), ways, upto)
        return len(upto)

    return installation.database.run(verb, municipality=town)


def _rows(found: Counter[tuple[str, Place]]) -> list[PictureCountRow]:
    return [PictureCountRow(key, *place, n) for (key, place), n in sorted(found.items()) if n]


def _follow_town(installation: Installation, row: PictureFollowRow, limit: int) -> int:
    now, town = installation.clock.now(), row.municipality_id
    if row.followed_at is not None and row.rule != RULE:
        _forget(installation, town)
        row = PictureFollowRow(town, _BEGINNING, 1, RULE)
    with installation.database.read(town) as connection:
        news = news_since(connection, town, after=_since(row), until=now, limit=limit)
    full = len(news) == limit
    if full and news[0][2] == news[-1][2]:  # more in one moment than one look takes
        return _follow_town(installation, row, limit * 10)
    newest: dict[int, int] = {}
    for case_id, seq, _at in news:
        newest[case_id] = max(seq, newest.get(case_id, 0))
    ids, done = sorted(newest), 0
    for place in range(0, len(ids), AT_ONCE):
        piece = ids[place : place + AT_ONCE]
        with installation.database.read(town) as connection:
            counted = {row.id: row.seq or 0 for row in pictured_cases(connection, town, piece)}
        fresh = [each for each in piece if counted.get(each, 0) < newest[each]]
        done += count_cases(installation, town, fresh) if fresh else 0
    before = row.followed_at or _BEGINNING
    upto = news[-1][2] if full else max(now, before)
    if done or full or upto - before > OVERLAP / 2:
        _follow_to(installation, town, upto, behind=full)
    return done


def _since(row: PictureFollowRow) -> datetime:
    """Who is behind goes on where it stopped: looking back would find the same again."""
    if row.followed_at is None:
        return _BEGINNING
    return row.followed_at if row.behind else row.followed_at - OVERLAP


def _follow_to(installation: Installation, town: int, at: datetime, *, behind: bool) -> None:
    def verb(connection: Connection) -> None:
        hold_pictures(connection, town, rule=RULE)
        follow_pictures_to(connection, town, at=at, behind=behind)

    installation.database.run(verb, municipality=town)


def _forget(installation: Installation, town: int) -> None:
    def verb(connection: Connection) -> None:
        hold_pictures(connection, town, rule=RULE)
        forget_pictures(connection, town, rule=RULE)

    installation.database.run(verb, municipality=town)
