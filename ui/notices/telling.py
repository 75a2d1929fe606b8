"""From a notice to its sentence, in the reader's language; what is sealed stays untold."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from gettext import NullTranslations

from markupsafe import Markup

from engine.bpmn import Element
from engine.definitions.loading import program_of
from engine.installation import Installation
from storage.database import Connection
from storage.queries.history import events_at
from storage.queries.notices import NoticeRow
from ui.formats import Formats
from ui.history.sentences import Teller


def sentences_of(
    installation: Installation,
    connection: Connection,
    municipality_id: int,
    rows: Collection[NoticeRow],
    *,
    words: NullTranslations,
    formats: Formats,
    today: date,
) -> Mapping[int, Markup]:
    """The sentence of each notice, by its id; one query for all of them."""
    if not rows:
        return {}
    events = events_at(connection, municipality_id, {(row.case_id, row.seq) for row in rows})
    told = {}
    for row in rows:
        event = events.get((row.case_id, row.seq))
        if event is None:
            continue
        elements = program_of(
            installation, connection, municipality_id, row.definition_id
        ).program.elements
        teller = Teller(_drawn(elements), words, formats, today, reader_id=row.person_id)
        told[row.id] = teller.told_to_reader(event)
    return told


def _drawn(elements: tuple[Element, ...]):  # type: ignore[no-untyped-def]  # Drawn
    return lambda _seq, index: (
        elements[index] if index is not None and index < len(elements) else None
    )
