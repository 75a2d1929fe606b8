"""The documents of a case as rows: those that are there, and those that a step still owes."""

from __future__ import annotations

from storage.queries.documents import CaseDocument, VersionRow
from ui.cases.scene import CaseScene
from ui.parts import DocumentLine, tile_of
from ui.visit import Member


def version_href(here: Member, document_id: int, version: int) -> str:
    """The address of one version of a document."""
    return here.path("documents", document_id, "versions", version)


def document_lines(scene: CaseScene, here: Member) -> list[DocumentLine]:
    """Newest first, then what is missing."""
    there = [document_line(each, here) for each in reversed(scene.documents) if each.versions]
    return there + missing_lines(scene, here)


def document_line(each: CaseDocument, here: Member) -> DocumentLine:
    """One document with its newest version."""
    newest = each.versions[0]
    return DocumentLine(
        name=each.document.title,
        detail=detail_of(newest, here),
        kind=tile_of(newest.media_type),
        href=version_href(here, each.document.id, newest.version),
        version=version_words(newest, here) if len(each.versions) > 1 else "",
        versions_href=here.path("documents", each.document.id) if len(each.versions) > 1 else "",
    )


def detail_of(version: VersionRow, here: Member) -> str:
    """«1.4 MB · Rosa Quispe · vie 27/03, 15:12»."""
    parts = [
        here.formats.file_size(version.size),
        version.uploader_name or "",
        here.formats.moment(version.uploaded_at, here.today),
    ]
    return " · ".join(part for part in parts if part)


def missing_lines(scene: CaseScene, here: Member) -> list[DocumentLine]:
    """What the open tasks must still leave, for the steps whose rule is certain."""
    there = {each.document.kind for each in scene.documents}
    lines = []
    for task in scene.open_tasks:
        for rule in scene.element_of(task).documents:
            if rule.required is True and rule.kind not in there:
                there.add(rule.kind)
                detail = here.words.gettext("Se produce en «%(task)s»") % {"task": task.name}
                lines.append(DocumentLine(rule.title or rule.kind, detail, "missing"))
    return lines


def version_words(version: VersionRow, here: Member) -> str:
    return here.words.gettext("versión %(n)s") % {"n": version.version}
