"""Files that wait beside a form, and what its fields tell the browser about sending them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from engine.documents.content import EXTENSIONS
from engine.documents.places import Asked, Place
from engine.forms import FieldError as Fault
from engine.forms import FieldView
from engine.forms.files import takes
from engine.forms.wording import OWN_WORDS as WORDS
from storage.queries.uploads import UploadRow
from ui.form.sending import Sending, Waiting
from ui.parts import tile_of
from ui.refusals import Told
from ui.visit import Member

PICTURES = frozenset({"image/png", "image/jpeg"})
ENDINGS = ".pdf,.png,.jpg,.jpeg,.docx,.xlsx,.odt,.ods,.csv,.txt"


def sendings(
    asked: Mapping[str, Asked], place: Place, there: Collection[UploadRow], here: Member
) -> dict[str, Sending]:
    """One for each kind of document that a place asks for."""
    return {
        kind: Sending(
            address=here.path(*here.uploads),
            kind=kind,
            place=_place(place),
            limit=limit_words(each, here),
            accept=accepted(each),
            largest=each.largest,
            most=each.most,
            there=tuple(waiting(row, here) for row in there if row.kind == kind),
        )
        for kind, each in asked.items()
    }


def waiting(row: UploadRow, here: Member) -> Waiting:
    """A file that waits, or that stopped on its way."""
    size = here.formats.file_size(row.size)
    if row.whole:
        tile, detail = tile_of(row.media_type or ""), f"{size} · {kept_words(here)}"
        picture = here.path(*here.uploads, row.id, "picture") if row.media_type in PICTURES else ""
        return Waiting(row.id, row.filename, detail, tile, picture=picture)
    percent = row.received * 100 // row.size
    cut = here.words.gettext("Se cortó en el %(percent)s %%. Elija el mismo archivo para seguir.")
    return Waiting(row.id, row.filename, cut % {"percent": percent}, "doc", percent)


def kept_words(here: Member) -> str:
    """«guardado», after what the scanner said where there is one."""
    _ = here.words.gettext
    return _("guardado") if here.installation.scanner is None else _("sin virus · guardado")


def accepted(asked: Asked) -> str:
    """The list for the browser: what the field takes, of what any field may take."""
    if not asked.accept:
        return ENDINGS
    taken = [
        ending
        for media_type, endings in EXTENSIONS.items()
        for ending in endings
        if takes(asked.accept, media_type=media_type, endings=endings)
    ]
    return ",".join(taken) or asked.accept


def limit_words(asked: Asked, here: Member) -> str:
    """«PDF, imagen, Word … o texto, hasta 50 MB», or the list of the field."""
    size = here.formats.file_size(asked.largest).replace(".0", "").replace(",0", "")
    if not asked.accept:
        told = here.words.gettext(
            "PDF, imagen, Word, Excel, OpenDocument, CSV o texto, hasta %(size)s"
        )
        return told % {"size": size}
    endings = (each for each in accepted(asked).split(",") if each != ".jpeg")
    kinds = ", ".join(each.lstrip(".").upper() for each in endings)
    if asked.most == 1:
        return here.words.gettext("%(kinds)s, hasta %(size)s") % {"kinds": kinds, "size": size}
    told = here.words.gettext("%(kinds)s, hasta %(most)s archivos de %(size)s cada uno")
    return told % {"kinds": kinds, "most": asked.most, "size": size}


def with_file_faults(
    views: Sequence[FieldView], faults: Mapping[str, Told]
) -> tuple[FieldView, ...]:
    """The fields with what is wrong with their files beside them."""
    return tuple(
        replace(view, error=Fault(view.name, WORDS, {"words": faults[view.document_kind].sentence}))
        if view.document_kind and view.document_kind in faults
        else replace(view, children=with_file_faults(view.children, faults))
        for view in views
    )


def _place(place: Place) -> dict[str, str]:
    if place.task_id is not None:
        return {"task": str(place.task_id)}
    return {"draft": str(place.draft_id), "process": place.process_key}
