"""A content that somebody files is there when they have filed it.

Equal contents are kept once, so another case may be disposed of with the same bytes between the
moment they came in and the moment they are filed (`engine/retention/removing.py`).
"""

from __future__ import annotations

from engine.installation import Installation
from storage.database import Connection, TooManyRaces
from storage.writes.contents import claim_content, spare_content


def claim(installation: Installation, connection: Connection, sha256: str) -> None:
    """Nobody removes this content before the transaction is over, nor afterwards while what it
    writes refers to it. Raises TooManyRaces where it is gone: sent again, it is there."""
    if not claim_content(connection, sha256):
        return
    if not installation.documents.exists(sha256):
        raise TooManyRaces(f"{sha256} was disposed of since it came in")
    spare_content(connection, sha256)
