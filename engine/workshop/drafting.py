"""Beginning a draft from the version in force, and giving one up."""

from __future__ import annotations

from dataclasses import dataclass

from engine.definitions.manifest import manifest_from_text
from engine.history.town import TownEventKind, TownHistory
from engine.identity import Actor
from engine.installation import Installation
from engine.refusals import RefusalKind, Refused
from engine.workshop.rights import may_edit
from engine.workshop.working import bench_of, told
from storage.database import Connection
from storage.queries.definitions import drawn_definition, files_of
from storage.queries.workshop import (
    DraftRow,
    SaveRow,
    files_of_draft,
    open_draft_of,
    published_draft_of,
)
from storage.tables.definitions import DefinitionState
from storage.tables.workshop import DraftState, SaveAct
from storage.writes.workshop import insert_draft, insert_save, set_draft_state

FIRST = 1


@dataclass(frozen=True, slots=True)
class Begun:
    """The draft that is open now; `before`: it was open already."""

    draft_id: int
    before: bool = False


def begin(installation: Installation, actor: Actor, key: str) -> Begun | Refused:
    """A draft with the files of the version in force, and the scenarios of the draft that was
    published last; the open one where there is one."""

    def verb(connection: Connection, history: TownHistory) -> Begun | Refused:
        town = actor.municipality_id
        base = drawn_definition(connection, town, key)
        if base is None:
            return Refused(RefusalKind.NOT_ACTIVE)
        if not may_edit(actor, manifest_from_text(base.manifest)):
            return Refused(RefusalKind.NO_ROLE)
        there = open_draft_of(connection, town, key)
        if there is not None:
            return Begun(there.id, before=True)
        if base.state == DefinitionState.FOUNDED:  # its first version waits for its day
            return Refused(RefusalKind.NOT_ACTIVE)
        draft = DraftRow(
            installation.ids.new(), key, base.title, base.id, DraftState.OPEN, actor.person_id,
            history.now,
        )  # fmt: skip
        insert_draft(connection, town, draft)
        save = SaveRow(FIRST, SaveAct.BEGUN, "", actor.person_id, history.now, None)
        files = {**scenarios_before(connection, town, key), **files_of(connection, town, base.id)}
        insert_save(connection, town, draft.id, save, files)
        data = {"key": key, "title": base.title, "version": base.version}
        history.add(TownEventKind.DRAFT_BEGUN, data=data)
        return Begun(draft.id)

    return told(installation, actor, verb)


def scenarios_before(connection: Connection, town: int, key: str) -> dict[str, bytes]:
    """The scenarios of the last draft that was published: a version does not hold them."""
    last = published_draft_of(connection, town, key)
    files = files_of_draft(connection, town, last.id) if last else {}
    return {path: body for path, body in files.items() if path.endswith(".feature")}


def discard(
    installation: Installation, actor: Actor, draft_id: int, *, reason: str
) -> DraftRow | Refused:
    """Nobody goes on with it; its states stay to be read."""

    def verb(connection: Connection, history: TownHistory) -> DraftRow | Refused:
        bench = bench_of(connection, actor, draft_id)
        if isinstance(bench, Refused):
            return bench
        if not may_edit(actor, bench.manifest):
            return Refused(RefusalKind.NO_ROLE)
        why = reason.strip()
        if not why:
            return Refused(RefusalKind.INVALID_DATA, {"field": "reason"})
        set_draft_state(connection, actor.municipality_id, draft_id, state=DraftState.DISCARDED)
        data = {"key": bench.draft.process_key, "title": bench.draft.title}
        history.add(TownEventKind.DRAFT_DISCARDED, data=data, detail={"reason": why[:500]})
        return bench.draft

    return told(installation, actor, verb)
