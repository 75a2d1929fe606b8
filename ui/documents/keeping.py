"""Acts upon a document: locked and let go with one press; classified and withdrawn on a page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter
from starlette.responses import Response

from engine.documents.keeping import Kept, classify, lock, unlock, withdraw
from engine.refusals import RefusalKind, Refused
from storage.tables.documents import Level
from ui.documents.present import document_crumbs, level_words
from ui.documents.seen import DocumentId, seen_document
from ui.errors import forbidden
from ui.operations.act import reason_error
from ui.parts import Choice, Crumb, FieldError
from ui.posted import Posted
from ui.refusals import STATUS, told
from ui.staff import staff_page
from ui.visit import Form, Member, SignedIn, go

router = APIRouter(prefix="/{municipality}/documents/{document_id}")


@router.post("/lock", response_model=None)
def locked(here: SignedIn, document_id: DocumentId, form: Form) -> Response:  # noqa: ARG001  # proves its origin
    """Nobody else adds a version meanwhile."""
    answer = lock(here.installation, here.actor, document_id)
    saying = here.words.gettext("Es suyo mientras lo cambia. Nadie más puede agregar una versión.")
    return after(here, document_id, answer, saying)


@router.post("/lock/end", response_model=None)
def let_go(here: SignedIn, document_id: DocumentId, form: Form) -> Response:  # noqa: ARG001  # proves its origin
    """Others may change it again."""
    answer = unlock(here.installation, here.actor, document_id)
    return after(here, document_id, answer, here.words.gettext("El documento está libre."))


@router.get("/level", response_model=None)
def level_page(here: SignedIn, document_id: DocumentId) -> Response:
    """Who may read it, and who shall."""
    return shown(here, document_id, "level")


@router.post("/level", response_model=None)
def classified(here: SignedIn, document_id: DocumentId, form: Form) -> Response:
    """Change who may read it."""
    chosen = form.one("level")
    if chosen not in list(Level):
        return shown(here, document_id, "level", form, Refused(RefusalKind.INVALID_DATA))
    answer = classify(here.installation, here.actor, document_id, Level(chosen), form.one("reason"))
    if isinstance(answer, Refused):
        return shown(here, document_id, "level", form, answer)
    return after(here, document_id, answer, here.words.gettext("Quedó cambiado quién lo lee."))


@router.get("/withdrawal", response_model=None)
def withdrawal_page(here: SignedIn, document_id: DocumentId) -> Response:
    """What it means to take a document back."""
    return shown(here, document_id, "withdrawal")


@router.post("/withdrawal", response_model=None)
def withdrawn(here: SignedIn, document_id: DocumentId, form: Form) -> Response:
    """Take it back."""
    answer = withdraw(here.installation, here.actor, document_id, form.one("reason"))
    if isinstance(answer, Refused):
        return shown(here, document_id, "withdrawal", form, answer)
    return after(here, document_id, answer, here.words.gettext("El documento quedó retirado."))


def after(here: Member, document_id: int, answer: Kept | Refused, saying: str) -> Response:
    """Back to the document, with what became of it."""
    if isinstance(answer, Refused):
        saying = told(answer, here.words).sentence
    return go(here, here.path("documents", document_id), saying=saying)


def shown(
    here: Member,
    document_id: int,
    act: str,
    form: Posted | None = None,
    refused: Refused | None = None,
) -> Response:
    """The page of an act, again with what was typed when it was refused."""
    if refused is not None and refused.kind is RefusalKind.NO_ROLE:
        raise forbidden(here.words, "")
    with here.installation.database.read(here.municipality.id) as connection:
        case, scene, found = seen_document(here, connection, document_id)
        words = words_of(here, act)
        error = reason_error(here, refused)
        level = (form.one("level") if form else "") or found.document.level
        context = {
            **words,
            "crumbs": [*document_crumbs(here, case), Crumb(str(words["title"]))],
            "kicker": f"{case.number} · {found.document.title}",
            "action": here.path("documents", document_id, act),
            "back": here.path("documents", document_id),
            "levels": [Choice(each, level_words(here, each)) for each in Level] * (act == "level"),
            "level": level,
            "reason": form.one("reason") if form else "",
            "reason_error": error,
            "errors": [FieldError("reason", error)] if error else [],
            "problem": told(refused, here.words).sentence if refused and not error else "",
            "erring": refused is not None,
        }
        return staff_page(
            here,
            connection,
            "documents/act.html",
            context,
            section="cases",
            calendar=scene.calendar,
            status=200 if refused is None else STATUS[refused.kind],
        )


def words_of(here: Member, act: str) -> Mapping[str, Any]:
    """What the page of an act says."""
    _ = here.words.gettext
    if act == "level":
        return {
            "title": _("Cambiar quién lee el documento"),
            "sentence": _("Desde ahora lo leerán otras personas; lo ya leído no se borra."),
            "effects": [_("El cambio y su motivo quedan en la historia del expediente.")],
            "button_label": _("Cambiar quién lo lee"),
            "button_kind": "primary",
        }
    return {
        "title": _("Retirar el documento"),
        "sentence": _("El documento deja de contar para el trámite."),
        "effects": [
            _("Se queda en el expediente con sus folios, marcado como retirado."),
            _("Si un paso lo exige, habrá que archivar otro."),
        ],
        "button_label": _("Retirar el documento"),
        "button_kind": "danger",
    }
