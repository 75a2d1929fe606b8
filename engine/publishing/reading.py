"""What was published, read by whoever asks: pages of rows, and the documents that are public."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime

from engine.installation import Installation
from storage.queries.documents import VersionRow, document_by_id, document_version
from storage.queries.releases import (
    RecordRow,
    ReleaseRow,
    record_of_case,
    records_of,
    releases_between,
)
from storage.tables.documents import DocumentState, Level

PAGE = 100


@dataclass(frozen=True, slots=True)
class PublicPaper:
    """A version of a document that anybody may read."""

    version: VersionRow
    content: Callable[[], AbstractContextManager[Iterator[bytes]]]


def public_paper(
    installation: Installation, municipality_id: int, document_id: int, version: int
) -> PublicPaper | None:
    """None where there is no such version, where it is not public (any more), and where nothing of
    its case was published."""
    with installation.database.read(municipality_id) as connection:
        document = document_by_id(connection, municipality_id, document_id)
        if document is None or document.state != DocumentState.PRESENT:
            return None
        if document.level != Level.PUBLIC or document.sealed:
            return None
        if record_of_case(connection, municipality_id, document.case_id) is None:
            return None
        row = document_version(connection, municipality_id, document_id, version=version)
    if row is None:
        return None
    return PublicPaper(row, lambda: installation.documents.open(row.sha256))


def all_releases(
    installation: Installation, municipality_id: int, *, since: datetime, until: datetime
) -> Iterator[ReleaseRow]:
    """The releases with a date in a span, oldest first, a page at a time."""
    after: tuple[datetime, int, int] | None = None
    while True:
        with installation.database.read(municipality_id) as connection:
            rows = releases_between(
                connection, municipality_id, since=since, until=until, after=after, limit=PAGE
            )
        yield from rows
        if len(rows) < PAGE:
            return
        after = (rows[-1].date, rows[-1].case_id, rows[-1].seq)


def all_records(installation: Installation, municipality_id: int) -> Iterator[RecordRow]:
    """Every record, those that changed last first, a page at a time."""
    before: tuple[datetime, int] | None = None
    while True:
        with installation.database.read(municipality_id) as connection:
            rows = records_of(connection, municipality_id, before=before, limit=PAGE)
        yield from rows
        if len(rows) < PAGE:
            return
        before = (rows[-1].changed_at, rows[-1].case_id)
