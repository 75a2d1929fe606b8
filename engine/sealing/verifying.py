"""Are the envelopes and their files still what was filed? Nothing is opened, no key is unwrapped.

What lies in the rows is compared with the hash that the history keeps, the keys and the moment of a
call with what each arrival said of them, and every file is read from the store, encrypted as it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from engine.history.kinds import UNDER_SEAL
from engine.installation import Installation
from engine.sealing.acts import acts_of
from engine.sealing.contents import seal_of
from engine.sealing.vouching import Act, Wrong, faults_in, vouched_for
from engine.values import loads
from storage.database import Connection
from storage.documents.store import Corrupted, Missing, Unreachable
from storage.queries.cases import case_by_id
from storage.queries.sealing import (
    EnvelopeFileRow,
    EnvelopeRow,
    SealedCallRow,
    envelopes_of_call,
    files_of_call,
    sealed_calls_after,
)


class EnvelopeWrong(StrEnum):
    """changed, removed, added, state: as `engine.sealing.vouching.Wrong`; key: the keys of the call
    or its moment are not those under which it was filed; missing, file, unreadable: of a file
    in the store."""

    CHANGED = "changed"
    REMOVED = "removed"
    ADDED = "added"
    STATE = "state"
    KEY = "key"
    MISSING = "missing"
    FILE = "file"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class WrongEnvelope:
    """One thing that is not as it was filed; `code` is empty where it is of the whole call."""

    case_number: str
    code: str
    wrong: EnvelopeWrong
    key: str = ""


def verify_envelopes(installation: Installation, municipality_id: int) -> Iterator[WrongEnvelope]:
    """Every call of a municipality, one after the other."""
    after = 0
    while True:
        with installation.database.read(municipality_id) as connection:
            page = sealed_calls_after(connection, municipality_id, after=after)
        for call in page:
            yield from _call(installation, municipality_id, call)
        if not page:
            return
        after = page[-1].id


def _call(
    installation: Installation, municipality_id: int, call: SealedCallRow
) -> Iterator[WrongEnvelope]:
    town = municipality_id
    with installation.database.read(town) as connection:
        rows = envelopes_of_call(connection, town, call.id)
        files = files_of_call(connection, town, call.id)
        acts = tuple(acts_of(connection, town, call.case_id))
        number = _number(connection, town, call.case_id)
    for fault in faults_in(vouched_for(acts, call.id), rows, files):
        yield WrongEnvelope(number, fault.code, _AS[fault.wrong])
    if any(said != seal_of(call) for said in _seals(acts, call.id)):
        yield WrongEnvelope(number, "", EnvelopeWrong.KEY)
    codes = {row.id: row for row in rows}
    for file in files:
        wrong = _read(installation, file)
        if wrong is not None:
            yield WrongEnvelope(number, _code(codes, file), wrong, file.sha256)


def _seals(acts: tuple[Act, ...], call_id: int) -> Iterator[str]:
    """What the arrivals of a call said of its keys."""
    for act in acts:
        if act.kind in UNDER_SEAL:
            told = loads(act.data)
            if told.get("call") == str(call_id) and "seal" in told:
                yield told["seal"]


def _read(installation: Installation, file: EnvelopeFileRow) -> EnvelopeWrong | None:
    try:
        with installation.documents.open(file.sha256) as chunks:
            for _ in chunks:
                pass  # the store counts the hash while it is read
    except Missing:
        return EnvelopeWrong.MISSING
    except Corrupted:
        return EnvelopeWrong.FILE
    except (Unreachable, OSError):
        return EnvelopeWrong.UNREADABLE
    return None


def _code(rows: dict[int, EnvelopeRow], file: EnvelopeFileRow) -> str:
    row = rows.get(file.envelope_id)
    return row.code if row else ""


def _number(connection: Connection, municipality_id: int, case_id: int) -> str:
    case = case_by_id(connection, municipality_id, case_id)
    return case.number if case else str(case_id)


_AS = {
    Wrong.CHANGED: EnvelopeWrong.CHANGED,
    Wrong.REMOVED: EnvelopeWrong.REMOVED,
    Wrong.ADDED: EnvelopeWrong.ADDED,
    Wrong.STATE: EnvelopeWrong.STATE,
}
