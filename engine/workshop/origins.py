"""Where a municipality's process comes from, what is its own in it, and taking in a later shared
version: into a draft, which then goes the way of every draft. Nothing is ever overwritten unseen.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from engine.definitions.bundle import Bundle
from engine.history.town import TownEventKind, TownHistory
from engine.identity import Actor
from engine.installation import Installation
from engine.refusals import RefusalKind, Refused
from engine.workshop.checking import checked_files
from engine.workshop.drafting import begin
from engine.workshop.keeping import Kept, changes_between, keep, put
from engine.workshop.merging import Merged, Side, merge, returned
from engine.workshop.rights import may_edit
from engine.workshop.working import Bench, bench_of, told
from storage.database import Connection
from storage.queries.definitions import definition_by_hash, files_of
from storage.queries.origins import kept_shared_files, origin_of_draft, origin_of_version
from storage.queries.workshop import CommentRow, DraftRow, files_of_draft, revisions_of
from storage.tables.workshop import SaveAct
from storage.writes.origins import (
    keep_shared_files,
    put_origin_of_draft,
    put_origin_of_version,
)
from storage.writes.workshop import insert_comment

Files = Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Origin:
    """The shared version that a process of a municipality was made from: its hash, its files."""

    hash: str
    files: Files


@dataclass(frozen=True, slots=True)
class Decided:
    """What was decided of the conflicts, by their ids: the side that holds, or what is to be said
    about the thing in the draft, where it is then written by hand (ours until then)."""

    sides: Mapping[str, Side] = field(default_factory=dict)
    later: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TakenIn:
    """The draft that has the later shared version in it."""

    draft_id: int
    revision: int


def origin_of(
    connection: Connection,
    municipality_id: int,
    key: str,
    *,
    version_id: int,
    draft: DraftRow | None = None,
) -> Origin | None:
    """That of an open draft, else of a version; None for what the municipality drew itself."""
    found = origin_of_draft(connection, municipality_id, draft.id) if draft else None
    own = draft.base_id if draft else version_id
    found = found or origin_of_version(connection, municipality_id, own)
    if found is None:
        return None
    row = definition_by_hash(connection, municipality_id, key, content_hash=found)
    if row is not None:
        return Origin(found, files_of(connection, municipality_id, row.id))
    files = kept_shared_files(connection, municipality_id, key, content_hash=found)
    return Origin(found, files) if files else None


def inherit_origin(
    connection: Connection, municipality_id: int, draft: DraftRow, definition_id: int
) -> None:
    """A version that a draft became was made from what the draft was made from."""
    found = origin_of_draft(connection, municipality_id, draft.id)
    found = found or origin_of_version(connection, municipality_id, draft.base_id)
    if found is not None:
        put_origin_of_version(connection, municipality_id, definition_id, content_hash=found)


def take_in(
    installation: Installation,
    actor: Actor,
    key: str,
    shared: Bundle,
    *,
    decided: Decided,
    scenarios: Files | None = None,
) -> TakenIn | Refused:
    """Merge a later shared version into the draft, which is begun where there is none; its
    scenarios come along beside those of the draft. Refused (`conflicts`) while one is undecided."""
    begun = begin(installation, actor, key)
    if isinstance(begun, Refused):
        return begun

    def verb(connection: Connection, history: TownHistory) -> TakenIn | Refused:
        bench = bench_of(connection, actor, begun.draft_id)
        if isinstance(bench, Refused):
            return bench
        if not may_edit(actor, bench.manifest):
            return Refused(RefusalKind.NO_ROLE)
        town = actor.municipality_id
        ours = files_of_draft(connection, town, bench.draft.id)
        merged = _merged(bench, town, ours, shared, decided)
        if isinstance(merged, Refused):
            return merged
        files = {**merged.files, **_scenarios(ours, scenarios or {})}
        kept = put(installation, actor, bench, SaveAct.MERGED, changes_between(ours, files))
        if isinstance(kept, Refused):
            return kept
        put_origin_of_draft(
            connection, town, bench.draft.id, revision=kept.revision, content_hash=shared.hash
        )
        keep_shared_files(connection, town, key, content_hash=shared.hash, files=shared.files)
        _say(installation, actor, bench, merged, decided)
        data = {"key": key, "title": bench.draft.title}
        history.add(TownEventKind.SHARED_TAKEN_IN, data=data)
        return TakenIn(bench.draft.id, kept.revision)

    return told(installation, actor, verb)


def put_back(
    installation: Installation, actor: Actor, key: str, *, path: str, element: str
) -> Kept | Refused:
    """One thing of a file goes back to the shared one, in the draft, begun where there is none;
    `element` as in a `Change` ("": the whole file)."""
    begun = begin(installation, actor, key)
    if isinstance(begun, Refused):
        return begun

    def verb(connection: Connection, _history: TownHistory) -> tuple[bytes | None, int] | Refused:
        bench = bench_of(connection, actor, begun.draft_id)
        if isinstance(bench, Refused):
            return bench
        town = actor.municipality_id
        origin = origin_of(connection, town, key, version_id=bench.draft.base_id, draft=bench.draft)
        ours = files_of_draft(connection, town, bench.draft.id)
        if origin is None or (path not in ours and path not in origin.files):
            return Refused(RefusalKind.NOT_FOUND)
        after = returned(origin.files, ours, path, element).get(path)
        return after, revisions_of(connection, town, bench.draft.id).get(path, 0)

    found = told(installation, actor, verb)
    if isinstance(found, Refused):
        return found
    content, over = found
    answer = keep(installation, actor, begun.draft_id, path, content, over=over)
    return answer if isinstance(answer, Kept | Refused) else Refused(RefusalKind.CONFLICT)


def _merged(
    bench: Bench, town: int, ours: Files, shared: Bundle, decided: Decided
) -> Merged | Refused:
    key = bench.draft.process_key
    origin = origin_of(
        bench.connection, town, key, version_id=bench.draft.base_id, draft=bench.draft
    )
    if origin is None:
        return Refused(RefusalKind.NOT_FOUND)
    merged = merge(origin.files, checked_files(ours).files, shared.files, decided.sides)
    if any(each.id not in decided.later for each in merged.open):
        return Refused(RefusalKind.INVALID_DATA, {"field": "conflicts"})
    return merged


def _scenarios(ours: Files, shared: Files) -> dict[str, bytes]:
    """Those of the draft, and the shared ones; one that the draft has otherwise stands beside."""
    found = {path: body for path, body in ours.items() if path.endswith(".feature")}
    for path, body in shared.items():
        if found.get(path, body) == body:
            found[path] = body
        else:
            found[f"{path.removesuffix('.feature')}_compartido.feature"] = body
    return found


def _say(
    installation: Installation, actor: Actor, bench: Bench, merged: Merged, decided: Decided
) -> None:
    """What is still to be written by hand is a comment on its thing."""
    for each in merged.open:
        row = CommentRow(
            installation.ids.new(), each.file, each.element_id, actor.person_id,
            installation.clock.now(), decided.later[each.id], None, None,
        )  # fmt: skip
        insert_comment(bench.connection, actor.municipality_id, bench.draft.id, row)
