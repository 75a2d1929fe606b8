"""The files that came with a task's form enter the case, one verb each, and say what went wrong.

A file that was refused is told beside its field; the others are kept, and so is what was typed.
"""

from __future__ import annotations

from collections.abc import Mapping

from engine.documents.attaching import attach
from engine.documents.places import Asked
from engine.refusals import RefusalKind, Refused
from ui.posted import PostedFile
from ui.refusals import Told, told
from ui.tasks.forms import TaskForm, document_kind
from ui.tasks.scene import TaskScene, task_scene
from ui.visit import Member

Faults = Mapping[str, Told]
"""What is wrong with a file, by the kind of document that it was meant to be."""


OF_THE_FILE = frozenset(
    {
        RefusalKind.FILE_EMPTY,
        RefusalKind.FILE_TOO_LARGE,
        RefusalKind.FILE_TYPE,
        RefusalKind.FILE_ACTIVE,
        RefusalKind.FILE_ENCRYPTED,
        RefusalKind.FILE_TRUNCATED,
        RefusalKind.FILE_INFECTED,
        RefusalKind.FILE_UNSCANNED,
    }
)


def file_posted(here: Member, task_id: int, typed: TaskForm) -> Faults | Refused:
    """File each one: what is wrong with files, by kind of document; or why the task itself takes
    none any more."""
    if typed.cut_at is not None:
        return {"": cut_off(here, typed.cut_at)}
    if not typed.files:
        return {}
    with here.installation.database.read(here.municipality.id) as connection:
        scene = task_scene(here, connection, task_id)
    asked_for = asked_here(scene)
    faults: dict[str, Told] = {}
    for file in typed.files:
        kind = document_kind(file)
        if kind not in asked_for:
            continue  # no such document is asked for: as with fields, what is not asked is not read
        refused = refusal_of(here, scene, file, asked_for[kind])
        if refused is None:
            continue
        if refused.kind not in OF_THE_FILE:
            return refused
        faults[kind] = told(refused, here.words, {"limit": size_words(here, refused)})
    return faults


def size_words(here: Member, refused: Refused) -> str:
    """The largest file that the field takes, as a sentence says it."""
    if "bytes" not in refused.details:
        return limit_of(here)["limit"]
    size = here.formats.file_size(int(refused.details["bytes"]))
    return size.replace(".0", "").replace(",0", "")


def asked_here(scene: TaskScene) -> dict[str, Asked]:
    """The kinds of document that this step asks for; those of a form that can only be read too, so
    that the refusal of the task itself is what is told."""
    asked = dict(scene.asked)
    for rule in scene.element.documents:
        asked.setdefault(rule.kind, Asked(rule.kind, rule.title or rule.kind))
    return asked


def refusal_of(here: Member, scene: TaskScene, file: PostedFile, asked: Asked) -> Refused | None:
    """Why one file was not filed; None when it was."""
    if file.too_large:
        return Refused(RefusalKind.FILE_TOO_LARGE)
    if asked.largest and file.size > asked.largest:
        return Refused(RefusalKind.FILE_TOO_LARGE, {"bytes": str(asked.largest)})
    outcome = attach(
        here.installation,
        here.actor,
        scene.task.case_id,
        task_id=scene.task.id,
        kind=asked.kind,
        title=asked.title_of(file.filename),
        filename=file.filename,
        stream=file.content,
        takes=asked.takes,
    )
    return outcome if isinstance(outcome, Refused) else None


def limit_of(here: Member) -> dict[str, str]:
    """The largest file, as a sentence says it."""
    size = here.formats.file_size(here.surroundings.settings.upload_limit)
    return {"limit": size.replace(".0", "").replace(",0", "")}


def cut_off(here: Member, share: int) -> Told:
    """«Se cortó en el 64 %.»"""
    sentence = here.words.gettext(
        "El envío se cortó en el %(share)s %%. No se guardó ningún archivo; lo que escribió, sí."
        " Envíelo otra vez."
    )
    return Told(400, sentence % {"share": share})
