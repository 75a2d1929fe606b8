"""The events that one verb appends to a case, each linked to the one before.

The head (how many, and the last hash) goes back into the instance row in the same commit.
Whatever names a person or was written freely goes into `detail`, outside the hashed form.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from engine.history.chain import Entry, digest_of_detail, link
from engine.history.kinds import EventKind
from engine.history.verification import Head
from engine.values import Value, dumps

SALT_BYTES = 16


@dataclass(frozen=True, slots=True)
class Recorded:
    """An event ready to be stored, with its personal part if it has one."""

    entry: Entry
    hash: bytes
    salt: bytes | None = None
    detail: str | None = None


class Ledger:
    """Grows by one event at a time; one for each case and verb."""

    def __init__(
        self,
        head: Head,
        *,
        at: int,
        person_id: int | None,
        random_bytes: Callable[[int], bytes],
    ) -> None:
        self.events: list[Recorded] = []
        self.head = head
        self._at = at
        self._person_id = person_id
        self._random_bytes = random_bytes

    def add(
        self,
        kind: EventKind,
        *,
        element: int | None = None,
        task_id: int | None = None,
        data: Mapping[str, Value] | None = None,
        detail: Mapping[str, Value] | None = None,
    ) -> None:
        """Append an event; `data` holds nothing personal, `detail` may."""
        if detail is None:
            self._append(kind, element, task_id, data, None, None, None)
            return
        salt, text = self.salt(), dumps(detail)
        digest = digest_of_detail(salt, text)
        self._append(kind, element, task_id, data, digest, salt, text)

    def add_sealed(
        self,
        kind: EventKind,
        *,
        digest: bytes,
        element: int | None = None,
        task_id: int | None = None,
        data: Mapping[str, Value] | None = None,
    ) -> None:
        """Append an event whose personal part lies elsewhere, such as a submission."""
        self._append(kind, element, task_id, data, digest, None, None)

    def salt(self) -> bytes:
        """A fresh salt for something personal."""
        return self._random_bytes(SALT_BYTES)

    def _append(
        self,
        kind: EventKind,
        element: int | None,
        task_id: int | None,
        data: Mapping[str, Value] | None,
        digest: bytes | None,
        salt: bytes | None,
        detail: str | None,
    ) -> None:
        seq = self.head.seq + 1
        text = dumps(data) if data else ""
        entry = Entry(seq, kind, element, self._person_id, task_id, self._at, text, digest)
        hash_ = link(self.head.hash, entry)
        self.events.append(Recorded(entry, hash_, salt, detail))
        self.head = Head(seq, hash_)
