"""What a notice of a draft of a process says, in the reader's language, and where it leads to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from gettext import NullTranslations

from storage.database import Connection
from storage.queries.identity import names_of
from storage.queries.notices import NoticeRow
from storage.queries.workshop import asking_by_id, comment_by_id, draft_by_id, settler_of
from storage.tables.notices import DraftMatter

M = DraftMatter
SENTENCES: Mapping[str, Callable[[NullTranslations], str]] = {
    M.ASKED: lambda w: w.gettext("%(who)s pide su aprobación para cambiar «%(title)s»"),
    M.APPROVED: lambda w: w.gettext("%(who)s aprobó el cambio de «%(title)s» que usted pidió"),
    M.REFUSED: lambda w: w.gettext(
        "%(who)s no aprobó el cambio de «%(title)s» que usted pidió: %(why)s"
    ),
    M.COMMENTED: lambda w: w.gettext("%(who)s comentó el borrador de «%(title)s» que usted dibuja"),
    M.NAMED: lambda w: w.gettext("%(who)s le nombra en un comentario al borrador de «%(title)s»"),
    M.REPLIED: lambda w: w.gettext("%(who)s respondió a su comentario al borrador de «%(title)s»"),
    M.SETTLED: lambda w: w.gettext(
        "%(who)s dio por atendido su comentario al borrador de «%(title)s»"
    ),
}
PARTS = {M.ASKED: "publication", M.REFUSED: "publication"}


def draft_sentence(
    connection: Connection, municipality_id: int, row: NoticeRow, words: NullTranslations
) -> str:
    """What it says; empty where what it speaks of is gone."""
    draft = draft_by_id(connection, municipality_id, row.draft_id or 0)
    who, why = _who(connection, municipality_id, row)
    if draft is None or row.matter is None:
        return ""
    facts = {"who": who or "—", "title": draft.title, "why": why}
    return SENTENCES[row.matter](words) % facts


def draft_way(connection: Connection, municipality_id: int, row: NoticeRow) -> tuple[str, ...]:
    """The parts of the address of the page on which the reader goes on."""
    draft = draft_by_id(connection, municipality_id, row.draft_id or 0)
    if draft is None:
        return ("processes",)
    if row.matter == M.APPROVED or draft.state != "open":
        return ("processes", draft.process_key)
    part = PARTS.get(M(row.matter or ""), "comments")
    return ("processes", draft.process_key, "workshop", part)


def _who(connection: Connection, municipality_id: int, row: NoticeRow) -> tuple[str, str]:
    about = row.about_id or 0
    if row.matter in (M.ASKED, M.APPROVED, M.REFUSED):
        asking = asking_by_id(connection, municipality_id, about)
        if asking is None:
            return "", ""
        person_id = asking.asked_by if row.matter == M.ASKED else asking.decided_by
        named = names_of(connection, municipality_id, [person_id or 0])
        return named.get(person_id or 0, ""), asking.answer
    if row.matter == M.SETTLED:
        return settler_of(connection, municipality_id, about) or "", ""
    comment = comment_by_id(connection, municipality_id, about)
    return (comment.person_name or "" if comment else ""), ""
