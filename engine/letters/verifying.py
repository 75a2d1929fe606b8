"""What anybody who holds a letter may know of it, by its code."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime

from engine.definitions.loading import program_of
from engine.installation import Installation
from engine.letters.codes import read_code
from engine.letters.kinds import kind_of
from storage.queries.cases import where_it_stands
from storage.queries.documents import VersionRow, document_by_id, document_version
from storage.queries.letters import letter_by_code
from storage.tables.documents import DocumentState
from storage.tables.letters import LetterState


@dataclass(frozen=True, slots=True)
class Verified:
    """A letter that this house signed. `version` is its paper, where anybody may read it;
    `disposed`: the paper went with its case, by an act of the archive."""

    code: str
    kind: str
    number: str
    signed_at: datetime
    signer: str
    position: str
    certificate: str
    in_force: bool
    voided_at: datetime | None
    sha256: str
    version: VersionRow | None
    disposed: bool

    def content(self, installation: Installation) -> AbstractContextManager[Iterator[bytes]]:
        """The paper, checked while it is read."""
        return installation.documents.open(self.sha256)


def verify(installation: Installation, municipality_id: int, typed: str) -> Verified | None:
    """The letter with that code; None when there is none, or what was typed is no code."""
    code = read_code(typed)
    if not code:
        return None
    with installation.database.read(municipality_id) as connection:
        letter = letter_by_code(connection, municipality_id, code)
        if letter is None or letter.signed_at is None:
            return None
        stand = where_it_stands(connection, municipality_id, letter.case_id)
        if stand is None:
            return None
        definition = program_of(installation, connection, municipality_id, stand.definition_id)
        kind = kind_of(definition, letter.kind)
        paper = document_by_id(connection, municipality_id, letter.document_id or 0)
        disposed = paper is not None and paper.state == DocumentState.DISPOSED
        whole = kind is not None and kind.public and paper is not None and not disposed
        version = (
            document_version(connection, municipality_id, letter.document_id or 0, version=1)
            if whole
            else None
        )
    return Verified(
        code=code,
        kind=kind.title if kind else letter.kind,
        number=letter.number or "",
        signed_at=letter.signed_at,
        signer=letter.signer_name or "",
        position=letter.signer_position or "",
        certificate=letter.certificate or "",
        in_force=letter.state == LetterState.SIGNED,
        voided_at=letter.voided_at,
        sha256=letter.sha256 or "",
        version=version,
        disposed=disposed,
    )
