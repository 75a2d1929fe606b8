"""Telling people of a draft of a process: within the step that it is about, and nobody twice."""

from __future__ import annotations

from collections.abc import Collection

from engine.installation import Installation
from engine.notices.following import channels_for, leaves_at
from engine.notices.kinds import NoticeKind
from engine.notices.wishing import wish_to_send
from storage.database import Connection
from storage.queries.notices import choices_of, reachable, unread_of_draft
from storage.tables.notices import DraftMatter
from storage.writes.notices import NewDraftNotice, insert_draft_notices

AGAIN_AND_AGAIN = frozenset({DraftMatter.ASKED, DraftMatter.COMMENTED, DraftMatter.REPLIED})
"""Who has not read such a notice of the draft yet is not told one more time."""


def tell_of_draft(
    installation: Installation,
    connection: Connection,
    municipality_id: int,
    people: Collection[int],
    *,
    draft_id: int,
    matter: DraftMatter,
    about_id: int,
) -> frozenset[int]:
    """These people are told, in the application and by the ways that they chose; who was told."""
    now = installation.clock.now()
    told = frozenset[int]()
    if matter in AGAIN_AND_AGAIN and people:
        told = unread_of_draft(connection, municipality_id, draft_id, matter=matter)
    known = reachable(connection, municipality_id, sorted(set(people) - told), at=now)
    kind = NoticeKind.NAMED if matter is DraftMatter.NAMED else NoticeKind.WORKSHOP
    rows = {installation.ids.new(): person_id for person_id in sorted(known)}
    if not rows:
        return frozenset()
    new = [
        NewDraftNotice(notice_id, person_id, kind, draft_id, matter, about_id)
        for notice_id, person_id in rows.items()
    ]
    made = insert_draft_notices(connection, municipality_id, new, at=now)
    at = leaves_at(installation, connection, municipality_id)
    choices = choices_of(connection, municipality_id, list(known))
    for notice_id in made:
        person_id = rows[notice_id]
        for channel in channels_for(kind, known[person_id], choices.get(person_id, {})):
            wish_to_send(
                installation, connection, municipality_id, person_id, channel,
                notice_id=notice_id, at=at,
            )  # fmt: skip
    return frozenset(rows[each] for each in made)
