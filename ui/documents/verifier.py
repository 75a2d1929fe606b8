"""The page that checks an exported case or a sealed verification without a network: a file to keep,
for anybody."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from engine.history.sentences import BAG_SENTENCES, SENTENCES, SEVERAL
from storage.tables.verifications import Scope
from ui.documents.download import disposition
from ui.visit import AnyVisit, Visit

router = APIRouter(prefix="/{municipality}")
NAME = "cauce-verificador.html"


@router.get("/verifier", response_model=None)
def page_to_keep(here: AnyVisit) -> Response:
    """The page, as a file: nothing of it runs under this address."""
    content = here.surroundings.templates.render(
        "kept/verifier.html", {"words": words_of(here)}, locale=here.localisation
    )
    headers = {"content-disposition": disposition(NAME, shown=False)}
    return Response(content, headers=headers, media_type="text/html; charset=utf-8")


def words_of(here: Visit) -> dict[str, object]:
    """What the page says of what it finds, in the reader's language."""
    _ = here.words.gettext
    one = [*SENTENCES.items(), *BAG_SENTENCES.items()]
    return {
        "one": {str(kind): _(text) for kind, text in one},
        "several": {str(kind): _(text) for kind, text in SEVERAL.items()},
        "whole": _("El archivo está íntegro: nada cambió desde que se exportó."),
        "not_whole": _("El archivo no está íntegro. Lo que se encontró ({count}):"),
        "none": _("El archivo no es un expediente exportado ni una verificación sellada."),
        "sealed": _("Verificación sellada: la historia estaba íntegra."),
        "found": _("El sello es válido. La verificación encontró fallas ({count}):"),
        "forged": _("El sello no es válido: la verificación fue cambiada."),
        "scopes": {
            str(Scope.CASE): _("Expediente"),
            str(Scope.PERIOD): _("Un periodo"),
            str(Scope.ALL): _("Toda la historia"),
            str(Scope.DAILY): _("Lo nuevo del día"),
        },
    }
