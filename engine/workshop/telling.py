"""Whom a change of a process concerns: who may approve it, who asked, who drew, who is named."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeAlias

from engine.definitions.manifest import Manifest
from engine.identity import Actor
from engine.identity.house import ADMINISTRATOR, OPERATOR
from engine.identity.sessions import actor_for
from engine.installation import Installation
from engine.notices.drafting import tell_of_draft
from engine.tasks.naming import named_in
from engine.workshop.rights import may_approve, may_edit, may_look
from engine.workshop.working import Bench
from storage.queries.identity import people_of
from storage.queries.notices import holders_of_role
from storage.queries.workshop import AskingRow, CommentRow, authors_of, comments_of
from storage.tables.notices import DraftMatter
from storage.tables.workshop import AskingState

Right: TypeAlias = Callable[[Actor, Manifest], bool]


def tell_who_may_approve(
    installation: Installation, actor: Actor, bench: Bench, asking: AskingRow
) -> None:
    """Everybody whose yes would count, but for those who drew or asked."""
    town, connection = actor.municipality_id, bench.connection
    authors = authors_of(connection, town, bench.draft.id) | {asking.asked_by or 0}
    now = installation.clock.now()
    holding: set[int] = set()
    for role in sorted({OPERATOR, ADMINISTRATOR, *bench.manifest.operators}):
        holding |= holders_of_role(connection, town, role, at=now)
    people = [row for row in people_of(connection, town, at=now) if row.id in holding]
    actors = (actor_for(installation, connection, town, row) for row in people)
    may = [each for each in actors if each and may_approve(each, bench.manifest, authors)]
    tell_of_draft(
        installation, connection, town, [each.person_id or 0 for each in may],
        draft_id=bench.draft.id, matter=DraftMatter.ASKED, about_id=asking.id,
    )  # fmt: skip


def tell_who_asked(installation: Installation, actor: Actor, bench: Bench, row: AskingRow) -> None:
    """What came of what somebody asked."""
    approved = row.state == AskingState.APPROVED
    tell_of_draft(
        installation, bench.connection, actor.municipality_id, [row.asked_by or 0],
        draft_id=bench.draft.id, about_id=row.id,
        matter=DraftMatter.APPROVED if approved else DraftMatter.REFUSED,
    )  # fmt: skip


def tell_of_comment(
    installation: Installation, actor: Actor, bench: Bench, said: CommentRow
) -> None:
    """Who is named; else who spoke of the same element and is not done with it; else who drew.
    Nobody is told of what they said themselves, nor of one comment in two ways."""
    town, connection = actor.municipality_id, bench.connection
    told = {actor.person_id or 0}
    tell = partial(
        tell_of_draft, installation, connection, town, draft_id=bench.draft.id, about_id=said.id
    )
    everybody = people_of(connection, town, at=installation.clock.now())
    rows = {row.id: row for row in everybody}

    def may(own: int, right: Right) -> bool:
        row = rows.get(own)
        who = actor_for(installation, connection, town, row) if row else None
        return who is not None and right(who, bench.manifest)

    named = {row.id for row in named_in(said.said, everybody)} - told
    looking = {own for own in named if may(own, may_look)}
    tell(looking, matter=DraftMatter.NAMED)
    told |= looking
    before = comments_of(connection, town, bench.draft.id)
    beside = {
        row.person_id
        for row in before
        if (row.path, row.element_id) == (said.path, said.element_id)
        and row.settled_at is None
        and row.person_id is not None
    }
    tell(beside - told, matter=DraftMatter.REPLIED)
    told |= beside
    authors = authors_of(connection, town, bench.draft.id) - told
    tell([own for own in authors if may(own, may_edit)], matter=DraftMatter.COMMENTED)


def tell_who_commented(
    installation: Installation, actor: Actor, bench: Bench, comment: CommentRow
) -> None:
    """Their comment was dealt with, by somebody else."""
    if comment.person_id is None or comment.person_id == actor.person_id:
        return
    tell_of_draft(
        installation, bench.connection, actor.municipality_id, [comment.person_id],
        draft_id=bench.draft.id, matter=DraftMatter.SETTLED, about_id=comment.id,
    )  # fmt: skip
