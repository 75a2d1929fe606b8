"""Telling the people of a role of a case that the house itself began."""

from __future__ import annotations

from engine.history.kinds import EventKind
from engine.installation import Installation
from engine.notices.following import channels_for, leaves_at
from engine.notices.kinds import NoticeKind
from engine.notices.wishing import wish_to_send
from storage.database import Connection
from storage.queries.cases import case_by_id
from storage.queries.history import history_of
from storage.queries.notices import choices_of, holders_of_role, reachable
from storage.writes.notices import NewNotice, insert_notices


def tell_role(
    installation: Installation,
    connection: Connection,
    municipality_id: int,
    case_id: int,
    *,
    role: str,
    kind: NoticeKind,
) -> int:
    """Everybody who holds a role is told that the case began, in the application and by the ways
    that they chose for such a notice; nobody twice. How many were told now."""
    now, case = installation.clock.now(), case_by_id(connection, municipality_id, case_id)
    history = history_of(connection, municipality_id, case_id)
    began = next((e for e in history if e.kind == EventKind.CASE_STARTED), None)
    if case is None or began is None:
        return 0
    holders = holders_of_role(connection, municipality_id, role, at=now)
    people = reachable(connection, municipality_id, holders, at=now)
    rows = {installation.ids.new(): person for person in sorted(people)}
    if not rows:
        return 0
    made = insert_notices(
        connection,
        municipality_id,
        [
            NewNotice(notice_id, person, kind, case_id, began.seq, case.definition_id)
            for notice_id, person in rows.items()
        ],
        at=now,
    )
    at = leaves_at(installation, connection, municipality_id)
    choices = choices_of(connection, municipality_id, list(people))
    for notice_id in made:
        person = rows[notice_id]
        for channel in channels_for(kind, people[person], choices.get(person, {})):
            wish_to_send(
                installation, connection, municipality_id, person, channel,
                notice_id=notice_id, at=at,
            )  # fmt: skip
    return len(made)
