"""The signatures in the documents of a case and what they were judged by, as files of a bag: what
was fetched, as it came, and a list that says of which signature each is.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from engine.documents.file import CaseFile, FiledVersion
from engine.documents.revocation import ENDINGS
from engine.installation import Installation
from storage.documents.store import Missing
from storage.queries.letters import (
    EvidenceHead,
    SignatureRow,
    evidence_by_place,
    evidence_in_case,
    signatures_of_case,
)

SIGNATURES_FORM = "cauce signatures 1"
LIST = "data/signatures.json"
_FOLDER = "data/signatures/"

Packable = tuple[str, str, AbstractContextManager[Iterator[bytes]]]
"""The path of a file in the bag, its hash, and its content, read when its turn comes."""


@dataclass(frozen=True, slots=True)
class SignedParts:
    """What was fetched, and the list; empty where no signature was found."""

    evidence: tuple[Packable, ...] = ()
    listed: bytes = b""


def signed_parts(installation: Installation, municipality_id: int, file: CaseFile) -> SignedParts:
    """Of the documents that the reader of the file may have, and of no others."""
    with installation.database.read(municipality_id) as connection:
        signatures = signatures_of_case(connection, municipality_id, file.case.id)
        kept = evidence_in_case(connection, municipality_id, file.case.id)
    parts: dict[EvidenceHead, Packable] = {}
    documents = []
    for name, each in file.readable():
        found = [row for row in signatures if _is_of(each, row)]
        if not found:
            continue
        own = [head for head in kept if _is_of(each, head)]
        parts |= {head: _part(installation, municipality_id, name, head) for head in own}
        documents.append({"file": name, "signatures": [_told(row, own, parts) for row in found]})
    if not documents:
        return SignedParts()
    told = {"form": SIGNATURES_FORM, "documents": documents}
    return SignedParts(
        tuple(parts.values()), json.dumps(told, ensure_ascii=False, indent=1).encode()
    )


def _is_of(each: FiledVersion, row: SignatureRow | EvidenceHead) -> bool:
    return (row.document_id, row.version) == (each.document.id, each.version.version)


def _told(
    row: SignatureRow, kept: list[EvidenceHead], parts: Mapping[EvidenceHead, Packable]
) -> Mapping[str, Any]:
    return {
        "signer": row.signer,
        "issuer": row.issuer,
        "signed_at": row.signed_at and row.signed_at.isoformat(),
        "stamped_at": row.stamped_at and row.stamped_at.isoformat(),
        "intact": bool(row.intact),
        "changed_after": not row.whole,
        "trusted": bool(row.trusted),
        "revoked": bool(row.revoked),
        "evidence": [
            {
                "file": parts[head][0],
                "sha256": parts[head][1],
                "kind": head.kind,
                "address": head.address,
                "fetched_at": head.fetched_at.isoformat(),
            }
            for head in kept
            if head.place == row.place
        ],
    }


def _part(
    installation: Installation, municipality_id: int, name: str, head: EvidenceHead
) -> Packable:
    path = f"{_FOLDER}{name}/{head.place}-{head.number}.{ENDINGS[head.kind]}"
    content = _content(installation, municipality_id, head)
    return path, sha256(content).hexdigest(), _opened(installation, municipality_id, head)


@contextmanager
def _opened(
    installation: Installation, municipality_id: int, head: EvidenceHead
) -> Iterator[Iterator[bytes]]:
    yield iter((_content(installation, municipality_id, head),))


def _content(installation: Installation, municipality_id: int, head: EvidenceHead) -> bytes:
    with installation.database.read(municipality_id) as connection:
        found = evidence_by_place(
            connection,
            municipality_id,
            head.document_id,
            version=head.version,
            place=head.place,
            number=head.number,
        )
    if found is None:  # disposed of while the bag was made
        raise Missing(f"{head.document_id}/{head.version}/{head.place}-{head.number}")
    return bytes(found.content)
