"""The proof of a letter: what anybody needs to check its paper without this house or a network.

A statement, sealed with the key of the municipality (`engine/history/signing.py`): what the letter
is, whether it counts when the proof is given, the hash of its paper as a whole and of each part of
it, and the event of the history that tells its signature, with the hash of the event before and the
head of the chain. The exported case holds the same hashes: who has it too finds the event there.
Nothing of the statement is personal but what stands on the paper itself. Offline: `checking.py`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from engine.history.chain import Entry, canonical, origin
from engine.history.kinds import EventKind
from engine.history.signing import Seal, sign
from engine.installation import Installation
from engine.letters.verifying import Verified, verify
from engine.values import loads
from storage.database import Connection
from storage.documents.store import Missing
from storage.queries.history import ChainRow, HeadRow, head_of, history_of
from storage.queries.letters import letter_by_code
from storage.queries.municipalities import municipality_by_id

FORM = "cauce letter proof 1"
SMALLEST_PART = 256
MOST_PARTS = 512
PART_DIGITS = 16


@dataclass(frozen=True, slots=True)
class Proof:
    """The statement as it was sealed, byte for byte, and the seal."""

    statement: str
    seal: Seal

    def as_json(self) -> str:
        """As it is handed out."""
        told = {
            "form": FORM,
            "statement": self.statement,
            "public_key": self.seal.public_key,
            "signature": self.seal.signature,
        }
        return json.dumps(told, ensure_ascii=False, indent=1)


def prove(installation: Installation, municipality_id: int, typed: str) -> Proof | None:
    """The proof of the letter with that code, as it counts now; None when there is none, or its
    paper was disposed of."""
    found = verify(installation, municipality_id, typed)
    if found is None or found.disposed:
        return None
    with installation.database.read(municipality_id) as connection:
        letter = letter_by_code(connection, municipality_id, found.code)
        town = municipality_by_id(connection, municipality_id)
        if letter is None or town is None:
            return None
        place = _place(connection, municipality_id, letter.case_id, letter.id)
    paper = _paper(installation, found)
    if place is None or paper is None:
        return None
    told = {
        "form": FORM,
        "given_at": f"{installation.clock.now():%Y-%m-%dT%H:%M:%SZ}",
        "municipality": {"id": str(municipality_id), "name": town.name, "slug": town.slug},
        "letter": _letter(found, str(letter.id)),
        "paper": paper,
        "history": place,
    }
    statement = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return Proof(statement, sign(installation, municipality_id, statement.encode()))


def _letter(found: Verified, letter_id: str) -> dict[str, Any]:
    return {
        "id": letter_id,
        "kind": found.kind,
        "number": found.number,
        "code": found.code,
        "signed_at": f"{found.signed_at:%Y-%m-%dT%H:%M:%SZ}",
        "signers": [
            {"name": found.signer, "position": found.position, "certificate": found.certificate}
        ],
        "in_force": found.in_force,
        "voided_at": f"{found.voided_at:%Y-%m-%dT%H:%M:%SZ}" if found.voided_at else None,
    }


def _paper(installation: Installation, found: Verified) -> dict[str, Any] | None:
    """The hash of the paper and of its parts, so that what was changed in it can be named."""
    content = _read(found.content(installation))
    if content is None:
        return None
    part = part_length(len(content))
    return {
        "sha256": sha256(content).hexdigest(),
        "size": len(content),
        "part": part,
        "parts": "".join(digests_of(content, part)),
    }


def part_length(size: int) -> int:
    """How long a part of a paper is: small, and not too many of them."""
    return max(SMALLEST_PART, -(-size // MOST_PARTS))


def digests_of(content: bytes, part: int) -> list[str]:
    """The beginning of the hash of each part."""
    return [
        sha256(content[place : place + part]).hexdigest()[:PART_DIGITS]
        for place in range(0, len(content), part)
    ]


def _read(opened: AbstractContextManager[Any]) -> bytes | None:
    try:
        with opened as chunks:
            return b"".join(chunks)
    except Missing:
        return None


def _place(
    connection: Connection, municipality_id: int, case_id: int, letter_id: int
) -> dict[str, Any] | None:
    """The event that tells the signature, between the hash before it and the head of the chain."""
    head, before = head_of(connection, municipality_id, case_id), origin(municipality_id, case_id)
    for row in history_of(connection, municipality_id, case_id):
        if row.kind == EventKind.LETTER_SIGNED and _names(row, letter_id):
            return {
                "seq": row.seq,
                "before": before.hex(),
                "event": canonical(entry_of(row)).hex(),
                "hash": bytes(row.hash).hex(),
                "head": _head(head),
            }
        before = bytes(row.hash)
    return None


def _head(head: HeadRow | None) -> dict[str, Any] | None:
    if head is None:
        return None
    return {"seq": head.chain_seq, "hash": bytes(head.chain_hash).hex()}


def _names(row: ChainRow, letter_id: int) -> bool:
    told: Mapping[str, Any] = loads(row.data)
    return told.get("letter") == str(letter_id)


def entry_of(row: ChainRow) -> Entry:
    """What the chain says of an event."""
    return Entry(
        seq=row.seq,
        kind=row.kind,
        element=row.element,
        person_id=row.person_id,
        task_id=row.task_id,
        at=row.at,
        data=row.data,
        detail_digest=None if row.detail_digest is None else bytes(row.detail_digest),
    )
