"""The sealed result of a verification: what was looked at, up to when, and what was found; checked
by anybody without this house.

It names where the municipality's own history stood, the newest signed root, and the daily statement
before: who keeps one can tell later whether those before it were changed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from engine.history.roots import FIRST
from engine.history.signing import Seal, is_genuine, public_key_of, sign
from engine.installation import Installation
from storage.queries.municipalities import municipality_by_id
from storage.queries.roots import last_root
from storage.queries.town_history import town_head_of
from storage.queries.verifications import VerificationRow, last_verification
from storage.tables.types import instant, micros
from storage.tables.verifications import RunState, Scope

FORM = "cauce verification 1"
MOST_BYTES = 5_000_000
TOLD = 100
"""Faults that the statement names; it counts all that were kept."""


class NotAStatement(ValueError):
    """The file is no sealed verification."""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """Where a sealed daily verification had come to."""

    until: datetime
    town_seq: int
    town_hash: bytes
    root: int
    root_hash: str


def sealed(installation: Installation, row: VerificationRow, now: datetime) -> dict[str, str]:
    """The statement with its hash and its seal."""
    town = row.municipality_id
    with installation.database.read(town) as connection:
        municipality = municipality_by_id(connection, town)
        own, root = town_head_of(connection, town), last_root(connection, town)
        before = last_verification(connection, town, Scope.DAILY, state=RunState.COMPLETED)
    faults = json.loads(row.faults)
    told = {
        "form": FORM,
        "municipality_id": str(town),
        "municipality": municipality.name if municipality else "",
        "scope": row.scope,
        "case": row.case_number,
        "from": str(micros(row.since)) if row.since else "",
        "until": str(micros(row.until or row.asked_at)),
        "made": str(micros(now)),
        "cases": row.checked,
        "events": row.events,
        "faults": len(faults),
        "named": [f"{number}: {sentence}" for number, _, _, sentence in faults[:TOLD]],
        "trail": row.trail.hex(),
        "town": {"seq": own.seq, "hash": bytes(own.hash).hex()} if own else None,
        "root": {"number": root.number, "hash": bytes(root.hash).hex()} if root else None,
        "previous": before.hash if before and before.hash else FIRST,
    }
    statement = json.dumps(told, ensure_ascii=False, sort_keys=True)
    seal = sign(installation, town, statement.encode())
    return {
        "statement": statement,
        "hash": sha256(statement.encode()).hexdigest(),
        "public_key": seal.public_key,
        "signature": seal.signature,
    }


def checkpoint_of(
    installation: Installation, municipality_id: int, row: VerificationRow | None
) -> Checkpoint | None:
    """Where a daily verification had come to; None where its seal is not this municipality's, or
    where it found anything: then all is looked at again."""
    if row is None or not row.statement or not row.signature:
        return None
    seal = Seal(public_key_of(installation, municipality_id), row.signature)
    told = json.loads(row.statement)
    if not is_genuine(seal, row.statement.encode()) or told["faults"]:
        return None
    own, root = told["town"] or {"seq": 0, "hash": ""}, told["root"] or {"number": 0, "hash": FIRST}
    return Checkpoint(
        instant(int(told["until"])), int(own["seq"]), bytes.fromhex(own["hash"]),
        int(root["number"]), str(root["hash"]),
    )  # fmt: skip


def as_file(row: VerificationRow) -> str:
    """As it is handed out: the statement byte for byte, and the seal."""
    told = {
        "form": FORM,
        "statement": row.statement,
        "public_key": row.public_key,
        "signature": row.signature,
    }
    return json.dumps(told, ensure_ascii=False, indent=1)


def is_statement(content: bytes) -> bool:
    """The file says that it is one."""
    try:
        return bool(json.loads(content[:MOST_BYTES].decode())["form"] == FORM)
    except (ValueError, KeyError, TypeError, RecursionError):
        return False


def check(content: bytes) -> tuple[Mapping[str, Any], str, bool]:
    """What the statement says, the fingerprint of the key that sealed it, and whether the seal is
    genuine. Raises NotAStatement."""
    try:
        told = json.loads(content[:MOST_BYTES].decode())
        statement = str(told["statement"])
        facts = json.loads(statement)
        known = told["form"] == FORM and facts["form"] == FORM
        seal = Seal(str(told["public_key"]), str(told["signature"]))
    except (ValueError, KeyError, TypeError, RecursionError) as fault:
        raise NotAStatement(str(fault)) from fault
    if not known:
        raise NotAStatement(FORM)
    return facts, seal.fingerprint, is_genuine(seal, statement.encode())
