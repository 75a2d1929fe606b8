"""An erasure is asked for and decided; what it concerns goes."""

from collections.abc import Collection
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import delete, insert, update

from storage.database import Connection
from storage.queries.erasures import ErasureRow
from storage.tables import (
    case_facts,
    case_people,
    case_words,
    cases,
    erasures,
    event_details,
    instances,
    submissions,
)
from storage.writes.entries import forget_words, forget_words_of_case
from storage.writes.finding import drop_party_words


def insert_erasure(connection: Connection, municipality_id: int, row: ErasureRow) -> None:
    """Asked for."""
    values = {name: value for name, value in asdict(row).items() if name != "number"}
    connection.execute(insert(erasures).values(municipality_id=municipality_id, **values))


def decide_erasure(
    connection: Connection,
    municipality_id: int,
    erasure_id: int,
    *,
    state: str,
    at: datetime,
    by: int | None,
    events: int,
) -> None:
    """Decided; whose data it was is forgotten with it."""
    of = erasures.c
    connection.execute(
        update(erasures)
        .where(of.municipality_id == municipality_id, of.id == erasure_id)
        .values(state=state, decided_at=at, decided_by=by, events=events, name="")
    )


def erase_person(
    connection: Connection,
    municipality_id: int,
    case_id: int,
    *,
    seqs: Collection[int],
    parties: Collection[int],
    words: Collection[str],
) -> None:
    """The personal parts of these events, the words they are found by, and who these parties are;
    digests stay, and the chain still verifies. By `words`, those of the name, no event of the case
    is found any more."""
    forget_words(connection, municipality_id, case_id, words)
    if seqs:
        of = event_details.c
        connection.execute(
            delete(event_details)
            .where(of.municipality_id == municipality_id, of.case_id == case_id)
            .where(of.seq.in_(sorted(seqs)))
        )
        forget_words_of_case(connection, municipality_id, case_id, seqs)
    for party_id in sorted(parties):
        drop_party_words(connection, municipality_id, party_id)
        connection.execute(
            update(case_people)
            .where(case_people.c.municipality_id == municipality_id, case_people.c.id == party_id)
            .values(name="", national_id="", contact="")
        )


def erase_declared(connection: Connection, municipality_id: int, ids: Collection[int]) -> None:
    """What these submissions said goes, with the salt of its digest; that they came in stays."""
    of = submissions.c
    connection.execute(
        update(submissions)
        .where(of.municipality_id == municipality_id, of.id.in_(sorted(ids)))
        .values(data="{}", salt=b"")
    )


def replace_values(connection: Connection, municipality_id: int, case_id: int, scopes: str) -> None:
    """What a case that is over knew, without what was erased."""
    of = instances.c
    connection.execute(
        update(instances)
        .where(of.municipality_id == municipality_id, of.case_id == case_id)
        .values(scopes=scopes)
    )


def erase_from_lists(
    connection: Connection,
    municipality_id: int,
    case_id: int,
    *,
    title: str | None,
    for_whom: bool,
    labels: Collection[str],
    words: Collection[str],
) -> None:
    """What lists show of a case and what it is found by goes: its title, where it is another now;
    for whom it was asked, where that is to go; facts by their labels; words."""
    own = (cases.c.municipality_id == municipality_id, cases.c.id == case_id)
    if title is not None:
        connection.execute(update(cases).where(*own).values(title=title))
    if for_whom:
        connection.execute(update(cases).where(*own).values(on_behalf_of=None))
    facts, found = case_facts.c, case_words.c
    connection.execute(
        delete(case_facts)
        .where(facts.municipality_id == municipality_id, facts.case_id == case_id)
        .where(facts.label.in_(sorted(labels)))
    )
    connection.execute(
        delete(case_words)
        .where(found.municipality_id == municipality_id, found.case_id == case_id)
        .where(found.word.in_(sorted(words)))
    )
