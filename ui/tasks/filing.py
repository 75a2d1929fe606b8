"""The files that came with a task's form enter the case, one verb each, and say what went wrong.

A file that was refused is told beside its field; the others are kept, and so is what was typed.
"""

from __future__ import annotations

from collections.abc import Mapping

from engine.documents.attaching import attach
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
        RefusalKind.FILE_TRUNCATED,
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
    titles = titles_of(scene)
    faults: dict[str, Told] = {}
    for file in typed.files:
        kind = document_kind(file)
        if kind not in titles:
            continue  # no such document is asked for: as with fields, what is not asked is not read
        refused = refusal_of(here, scene, file, kind=kind, title=titles[kind])
        if refused is None:
            continue
        if refused.kind not in OF_THE_FILE:
            return refused
        faults[kind] = told(refused, here.words, limit_of(here))
    return faults


def titles_of(scene: TaskScene) -> dict[str, str]:
    """The kinds of document that this step asks for, with what they are called."""
    titles = {rule.kind: rule.title or rule.kind for rule in scene.element.documents}
    for view in scene.fields(None):
        if view.document_kind:
            titles.setdefault(view.document_kind, view.label or view.document_kind)
    return titles


def refusal_of(
    here: Member, scene: TaskScene, file: PostedFile, *, kind: str, title: str
) -> Refused | None:
    """Why one file was not filed; None when it was."""
    if file.too_large:
        return Refused(RefusalKind.FILE_TOO_LARGE)
    outcome = attach(
        here.installation,
        here.actor,
        scene.task.case_id,
        task_id=scene.task.id,
        kind=kind,
        title=title,
        filename=file.filename,
        stream=file.content,
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
