"""How often an address may knock in vain: guessing a token is slow, whoever has one is not held up.

Counted in this process. Tokens that were good a moment ago pass even when their neighbour guesses.
"""

from __future__ import annotations

from collections import OrderedDict, deque
from datetime import datetime, timedelta
from threading import Lock

MOST = 30
WITHIN = timedelta(minutes=5)
REMEMBERED = 2_000


class Attempts:
    """The recent failures of each address, and the tokens that were good."""

    def __init__(self) -> None:
        self._failures: OrderedDict[str, deque[datetime]] = OrderedDict()
        self._good: OrderedDict[str, None] = OrderedDict()
        self._lock = Lock()

    def wait(self, address: str, token_hash: str, *, now: datetime) -> int:
        """The seconds to wait before this address is heard; 0 when it is heard now."""
        with self._lock:
            failures = self._recent(address, now)
            if token_hash in self._good or len(failures) < MOST:
                return 0
            return int((failures[0] + WITHIN - now).total_seconds()) + 1

    def failed(self, address: str, token_hash: str, *, now: datetime) -> None:
        """Somebody at this address knocked in vain."""
        with self._lock:
            self._good.pop(token_hash, None)
            self._recent(address, now).append(now)
            self._failures.move_to_end(address)
            if len(self._failures) > REMEMBERED:
                self._failures.popitem(last=False)

    def succeeded(self, token_hash: str) -> None:
        """The token is good."""
        with self._lock:
            self._good[token_hash] = None
            self._good.move_to_end(token_hash)
            if len(self._good) > REMEMBERED:
                self._good.popitem(last=False)

    def _recent(self, address: str, now: datetime) -> deque[datetime]:
        failures = self._failures.setdefault(address, deque(maxlen=MOST))
        while failures and failures[0] + WITHIN <= now:
            failures.popleft()
        return failures
