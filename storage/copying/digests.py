"""What a table holds, in two numbers: how many rows, and the sum of what each row hashes to.

Both databases sort texts in their own way, so the sum cares for no order. No key occurs twice, so
two different tables do not come to the same sum by accident.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

Value = int | str | bytes | None
Row = Sequence[Value]
_ROUND = 1 << 256


@dataclass(frozen=True, slots=True)
class Tally:
    """How many rows, and their digest (64 hexadecimal digits)."""

    rows: int
    digest: str


class Tallying:
    """Counts rows as they pass."""

    def __init__(self) -> None:
        self.rows = 0
        self._sum = 0

    def passing(self, rows: Iterable[Row]) -> Iterator[Row]:
        """The same rows, counted."""
        for row in rows:
            self.rows += 1
            self._sum += int.from_bytes(digest_of(row))
            yield row

    def tally(self) -> Tally:
        """What has passed so far."""
        return Tally(self.rows, f"{self._sum % _ROUND:064x}")


def tally_of(rows: Iterable[Row]) -> Tally:
    """What these rows come to."""
    counted = Tallying()
    for _ in counted.passing(rows):
        pass
    return counted.tally()


def digest_of(row: Row) -> bytes:
    """SHA-256 of a row: each value with its kind and its length, so that none runs into the next.

    Raises TypeError for a value that is in no stored form.
    """
    hashed = hashlib.sha256()
    for value in row:
        kind, content = _plain(value)
        hashed.update(kind + len(content).to_bytes(8) + content)
    return hashed.digest()


def _plain(value: Value) -> tuple[bytes, bytes]:
    if value is None:
        return b"n", b""
    if isinstance(value, int):
        return b"i", b"%d" % value
    if isinstance(value, str):
        return b"s", value.encode()
    if isinstance(value, bytes):
        return b"b", value
    raise TypeError(f"no stored form: {type(value).__name__}")
