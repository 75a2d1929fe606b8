"""From a notice to its sentence, in the reader's language; what is sealed stays untold."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from gettext import NullTranslations

from markupsafe import Markup, escape

from engine.bpmn import Element
from engine.definitions.loading import program_of
from engine.installation import Installation
from storage.database import Connection
from storage.queries.history import events_at
from storage.queries.notices import NoticeRow
from ui.formats import Formats
from ui.history.sentences import Teller
from ui.notices.draft_words import draft_sentence


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
    """The sentence of each notice, by its id; one query for all those of cases."""
    if not rows:
        return {}
    places = {(row.case_id, row.seq) for row in rows if row.case_id and row.seq}
    events = events_at(connection, municipality_id, places)
    told = {}
    for row in rows:
        if row.draft_id is not None:
            if said := draft_sentence(connection, municipality_id, row, words):
                told[row.id] = Markup(escape(said))  # noqa: S704  # escaped
            continue
        event = events.get((row.case_id or 0, row.seq or 0))
        if event is None or row.definition_id is None:
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
