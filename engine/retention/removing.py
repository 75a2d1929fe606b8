"""What a disposal gave up goes from the store: after its mark is committed, after a second look,
and while nobody files the same bytes (`engine/documents/claiming.py`).

Cut off anywhere, contents are left over, never missing; the pruner removes what was left.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from engine.installation import Installation
from storage.database import WHOLE_INSTALLATION, Connection
from storage.documents.store import Unreachable
from storage.queries.casefile import is_still_kept
from storage.writes.contents import is_doomed, left_to_remove, mark_removed, spare_content

LEFT = timedelta(minutes=5)
"""What is marked for so long is no longer being removed by whoever marked it."""
BATCH = 500


def remove_doomed(installation: Installation, contents: Iterable[str]) -> int:
    """Remove these as far as they are marked and nothing has them any more; how many went."""
    return sum(_removed(installation, sha256) for sha256 in contents)


def remove_what_was_left(installation: Installation) -> int:
    """Go on where a disposal was cut off, or its store was away; how many went."""
    before = installation.clock.now() - LEFT
    with installation.database.read(WHOLE_INSTALLATION) as connection:
        left = left_to_remove(connection, before=before, limit=BATCH)
    return remove_doomed(installation, left)


def _removed(installation: Installation, sha256: str) -> bool:
    def verb(connection: Connection) -> bool:
        if not is_doomed(connection, sha256):
            return False
        if is_still_kept(connection, sha256):
            spare_content(connection, sha256)
            return False
        installation.documents.remove(sha256)
        mark_removed(connection, sha256, at=installation.clock.now())
        return True

    try:
        return installation.database.run(verb, municipality=WHOLE_INSTALLATION)
    except Unreachable:
        return False
