"""The sentences of letters that are checked without the house."""

from __future__ import annotations

import re

from pytest_bdd import then

from engine.letters.checking import check
from engine.letters.proof import prove
from tests.features.window import Procedure


@then("su prueba se comprueba sin conexión, y un byte cambiado se nota")
def _(procedure: Procedure) -> None:
    town = procedure.town
    (letter,) = procedure.letters()
    made = prove(town.installation, town.municipality_id, letter.code or "")
    assert made is not None
    with town.installation.documents.open(letter.sha256 or "") as chunks:
        paper = b"".join(chunks)
    proof = made.as_json().encode()
    found = check(proof, paper)
    assert (found.faults, found.number, found.in_force) == ([], letter.number, True)
    place = len(paper) // 2
    changed = paper[:place] + bytes([paper[place] ^ 1]) + paper[place + 1 :]
    (fault,) = check(proof, changed).faults
    first, last = (int(one.replace(",", "")) for one in re.findall(r"[\d,]*\d", fault))
    assert first <= place <= last
    forged = proof.replace((letter.number or "").encode(), b"CSP-2026-9999-VU")
    assert len(check(forged, paper).faults) == 2  # the seal, and the history says another number
