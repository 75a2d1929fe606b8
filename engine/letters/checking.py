"""Checking a letter by its proof, without the house that signed it: no database and no network.

Each fault is one sentence that names what is not as it was sealed: the statement, the event of the
history, the letter, or the bytes of the paper. Whose key sealed it is for people to compare: see
`fingerprint`. The page that is handed out (`ui/letters/proving.py`) checks the same in a browser.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from engine.history.chain import data_in
from engine.history.signing import Seal, is_genuine
from engine.letters.proof import FORM, PART_DIGITS, digests_of

MOST_BYTES = 5_000_000
_INSIDE = re.compile(r'<script type="application/json" id="proof">(.*?)</script>', re.DOTALL)


class NotAProof(Exception):
    """The file is no proof of a letter; says why."""


@dataclass(slots=True)
class Checked:
    """What the proof says of the letter, every fault in a sentence, and whose key sealed it."""

    municipality: str
    kind: str
    number: str
    code: str
    signed_at: str
    signers: tuple[str, ...]
    in_force: bool
    given_at: str
    fingerprint: str
    faults: list[str] = field(default_factory=list)

    @property
    def whole(self) -> bool:
        """Nothing was changed."""
        return not self.faults


def check(proof: bytes, paper: bytes | None) -> Checked:
    """Look at everything; without a paper only at the proof. Raises NotAProof for what is none."""
    told = _told(proof)
    try:
        seal = Seal(str(told["public_key"]), str(told["signature"]))
        text = str(told["statement"])
        statement = json.loads(text)
        found = _facts(statement, seal)
        if not is_genuine(seal, text.encode()):
            found.faults.append("El sello no corresponde a lo que dice la prueba: fue cambiada.")
        found.faults += _faults_of_history(statement)
        if paper is not None:
            found.faults += faults_of_paper(statement["paper"], paper)
    except (KeyError, TypeError, ValueError, AttributeError) as fault:
        raise NotAProof(f"A la prueba le falta una parte: {fault}.") from fault
    return found


def _told(proof: bytes) -> Mapping[str, Any]:
    """The proof, also out of the page that carries it."""
    if len(proof) > MOST_BYTES:
        raise NotAProof("El archivo es demasiado grande para ser la prueba de un documento.")
    try:
        text = proof.decode()
        inside = _INSIDE.search(text)
        told = json.loads(inside[1] if inside else text)
    except (ValueError, RecursionError) as fault:
        raise NotAProof("El archivo no es la prueba de un documento.") from fault
    if not isinstance(told, Mapping) or told.get("form") != FORM:
        raise NotAProof("El archivo no es la prueba de un documento.")
    return told


def _facts(statement: Mapping[str, Any], seal: Seal) -> Checked:
    letter = statement["letter"]
    return Checked(
        municipality=str(statement["municipality"]["name"]),
        kind=str(letter["kind"]),
        number=str(letter["number"]),
        code=str(letter["code"]),
        signed_at=str(letter["signed_at"]),
        signers=tuple(str(each["name"]) for each in letter["signers"] if each["name"]),
        in_force=letter["in_force"] is True,
        given_at=str(statement["given_at"]),
        fingerprint=seal.fingerprint,
    )


def _faults_of_history(statement: Mapping[str, Any]) -> list[str]:
    """Whether the event is that of this letter, and follows from what stands before it."""
    place, letter = statement["history"], statement["letter"]
    event = bytes.fromhex(place["event"])
    if sha256(bytes.fromhex(place["before"]) + event).hexdigest() != place["hash"]:
        return ["La actuación de la firma no sigue de la anterior: la historia fue cambiada."]
    told = json.loads(data_in(event))
    expected = {
        "letter": letter["id"],
        "number": letter["number"],
        "sha256": statement["paper"]["sha256"],
    }
    names = {"letter": "el documento", "number": "el número", "sha256": "la huella del archivo"}
    return [
        f"La historia dice otra cosa en {names[name]}: «{told.get(name)}»."
        for name, said in expected.items()
        if told.get(name) != said
    ]


def faults_of_paper(told: Mapping[str, Any], paper: bytes) -> list[str]:
    """What is not as it was signed, by the bytes where it stands."""
    if sha256(paper).hexdigest() == told["sha256"]:
        return []
    size, part, parts = int(told["size"]), int(told["part"]), str(told["parts"])
    found = []
    if len(paper) != size:
        found.append(f"El archivo mide {len(paper):,} bytes, y el que se firmó {size:,}.")
    known = [parts[at : at + PART_DIGITS] for at in range(0, len(parts), PART_DIGITS)]
    for number, (was, now) in enumerate(zip(known, digests_of(paper, part), strict=False)):
        if was != now:
            first, last = number * part, min((number + 1) * part, size) - 1
            found.append(f"El archivo cambió entre los bytes {first:,} y {last:,}.")
            break
    return found or ["El archivo no es el que se firmó."]
