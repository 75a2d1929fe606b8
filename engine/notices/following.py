"""The notifier: looks which events are new and concern people, and tells them.

No step does anything for this. Events are seen by their instant and looked for again for a while,
as for webhooks; a notice is a row with the person and the event as its key, so that everybody is
told of everything once. Its letters are jobs of the same commit. People in a case who have no
account are told likewise, as they agreed (`parties.py`).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from engine.history.kinds import EventKind
from engine.installation import Installation
from engine.notices.concerning import concerned, undone_by
from engine.notices.kinds import KIND_OF, Channel, wanted_by_default
from engine.notices.parties import PARTY_KINDS, party_news, wish_to_tell
from engine.notices.quiet import quiet_hours_in
from engine.notices.wishing import Reached, wish_to_send
from engine.tasks.undoing import UNDO_FOR
from storage.database import WHOLE_INSTALLATION, Connection
from storage.queries.municipalities import municipality_by_id
from storage.queries.notices import (
    Happened,
    choices_of,
    happened_since,
    reachable,
    told_since,
    towns_to_tell,
)
from storage.writes.notices import NewNotice, follow_notices_to, insert_notices

OVERLAP = timedelta(minutes=5)
"""How far back each look goes."""
BATCH = 300
KINDS = frozenset(int(kind) for kind in KIND_OF)
MOVING = (int(EventKind.TASK_CLAIMED), int(EventKind.TASK_ASSIGNED))
"""After these a task is in other hands than those that it was opened for."""


def tell_people(installation: Installation, *, limit: int = BATCH) -> int:
    """Make the notices of what is new, in every municipality where something is; how many."""
    now = installation.clock.now()
    with installation.database.read(WHOLE_INSTALLATION) as connection:
        towns = towns_to_tell(connection, now=now, overlap=OVERLAP, kinds=KINDS | PARTY_KINDS)
    return sum(
        _tell_town(installation, town, upto - OVERLAP, limit) for town, upto in towns.items()
    )


def _tell_town(
    installation: Installation, municipality_id: int, after: datetime, limit: int
) -> int:
    now = installation.clock.now()
    with installation.database.read(municipality_id) as connection:
        events = happened_since(
            connection,
            municipality_id,
            after=after,
            kinds=KINDS | PARTY_KINDS,
            moving=MOVING,
            limit=limit,
        )
        told = told_since(connection, municipality_id, after=after - UNDO_FOR)
        undone = {undone_by(event) for event in events}
        new = [
            (person_id, event)
            for event in events
            if event.kind in KINDS and (event.case_id, event.seq) not in undone
            for person_id in sorted(concerned(connection, municipality_id, event, now=now))
            if _is_news(person_id, event, told)
        ]
        outward = party_news(installation, connection, municipality_id, events)
    upto = events[-1].at if len(events) == limit else now

    def verb(connection: Connection) -> int:
        made = _write(installation, connection, municipality_id, new) if new else 0
        at = leaves_at(installation, connection, municipality_id)
        made += wish_to_tell(installation, connection, municipality_id, outward, at=at)
        follow_notices_to(connection, municipality_id, at=upto)
        return made

    if not new and not outward and len(events) < limit:
        return 0
    return installation.database.run(verb, municipality=municipality_id)


def _is_news(person_id: int, event: Happened, told: Collection[tuple[int, int, int]]) -> bool:
    """Nobody is told twice, nor that something is taken back of which they never heard."""
    undone = undone_by(event)
    heard = undone is None or (person_id, *undone) in told
    return heard and (person_id, event.case_id, event.seq) not in told


def _write(
    installation: Installation,
    connection: Connection,
    town: int,
    new: list[tuple[int, Happened]],
) -> int:
    now = installation.clock.now()
    people = reachable(connection, town, {person_id for person_id, _ in new}, at=now)
    rows = {installation.ids.new(): each for each in new if each[0] in people}
    if not rows:
        return 0
    made = insert_notices(
        connection,
        town,
        [
            NewNotice(
                notice_id,
                person_id,
                KIND_OF[EventKind(event.kind)],
                event.case_id,
                event.seq,
                event.definition_id,
            )
            for notice_id, (person_id, event) in rows.items()
        ],
        at=now,
    )
    at = leaves_at(installation, connection, town)
    choices = choices_of(connection, town, list(people))
    for notice_id in made:
        person_id, event = rows[notice_id]
        kind = KIND_OF[EventKind(event.kind)]
        for channel in channels_for(kind, people[person_id], choices.get(person_id, {})):
            wish_to_send(
                installation, connection, town, person_id, channel, notice_id=notice_id, at=at
            )
    return len(made)


def leaves_at(installation: Installation, connection: Connection, town: int) -> datetime:
    """Now, or at the end of the quiet hours."""
    row = municipality_by_id(connection, town)
    assert row is not None  # noqa: S101  # its events were just read
    return quiet_hours_in(row.settings).after(installation.clock.now(), row.timezone)


def channels_for(
    kind: str, person: Reached, said: Mapping[tuple[str, str], bool]
) -> tuple[Channel, ...]:
    """By which ways a person wants a kind of notice and can be reached."""
    return tuple(
        channel
        for channel in Channel
        if said.get((kind, channel), wanted_by_default(kind, channel))
        and (person.email if channel is Channel.MAIL else person.phone)
    )
