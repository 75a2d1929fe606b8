"""Listing events and their words, and forgetting the words of what was erased."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import Table, delete
from sqlalchemy.dialects import postgresql, sqlite

from storage.database import Connection
from storage.queries.entries import EntryRow
from storage.tables import history_entries, history_follows, history_words

PIECE = 2_000


@dataclass(frozen=True, slots=True)
class Listed:
    """An event with the words that it is found by."""

    entry: EntryRow
    words: tuple[str, ...]


def list_entries(connection: Connection, municipality_id: int, rows: Sequence[Listed]) -> None:
    """What is listed already stays as it is."""
    of = {"municipality_id": municipality_id}
    _insert(connection, history_entries, [{**of, **asdict(row.entry)} for row in rows])
    words = [
        {**of, "word": word, "at": row.entry.at, "case_id": row.entry.case_id, "seq": row.entry.seq}
        for row in rows
        for word in row.words
    ]
    _insert(connection, history_words, words)


def follow_histories_to(
    connection: Connection, municipality_id: int, *, at: datetime, town_seq: int, behind: bool
) -> None:
    """Everything up to here is listed; `behind`: more was there than one look takes."""
    values = {"followed_at": at, "town_seq": town_seq, "behind": int(behind)}
    question = _upsert(connection)(history_follows).values(
        municipality_id=municipality_id, **values
    )
    connection.execute(
        question.on_conflict_do_update(index_elements=["municipality_id"], set_=values)
    )


def forget_words_of_case(
    connection: Connection, municipality_id: int, case_id: int, seqs: Iterable[int] | None = None
) -> None:
    """Nobody finds a case by the values of these events any more; None: of all."""
    of = history_words.c
    gone = delete(history_words).where(of.municipality_id == municipality_id, of.case_id == case_id)
    if seqs is not None:
        gone = gone.where(of.seq.in_(sorted(seqs)))
    connection.execute(gone)


def forget_words(
    connection: Connection, municipality_id: int, case_id: int, words: Iterable[str]
) -> None:
    """Nobody finds a case by these words any more."""
    of = history_words.c
    gone = delete(history_words).where(of.municipality_id == municipality_id, of.case_id == case_id)
    connection.execute(gone.where(of.word.in_(sorted(words))))


def _insert(connection: Connection, table: Table, values: list[dict[str, object]]) -> None:
    question = _upsert(connection)(table).on_conflict_do_nothing()
    for place in range(0, len(values), PIECE):
        connection.execute(question, values[place : place + PIECE])


def _upsert(connection: Connection):  # type: ignore[no-untyped-def]  # the insert of the dialect
    return sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
