"""One document as its page shows it: what it is, how it looks, its versions, what may be done."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from engine.cases.permission import may_operate, takes_part
from engine.documents.permission import is_outsider, may_classify
from storage.queries.cases import CaseRow
from storage.queries.documents import CaseDocument, VersionRow
from storage.queries.letters import EvidenceHead, SignatureRow
from storage.tables.documents import DocumentState, Level, Origin
from ui.cases.file_table import folio_words, standing_of
from ui.cases.files import detail_of, version_href, version_words
from ui.cases.scene import CaseScene
from ui.documents.signatures import signature_line
from ui.parts import Crumb, DocumentLine, Pair, tile_of
from ui.visit import Member

PICTURES = ("image/png", "image/jpeg")
SHORT_HASH = 16


def document_context(
    here: Member,
    case: CaseRow,
    scene: CaseScene,
    found: CaseDocument,
    signatures: Sequence[SignatureRow],
    evidence: Sequence[EvidenceHead],
) -> dict[str, Any]:
    """The context of documents/page.html."""
    newest = found.versions[0]
    state, word, icon = standing_of(found, here)
    return {
        "title": found.document.title,
        "crumbs": document_crumbs(here, case),
        "kicker": f"{case.number} · {case.title}",
        "state": (state, word, icon),
        "facts": facts_of(here, scene, found),
        "preview": preview_of(newest),
        "href": version_href(here, found.document.id, newest.version),
        "filename": newest.filename,
        "lines": [version_line(here, found, each) for each in found.versions],
        "menu_items": acts_of(here, case, scene, found),
        "signatures": [
            signature_line(here, each, evidence)
            for each in signatures
            if (each.document_id, each.version) == (found.document.id, newest.version)
        ],
        **lock_of(here, case, scene, found),
    }


def document_crumbs(here: Member, case: CaseRow) -> list[Crumb]:
    """The way back to the file of the case."""
    return [
        Crumb(here.words.gettext("Expedientes"), here.path("cases")),
        Crumb(case.number, here.path("cases", case.number) + "#documents"),
    ]


def facts_of(here: Member, scene: CaseScene, found: CaseDocument) -> list[Pair]:
    """What a reader wants to know of it."""
    _ = here.words.gettext
    document, newest = found.document, found.versions[0]
    kind = scene.definition.manifest.kinds.get(document.kind)
    pairs = [Pair(_("Clase"), kind.title)] if kind else []
    pairs += [
        Pair(_("Folios"), folio_words(newest.folio, newest.last_folio)),
        Pair(_("Archivado"), here.formats.day_words(newest.uploaded_at, here.today)),
        Pair(_("Quién lo lee"), level_words(here, document.level)),
        Pair(_("Origen"), origin_words(here, document.origin)),
        Pair(_("Huella SHA-256"), f"{newest.sha256[:SHORT_HASH]}…"),
    ]
    return pairs


def level_words(here: Member, level: str) -> str:
    """Who may read it, in words."""
    _ = here.words.gettext
    return {
        Level.PUBLIC: _("Cualquiera que lo pida"),
        Level.INTERNAL: _("Quien participa en el trámite"),
        Level.RESERVED: _("Solo los roles autorizados y quien lo archivó"),
    }[Level(level)]


def origin_words(here: Member, origin: str) -> str:
    """How it came to be a file."""
    _ = here.words.gettext
    digital = origin == Origin.DIGITAL
    return _("Nació como archivo") if digital else _("Copia digital de un papel")


def preview_of(version: VersionRow) -> str:
    """How a browser shows it on the page: "pdf", "picture", or not at all."""
    if version.media_type in PICTURES:
        return "picture"
    return "pdf" if version.media_type == "application/pdf" else ""


def version_line(here: Member, found: CaseDocument, version: VersionRow) -> DocumentLine:
    """One version, with its folios."""
    folios = here.words.gettext("folio %(n)s") % {
        "n": folio_words(version.folio, version.last_folio)
    }
    return DocumentLine(
        name=version.filename,
        detail=f"{folios} · {detail_of(version, here)}",
        kind=tile_of(version.media_type),
        href=version_href(here, found.document.id, version.version),
        version=version_words(version, here),
    )


def acts_of(
    here: Member, case: CaseRow, scene: CaseScene, found: CaseDocument
) -> list[tuple[str, str, str]]:
    """What this person may do with it: label, address, icon."""
    _ = here.words.gettext
    document, definition = found.document, scene.definition
    if document.state != DocumentState.PRESENT:
        return []
    items = []
    is_open = case.state in ("open", "suspended")
    if is_open and takes_part(here.actor, definition) and not is_outsider(here.actor, definition):
        new = here.path("cases", case.number, "documents", "new", document=document.id)
        items.append((_("Agregar una versión"), new, "file-plus"))
    if may_classify(here.actor, definition, document):
        items.append(
            (_("Cambiar quién lo lee"), here.path("documents", document.id, "level"), "eye")
        )
    mine = document.created_by is not None and document.created_by == here.actor.person_id
    if is_open and (mine or may_operate(here.actor, definition)):
        items.append((_("Retirar"), here.path("documents", document.id, "withdrawal"), "ban"))
    return items


def lock_of(here: Member, case: CaseRow, scene: CaseScene, found: CaseDocument) -> dict[str, Any]:
    """Who is changing it, and the button to begin or to end that."""
    document = found.document
    locked = document.locked_by is not None
    mine = locked and document.locked_by == here.actor.person_id
    may = (
        document.state == DocumentState.PRESENT
        and case.state in ("open", "suspended")
        and takes_part(here.actor, scene.definition)
        and not is_outsider(here.actor, scene.definition)
    )
    breaks = mine or may_operate(here.actor, scene.definition)
    lock = here.path("documents", document.id, "lock")
    return {
        "locked_mine": mine,
        "locked_by": (document.locker_name or "") if locked and not mine else "",
        "lock_href": lock if may and not locked else "",
        "unlock_href": here.path("documents", document.id, "lock", "end")
        if locked and breaks
        else "",
    }
