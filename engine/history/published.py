"""Signed roots as they are published, and comparing a copy that somebody kept with what lies here.

Who keeps a copy vouches for every history up to its last day: whoever changes one of them, with the
whole database and the key in hand, cannot change the copy.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from engine.history.roots import PAGE
from engine.history.sentences import RootFault, said_of_root
from engine.history.signing import Seal, is_genuine, public_key_of
from engine.installation import Installation
from storage.queries.roots import RootRow, roots_after

FORM = "cauce roots 1"
MOST_BYTES = 50 * 1024 * 1024


class NotRoots(ValueError):
    """The file holds no published roots."""


def published(installation: Installation, municipality_id: int, name: str) -> Iterator[str]:
    """All roots of a municipality as one JSON text, in pieces; each statement as it was signed."""
    head = {
        "form": FORM,
        "municipality": name,
        "public_key": public_key_of(installation, municipality_id),
    }
    yield json.dumps(head, ensure_ascii=False).removesuffix("}") + ', "roots": ['
    comma = ""
    for row in _all(installation, municipality_id):
        told = {"statement": row.statement, "signature": row.signature}
        yield f"{comma}\n{json.dumps(told, ensure_ascii=False)}"
        comma = ","
    yield "\n]}\n"


def compare(installation: Installation, municipality_id: int, content: bytes) -> list[str]:
    """What a kept copy says otherwise than the roots that lie here, a sentence each. Raises
    NotRoots."""
    told = _told(content)
    here = {row.number: row for row in _all(installation, municipality_id)}
    known = public_key_of(installation, municipality_id)
    found = [] if told["public_key"] == known else [said_of_root(RootFault.OTHER_KEY, 0)]
    for each in told["roots"]:
        fault = _fault_of(str(each["statement"]), Seal(known, str(each["signature"])), here)
        if fault is not None:
            found.append(fault)
    return found


def _fault_of(statement: str, seal: Seal, here: dict[int, RootRow]) -> str | None:
    number = int(json.loads(statement)["number"])
    if not is_genuine(seal, statement.encode()):
        return said_of_root(RootFault.NOT_OURS, number)
    if number not in here:
        return said_of_root(RootFault.GONE, number)
    same = here[number].statement == statement
    return None if same else said_of_root(RootFault.OTHER, number)


def _told(content: bytes) -> Any:
    if len(content) > MOST_BYTES:
        raise NotRoots("too large")
    try:
        told = json.loads(content.decode())
        numbers = [json.loads(each["statement"])["number"] for each in told["roots"]]
        known = told["form"] == FORM and all(isinstance(each, int) for each in numbers)
    except (ValueError, KeyError, TypeError, RecursionError) as fault:
        raise NotRoots(str(fault)) from fault
    if not known:
        raise NotRoots(FORM)
    return told


def _all(installation: Installation, municipality_id: int) -> Iterator[RootRow]:
    after = 0
    while True:
        with installation.database.read(municipality_id) as connection:
            rows = roots_after(connection, municipality_id, after, limit=PAGE)
        if not rows:
            return
        yield from rows
        after = rows[-1].number
