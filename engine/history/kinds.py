"""The kinds of event, each with a number that never changes and is never used again.

The number is what the chain hashes; the name is what the code and the sentences go by.
"""

from __future__ import annotations

from enum import IntEnum


class EventKind(IntEnum):
    """What happened, in the past tense."""

    CASE_STARTED = 1
    CASE_COMPLETED = 2
    CASE_CANCELLED = 3
    CASE_FAILED = 4
    CASE_SUSPENDED = 5
    CASE_RESUMED = 6
    CASE_MOVED = 7
    CASE_MIGRATED = 8
    CASE_MIGRATION_UNDONE = 9
    TASK_OPENED = 10
    TASK_CLAIMED = 11
    TASK_RELEASED = 12
    TASK_ASSIGNED = 13
    TASK_COMPLETED = 14
    TASK_WITHDRAWN = 15
    LATE_ATTEMPT = 16
    TASK_POSTPONED = 17
    DATA_OBSERVED = 18
    DATA_CORRECTED = 19
    TIMER_FIRED = 20
    MESSAGE_RECEIVED = 21
    JOB_FINISHED = 22
    SIGNAL_RECEIVED = 23
    TASK_DELEGATED = 24
    TASK_RETURNED = 25
    TASK_COMMENTED = 26
    STEP_UNDONE = 27
    TASK_DUE_CHANGED = 28
    TASK_PRIORITIZED = 29
    DECIDED = 30
    COMPUTED = 31
    PASSED = 32
    LAW_DECIDED = 33
    ACT_UNDONE = 34
    DEADLINE_SET = 40
    DEADLINE_MET = 41
    DEADLINE_EXPIRED = 42
    DEADLINE_WITHDRAWN = 43
    DEADLINE_EXTENDED = 44
    DEADLINE_PAUSED = 45
    DEADLINE_RESUMED = 46
    DEADLINE_RESTARTED = 47
    DEADLINE_DECREED = 48
    DEADLINE_WARNED = 49
    DOCUMENT_ADDED = 50
    DOCUMENT_REPLACED = 51
    DOCUMENT_LOCKED = 52
    DOCUMENT_UNLOCKED = 53
    DOCUMENT_WITHDRAWN = 54
    DOCUMENT_CLASSIFIED = 55
    LETTER_SIGNED = 56
    LETTER_VOIDED = 57
    NOTE_ADDED = 70
    CASE_LINKED = 71
    CASE_UNLINKED = 72
    PARTY_ADDED = 73
    PARTY_REMOVED = 74
    PARTY_WAY_AGREED = 75
    PARTY_WAY_ENDED = 76
    CASE_DISPOSED = 80
    ACT_NOTIFIED = 90
    NOTIFICATION_FAILED = 91
    INCIDENT_RAISED = 60
    INCIDENT_RESOLVED = 61
    INCIDENT_ASSIGNED = 62
    INCIDENT_RELEASED = 63


AMONG_COLLEAGUES = frozenset({EventKind.NOTE_ADDED, EventKind.TASK_COMMENTED})
"""What those who work in a process tell one another; who takes part from outside is not told."""
