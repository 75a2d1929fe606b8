"""The pruner: forgets what has expired and nobody will ask for again."""

from __future__ import annotations

from engine.installation import Installation
from storage.database import WHOLE_INSTALLATION, Connection
from storage.writes.messages import prune_messages


def prune(installation: Installation) -> int:
    """Forget messages that nobody came for; how many."""

    def verb(connection: Connection) -> int:
        return prune_messages(connection, now=installation.clock.now())

    return installation.database.run(verb, municipality=WHOLE_INSTALLATION)
