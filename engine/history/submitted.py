"""What people submitted beside the events that vouch for it. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from engine.history.kinds import EventKind
from engine.history.verification import FaultKind, Finding, Stored
from engine.values import loads

SUBMITTING = (EventKind.CASE_STARTED, EventKind.TASK_COMPLETED)
_ERASING = (EventKind.PERSONAL_ERASED, EventKind.CASE_DISPOSED)


def _by_task() -> dict[int | None, set[bytes]]:
    return defaultdict(set)


def erased_acts(stored: Sequence[Stored]) -> set[int]:
    """The places of the acts whose submission was erased, as the history itself says."""
    found: set[int] = set()
    for each in stored:
        if each.entry.kind in _ERASING:
            found |= {int(seq) for seq in loads(each.entry.data).get("declared", ())}
    return found


def edited_submissions(
    stored: Sequence[Stored], submitted: Iterable[tuple[int | None, bytes]], *, part: bool = False
) -> Iterator[Finding]:
    """Acts whose submission is not what was entered, or lies beside one that nobody entered; or is
    not there, and no act of erasing says so.

    `submitted`: task (None: the start of the case) and digest of what is there. A task that was
    taken back and done again has several. `part`: nothing is said of tasks of which nothing is
    there."""
    there, vouched = _by_task(), _by_task()
    for task_id, digest in submitted:
        there[task_id].add(digest)
    entries = [each.entry for each in stored if each.entry.kind in SUBMITTING]
    for entry in entries:
        vouched[entry.task_id].add(entry.detail_digest or b"")
    erased = erased_acts(stored)
    gone = {entry.detail_digest or b"" for entry in entries if entry.seq in erased}
    for entry in entries:
        found, said = there[entry.task_id], vouched[entry.task_id]
        if part and not found:
            continue
        missing = said - found - gone
        if (entry.detail_digest or b"") in missing or (found - said and not missing):
            yield Finding(FaultKind.SUBMISSION, entry.seq)
