"""The envelopes of a case beside its history, for whoever verifies it: nothing is opened."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from engine.history.kinds import UNDER_SEAL, EventKind
from engine.history.verification import FaultKind, Finding
from engine.sealing.vouching import Act, Wrong, faults_in, vouched_for
from engine.values import loads
from storage.database import Connection
from storage.queries.sealing import envelopes_of_call, files_of_call, sealed_calls_of_case

KINDS = {
    Wrong.CHANGED: FaultKind.ENVELOPE_CHANGED,
    Wrong.REMOVED: FaultKind.ENVELOPE_REMOVED,
    Wrong.ADDED: FaultKind.ENVELOPE_ADDED,
    Wrong.STATE: FaultKind.ENVELOPE_STATE,
}


def faults_of_envelopes(
    connection: Connection, municipality_id: int, case_id: int, acts: Sequence[Act]
) -> Iterator[Finding]:
    """What was done to the envelopes of a case. One that was disposed of has none any more, and its
    history says so; of a call that is gone as a whole every envelope is missing."""
    if any(act.kind == EventKind.CASE_DISPOSED for act in acts):
        return
    named = {loads(act.data)["call"] for act in acts if act.kind in UNDER_SEAL}
    there = {str(row.id) for row in sealed_calls_of_case(connection, municipality_id, case_id)}
    for call_id in map(int, sorted(named | there)):
        rows = envelopes_of_call(connection, municipality_id, call_id)
        files = files_of_call(connection, municipality_id, call_id)
        for fault in faults_in(vouched_for(acts, call_id), rows, files):
            yield Finding(KINDS[fault.wrong], fault.seq)
