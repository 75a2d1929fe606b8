"""A large file comes in several goes: begun, added to from where it stands, and then filed.

What has arrived stays, so an upload that was cut goes on. Its handle is good only for the person
and the municipality that began it, and needs no row: it is the store's name with a seal. It is
filed like any other file, with `NewFile.upload` in place of a stream; what nobody files or adds to
is thrown away by the pruner.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable
from datetime import timedelta
from hashlib import sha256
from typing import BinaryIO

from engine.identity import Actor
from engine.installation import Installation
from engine.refusals import RefusalKind, Refused
from storage.documents.store import Missing, OutOfPlace, TooLarge

KEPT = timedelta(days=2)
"""How long an upload waits for its next piece."""
_SEAL = b"cauce upload 1\n"
_SEAL_LENGTH = 32


def begin_upload(installation: Installation, actor: Actor) -> str:
    """Begin an upload; its handle, of letters, digits and a point."""
    return _sealed(installation, actor, installation.documents.begin())


def upload_reached(installation: Installation, actor: Actor, handle: str) -> int | Refused:
    """How many bytes have safely arrived: the next piece begins there."""
    name = upload_named(installation, actor, handle)
    try:
        return installation.documents.reached(name) if name else _NOT_FOUND
    except Missing:
        return _NOT_FOUND


def append_to_upload(
    installation: Installation,
    actor: Actor,
    handle: str,
    offset: int,
    stream: BinaryIO | Iterable[bytes],
) -> int | Refused:
    """Add a piece that begins at `offset`; where the upload stands then. What came before the
    stream raised stays."""
    name = upload_named(installation, actor, handle)
    limit = installation.limits.document_bytes
    try:
        return installation.documents.append(name, offset, stream, limit=limit)
    except Missing:
        return _NOT_FOUND
    except OutOfPlace as fault:
        return Refused(RefusalKind.UPLOAD_PLACE, {"reached": str(fault.reached)})
    except TooLarge:
        installation.documents.discard(name)
        return Refused(RefusalKind.FILE_TOO_LARGE, {"limit": str(limit)})


def discard_upload(installation: Installation, actor: Actor, handle: str) -> Refused | None:
    """Throw an upload away."""
    name = upload_named(installation, actor, handle)
    if not name:
        return _NOT_FOUND
    installation.documents.discard(name)
    return None


def upload_named(installation: Installation, actor: Actor, handle: str) -> str:
    """The store's name of an upload that this person began here; empty for any other handle."""
    name = handle.partition(".")[0]
    right = _sealed(installation, actor, name)
    return name if hmac.compare_digest(right.encode(), handle.encode()) else ""


def throw_away_abandoned(installation: Installation) -> int:
    """What nobody went on with; how many."""
    before = installation.clock.now() - KEPT
    found = list(installation.documents.abandoned(before))
    for name in found:
        installation.documents.discard(name)
    return len(found)


def _sealed(installation: Installation, actor: Actor, name: str) -> str:
    said = f"{actor.municipality_id} {actor.person_id} {name}".encode()
    seal = hmac.new(installation.secret, _SEAL + said, sha256).hexdigest()
    return f"{name}.{seal[:_SEAL_LENGTH]}"


_NOT_FOUND = Refused(RefusalKind.NOT_FOUND)
