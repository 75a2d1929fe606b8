"""The text of documents: each version is read once it is filed, so that its case is found by it.

Nobody is told when a document cannot be read: it is found by its title, as a scanned one is. What
came of it stands with the document (`document_readings`).
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import timedelta
from typing import IO

from engine.documents.text_apart import Unreadable, words_apart
from engine.documents.text_in import READABLE
from engine.installation import Installation
from engine.jobs.results import Done, Handler, Result, Work
from engine.values import dumps
from storage.database import WHOLE_INSTALLATION, Connection
from storage.documents.store import Corrupted, Missing
from storage.jobs import enqueue
from storage.queries.documents import VersionRow, document_version
from storage.queries.readings import ToRead, asked_readings, waiting_readings
from storage.tables.finding import ReadingState
from storage.writes.reading import give_up_readings, keep_reading, mark_asked, wish_to_read_all

READ = "cauce:reading"
MOST_ASKED = 50
"""Readings that are asked for and not done yet: others have their turn between them."""
PATIENCE = timedelta(hours=6)
"""After so long nobody expects a reading any more: whoever did it died at it."""
TRIES = 2


def ask_for_readings(installation: Installation) -> int:
    """Ask for what waits to be read, as jobs; how many."""
    with installation.database.read(WHOLE_INSTALLATION) as connection:
        waiting = waiting_readings(connection, limit=MOST_ASKED)
        free = MOST_ASKED - asked_readings(connection)
    return sum(_ask(installation, each) for each in waiting[: max(0, free)])


def read_all(
    installation: Installation, municipality_id: int, *, again: bool
) -> Iterator[ReadingState | None]:
    """Read here and now what a municipality has not read, or with `again` everything; one by one
    as they are done."""
    now = installation.clock.now()
    installation.database.run(
        lambda connection: wish_to_read_all(connection, municipality_id, at=now, again=again),
        municipality=municipality_id,
    )
    done: set[int] = set()
    while True:
        with installation.database.read(municipality_id) as connection:
            found = waiting_readings(connection, limit=MOST_ASKED, of=municipality_id)
        left = [each for each in found if each.document_id not in done]
        if not left:
            return
        for each in left:
            done.add(each.document_id)
            yield read_document(installation, each)


def give_up(installation: Installation) -> int:
    """Note what was asked for long ago and never came as failed; how many."""
    now = installation.clock.now()
    note = "Nadie terminó de leerlo."
    return installation.database.run(
        lambda connection: give_up_readings(connection, before=now - PATIENCE, at=now, note=note),
        municipality=WHOLE_INSTALLATION,
    )


def reading_handlers(installation: Installation) -> dict[str, Handler]:
    """The handler by its kind."""

    def reading(work: Work) -> Result:
        wanted = ToRead(
            work.municipality_id, int(work.payload["document"]), int(work.payload["version"])
        )
        read_document(installation, wanted)
        return Done()

    return {READ: reading}


def read_document(installation: Installation, wanted: ToRead) -> ReadingState | None:
    """Read a version now; None when there is a newer one, or it is gone."""
    town = wanted.municipality_id
    with installation.database.read(town) as connection:
        row = document_version(connection, town, wanted.document_id, version=wanted.version)
    if row is None:
        return None
    found = _words_of(installation, row) if row.media_type in READABLE else ()
    words = () if isinstance(found, Unreadable) else found
    state = ReadingState.READ if words else ReadingState.EMPTY
    if isinstance(found, Unreadable):
        state = ReadingState.FAILED

    def verb(connection: Connection) -> bool:
        return keep_reading(
            connection,
            town,
            wanted.document_id,
            wanted.version,
            words,
            state=state,
            at=installation.clock.now(),
            note=found.reason if isinstance(found, Unreadable) else "",
        )

    return state if installation.database.run(verb, municipality=town) else None


def _words_of(installation: Installation, row: VersionRow) -> tuple[str, ...] | Unreadable:
    with tempfile.TemporaryFile() as copy:
        try:
            _copy(installation, row, copy)
        except (Missing, Corrupted):
            return Unreadable("El contenido no está en el almacén como se registró.")
        return words_apart(copy, row.media_type)


def _copy(installation: Installation, row: VersionRow, copy: IO[bytes]) -> None:
    with installation.documents.open(row.sha256) as chunks:
        for chunk in chunks:
            copy.write(chunk)
    copy.flush()


def _ask(installation: Installation, wanted: ToRead) -> bool:
    town, now = wanted.municipality_id, installation.clock.now()
    payload = {"document": str(wanted.document_id), "version": str(wanted.version)}

    def verb(connection: Connection) -> bool:
        if not mark_asked(connection, town, wanted.document_id, at=now):
            return False
        return enqueue(
            connection,
            town,
            job_id=installation.ids.new(),
            kind=READ,
            payload=dumps({"headers": {}, "payload": payload}),
            run_at=now,
            max_attempts=TRIES,
        )

    return installation.database.run(verb, municipality=town)
