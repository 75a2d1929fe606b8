"""The file behind a row, where a form shows it to be read: its name, which opens it, its hash."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from markupsafe import Markup

from storage.queries.documents import CaseDocument
from storage.tables.documents import DocumentState
from ui.cases.files import version_href
from ui.form.fields import Shown
from ui.visit import Member

SHOWN_OF_HASH = 16
"""Figures of a hash that a person compares; the page of the document has all of them."""


def with_filed(
    parts: Sequence[Shown], documents: Iterable[CaseDocument], here: Member
) -> tuple[Shown, ...]:
    """The parts; those that only show a document name the newest one of their kind."""
    there = [
        each for each in documents if each.versions and each.document.state == DocumentState.PRESENT
    ]
    there.sort(key=lambda each: each.versions[0].uploaded_at)
    told = {each.document.kind: file_link(each, here) for each in there}
    return tuple(_told(part, told, here) for part in parts)


def file_link(each: CaseDocument, here: Member) -> Markup:
    """«cargo.pdf · SHA-256 3f5a09…», the name being the way to it."""
    newest = each.versions[0]
    return linked(
        newest.filename,
        version_href(here, each.document.id, newest.version),
        newest.sha256,
    )


def linked(name: str, href: str, sha256: str) -> Markup:
    """A file as a link, with the beginning of its hash."""
    return Markup('<a href="{}">{}</a> · SHA-256 {}…').format(href, name, sha256[:SHOWN_OF_HASH])


def _told(part: Shown, told: dict[str, Markup], here: Member) -> Shown:
    if part.document and part.kind == "read_only":
        return replace(part, value=told.get(part.document) or here.words.gettext("No está."))
    return replace(part, children=tuple(_told(each, told, here) for each in part.children))
