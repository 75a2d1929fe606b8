"""What the applicant and the office wrote to each other, as the applicant reads it: the office has
one voice, and no name."""

from __future__ import annotations

from dataclasses import dataclass

from engine.history.kinds import EventKind
from storage.database import Connection
from storage.queries.citizens import letters_in
from ui.history.sentences import facts_in, text_of
from ui.visit import Member

KINDS = (int(EventKind.APPLICANT_WROTE), int(EventKind.OFFICE_WROTE))


@dataclass(frozen=True, slots=True)
class Letter:
    """One of them."""

    who: str
    when: str
    text: str
    own: bool


def letters_of(connection: Connection, here: Member, case_id: int) -> list[Letter]:
    """All of a case, oldest first."""
    _ = here.words.gettext
    rows = letters_in(connection, here.municipality.id, case_id, kinds=KINDS)
    return [
        Letter(
            _("Usted") if row.kind == EventKind.APPLICANT_WROTE else _("La municipalidad"),
            here.formats.moment(row.at, here.today),
            text_of(facts_in(row.detail).get("comment")) or _("Se borró conforme a ley."),
            row.kind == EventKind.APPLICANT_WROTE,
        )
        for row in rows
    ]
