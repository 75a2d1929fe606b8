"""What the history says came in, beside what lies there: changed, removed and added are named.

Pure but for the rows it is handed. The opening asks it, and so does the audit, long afterwards.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from engine.history.kinds import UNDER_SEAL, EventKind
from engine.sealing.contents import hash_of
from engine.values import loads
from storage.queries.sealing import EnvelopeFileRow, EnvelopeRow
from storage.tables.sealing import EnvelopeState

_KEPT = frozenset({EnvelopeState.FILED, EnvelopeState.OPENED, EnvelopeState.BROKEN})


class Wrong(StrEnum):
    """changed: what lies there is not what came in; removed: it is gone; added: nobody filed it;
    state: it counts as filed, replaced or withdrawn, and the history says otherwise."""

    CHANGED = "changed"
    REMOVED = "removed"
    ADDED = "added"
    STATE = "state"


@dataclass(frozen=True, slots=True)
class Vouched:
    """An envelope as the history tells it: `seq` is the act that filed it, `counts` whether it was
    neither replaced nor withdrawn."""

    code: str
    sha256: str
    seq: int
    at: int
    counts: bool = True


@dataclass(frozen=True, slots=True)
class EnvelopeFault:
    """One thing that was done to an envelope; `seq` 0 where no act tells of it."""

    code: str
    wrong: Wrong
    seq: int


@dataclass(frozen=True, slots=True)
class Act:
    """An event of a case, as far as envelopes go; `at` in microseconds since 1970."""

    seq: int
    kind: int
    at: int
    data: str


def vouched_for(acts: Iterable[Act], call_id: int) -> Mapping[str, Vouched]:
    """What came into a call, by code."""
    found: dict[str, Vouched] = {}
    for act in acts:
        if act.kind not in UNDER_SEAL:
            continue
        told = loads(act.data)
        if told.get("call") != str(call_id):
            continue
        code = told["code"]
        gone = code if act.kind == EventKind.ENVELOPE_WITHDRAWN else told.get("instead_of")
        if gone in found:
            was = found[gone]
            found[gone] = Vouched(was.code, was.sha256, was.seq, was.at, counts=False)
        if act.kind != EventKind.ENVELOPE_WITHDRAWN:
            found[code] = Vouched(code, told["sha256"], act.seq, act.at)
    return found


def faults_in(
    vouched: Mapping[str, Vouched],
    rows: Iterable[EnvelopeRow],
    files: Iterable[EnvelopeFileRow],
) -> tuple[EnvelopeFault, ...]:
    """What was done to the envelopes of a call, in the order of filing."""
    lying = {row.code: row for row in rows if row.state != EnvelopeState.DRAFT}
    inside: dict[int, list[str]] = {}
    for file in files:
        inside.setdefault(file.envelope_id, []).append(file.sha256)
    found = [
        EnvelopeFault(each.code, Wrong.REMOVED, each.seq)
        for each in vouched.values()
        if each.code not in lying
    ]
    for code, row in lying.items():
        said = vouched.get(code)
        if said is None:
            found.append(EnvelopeFault(code, Wrong.ADDED, 0))
        elif not hash_of(code, row.content, inside.get(row.id, ())) == row.sha256 == said.sha256:
            found.append(EnvelopeFault(code, Wrong.CHANGED, said.seq))
        elif (row.state in _KEPT) is not said.counts:
            found.append(EnvelopeFault(code, Wrong.STATE, said.seq))
    return tuple(sorted(found, key=lambda fault: (fault.seq == 0, fault.seq)))
