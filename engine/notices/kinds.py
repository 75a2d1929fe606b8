"""What people are told of, and by which ways. Each kind is something that a person can want or not;
inside the application everybody is told of everything that concerns them.
"""

from __future__ import annotations

from enum import StrEnum

from engine.history.kinds import EventKind as K


class NoticeKind(StrEnum):
    """assigned: a task was put into my hands; named: a comment names me; term: a term of my work
    is near its end or over; law: the law has decided for the municipality (silence, abandonment);
    decided: a case that I opened came to its end; observed: data of my case were marked as wrong,
    or corrected; stopped: a case of mine was suspended, resumed or moved; failed: a step failed
    and waits for an operator; written: the applicant of a case of mine wrote; workshop: a change of
    a process waits for my approval, was answered, or is spoken of."""

    ASSIGNED = "assigned"
    NAMED = "named"
    TERM = "term"
    LAW = "law"
    DECIDED = "decided"
    OBSERVED = "observed"
    STOPPED = "stopped"
    FAILED = "failed"
    WRITTEN = "written"
    WORKSHOP = "workshop"


class Channel(StrEnum):
    """mail: a letter; sms: a short text to a telephone; whatsapp: the same by that service."""

    MAIL = "mail"
    SMS = "sms"
    WHATSAPP = "whatsapp"


KIND_OF = {
    K.TASK_OPENED: NoticeKind.ASSIGNED,
    K.TASK_ASSIGNED: NoticeKind.ASSIGNED,
    K.ACT_UNDONE: NoticeKind.ASSIGNED,
    K.TASK_COMMENTED: NoticeKind.NAMED,
    K.DEADLINE_WARNED: NoticeKind.TERM,
    K.DEADLINE_EXPIRED: NoticeKind.TERM,
    K.LAW_DECIDED: NoticeKind.LAW,
    K.CASE_COMPLETED: NoticeKind.DECIDED,
    K.CASE_CANCELLED: NoticeKind.DECIDED,
    K.DATA_OBSERVED: NoticeKind.OBSERVED,
    K.DATA_CORRECTED: NoticeKind.OBSERVED,
    K.CASE_SUSPENDED: NoticeKind.STOPPED,
    K.CASE_RESUMED: NoticeKind.STOPPED,
    K.CASE_MOVED: NoticeKind.STOPPED,
    K.INCIDENT_RAISED: NoticeKind.FAILED,
    K.APPLICANT_WROTE: NoticeKind.WRITTEN,
}
"""Which events concern people at all."""

BY_MAIL = frozenset(
    {
        NoticeKind.ASSIGNED,
        NoticeKind.NAMED,
        NoticeKind.TERM,
        NoticeKind.LAW,
        NoticeKind.DECIDED,
        NoticeKind.OBSERVED,
        NoticeKind.WRITTEN,
        NoticeKind.WORKSHOP,
    }
)
"""What goes by mail to whoever said nothing; nothing goes to a telephone unasked."""


def wanted_by_default(kind: str, channel: str) -> bool:
    """Whether a notice goes by a channel to somebody who never chose."""
    return channel == Channel.MAIL and kind in BY_MAIL
