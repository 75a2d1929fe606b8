"""The words that cases are found by, written with what they are taken from."""

from collections.abc import Iterable, Iterator
from itertools import chain

from sqlalchemy import Table, delete, insert
from sqlalchemy.dialects import postgresql, sqlite

from storage.database import Connection
from storage.tables import document_words, history_words, party_words, person_words
from storage.tables.finding import ANY, NUMBER_MARK
from storage.words import marked, plain_number, words_of

_MOST_BYTES = 800_000
"""A value of full text holds less than a megabyte on PostgreSQL."""


def write_party_words(
    connection: Connection,
    municipality_id: int,
    party_id: int,
    case_id: int,
    name: str,
    national_id: str = "",
) -> None:
    """What somebody in a case is found by: the words of their name, and their identifier."""
    words = [*words_of(name)]
    if number := plain_number(national_id):
        words.append(NUMBER_MARK + number)
    of_it = {"party_id": party_id, "case_id": case_id}
    _enter(connection, municipality_id, party_words, words, of_it)


def drop_party_words(connection: Connection, municipality_id: int, party_id: int) -> None:
    """Nobody is found by them any more."""
    connection.execute(
        delete(party_words)
        .where(party_words.c.municipality_id == municipality_id)
        .where(party_words.c.party_id == party_id)
    )


def write_person_words(
    connection: Connection, municipality_id: int, person_id: int, name: str
) -> None:
    """What the cases of somebody of the house are found by, in place of what was before."""
    connection.execute(
        delete(person_words)
        .where(person_words.c.municipality_id == municipality_id)
        .where(person_words.c.person_id == person_id)
    )
    _enter(connection, municipality_id, person_words, words_of(name), {"person_id": person_id})


def write_document_words(
    connection: Connection,
    municipality_id: int,
    document_id: int,
    case_id: int,
    title: str,
    words: Iterable[str] = (),
) -> None:
    """What a document is found by, in place of what was before: the words of its title, and those
    of its text, folded."""
    upsert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    both = dict.fromkeys(chain(words_of(title), words))
    text = " ".join([ANY, *_within(marked(municipality_id, word) for word in both)])
    statement = upsert(document_words).values(
        municipality_id=municipality_id, document_id=document_id, case_id=case_id, words=text
    )
    connection.execute(
        statement.on_conflict_do_update(
            index_elements=["municipality_id", "document_id"], set_={"words": text}
        )
    )


def _within(words: Iterable[str]) -> Iterator[str]:
    """The first of them, as many as a row of full text holds."""
    left = _MOST_BYTES
    for word in words:
        left -= len(word.encode()) + 1
        if left < 0:
            return
        yield word


def drop_words_of_case(connection: Connection, municipality_id: int, case_id: int) -> None:
    """Neither its people nor its documents nor the values of its history are found any more."""
    for each in (party_words, document_words, history_words):
        connection.execute(
            delete(each).where(each.c.municipality_id == municipality_id, each.c.case_id == case_id)
        )


def _enter(
    connection: Connection,
    municipality_id: int,
    table: Table,
    words: Iterable[str],
    of_it: dict[str, int],
) -> None:
    rows = [{"municipality_id": municipality_id, "word": word, **of_it} for word in words]
    if rows:
        connection.execute(insert(table), rows)
