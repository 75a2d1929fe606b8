"""A draft of a process, for the tests of tenancy: the questions and the rows that they find."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from storage.database import Connection
from storage.queries import notices, origins, trials, workshop, workshop_matters
from storage.queries.definitions import DefinitionRow
from storage.queries.trials import TrialRow
from storage.queries.workshop import AskingRow, CommentRow, DraftRow, SaveRow
from storage.tables.definitions import DefinitionState
from storage.tables.notices import DraftMatter
from storage.tables.workshop import AskingState, DraftState, SaveAct
from storage.writes.definitions import insert_definition
from storage.writes.notices import NewDraftNotice, insert_draft_notices
from storage.writes.origins import (
    keep_shared_files,
    put_origin_of_draft,
    put_origin_of_version,
)
from storage.writes.trials import put_trial
from storage.writes.workshop import (
    insert_comment,
    insert_draft,
    insert_save,
    put_asking,
    settle_comment,
)
from tests.integration.storage.conftest import NOW, Rows

DRAFT, COMMENT, ASKING = 1_900_910, 1_900_911, 1_900_912
SETTLED = COMMENT + 20
OF = {"draft_id": DRAFT}
DRAFTS: list[tuple[Callable[..., Any], dict[str, Any]]] = [
    (workshop.open_draft_of, {"key": "secret"}),
    (workshop.published_draft_of, {"key": "before"}),
    (workshop.draft_by_id, OF),
    (workshop.saves_of, OF),
    (workshop.authors_of, OF),
    (workshop.revisions_of, OF),
    (workshop.saved_files, {**OF, "revision": 1}),
    (workshop.files_of_draft, OF),
    (workshop.comments_of, OF),
    (workshop.comment_by_id, {"comment_id": COMMENT}),
    (workshop.settler_of, {"comment_id": SETTLED}),
    (notices.unread_of_draft, {**OF, "matter": DraftMatter.ASKED}),
    (workshop.askings_of, OF),
    (workshop.waiting_versions, {"key": "procurement"}),
    (workshop.asking_by_id, {"asking_id": ASKING}),
    (trials.trial_of, {**OF, "path": "a.feature", "digest": "secret"}),
    (workshop_matters.asking_matters, {}),
    (workshop_matters.comment_matters, {"person_id": 0}),
    (origins.origin_of_version, {"definition_id": 1_000_002}),
    (origins.origin_of_draft, OF),
    (origins.origins_in_force, {}),
    (origins.kept_shared_files, {"key": "secret", "content_hash": "abc"}),
]


def fill_drafts(connection: Connection, town: Rows) -> None:
    """One open draft with a state, a comment, and a question whether it may come into force; and
    one of a process that has no version."""
    who = town.person_id
    base = town.definition_id
    before = DraftRow(DRAFT + 9, "before", "Antes", base, DraftState.PUBLISHED, who, NOW)
    insert_draft(connection, 1, before)
    insert_draft(
        connection, 1, DraftRow(DRAFT, "secret", "Secreto", base, DraftState.OPEN, who, NOW)
    )
    fresh = DefinitionRow(
        DRAFT + 6, "fresh", 0, "ee", "Nueva", "f", "{}", NOW, who, DefinitionState.FOUNDED
    )
    insert_definition(connection, 1, fresh, {"manifest.toml": b""})
    insert_draft(
        connection, 1, DraftRow(DRAFT + 7, "fresh", "Nueva", fresh.id, DraftState.OPEN, who, NOW)
    )
    put_origin_of_version(connection, 1, base, content_hash="abc")
    put_origin_of_draft(connection, 1, DRAFT, revision=1, content_hash="abc")
    keep_shared_files(connection, 1, "secret", content_hash="abc", files={"a.bpmn": b"secret"})
    save = SaveRow(1, SaveAct.KEPT, "a.bpmn", who, NOW, None)
    insert_save(connection, 1, DRAFT, save, {"a.bpmn": b"secret"})
    put_trial(connection, 1, TrialRow(DRAFT, "a.feature", "secret", 1, 0, 1, b"", who, NOW))
    said = CommentRow(COMMENT, "a.bpmn", "ask", who, NOW, "Secreto", None, None)
    insert_comment(connection, 1, DRAFT, said)
    insert_comment(connection, 1, DRAFT, replace(said, id=SETTLED))
    settle_comment(connection, 1, SETTLED, draft_id=DRAFT, by=who, at=NOW)
    told = NewDraftNotice(DRAFT + 8, who, "workshop", DRAFT, DraftMatter.ASKED, ASKING)
    insert_draft_notices(connection, 1, [told], at=NOW)
    asking = AskingRow(
        ASKING, DRAFT, 1, "Secreto", date(2026, 4, 1), AskingState.ASKED, who, NOW, None, None, "",
        None, None,
    )  # fmt: skip
    put_asking(connection, 1, asking)
    put_asking(connection, 1, replace(asking, id=ASKING + 1))
    put_asking(connection, 1, replace(asking, state=AskingState.APPROVED, definition_id=base))
