"""Keeping what was drawn: each save is a state of its own, and none is ever lost.

Whoever saves says over which revision of the file they drew. When somebody else has saved that file
meanwhile, what came later is kept aside, and whoever draws chooses between the two.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from engine.bpmn.mending import mended
from engine.definitions.bundle import belongs
from engine.identity import Actor
from engine.installation import Installation
from engine.refusals import Fault, RefusalKind, Refused
from engine.workshop.working import Bench, working
from storage.queries.origins import origin_of_draft
from storage.queries.workshop import (
    SaveRow,
    files_of_draft,
    revisions_of,
    saved_files,
    saves_of,
)
from storage.tables.workshop import SaveAct
from storage.writes.origins import put_origin_of_draft
from storage.writes.workshop import forget_save, insert_save

TOGETHER = timedelta(minutes=2)
"""Saves of one file by one person within so long are one state: they are made while drawing."""
MOST_FILES = 300
_PATH = re.compile(r"(?:(?:forms|scenarios)/)?[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}")


@dataclass(frozen=True, slots=True)
class Kept:
    """The state that holds it now."""

    revision: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Aside:
    """Somebody else had changed the file meanwhile: both are kept, theirs is in the draft."""

    revision: int
    at: datetime
    theirs: SaveRow


def keep(
    installation: Installation,
    actor: Actor,
    draft_id: int,
    path: str,
    content: bytes | None,
    *,
    over: int,
) -> Kept | Aside | Refused:
    """A file as it is drawn now (None takes it out), drawn over its revision `over` (0: new)."""

    def verb(bench: Bench) -> Kept | Aside | Refused:
        wrong = _wrong(installation, bench, actor, {path: content})
        if wrong is not None:
            return wrong
        town = actor.municipality_id
        found = revisions_of(bench.connection, town, draft_id).get(path, 0)
        if found != over:
            return _aside(installation, actor, bench, path, content, found)
        before = _newest(bench, actor)
        if found and saved_files(bench.connection, town, draft_id, found).get(path) == content:
            return Kept(found, before.at if before else installation.clock.now())
        kept = _save(installation, actor, bench, SaveAct.KEPT, path, {path: content})
        if before is not None and _goes_on(before, actor, path, kept.at):
            forget_save(bench.connection, town, draft_id, revision=before.revision)
        return kept

    return working(installation, actor, draft_id, verb)


def mend(installation: Installation, actor: Actor, draft_id: int, fault: Fault) -> Kept | Refused:
    """Make the change that a finding offers in the file of the draft."""

    def verb(bench: Bench) -> Kept | Refused:
        files = files_of_draft(bench.connection, actor.municipality_id, draft_id)
        content = files.get(fault.file)
        if content is None or fault.fix is None:
            return Refused(RefusalKind.NOT_FOUND)
        changed = {fault.file: mended(content, [fault.fix])}
        return _save(installation, actor, bench, SaveAct.MENDED, fault.file, changed)

    return working(installation, actor, draft_id, verb)


def restore(
    installation: Installation, actor: Actor, draft_id: int, revision: int
) -> Kept | Refused:
    """An earlier state comes back as a new one; of what lay aside, the file that it holds."""

    def verb(bench: Bench) -> Kept | Refused:
        town, connection = actor.municipality_id, bench.connection
        saves = saves_of(connection, town, draft_id, limit=1_000_000)
        row = next((each for each in saves if each.revision == revision), None)
        if row is None:
            return Refused(RefusalKind.NOT_FOUND)
        if row.act == SaveAct.ASIDE:
            changed = saved_files(connection, town, draft_id, revision)
        else:
            wanted = files_of_draft(connection, town, draft_id, until=revision)
            now = files_of_draft(connection, town, draft_id)
            changed = changes_between(now, wanted)
        kept = _save(installation, actor, bench, SaveAct.RESTORED, row.path, changed)
        if row.act != SaveAct.ASIDE:  # what it was made from comes back with it
            origin = origin_of_draft(connection, town, draft_id, until=revision) or ""
            put_origin_of_draft(
                connection, town, draft_id, revision=kept.revision, content_hash=origin
            )
        return kept

    return working(installation, actor, draft_id, verb)


def replace(
    installation: Installation, actor: Actor, draft_id: int, files: Mapping[str, bytes]
) -> Kept | Refused:
    """All files at once, as a package brought them."""

    def verb(bench: Bench) -> Kept | Refused:
        now = files_of_draft(bench.connection, actor.municipality_id, draft_id)
        changed = changes_between(now, files)
        return put(installation, actor, bench, SaveAct.IMPORTED, changed)

    return working(installation, actor, draft_id, verb)


def put(
    installation: Installation,
    actor: Actor,
    bench: Bench,
    act: SaveAct,
    changed: Mapping[str, bytes | None],
) -> Kept | Refused:
    """Several files as one state, in the caller's transaction."""
    wrong = _wrong(installation, bench, actor, changed)
    return wrong or _save(installation, actor, bench, act, "", changed)


def changes_between(old: Mapping[str, bytes], new: Mapping[str, bytes]) -> dict[str, bytes | None]:
    """What has to be written for the old files to become the new ones."""
    changed: dict[str, bytes | None] = {
        path: body for path, body in new.items() if old.get(path) != body
    }
    return {**changed, **{path: None for path in old if path not in new}}


def is_path(path: str) -> bool:
    """Whether a file of a process may be called so: its own name, no way out of its folder."""
    scenario = path.startswith("scenarios/") and path.endswith(".feature")
    return bool(_PATH.fullmatch(path)) and ".." not in path and (belongs(path) or scenario)


def _wrong(
    installation: Installation, bench: Bench, actor: Actor, changed: Mapping[str, bytes | None]
) -> Refused | None:
    if not all(map(is_path, changed)):
        return Refused(RefusalKind.INVALID_DATA, {"field": "path"})
    files = files_of_draft(bench.connection, actor.municipality_id, bench.draft.id)
    after = {**files, **changed}
    left = {path: body for path, body in after.items() if body is not None}
    limit = installation.limits.definition_bytes
    if sum(map(len, left.values())) > limit or len(left) > MOST_FILES:
        return Refused(RefusalKind.FILE_TOO_LARGE, {"limit": str(limit)})
    return None


def _aside(
    installation: Installation,
    actor: Actor,
    bench: Bench,
    path: str,
    content: bytes | None,
    found: int,
) -> Aside | Refused:
    saves = saves_of(bench.connection, actor.municipality_id, bench.draft.id, limit=1_000_000)
    theirs = next((each for each in saves if each.revision == found), None)
    if theirs is None:  # drawn over a file that was never there
        return Refused(RefusalKind.NOT_FOUND)
    kept = _save(installation, actor, bench, SaveAct.ASIDE, path, {path: content})
    return Aside(kept.revision, kept.at, theirs)


def _newest(bench: Bench, actor: Actor) -> SaveRow | None:
    found = saves_of(bench.connection, actor.municipality_id, bench.draft.id, limit=1)
    return next(iter(found), None)


def _goes_on(before: SaveRow, actor: Actor, path: str, now: datetime) -> bool:
    """Whether the same person was just drawing in the same file: both states become one."""
    same = before.act == SaveAct.KEPT and (before.person_id, before.path) == (actor.person_id, path)
    return same and now - before.at <= TOGETHER


def _save(
    installation: Installation,
    actor: Actor,
    bench: Bench,
    act: SaveAct,
    path: str,
    files: Mapping[str, bytes | None],
) -> Kept:
    town, now = actor.municipality_id, installation.clock.now()
    newest = _newest(bench, actor)
    revision = (newest.revision if newest else 0) + 1
    row = SaveRow(revision, act, path, actor.person_id, now, None)
    insert_save(bench.connection, town, bench.draft.id, row, files)
    return Kept(revision, now)
