"""How often a connection may knock in vain where nobody signs in: at the codes of letters, of fees
and of cases. Counted in the database, so that every process of the house counts as one.

A knock costs one statement. Who does not knock in vain pays one look at most every few seconds;
between two looks this process remembers. A connection is kept as a keyed hash alone.
"""

from __future__ import annotations

import hmac
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock

from engine.installation import Installation
from storage.queries.knocks import Knocked, knocked
from storage.writes.knocks import count_knock

MOST = 30
WITHIN = timedelta(minutes=5)
LOOKED = timedelta(seconds=5)
"""How long a look at the count of a connection is good for."""
REMEMBERED = 2_000


@dataclass(frozen=True, slots=True)
class _Seen:
    count: Knocked | None
    at: datetime


class Knocks:
    """The knocks at one door, of every municipality; `door` names it."""

    def __init__(self, door: str) -> None:
        self._door = door
        self._seen: OrderedDict[str, _Seen] = OrderedDict()
        self._lock = Lock()

    def wait(self, installation: Installation, municipality_id: int, address: str) -> int:
        """The seconds to wait before this address is heard; 0 when it is heard now."""
        now, who = installation.clock.now(), self._who(installation, municipality_id, address)
        count = self._count(installation, municipality_id, who, now)
        if count is None or count.times < MOST or count.since + WITHIN <= now:
            return 0
        return int((count.since + WITHIN - now).total_seconds()) + 1

    def failed(self, installation: Installation, municipality_id: int, address: str) -> None:
        """Somebody at this address knocked in vain."""
        now, who = installation.clock.now(), self._who(installation, municipality_id, address)
        count = installation.database.run(
            lambda connection: count_knock(
                connection, municipality_id, who, at=now, within_from=now - WITHIN
            ),
            municipality=municipality_id,
        )
        self._remember(who, _Seen(count, now))

    def _count(
        self, installation: Installation, town: int, who: str, now: datetime
    ) -> Knocked | None:
        with self._lock:
            seen = self._seen.get(who)
        if seen is not None and now - LOOKED < seen.at <= now:
            return seen.count
        with installation.database.read(town) as connection:
            count = knocked(connection, town, who)
        self._remember(who, _Seen(count, now))
        return count

    def _remember(self, who: str, seen: _Seen) -> None:
        with self._lock:
            self._seen[who] = seen
            self._seen.move_to_end(who)
            if len(self._seen) > REMEMBERED:
                self._seen.popitem(last=False)

    def _who(self, installation: Installation, municipality_id: int, address: str) -> str:
        text = f"{municipality_id}:{self._door}:{address}"
        return hmac.new(installation.secret or b"cauce", text.encode(), "sha256").hexdigest()
