"""The chain: each event carries the hash of its own content and of the event before it.

Pure. The canonical form is rebuilt from the columns, so the previous hash is not stored twice.
Lengths stand before every text: no two different events share a canonical form. Personal data
never enters it: it lies beside the event, and only its salted digest is hashed, so that it can
be erased and the chain still holds. Changing anything here needs a new `_EVENT` mark.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from struct import Struct

_EVENT = b"cauce event 1\n"
_ORIGIN = b"cauce case 1\n"
_DETAIL = b"cauce detail 1\n"
_FIXED = Struct(">qhhqqqqB")
_LENGTH = Struct(">I")
_CASE = Struct(">qq")
_ABSENT = -1
"""Stands for "no element, person or task": real ones are never negative."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What the chain says of one event; `at` in microseconds since 1970, `data` as stored."""

    seq: int
    kind: int
    element: int | None
    person_id: int | None
    task_id: int | None
    at: int
    data: str
    detail_digest: bytes | None = None


def origin(municipality_id: int, case_id: int) -> bytes:
    """What stands before the first event: it ties the chain to one case of one municipality."""
    return sha256(_ORIGIN + _CASE.pack(municipality_id, case_id)).digest()


def link(previous: bytes, entry: Entry) -> bytes:
    """The hash of `entry`, given the hash of the event before it."""
    return sha256(previous + canonical(entry)).digest()


def canonical(entry: Entry) -> bytes:
    """The bytes that are hashed: the same for the same event on every machine, for ever."""
    data = entry.data.encode()
    digest = entry.detail_digest or b""
    fixed = _FIXED.pack(
        entry.seq,
        entry.kind,
        _or_absent(entry.element),
        _or_absent(entry.person_id),
        _or_absent(entry.task_id),
        entry.at,
        len(data),
        len(digest),
    )
    return b"".join((_EVENT, fixed, data, digest))


def data_in(form: bytes) -> str:
    """The data of an event in its canonical form; ValueError for what is none."""
    before = len(_EVENT) + _FIXED.size
    if len(form) < before or not form.startswith(_EVENT):
        raise ValueError("no event")
    length = int(_FIXED.unpack_from(form, len(_EVENT))[6])
    return form[before : before + length].decode()


def digest_of_detail(salt: bytes, detail: str) -> bytes:
    """What the chain keeps of personal or free text; worthless without the salt."""
    return sha256(_DETAIL + _LENGTH.pack(len(salt)) + salt + detail.encode()).digest()


def _or_absent(number: int | None) -> int:
    return _ABSENT if number is None else number
