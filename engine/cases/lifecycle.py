"""What may follow what in the life of a case; nothing else decides.

A case is open from its number to its end; a person may suspend and resume it meanwhile. It ends
because its process ended, because it was cancelled with a reason, or because it failed where nobody
caught the error.
"""

from __future__ import annotations

from enum import StrEnum

from storage.tables.cases import CaseState

__all__ = ["NEXT", "CaseState", "CaseVerb", "next_state"]


class CaseVerb(StrEnum):
    """What can happen to a case."""

    ADVANCE = "advance"
    SUSPEND = "suspend"
    RESUME = "resume"
    MOVE = "move"
    MIGRATE = "migrate"
    COMPLETE = "complete"
    CANCEL = "cancel"
    FAIL = "fail"


NEXT: dict[CaseState, dict[CaseVerb, CaseState]] = {
    CaseState.OPEN: {
        CaseVerb.ADVANCE: CaseState.OPEN,
        CaseVerb.SUSPEND: CaseState.SUSPENDED,
        CaseVerb.MOVE: CaseState.OPEN,
        CaseVerb.MIGRATE: CaseState.OPEN,
        CaseVerb.COMPLETE: CaseState.COMPLETED,
        CaseVerb.CANCEL: CaseState.CANCELLED,
        CaseVerb.FAIL: CaseState.FAILED,
    },
    CaseState.SUSPENDED: {
        CaseVerb.RESUME: CaseState.OPEN,
        CaseVerb.MOVE: CaseState.SUSPENDED,
        CaseVerb.MIGRATE: CaseState.SUSPENDED,
        CaseVerb.CANCEL: CaseState.CANCELLED,
    },
    CaseState.COMPLETED: {},
    CaseState.CANCELLED: {},
    CaseState.FAILED: {},
}


def next_state(state: CaseState, verb: CaseVerb) -> CaseState | None:
    """The state after the verb; None when the verb may not follow."""
    return NEXT[state].get(verb)
