"""The files that came with a form are kept beside its draft, each judged like any other."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from engine.documents.places import Place
from engine.documents.uploading import begin, take
from engine.refusals import RefusalKind, Refused
from ui.refusals import Told, told
from ui.tasks.forms import TaskForm, document_kind
from ui.visit import Member

Faults = Mapping[str, Told]
"""What is wrong with a file, by the kind of document that it was meant to be."""


def keep_posted(
    here: Member,
    place: Place,
    typed: TaskForm,
    place_of: Callable[[str, Place], Place] = lambda _kind, place: place,
) -> Faults:
    """Keep each; what is not asked for is not read. `place_of` says where a kind of document
    waits, where that is another place."""
    faults: dict[str, Told] = {}
    for file in typed.files:
        kind = document_kind(file)
        own = place_of(kind, place)
        if file.too_large:
            refused = Refused(RefusalKind.FILE_TOO_LARGE)
        else:
            row = begin(
                here.installation,
                here.actor,
                own,
                kind=kind,
                filename=file.filename,
                size=file.size,
            )
            if not isinstance(row, Refused):
                file.content.seek(row.received)
                row = take(
                    here.installation,
                    here.actor,
                    row.id,
                    at=row.received,
                    stream=file.content,
                    process_key=own.process_key,
                )
            if not isinstance(row, Refused) or row.kind is RefusalKind.NOT_FOUND:
                continue
            refused = row
        faults[kind] = told(refused, here.words, {"limit": limit_of(here, refused)})
    return faults


def limit_of(here: Member, refused: Refused) -> str:
    """The largest file of the field, in words."""
    size = int(refused.details.get("bytes", here.surroundings.settings.upload_limit))
    return here.formats.file_size(size).replace(".0", "").replace(",0", "")
