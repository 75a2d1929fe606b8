"""Checking a bag without the house that made it: no database, no settings, no network.

Everything is read in pieces and nothing is unpacked to the disk. Each fault is one sentence that
names the file or the event. Whose key signed is for people to compare: see `fingerprint`. The page
that is kept (`ui/documents/verifier.py`) checks the same in a browser.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from engine.history.chain import Entry, digest_of_detail
from engine.history.kinds import EventKind
from engine.history.sentences import BagFault, said_of, sentence_of
from engine.history.signing import Seal, is_genuine
from engine.history.submitted import edited_submissions
from engine.history.verification import Head, Stored, examine
from engine.values import loads

CHUNK = 1024 * 1024
MOST_TOLD = 200 * 1024 * 1024
"""The largest index, history or manifest that is read, in bytes."""
_INDEX, _HISTORY = "data/index.json", "data/history.json"
_SIGNATURES = "data/signatures.json"
"""In bags with signed documents alone."""
_MANIFEST, _TAG_MANIFEST, _SIGNATURE = (
    "manifest-sha256.txt",
    "tagmanifest-sha256.txt",
    "signature.json",
)
_FILING = (EventKind.DOCUMENT_ADDED, EventKind.DOCUMENT_REPLACED)


class NotABag(Exception):
    """The file is not an exported case; says why."""


@dataclass(slots=True)
class BagVerification:
    """What was looked at, every fault in a sentence, and whose key signed."""

    number: str = ""
    municipality: str = ""
    documents: int = 0
    events: int = 0
    withheld: int = 0
    fingerprint: str = ""
    faults: list[str] = field(default_factory=list)

    @property
    def whole(self) -> bool:
        """Nothing was changed."""
        return not self.faults


def verify_bag(path: Path) -> BagVerification:
    """Look at everything. Raises NotABag for what is no exported case at all."""
    try:
        with zipfile.ZipFile(path) as pack:
            return _verify(_Bag(pack))
    except (zipfile.BadZipFile, zipfile.LargeZipFile, OSError, EOFError) as fault:
        raise NotABag(f"El archivo no se puede leer como ZIP: {fault}.") from fault
    except (ValueError, KeyError, TypeError, AttributeError) as fault:
        raise NotABag(f"El archivo no es un expediente exportado: {fault}.") from fault


class _Bag:
    """The files of a bag by their path below its one folder."""

    def __init__(self, pack: zipfile.ZipFile) -> None:
        self._pack = pack
        names = [info.filename for info in pack.infolist() if not info.is_dir()]
        roots = {name.partition("/")[0] for name in names}
        if len(roots) != 1 or any(".." in name.split("/") or "\\" in name for name in names):
            raise NotABag("El archivo no es un expediente exportado: no tiene una sola carpeta.")
        self._root = f"{roots.pop()}/"
        self.repeated = sorted({name for name in names if names.count(name) > 1})
        self.paths = {name.removeprefix(self._root) for name in names}

    def small(self, path: str) -> bytes:
        """A whole file, within bounds."""
        info = self._pack.getinfo(self._root + path)
        if info.file_size > MOST_TOLD:
            raise NotABag(f"«{path}» es demasiado grande.")
        return self._pack.read(info)

    def hash_of(self, path: str) -> str:
        """The hash of a file, read in pieces; empty when it cannot be read to its end."""
        digest = sha256()
        try:
            with self._pack.open(self._root + path) as content:
                while chunk := content.read(CHUNK):
                    digest.update(chunk)
        except (zipfile.BadZipFile, EOFError, OSError):
            return ""
        return digest.hexdigest()


def _verify(bag: _Bag) -> BagVerification:
    found = BagVerification()
    found.faults += [said_of(BagFault.TWICE, path=name) for name in bag.repeated]
    manifest = _lines(bag.small(_MANIFEST))
    found.faults += _faults_of_files(bag, manifest)
    _check_seal(bag, found)
    index, history = json.loads(bag.small(_INDEX)), json.loads(bag.small(_HISTORY))
    found.number, found.municipality = str(index["number"]), str(index["municipality"])
    found.documents = len(index["documents"])
    found.events = len(history["events"])
    found.withheld = sum(bool(event["withheld"]) for event in history["events"])
    found.faults += _faults_of_history(history)
    found.faults += _faults_of_index(index, history, manifest)
    if _SIGNATURES in bag.paths:
        found.faults += _faults_of_evidence(json.loads(bag.small(_SIGNATURES)), manifest)
    return found


def _lines(content: bytes) -> dict[str, str]:
    """A manifest: path to hash."""
    lines = (line.split("  ", 1) for line in content.decode().splitlines() if line.strip())
    return {path: digest for digest, path in lines}


def _faults_of_files(bag: _Bag, manifest: Mapping[str, str]) -> Iterator[str]:
    tags = _lines(bag.small(_TAG_MANIFEST))
    for path, digest in {**manifest, **tags}.items():
        if path not in bag.paths:
            yield said_of(BagFault.MISSING, path=path)
        elif bag.hash_of(path) != digest:
            yield said_of(BagFault.CHANGED, path=path)
    for path in sorted(bag.paths - manifest.keys() - tags.keys() - {_TAG_MANIFEST}):
        yield said_of(BagFault.ADDED_FILE, path=path)


def _check_seal(bag: _Bag, found: BagVerification) -> None:
    told = json.loads(bag.small(_SIGNATURE))
    seal = Seal(str(told["public_key"]), str(told["signature"]))
    found.fingerprint = seal.fingerprint
    if not is_genuine(seal, bag.small(_MANIFEST)):
        found.faults.append(said_of(BagFault.SIGNATURE))


def _faults_of_history(history: Mapping[str, Any]) -> Iterator[str]:
    head = Head(int(history["head"]["seq"]), bytes.fromhex(history["head"]["hash"]))
    events = [_stored(event) for event in history["events"]]
    town, case_id = int(history["municipality_id"]), int(history["case_id"])
    for finding in examine(town, case_id, events, head):
        yield sentence_of(finding)
    entered = [
        (
            None if each["task_id"] is None else int(each["task_id"]),
            digest_of_detail(bytes.fromhex(each["salt"]), each["data"]),
        )
        for each in history["entered"]
    ]
    for finding in edited_submissions(events, entered, part=True):
        yield sentence_of(finding)


def _stored(event: Mapping[str, Any]) -> Stored:
    digest, salt = event["detail_digest"], event["salt"]
    entry = Entry(
        int(event["seq"]),
        int(event["kind"]),
        event["element"],
        None if event["person_id"] is None else int(event["person_id"]),
        None if event["task_id"] is None else int(event["task_id"]),
        int(event["at"]),
        str(event["data"]),
        None if digest is None else bytes.fromhex(digest),
    )
    return Stored(
        entry,
        bytes.fromhex(event["hash"]),
        None if salt is None else bytes.fromhex(salt),
        event["detail"],
    )


def _faults_of_index(
    index: Mapping[str, Any], history: Mapping[str, Any], manifest: Mapping[str, str]
) -> Iterator[str]:
    if index["history_hash"] != history["head"]["hash"]:
        yield said_of(BagFault.MOMENT)
    filed = _filed(history)
    there = set(manifest.values())
    for entry in index["documents"]:
        name = entry["title"] or f"folio {entry['folio']}"
        if entry["document"] is not None and entry["sha256"] not in there:
            yield said_of(BagFault.DOCUMENT_MISSING, name=name, folio=entry["folio"])
        if entry["sha256"] not in filed:
            yield said_of(BagFault.DOCUMENT_UNKNOWN, name=name, folio=entry["folio"])
    listed = {entry["sha256"] for entry in index["documents"]}
    for digest in sorted(filed - listed):
        yield said_of(BagFault.UNLISTED, digest=digest[:12])


def _faults_of_evidence(
    signatures: Mapping[str, Any], manifest: Mapping[str, str]
) -> Iterator[str]:
    """What a signature was judged by and does not lie in the bag as it came."""
    for document in signatures["documents"]:
        for signature in document["signatures"]:
            for each in signature["evidence"]:
                if manifest.get(each["file"]) != each["sha256"]:
                    yield said_of(BagFault.EVIDENCE, signer=signature["signer"], file=each["file"])


def _filed(history: Mapping[str, Any]) -> set[str]:
    """The hashes of the contents that the history vouches for."""
    hashes = set()
    for event in history["events"]:
        if event["kind"] in _FILING:
            hashes.add(str(loads(event["data"]).get("sha256")))
    return hashes
