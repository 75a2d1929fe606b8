"""Joining cases, people in them, legal holds, and acts of disposal."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select, update

from storage.database import Connection
from storage.tables import (
    case_links,
    case_people,
    disposal_items,
    disposals,
    documents,
    event_details,
    holds,
    letters,
    notifications,
    signature_evidence,
)
from storage.tables.documents import DocumentState
from storage.writes.finding import drop_party_words, drop_words_of_case, write_party_words
from storage.writes.forgetting import forget_applicant
from storage.writes.party_notices import drop_ways_of_case
from storage.writes.reading import drop_readings_of_case
from storage.writes.sealing import empty_envelopes


def insert_link(connection: Connection, municipality_id: int, **values: Any) -> None:
    """Another case stands beside a case."""
    connection.execute(insert(case_links).values(municipality_id=municipality_id, **values))


def end_link(connection: Connection, municipality_id: int, link_id: int, *, at: datetime) -> None:
    """They stand apart again."""
    connection.execute(
        update(case_links)
        .where(case_links.c.municipality_id == municipality_id, case_links.c.id == link_id)
        .values(ended_at=at)
    )


def insert_party(connection: Connection, municipality_id: int, **values: Any) -> None:
    """Somebody has a part in a case, which is found by their name from now on."""
    connection.execute(insert(case_people).values(municipality_id=municipality_id, **values))
    write_party_words(
        connection,
        municipality_id,
        values["id"],
        values["case_id"],
        values["name"],
        values["national_id"],
    )


def end_party(connection: Connection, municipality_id: int, party_id: int, *, at: datetime) -> None:
    """They have no part in it any more."""
    connection.execute(
        update(case_people)
        .where(case_people.c.municipality_id == municipality_id, case_people.c.id == party_id)
        .values(ended_at=at)
    )
    drop_party_words(connection, municipality_id, party_id)


def insert_hold(connection: Connection, municipality_id: int, **values: Any) -> None:
    """Nothing of a series may be disposed of."""
    connection.execute(insert(holds).values(municipality_id=municipality_id, **values))


def lift_hold(connection: Connection, municipality_id: int, hold_id: int, *, at: datetime) -> bool:
    """The hold is over; False when there was none in force."""
    done = connection.execute(
        update(holds)
        .where(holds.c.municipality_id == municipality_id, holds.c.id == hold_id)
        .where(holds.c.lifted_at.is_(None))
        .values(lifted_at=at)
    )
    return done.rowcount == 1


def insert_disposal(
    connection: Connection,
    municipality_id: int,
    items: Iterable[Mapping[str, Any]],
    **values: Any,
) -> None:
    """An act of disposal with its cases; a case that was disposed of before refuses the act."""
    connection.execute(insert(disposals).values(municipality_id=municipality_id, **values))
    rows = [
        {"municipality_id": municipality_id, "disposal_id": values["id"], **item} for item in items
    ]
    connection.execute(insert(disposal_items), rows)


def empty_case(connection: Connection, municipality_id: int, case_id: int) -> None:
    """What the file of a case said is gone: its documents are marked, the personal parts of its
    history, to whom its acts were made known, the words of its letters and those it is found by
    erased. The chain, the index and the numbers stay."""
    connection.execute(
        update(documents)
        .where(documents.c.municipality_id == municipality_id, documents.c.case_id == case_id)
        .values(state=DocumentState.DISPOSED)
    )
    connection.execute(
        delete(event_details).where(
            event_details.c.municipality_id == municipality_id,
            event_details.c.case_id == case_id,
        )
    )
    connection.execute(
        update(letters)
        .where(letters.c.municipality_id == municipality_id, letters.c.case_id == case_id)
        .values(body="", addressee="")
    )
    connection.execute(
        update(case_people)
        .where(case_people.c.municipality_id == municipality_id, case_people.c.case_id == case_id)
        .values(name="", national_id="", contact="")
    )
    connection.execute(
        update(notifications)
        .where(notifications.c.municipality_id == municipality_id)
        .where(notifications.c.case_id == case_id)
        .values(addressee="")
    )
    connection.execute(
        delete(signature_evidence).where(
            signature_evidence.c.municipality_id == municipality_id,
            signature_evidence.c.document_id.in_(
                select(documents.c.id).where(
                    documents.c.municipality_id == municipality_id, documents.c.case_id == case_id
                )
            ),
        )
    )
    empty_envelopes(connection, municipality_id, case_id)
    forget_applicant(connection, municipality_id, case_id)
    drop_ways_of_case(connection, municipality_id, case_id)
    drop_words_of_case(connection, municipality_id, case_id)
    drop_readings_of_case(connection, municipality_id, case_id)
