"""What every page of the workshop begins with: the process, its draft, and what the person may."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from engine.definitions.manifest import Manifest, manifest_from_text
from engine.refusals import RefusalKind, Refused
from engine.workshop.rights import may_edit, may_look
from storage.database import Connection
from storage.queries.definitions import DefinitionRow, drawn_definition, files_of
from storage.queries.workshop import (
    DraftRow,
    SaveRow,
    files_of_draft,
    open_draft_of,
    published_draft_of,
    revisions_of,
    saves_of,
)
from storage.tables.definitions import DefinitionState
from ui.errors import PageError, not_found
from ui.refusals import told
from ui.visit import Member

STATES = 100


@dataclass(frozen=True, slots=True)
class Scene:
    """A process at the workshop. Without a draft the files are those in force."""

    row: DefinitionRow
    manifest: Manifest
    draft: DraftRow | None
    files: Mapping[str, bytes]
    revisions: Mapping[str, int]
    saves: tuple[SaveRow, ...]
    may_edit: bool

    @property
    def key(self) -> str:
        return self.row.key

    @property
    def founded(self) -> bool:
        """Whether no version of it was ever in force."""
        return self.row.state == DefinitionState.FOUNDED

    @property
    def last(self) -> SaveRow | None:
        """The state that the draft is in."""
        return next((each for each in self.saves if each.act != "aside"), None)

    def ending(self, suffix: str) -> list[str]:
        """The files of a kind, the one that is named as the process first."""
        main = f"{self.key}{suffix}"
        found = (path for path in self.files if path.endswith(suffix))
        return sorted(found, key=lambda path: (path != main, path))


def scene_of(here: Member, connection: Connection, key: str) -> Scene:
    """The process with its draft, for who may look at it; an error page for anybody else."""
    town = here.municipality.id
    row = drawn_definition(connection, town, key)
    if row is None:
        raise not_found(here.words)
    manifest = manifest_from_text(row.manifest)
    if not may_look(here.actor, manifest):
        raise refusal(here, Refused(RefusalKind.NO_ROLE))
    draft = open_draft_of(connection, town, key)
    edits = may_edit(here.actor, manifest)
    if draft is None:
        approved = published_draft_of(connection, town, key)
        if row.state == DefinitionState.FOUNDED and approved is not None:
            files = files_of_draft(connection, town, approved.id)  # it waits for its day
        else:
            files = files_of(connection, town, row.id)
        return Scene(row, manifest, None, files, {}, (), edits)
    return Scene(
        row,
        manifest,
        draft,
        files_of_draft(connection, town, draft.id),
        revisions_of(connection, town, draft.id),
        saves_of(connection, town, draft.id, limit=STATES),
        edits,
    )


def drafted(here: Member, connection: Connection, key: str) -> tuple[Scene, DraftRow]:
    """The same, where there must be a draft."""
    scene = scene_of(here, connection, key)
    if scene.draft is None:
        raise not_found(here.words)
    return scene, scene.draft


def way_of(file: str) -> str:
    """The page on which a file of a draft is changed, below the workshop."""
    if file.endswith(".dmn"):
        return "decision"
    return "form" if file.startswith("forms/") and file.endswith(".json") else "text"


def refusal(here: Member, refused: Refused) -> PageError:
    """What the verbs of the workshop refuse, as a page."""
    _ = here.words.gettext
    if refused.kind is RefusalKind.NOT_FOUND:
        return not_found(here.words)
    if refused.kind is RefusalKind.NO_ROLE:
        sentence = _("El taller es para quien opera el proceso.")
        return PageError(403, _("No puede cambiar este proceso"), sentence)
    if refused.kind is RefusalKind.NOT_OPEN:
        sentence = _("Otra persona lo cerró. Empiece otro desde la versión vigente.")
        return PageError(409, _("Este borrador ya no está abierto"), sentence)
    if refused.details.get("field") == "reason":
        sentence = _("Escriba el motivo: queda en la historia de la municipalidad.")
        return PageError(422, _("Falta el motivo"), sentence)
    if refused.details.get("field") == "path":
        sentence = _(
            "Un archivo de un proceso es un diagrama, una decisión, un formulario, una prueba o su"
            " ficha."
        )
        return PageError(422, _("Ese archivo no es de un proceso"), sentence)
    said = told(refused, here.words)
    return PageError(said.status, _("No se hizo"), said.sentence)
