"""A whole process as one file: taken out of the workshop, and taken in as one more state."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path
from starlette.responses import Response

from engine.refusals import RefusalKind, Refused
from engine.workshop.packages import import_package, packed, unpacked
from ui.errors import PageError
from ui.visit import Form, Member, SignedIn, go
from ui.workshop.scene import drafted, refusal, scene_of

router = APIRouter(prefix="/{municipality}/processes/{key}/workshop")
Key = Annotated[str, Path(max_length=80)]


@router.get("/package", response_model=None)
def export(here: SignedIn, key: Key) -> Response:
    """The files of the draft, or of the version in force where there is none."""
    with here.installation.database.read(here.municipality.id) as connection:
        scene = scene_of(here, connection, key)
    headers = {
        "content-disposition": f'attachment; filename="{scene.row.key}.zip"',
        "cache-control": "no-store",
    }
    return Response(packed(scene.files), media_type="application/zip", headers=headers)


@router.post("/package", response_model=None)
def take_in(here: SignedIn, key: Key, posted: Form) -> Response:
    """A package in the place of the files of the draft; the state before can come back."""
    with here.installation.database.read(here.municipality.id) as connection:
        scene, draft = drafted(here, connection, key)
    if not scene.may_edit:
        raise refusal(here, Refused(RefusalKind.NO_ROLE))
    file = next((each for each in posted.files if each.name == "package" and each.size), None)
    limit = here.installation.limits.definition_bytes
    if file is None or file.too_large:
        raise not_taken(here, Refused(RefusalKind.INVALID_DATA, {"field": "no_package"}))
    taken = unpacked(file.content.read(limit + 1), limit=limit)
    if isinstance(taken, Refused):
        raise not_taken(here, taken)
    answer = import_package(here.installation, here.actor, draft.id, taken.files)
    if isinstance(answer, Refused):
        raise refusal(here, answer)
    said = here.words.gettext("Se importó el paquete; el estado de antes puede volver.")
    if taken.left:
        pattern = here.words.gettext("%(said)s No son de un proceso, y quedaron fuera: %(names)s.")
        said = pattern % {"said": said, "names": ", ".join(taken.left[:5])}
    return go(here, here.path("processes", key, "workshop", "comparison"), saying=said)


def not_taken(here: Member, refused: Refused) -> PageError:
    """Why a package was not taken in."""
    _ = here.words.gettext
    title = _("No se importó el paquete")
    if refused.kind is RefusalKind.FILE_TOO_LARGE:
        return PageError(413, title, _("Trae más de lo que un proceso puede tener."))
    if refused.details.get("field") == "tricks":
        sentence = _("Trae nombres que salen de su carpeta, enlaces o archivos con clave.")
        return PageError(422, title, sentence)
    sentence = _("No es un paquete de un proceso: un archivo ZIP con su ficha y sus diagramas.")
    return PageError(422, title, sentence)
