"""What the searches of `bench inbox` find: somebody in each case that was begun, and in some a
document with a text. Copies of a case share both, so that one name finds a share of all cases."""

from __future__ import annotations

import random

from engine.installation import Installation
from storage.database import Connection
from storage.writes.casefile import insert_party
from storage.writes.documents import insert_document
from storage.writes.finding import write_document_words

FIRST = ("Julia", "Teodora", "Elmer", "Nélida", "Wilfredo", "Marisol")
LAST = (
    "Ccori",
    "Quispe",
    "Huamán",
    "Puma",
    "Ticona",
    "Ñahui",
    "Yupanqui",
    "Condori",
    "Mamani",
    "Apaza",
)
WORDS_OF_A_TEXT = 40
VOCABULARY = 5_000


def person_of(number: int) -> str:
    """The name of who is in the case that was begun so late."""
    return f"{FIRST[number % len(FIRST)]} {LAST[number // len(FIRST) % len(LAST)]}"


def word_of(number: int) -> str:
    """A word that only the document of that case has."""
    return f"clave{number:03d}"


def furnish(
    installation: Installation, town: int, case_id: int, number: int, *, document: bool
) -> None:
    """Enter the person, and the document where it has one."""
    now, document_id = installation.clock.now(), installation.ids.new()
    drawn = random.Random(number)  # noqa: S311  # words of a measurement, the same each time
    words = [f"palabra{drawn.randrange(VOCABULARY)}" for _ in range(WORDS_OF_A_TEXT)]

    def verb(connection: Connection) -> None:
        insert_party(
            connection,
            town,
            id=installation.ids.new(),
            case_id=case_id,
            role="applicant",
            name=person_of(number),
            national_id=f"{40_000_000 + number}",
            contact="",
            added_at=now,
            added_by=None,
        )
        if not document:
            return
        insert_document(
            connection,
            town,
            document_id=document_id,
            case_id=case_id,
            kind="informe",
            title=f"Informe técnico {number}",
            created_at=now,
            created_by=None,
        )
        write_document_words(
            connection, town, document_id, case_id, "Informe", [word_of(number), *words]
        )

    installation.database.run(verb, municipality=town)
