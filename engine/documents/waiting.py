"""The files that wait beside a draft go into the case with its form.

Those of a task are filed one by one before its answers are checked, as any document; those of a
case that begins are filed with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from typing import BinaryIO

from engine.documents.attaching import attach
from engine.documents.places import Asked, Place, asked_at
from engine.documents.receiving import NewFile, once_through
from engine.documents.uploading import there_of
from engine.identity import Actor
from engine.installation import Installation
from engine.refusals import Refused
from storage.database import Connection
from storage.queries.uploads import UploadRow
from storage.writes import uploads as rows


def waiting_at(actor: Actor, connection: Connection, place: Place) -> tuple[UploadRow, ...]:
    """What a person's draft has beside it, also what is still on its way."""
    if actor.person_id is None:
        return ()
    return there_of(connection, actor.municipality_id, actor.person_id, place)


def file_waiting(
    installation: Installation, actor: Actor, *, case_id: int, task_id: int
) -> Refused | None:
    """Put what waits beside the form of a task into the file of its case; why it was not taken."""
    place = Place(task_id)
    with installation.database.read(actor.municipality_id) as connection:
        waiting = waiting_at(actor, connection, place)
        if not any(each.whole for each in waiting):
            return None
        asked = asked_at(installation, actor, connection, place)
    if isinstance(asked, Refused):
        return asked
    for each in waiting:
        if not each.whole or each.kind not in asked:
            continue
        with ExitStack() as opened:
            outcome = attach(
                installation,
                actor,
                case_id,
                task_id=task_id,
                kind=each.kind,
                title=asked[each.kind].title_of(each.filename),
                filename=each.filename,
                stream=_content(installation, each, opened),
            )
        if isinstance(outcome, Refused):
            return outcome
        forget(installation, actor, [each])
    return None


def files_of_draft(
    installation: Installation,
    waiting: Iterable[UploadRow],
    asked: dict[str, Asked],
    opened: ExitStack,
) -> Iterator[NewFile]:
    """What waits beside a draft, as the files of the case that begins; `opened` closes them."""
    for each in waiting:
        if each.whole and each.kind in asked:
            title = asked[each.kind].title_of(each.filename)
            content = _content(installation, each, opened)
            yield NewFile(each.kind, title, each.filename, content, each.size)


def forget(installation: Installation, actor: Actor, filed: Iterable[UploadRow]) -> None:
    """They are in a case now: nothing waits any more."""

    def verb(connection: Connection) -> None:
        for each in filed:
            rows.drop_upload(connection, actor.municipality_id, each.id)

    installation.database.run(verb, municipality=actor.municipality_id)


def _content(installation: Installation, row: UploadRow, opened: ExitStack) -> BinaryIO:
    assert row.sha256 is not None  # noqa: S101  only whole ones are asked for
    return once_through(opened.enter_context(installation.documents.open(row.sha256)))
