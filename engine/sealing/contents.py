"""What an envelope holds, and its hash. Pure.

The hash covers what is sealed and every file with it, as they lie encrypted: anybody who has them
can count it again without opening anything.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from hashlib import sha256

from engine.sealing.boxes import padded
from engine.values import Value, dumps, loads
from storage.queries.sealing import SealedCallRow
from storage.tables.types import micros

_PURPOSE = b"cauce envelope 1\n"
_CALL = b"cauce envelope call 1\n"


@dataclass(frozen=True, slots=True)
class Paper:
    """A file in an envelope. `sealed` is the hash under which the store has it encrypted, `sha256`
    and `size` are those of the file itself, `key` opens it (hexadecimal)."""

    kind: str
    title: str
    filename: str
    media_type: str
    size: int
    sha256: str
    sealed: str
    key: str
    row: int = 0


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody is writing: answers as the browser sent them, and their files."""

    answers: Mapping[str, object]
    papers: tuple[Paper, ...] = ()

    def text(self) -> bytes:
        """To be closed and kept."""
        told = {"answers": dict(self.answers), "papers": [asdict(each) for each in self.papers]}
        return padded(json.dumps(told, default=str))


@dataclass(frozen=True, slots=True)
class Held:
    """What was filed: checked values, files, and whose it is."""

    person_id: int
    name: str
    values: Mapping[str, Value]
    papers: tuple[Paper, ...]

    def text(self) -> bytes:
        """To be sealed."""
        told = {
            "person": str(self.person_id),
            "name": self.name,
            "values": dict(self.values),
            "papers": json.dumps([asdict(each) for each in self.papers]),
        }
        return padded(dumps(told))


def read_draft_text(text: bytes) -> Draft:
    """The draft of its text."""
    told = json.loads(text)
    return Draft(told["answers"], tuple(Paper(**each) for each in told["papers"]))


def read_held_text(text: bytes) -> Held:
    """What was filed, of its text."""
    told = loads(text.decode().rstrip())
    papers = tuple(Paper(**each) for each in json.loads(told["papers"]))
    return Held(int(told["person"]), told["name"], told["values"], papers)


def hash_of(code: str, content: bytes, files: Collection[str]) -> str:
    """The SHA-256 of an envelope as it lies: its code, what is sealed, and its files in order of
    their own hashes (hexadecimal)."""
    parts = [code, sha256(content).hexdigest(), *sorted(files)]
    return sha256(_PURPOSE + "\n".join(parts).encode()).hexdigest()


def seal_of(call: SealedCallRow) -> str:
    """The SHA-256 of what a call is opened with and when: its public key, its private key as it
    lies wrapped, the element that opens, and the moment before which nobody does."""
    told = (call.id, call.case_id, call.task_id, call.opens, micros(call.not_before))
    keys = call.public_key.hex() + " " + call.wrapped_key.hex()
    return sha256(_CALL + " ".join(map(str, told)).encode() + keys.encode()).hexdigest()


def said_of(call_id: int, code: str) -> bytes:
    """What a box says outside: of which call and envelope it is."""
    return f"{call_id} {code}".encode()
