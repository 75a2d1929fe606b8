"""Which documents are still to be read for their text, and what came of reading them."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, exists, func, insert, literal, select, update
from sqlalchemy.dialects import postgresql, sqlite

from storage.database import Connection
from storage.queries.reading import joined
from storage.tables import document_readings, document_versions, documents
from storage.tables.documents import DocumentState
from storage.tables.finding import ReadingState
from storage.writes.finding import write_document_words

_KEY = ["municipality_id", "document_id"]


def wish_to_read(
    connection: Connection, municipality_id: int, document_id: int, version: int, *, at: datetime
) -> None:
    """A version is to be read; until then the document is found by its title alone."""
    upsert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    wish = {"version": version, "state": ReadingState.WAITING, "at": at, "note": ""}
    key = {"municipality_id": municipality_id, "document_id": document_id}
    statement = upsert(document_readings).values(**key, **wish)
    connection.execute(statement.on_conflict_do_update(index_elements=_KEY, set_=wish))
    if version > 1:
        _back_to_title(connection, municipality_id, document_id)


def wish_to_read_all(
    connection: Connection, municipality_id: int, *, at: datetime, again: bool
) -> None:
    """Every document that nobody wished to be read is to be; with `again` those that were as well,
    and those that could not be."""
    known = exists().where(
        document_readings.c.municipality_id == municipality_id,
        document_readings.c.document_id == documents.c.id,
    )
    newest = (
        select(
            document_versions.c.municipality_id,
            document_versions.c.document_id,
            func.max(document_versions.c.version),
            literal(ReadingState.WAITING.value),
            literal(at, document_readings.c.at.type),
            literal(""),
        )
        .join(documents, joined(document_versions, documents, "document_id"))
        .where(document_versions.c.municipality_id == municipality_id)
        .where(documents.c.state != DocumentState.DISPOSED)
        .where(~known)
        .group_by(document_versions.c.municipality_id, document_versions.c.document_id)
    )
    columns = ["municipality_id", "document_id", "version", "state", "at", "note"]
    connection.execute(insert(document_readings).from_select(columns, newest))
    if again:
        connection.execute(
            update(document_readings)
            .where(document_readings.c.municipality_id == municipality_id)
            .values(state=ReadingState.WAITING, at=at, note="")
        )


def mark_asked(
    connection: Connection, municipality_id: int, document_id: int, *, at: datetime
) -> bool:
    """A worker is asked to read it; False when it does not wait any more."""
    done = connection.execute(
        update(document_readings)
        .where(document_readings.c.municipality_id == municipality_id)
        .where(document_readings.c.document_id == document_id)
        .where(document_readings.c.state == ReadingState.WAITING)
        .values(state=ReadingState.ASKED, at=at)
    )
    return done.rowcount == 1


def give_up_readings(connection: Connection, *, before: datetime, at: datetime, note: str) -> int:
    """What was asked for before an instant and never came is not to be expected any more."""
    done = connection.execute(
        update(document_readings)
        .where(document_readings.c.state == ReadingState.ASKED, document_readings.c.at < before)
        .values(state=ReadingState.FAILED, at=at, note=note)
    )
    return done.rowcount


def keep_reading(
    connection: Connection,
    municipality_id: int,
    document_id: int,
    version: int,
    words: Collection[str],
    *,
    state: ReadingState,
    at: datetime,
    note: str = "",
) -> bool:
    """What came of reading a version, its words among those that the document is found by. False
    when there is a newer one, or the document was disposed of meanwhile."""
    document = connection.execute(
        select(documents.c.title, documents.c.case_id, documents.c.state)
        .where(documents.c.municipality_id == municipality_id, documents.c.id == document_id)
        .with_for_update()  # a disposal comes before or after, and takes the words along
    ).first()
    if document is None or document.state == DocumentState.DISPOSED:
        return False
    noted = connection.execute(
        update(document_readings)
        .where(document_readings.c.municipality_id == municipality_id)
        .where(document_readings.c.document_id == document_id)
        .where(document_readings.c.version == version)
        .values(state=state, at=at, note=note)
    )
    if noted.rowcount != 1:
        return False
    write_document_words(
        connection, municipality_id, document_id, document.case_id, document.title, words
    )
    return True


def drop_readings_of_case(connection: Connection, municipality_id: int, case_id: int) -> None:
    """None of its documents is to be read any more."""
    own = select(documents.c.id).where(
        documents.c.municipality_id == municipality_id, documents.c.case_id == case_id
    )
    connection.execute(
        delete(document_readings)
        .where(document_readings.c.municipality_id == municipality_id)
        .where(document_readings.c.document_id.in_(own))
    )


def _back_to_title(connection: Connection, municipality_id: int, document_id: int) -> None:
    found = select(documents.c.case_id, documents.c.title).where(
        documents.c.municipality_id == municipality_id, documents.c.id == document_id
    )
    case_id, title = connection.execute(found).one()
    write_document_words(connection, municipality_id, document_id, case_id, title)
