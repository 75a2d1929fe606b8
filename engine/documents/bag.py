"""A whole case in one file, to be kept elsewhere and checked without this house.

A bag (RFC 8493) inside a ZIP: the documents by their folios, the index as JSON and XML, the history
with all that its chain hashes, what was entered in forms, and what signatures were judged by. The
manifest of the payload is signed with the key of the municipality. What the reader may not know of
is left out and said: the chain holds all the same, because personal parts enter it only as salted
digests.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from engine.bpmn import Snapshot, visited
from engine.cases.eras import Eras, eras_of
from engine.definitions.loading import program_of
from engine.documents.file import CaseFile
from engine.documents.packing import Member, packed
from engine.documents.permission import is_outsider
from engine.documents.signed import LIST, signed_parts
from engine.history.kinds import AMONG_COLLEAGUES, EventKind
from engine.history.signing import sign
from engine.identity import Actor
from engine.installation import Installation
from engine.values import loads
from storage.database import Connection
from storage.queries.cases import SubmissionRow, submissions_of_case, where_it_stands
from storage.queries.history import ChainRow, history_of
from storage.queries.identity import names_of

HISTORY_FORM = "cauce history 1"
SIGNATURE_FORM = "cauce bag 1"
DOCUMENTS = "data/documents/"
INDEX, INDEX_XML, HISTORY = "data/index.json", "data/index.xml", "data/history.json"
MANIFEST, TAG_MANIFEST = "manifest-sha256.txt", "tagmanifest-sha256.txt"
SIGNATURE, DECLARATION, ABOUT = "signature.json", "bagit.txt", "bag-info.txt"
BAGIT = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"


@dataclass(frozen=True, slots=True)
class _Part:
    """A file of the bag: its path, its hash, and its content, opened when its turn comes."""

    path: str
    sha256: str
    content: AbstractContextManager[Iterable[bytes]]


def bag_of(installation: Installation, actor: Actor, file: CaseFile) -> Iterator[bytes]:
    """The bag in pieces, made while it is sent; holds what this reader may know of the file."""
    with installation.database.read(actor.municipality_id) as connection:
        history = _history(installation, connection, actor, file)
    signed = signed_parts(installation, actor.municipality_id, file)
    payload = [
        *_documents(installation, file),
        *(_Part(*each) for each in signed.evidence),
        _small(INDEX, file.index_json),
        _small(INDEX_XML, file.index_xml),
        _small(HISTORY, history),
        *([_small(LIST, signed.listed)] if signed.listed else []),
    ]
    parts = [*payload, *_tags(installation, actor, file, payload)]
    root = "".join(char for char in file.case.number if char.isalnum() or char in "-_.") or "bag"
    members = (Member(f"{root}/{part.path}", part.content) for part in parts)
    return packed(members, at=installation.clock.now())


def _documents(installation: Installation, file: CaseFile) -> Iterator[_Part]:
    for name, each in file.readable():
        content = installation.documents.open(each.version.sha256)
        yield _Part(f"{DOCUMENTS}{name}", each.version.sha256, content)


def _tags(
    installation: Installation, actor: Actor, file: CaseFile, payload: list[_Part]
) -> Iterator[_Part]:
    manifest = _manifest(payload)
    seal = sign(installation, actor.municipality_id, manifest)
    about = {
        "form": SIGNATURE_FORM,
        "signs": MANIFEST,
        "algorithm": "Ed25519",
        "public_key": seal.public_key,
        "signature": seal.signature,
    }
    tags = [
        _small(DECLARATION, BAGIT),
        _small(ABOUT, _about(file, payload)),
        _small(MANIFEST, manifest),
        _small(SIGNATURE, json.dumps(about, indent=1).encode()),
    ]
    yield from tags
    yield _small(TAG_MANIFEST, _manifest(tags))


def _about(file: CaseFile, payload: list[_Part]) -> bytes:
    sizes = {each.version.sha256: each.version.size for _, each in file.readable()}
    octets = sum(sizes.get(part.sha256, 0) for part in payload)
    lines = {
        "Source-Organization": file.index.municipality,
        "External-Identifier": file.case.number,
        "External-Description": file.case.title,
        "Bagging-Date": file.index.made_at.date().isoformat(),
        "Payload-Files": str(len(payload)),
        "Documents-Octets": str(octets),
        "Bag-Software-Agent": "cauce",
        "How-To-Verify": "cauce audit verify FILE",
    }
    text = "".join(f"{name}: {' '.join(value.split())}\n" for name, value in lines.items())
    return text.encode()


def _manifest(parts: Iterable[_Part]) -> bytes:
    return "".join(f"{part.sha256}  {part.path}\n" for part in parts).encode()


def _small(path: str, content: bytes) -> _Part:
    return _Part(path, sha256(content).hexdigest(), nullcontext((content,)))


def _history(
    installation: Installation, connection: Connection, actor: Actor, file: CaseFile
) -> bytes:
    town, case_id = actor.municipality_id, file.case.id
    stand = where_it_stands(connection, town, case_id)
    assert stand is not None  # noqa: S101  # the file of the case was just read
    definition = program_of(installation, connection, town, stand.definition_id)
    passed = visited(definition.program, Snapshot(stand.tokens, stand.scopes)).opened
    eras = eras_of(installation, connection, case_id, definition)
    veil = _Veil(eras, passed, actor, file, is_outsider(actor, definition))
    rows = [
        row
        for row in history_of(connection, town, case_id)
        if row.seq <= file.index.history_events  # what came since the index was made is left out
    ]
    shown = {row.seq for row in rows if not veil.hides(row)}
    people = {row.person_id for row in rows if row.person_id and row.seq in shown}
    tasks = {row.task_id for row in rows if row.seq not in shown and row.task_id}
    told = {
        "form": HISTORY_FORM,
        "municipality_id": str(town),
        "case_id": str(case_id),
        "number": file.case.number,
        "head": {"seq": file.index.history_events, "hash": file.index.history_hash},
        "people": {str(key): name for key, name in names_of(connection, town, people).items()},
        "events": [_event(row, whole=row.seq in shown) for row in rows],
        "entered": [
            _entered(row)
            for row in submissions_of_case(connection, town, case_id)
            if row.task_id not in tasks and row.salt  # what was erased has none
        ],
    }
    return json.dumps(told, ensure_ascii=False, indent=1).encode()


def _event(row: ChainRow, *, whole: bool) -> Mapping[str, Any]:
    """All that the chain hashes; the personal part only where it may be known."""
    return {
        "seq": row.seq,
        "kind": row.kind,
        "name": EventKind(row.kind).name.lower(),
        "element": row.element,
        "person_id": None if row.person_id is None else str(row.person_id),
        "task_id": None if row.task_id is None else str(row.task_id),
        "at": row.at,
        "data": row.data,
        "detail_digest": row.detail_digest and bytes(row.detail_digest).hex(),
        "hash": bytes(row.hash).hex(),
        "salt": bytes(row.salt).hex() if whole and row.salt else None,
        "detail": row.detail if whole else None,
        "withheld": not whole,
    }


def _entered(row: SubmissionRow) -> Mapping[str, Any]:
    return {
        "task_id": None if row.task_id is None else str(row.task_id),
        "at": row.at.isoformat(),
        "data": row.data,
        "salt": bytes(row.salt).hex(),
    }


@dataclass(frozen=True, slots=True)
class _Veil:
    """What of the history this reader may not know: what is under seal, documents that are not
    for them, and, from outside, what colleagues tell one another."""

    eras: Eras
    passed: frozenset[str]
    actor: Actor
    file: CaseFile
    outsider: bool

    def hides(self, row: ChainRow) -> bool:
        """Whether the personal part of an event is left out."""
        if row.person_id is not None and row.person_id == self.actor.person_id:
            return False
        if self.outsider and row.kind in AMONG_COLLEAGUES:
            return True
        return self._is_sealed(row) or self._tells_of_a_hidden_document(row)

    def _is_sealed(self, row: ChainRow) -> bool:
        element = self.eras.element(row.seq, row.element)
        opens = element.sealed_until if element is not None else None
        return opens is not None and opens not in self.passed

    def _tells_of_a_hidden_document(self, row: ChainRow) -> bool:
        found = loads(row.data) if row.data else {}
        document = found.get("document") if isinstance(found, Mapping) else None
        return any(
            str(each.document.id) == str(document) and not each.readable
            for each in self.file.versions
        )
