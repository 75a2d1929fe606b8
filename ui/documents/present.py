"""The versions of a document as rows."""

from __future__ import annotations

from typing import Any

from storage.queries.cases import CaseRow
from storage.queries.documents import CaseDocument
from ui.cases.files import tile_of, version_href, version_words
from ui.parts import Crumb, DocumentLine
from ui.visit import Member


def versions_context(here: Member, case: CaseRow, found: CaseDocument) -> dict[str, Any]:
    """The context of documents/versions.html."""
    return {
        "title": found.document.title,
        "crumbs": [
            Crumb(here.words.gettext("Expedientes"), here.path("cases")),
            Crumb(case.number, here.path("cases", case.number)),
        ],
        "subject": case.title,
        "lines": [
            DocumentLine(
                name=version.filename,
                detail=" · ".join(
                    part
                    for part in (
                        here.formats.file_size(version.size),
                        version.uploader_name or "",
                        here.formats.moment(version.uploaded_at, here.today),
                    )
                    if part
                ),
                kind=tile_of(version.media_type),
                href=version_href(here, found.document.id, version.version),
                version=version_words(version, here),
            )
            for version in found.versions
        ],
    }
