"""A wholly new process: a draft that has no version before it.

Who may draw and approve it is what it was founded with (`DefinitionState.FOUNDED`, version 0), as
long as no version of it is in force: what the draft says gives nobody a right.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from engine.cases.permission import operates
from engine.definitions.bundle import Bundle
from engine.definitions.manifest import FILE, Manifest, manifest_as_text, manifest_from_text
from engine.history.town import TownEventKind, TownHistory
from engine.identity import Actor
from engine.installation import Installation
from engine.refusals import RefusalKind, Refused
from engine.workshop.drafting import FIRST, Begun
from engine.workshop.keeping import MOST_FILES, is_path
from engine.workshop.sheet import Sheet, fresh_sheet
from engine.workshop.working import told
from storage.database import Connection
from storage.queries.definitions import (
    DefinitionRow,
    active_definitions,
    drawn_definition,
    files_of,
    founded_definition,
    next_version,
)
from storage.queries.workshop import DraftRow, SaveRow
from storage.tables.definitions import DefinitionState
from storage.tables.workshop import DraftState, SaveAct
from storage.writes.definitions import found_anew, insert_definition
from storage.writes.workshop import insert_draft, insert_save

Files = Mapping[str, bytes]


def roles_run_by(actor: Actor, manifests: Collection[Manifest]) -> tuple[str, ...]:
    """The roles of a person that run some process in force: who has one may make a new process, and
    it is run by one of them."""
    run = {role for each in manifests if operates(actor, each) for role in each.operators}
    return tuple(sorted(run & actor.roles))


def manifests_in_force(connection: Connection, municipality_id: int) -> tuple[Manifest, ...]:
    """What the processes in force say of themselves."""
    rows = active_definitions(connection, municipality_id)
    return tuple(manifest_from_text(row.manifest) for row in rows)


def found(
    installation: Installation,
    actor: Actor,
    sheet: Sheet,
    files_for: Callable[[Connection], Files | None],
    *,
    reserved: Collection[str] = (),
) -> Begun | Refused:
    """A new process under a key that nothing has, with its first files; `files_for` gives them,
    None where there are none. Refused: no_role, invalid_data (`fields`, or `field`: `taken`,
    `files`), file_too_large."""

    def verb(connection: Connection, history: TownHistory) -> Begun | Refused:
        town = actor.municipality_id
        if sheet.operator not in roles_run_by(actor, manifests_in_force(connection, town)):
            return Refused(RefusalKind.NO_ROLE)
        if sheet.wrong:
            return Refused(RefusalKind.INVALID_DATA, {"fields": " ".join(sheet.wrong)})
        before = _before(connection, town, sheet.key)
        if sheet.key in reserved or isinstance(before, Refused):
            return Refused(RefusalKind.INVALID_DATA, {"field": "taken"})
        files = files_for(connection)
        if not files or not all(map(is_path, files)):
            return Refused(RefusalKind.INVALID_DATA, {"field": "files"})
        limit = installation.limits.definition_bytes
        if sum(map(len, files.values())) > limit or len(files) > MOST_FILES:
            return Refused(RefusalKind.FILE_TOO_LARGE, {"limit": str(limit)})
        base = _founded(installation, actor, connection, sheet, before)
        draft = DraftRow(
            installation.ids.new(), sheet.key, sheet.title, base.id, DraftState.OPEN,
            actor.person_id, history.now,
        )  # fmt: skip
        insert_draft(connection, town, draft)
        save = SaveRow(FIRST, SaveAct.BEGUN, "", actor.person_id, history.now, None)
        insert_save(connection, town, draft.id, save, files)
        data = {"key": sheet.key, "title": sheet.title, "version": base.version}
        history.add(TownEventKind.DRAFT_BEGUN, data=data)
        return Begun(draft.id)

    return told(installation, actor, verb)


def files_in_force(connection: Connection, actor: Actor, key: str) -> Files | None:
    """Those of a process in force, to be copied."""
    row = drawn_definition(connection, actor.municipality_id, key)
    in_force = row is not None and row.state == DefinitionState.ACTIVE
    return files_of(connection, actor.municipality_id, row.id) if row and in_force else None


def _before(connection: Connection, town: int, key: str) -> DefinitionRow | Refused | None:
    """What somebody founded under this key and gave up; refused where the key is in use."""
    in_use = drawn_definition(connection, town, key) is not None
    if in_use or next_version(connection, town, key) > 1:
        return Refused(RefusalKind.CONFLICT)
    return founded_definition(connection, town, key)


def _founded(
    installation: Installation,
    actor: Actor,
    connection: Connection,
    sheet: Sheet,
    before: DefinitionRow | None,
) -> DefinitionRow:
    text = fresh_sheet(sheet, sheet.key)
    row = DefinitionRow(
        before.id if before else installation.ids.new(), sheet.key, 0, Bundle({FILE: text}).hash,
        sheet.title, sheet.family, manifest_as_text(text), installation.clock.now(),
        actor.person_id, DefinitionState.FOUNDED,
    )  # fmt: skip
    if before is None:
        insert_definition(connection, actor.municipality_id, row, {FILE: text})
    else:
        found_anew(connection, actor.municipality_id, row)
    return row
