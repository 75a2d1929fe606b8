"""The file of a case as a table: folio, document, who, when, in which state; and its ways out."""

from __future__ import annotations

from dataclasses import dataclass

from engine.cases.permission import takes_part
from engine.documents.permission import is_outsider
from storage.queries.cases import CaseRow
from storage.queries.documents import CaseDocument
from storage.tables.documents import DocumentState, Level
from ui.cases.files import missing_lines, version_words
from ui.cases.scene import CaseScene
from ui.parts import Column, TermState
from ui.visit import Member


@dataclass(frozen=True, slots=True)
class FileRow:
    """A document in the table of the case; `state` with its word."""

    folio: str
    name: str
    below: str
    href: str
    version: str
    who: str
    when: str
    state: TermState
    word: str
    icon: str = ""


@dataclass(frozen=True, slots=True)
class FileTable:
    """The table with its heads; empty addresses lead nowhere for this reader."""

    columns: list[Column]
    rows: list[FileRow]
    folios: str
    index_href: str
    all_href: str
    new_href: str


def file_table(case: CaseRow, scene: CaseScene, here: Member) -> FileTable:
    """The documents, the last folio first, then those that the open steps still owe."""
    there = [each for each in scene.documents if each.versions]
    there.sort(key=lambda each: each.versions[0].folio, reverse=True)
    folios = max((each.versions[0].last_folio for each in there), default=0)
    inside = not is_outsider(here.actor, scene.definition)
    adds = takes_part(here.actor, scene.definition) and case.state in ("open", "suspended")
    return FileTable(
        columns_of(here),
        [row_of(each, here) for each in there] + owed(scene, here),
        here.words.ngettext("%(n)s folio", "%(n)s folios", folios) % {"n": folios} if there else "",
        here.path("cases", case.number, "index") if there and inside else "",
        here.path("cases", case.number, "documents.zip") if there else "",
        here.path("cases", case.number, "documents", "new") if adds and inside else "",
    )


def row_of(each: CaseDocument, here: Member) -> FileRow:
    """One document with its newest version."""
    newest, many = each.versions[0], len(each.versions) > 1
    state, word, icon = standing_of(each, here)
    return FileRow(
        folio=folio_words(newest.folio, newest.last_folio),
        name=each.document.title,
        below=f"{newest.filename} · {here.formats.file_size(newest.size)}",
        href=here.path("documents", each.document.id),
        version=version_words(newest, here) if many else "",
        who=newest.uploader_name or "—",
        when=here.formats.short_day(newest.uploaded_at),
        state=state,
        word=word,
        icon=icon,
    )


def standing_of(each: CaseDocument, here: Member) -> tuple[TermState, str, str]:
    """The state of a document in a word, its colour and its icon."""
    _ = here.words.gettext
    document = each.document
    if document.state == DocumentState.WITHDRAWN:
        return TermState.PAUSED, _("Retirado"), "ban"
    if document.state == DocumentState.DISPOSED:
        return TermState.PAUSED, _("Eliminado"), "trash-2"
    if document.locked_by is not None:
        return TermState.NEAR, _("Se está cambiando"), "lock"
    if document.level == Level.RESERVED:
        return TermState.PAUSED, _("Reservado"), "lock"
    return TermState.IN_TIME, _("En el expediente"), ""


def owed(scene: CaseScene, here: Member) -> list[FileRow]:
    """What the open steps still owe."""
    word = here.words.gettext("Por recibir")
    return [
        FileRow(
            "—", line.name, line.detail, "", "", "—", "—", TermState.PAUSED, word, "circle-dashed"
        )
        for line in missing_lines(scene, here)
    ]


def folio_words(first: int, last: int) -> str:
    """«22–23»."""
    return str(first) if first == last else f"{first}–{last}"


def columns_of(here: Member) -> list[Column]:
    """The heads of the table."""
    _ = here.words.gettext
    titles = (_("Folio"), _("Documento"), _("Quién"), _("Fecha"), _("Estado"))
    return [Column(title) for title in titles]
