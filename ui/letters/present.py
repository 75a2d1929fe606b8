"""Letters as rows, and one as its page shows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from engine.definitions.loading import Definition
from engine.letters.kinds import kind_of, may_sign, may_write
from storage.queries.cases import CaseRow
from storage.queries.letters import LetterRow
from storage.tables.letters import LetterState
from ui.cases.scene import CaseScene
from ui.documents.present import document_crumbs
from ui.parts import Choice, Column, Crumb, Pair, TermState
from ui.visit import Member, Visit


@dataclass(frozen=True, slots=True)
class LetterLine:
    """A letter in the list of a case."""

    name: str
    below: str
    href: str
    when: str
    state: TermState
    word: str


def list_context(
    here: Member, case: CaseRow, scene: CaseScene, rows: tuple[LetterRow, ...]
) -> dict[str, Any]:
    """The context of letters/list.html."""
    _ = here.words.gettext
    letters = scene.definition.manifest.letters
    writes = may_write(here.actor, scene.definition)
    return {
        "crumbs": [*document_crumbs(here, case), Crumb(_("Cartas y resoluciones"))],
        "kicker": f"{case.number} · {case.title}",
        "columns": [Column(_("Documento")), Column(_("Fecha")), Column(_("Estado"))],
        "lines": [line_of(here, scene.definition, row) for row in reversed(rows)],
        "kinds": [Choice(key, kind.title) for key, kind in letters.items()] if writes else [],
        "action": here.path("cases", case.number, "letters"),
    }


def line_of(here: Member, definition: Definition, row: LetterRow) -> LetterLine:
    """One letter: its number once it has one."""
    state, word = state_of(here, row.state)
    at = row.signed_at or row.changed_at
    return LetterLine(
        f"{title_of(definition, row.kind)} {row.number or ''}".strip(),
        row.title,
        here.path("letters", row.id),
        here.formats.short_day(at),
        state,
        word,
    )


def title_of(definition: Definition, key: str) -> str:
    """What a kind of letter is called."""
    kind = kind_of(definition, key)
    return kind.title if kind else key


def state_of(here: Visit, state: str) -> tuple[TermState, str]:
    """The state of a letter in its colour and word."""
    _ = here.words.gettext
    return {
        LetterState.DRAFT: (TermState.PAUSED, _("En borrador")),
        LetterState.SIGNED: (TermState.IN_TIME, _("Vigente")),
        LetterState.VOID: (TermState.LATE, _("Anulado")),
    }[LetterState(state)]


def letter_context(here: Member, case: CaseRow, scene: CaseScene, row: LetterRow) -> dict[str, Any]:
    """What the pages of one letter have in common."""
    _ = here.words.gettext
    title = f"{title_of(scene.definition, row.kind)} {row.number or ''}".strip()
    listed = Crumb(_("Cartas y resoluciones"), here.path("cases", case.number, "letters"))
    signs = may_sign(here.actor, scene.definition, row.kind)
    return {
        "title": title,
        "crumbs": [*document_crumbs(here, case), listed, Crumb(title)],
        "kicker": f"{case.number} · {case.title}",
        "letter": row,
        "state": state_of(here, row.state),
        "signs": signs,
        "writes": may_write(here.actor, scene.definition),
        "base": here.path("letters", row.id),
        "facts": facts_of(here, row),
        "document_href": here.path("documents", row.document_id) if row.document_id else "",
        "verify_href": here.path("v", row.code) if row.code else "",
    }


def facts_of(here: Member, row: LetterRow) -> list[Pair]:
    """What stands about a letter that was signed."""
    _ = here.words.gettext
    if row.signed_at is None:
        return []
    pairs = [
        Pair(_("Número"), row.number or ""),
        Pair(_("Firmado por"), row.signer_name or _("La municipalidad, por su sistema")),
        Pair(_("Fecha"), here.formats.day_words(row.signed_at, here.today)),
        Pair(_("Código de verificación"), row.code or ""),
    ]
    if row.certificate:
        pairs.append(Pair(_("Certificado de"), row.certificate))
    if row.voided_at is not None:
        pairs.append(Pair(_("Anulado"), here.formats.day_words(row.voided_at, here.today)))
        pairs.append(Pair(_("Motivo"), row.void_reason or ""))
    return pairs
