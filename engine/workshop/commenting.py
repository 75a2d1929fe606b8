"""What people say about the elements of a draft, before it is approved: said, and settled."""

from __future__ import annotations

from dataclasses import dataclass

from engine.identity import AUDITOR, Actor
from engine.installation import Installation
from engine.refusals import RefusalKind, Refused
from engine.workshop.rights import may_edit, may_look
from engine.workshop.telling import tell_of_comment, tell_who_commented
from engine.workshop.working import Bench, bench_of, run
from storage.database import Connection
from storage.queries.workshop import CommentRow, comment_by_id, files_of_draft
from storage.writes.workshop import insert_comment, settle_comment

LONGEST = 2_000


@dataclass(frozen=True, slots=True)
class Said:
    """The comment is there."""

    comment_id: int


@dataclass(frozen=True, slots=True)
class Settled:
    """Nothing is left to be done about it."""

    comment_id: int


def may_say(actor: Actor, bench: Bench) -> bool:
    """Whoever may change the draft or approve it; an auditor only reads."""
    looks = may_look(actor, bench.manifest) and actor.person_id is not None
    return may_edit(actor, bench.manifest) or (looks and AUDITOR not in actor.roles)


def say(
    installation: Installation, actor: Actor, draft_id: int, *, path: str, element: str, text: str
) -> Said | Refused:
    """Say something about an element of a file, or about the file ("")."""

    def verb(connection: Connection) -> Said | Refused:
        bench = bench_of(connection, actor, draft_id)
        if isinstance(bench, Refused):
            return bench
        if not may_say(actor, bench):
            return Refused(RefusalKind.NO_ROLE)
        told, town = text.strip(), actor.municipality_id
        if not told or len(told) > LONGEST:
            return Refused(RefusalKind.INVALID_DATA, {"field": "text"})
        if path not in files_of_draft(connection, town, draft_id) or len(element) > 200:
            return Refused(RefusalKind.NOT_FOUND)
        row = CommentRow(
            installation.ids.new(), path, element, actor.person_id, installation.clock.now(), told,
            None, None,
        )  # fmt: skip
        insert_comment(connection, town, draft_id, row)
        tell_of_comment(installation, actor, bench, row)
        return Said(row.id)

    return run(installation, actor, verb)


def settle(
    installation: Installation, actor: Actor, draft_id: int, comment_id: int
) -> Settled | Refused:
    """Say that it was dealt with; it stays to be read."""

    def verb(connection: Connection) -> Settled | Refused:
        bench = bench_of(connection, actor, draft_id)
        if isinstance(bench, Refused):
            return bench
        if not may_say(actor, bench):
            return Refused(RefusalKind.NO_ROLE)
        town, now = actor.municipality_id, installation.clock.now()
        done = settle_comment(
            connection, town, comment_id, draft_id=draft_id, by=actor.person_id, at=now
        )
        comment = comment_by_id(connection, town, comment_id)
        if not done or comment is None:
            return Refused(RefusalKind.NOT_FOUND)
        tell_who_commented(installation, actor, bench, comment)
        return Settled(comment_id)

    return run(installation, actor, verb)
