"""The words of people and of titles that were there before words were kept of them."""

from collections.abc import Callable

from sqlalchemy import Connection, Select, select

from storage.tables import case_people, documents, persons
from storage.tables.documents import DocumentState
from storage.writes.finding import write_document_words, write_party_words, write_person_words

BATCH = 1_000


def fill_words(connection: Connection) -> None:
    """Enters the words of everybody in a case, of everybody of the house, and of every title."""
    party = select(
        case_people.c.municipality_id,
        case_people.c.id,
        case_people.c.case_id,
        case_people.c.name,
        case_people.c.national_id,
    ).where(case_people.c.ended_at.is_(None))
    _each(connection, party, write_party_words)
    person = select(persons.c.municipality_id, persons.c.id, persons.c.name)
    _each(connection, person, write_person_words)
    titled = select(
        documents.c.municipality_id, documents.c.id, documents.c.case_id, documents.c.title
    ).where(documents.c.state != DocumentState.DISPOSED)
    _each(connection, titled, write_document_words)


def _each(
    connection: Connection, found: Select[*tuple[object, ...]], write: Callable[..., None]
) -> None:
    rows = connection.execute(found)
    while batch := rows.fetchmany(BATCH):
        for row in batch:
            write(connection, *row)
