"""Reading a chain again and naming what was done to it. Pure.

An event that does not follow from the one before it is looked at once more against every place
of the same chain: made for another place means moved or repeated, made upon an earlier event
means a fork, and where it fits nowhere its content was changed. The head that the case keeps
shows a tail that was cut off, added or written anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache

from engine.history.chain import Entry, digest_of_detail, link, origin


class FaultKind(StrEnum):
    """What was done to a history.

    edited: the content of an event, or its personal part, is not what was written.
    removed: events are missing between two that remain.
    reordered: an event stands in another's place.
    replayed: an event was copied to a second place.
    truncated: the last events are missing.
    forked: a second continuation was written upon an earlier event.
    added: events stand behind the last one that the case knows.
    rewritten: the whole tail was written anew and no longer meets the case's own record.
    case_removed: a case with a number in the series is missing.
    submission: what was entered is not what the event of the act vouches for.
    envelope_changed, envelope_removed, envelope_added: a sealed envelope is not what came in, is
    gone, or came in by no act; envelope_state: it counts otherwise than its acts say.
    root_changed: a signed root is not what was signed, or does not follow from the one before.
    root_unmatched: history no longer stands as the root of that day says.
    """

    EDITED = "edited"
    REMOVED = "removed"
    REORDERED = "reordered"
    REPLAYED = "replayed"
    TRUNCATED = "truncated"
    FORKED = "forked"
    ADDED = "added"
    REWRITTEN = "rewritten"
    CASE_REMOVED = "case_removed"
    SUBMISSION = "submission"
    ENVELOPE_CHANGED = "envelope_changed"
    ENVELOPE_REMOVED = "envelope_removed"
    ENVELOPE_ADDED = "envelope_added"
    ENVELOPE_STATE = "envelope_state"
    ROOT_CHANGED = "root_changed"
    ROOT_UNMATCHED = "root_unmatched"


@dataclass(frozen=True, slots=True)
class Stored:
    """One event as it lies in the database or in an exported file."""

    entry: Entry
    hash: bytes
    salt: bytes | None = None
    detail: str | None = None


@dataclass(frozen=True, slots=True)
class Head:
    """What the case itself keeps about its history: how many events, and the last hash."""

    seq: int
    hash: bytes


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault, at the event with this number; `upto` closes a range of missing events."""

    kind: FaultKind
    seq: int
    upto: int | None = None


def examine(
    municipality_id: int, case_id: int, events: Sequence[Stored], head: Head
) -> tuple[Finding, ...]:
    """Every fault of one case's history, in the order of its events; none when it is whole."""
    if _is_whole(origin(municipality_id, case_id), events, head):
        return ()
    places = _Places(origin(municipality_id, case_id), events)
    findings: list[Finding] = []
    for position, event in enumerate(events):
        findings.extend(_faults_at(places, position, event))
    findings.extend(_faults_at_the_end(places, head, in_order=not findings))
    return tuple(dict.fromkeys(findings))


def _is_whole(start: bytes, events: Sequence[Stored], head: Head) -> bool:
    """Each event follows from the one before, and the last is the one that the case knows: what is
    so of nearly every history, seen without looking for what was done."""
    previous = start
    for place, event in enumerate(events, 1):
        if event.entry.seq != place or link(previous, event.entry) != event.hash:
            return False
        if _detail_was_changed(event):
            return False
        previous = event.hash
    return len(events) == head.seq and previous == head.hash


class _Places:
    """The places of a chain; place 0 stands before the first event."""

    def __init__(self, start: bytes, events: Sequence[Stored]) -> None:
        self.events = events
        self.hashes = [start, *(event.hash for event in events)]
        self.numbers = [0, *(event.entry.seq for event in events)]

    @cache  # noqa: B019  lives as long as one examination
    def made_for(self, position: int) -> tuple[int, int] | None:
        """For which number, and upon which place, this event was really made; None if unknown."""
        event = self.events[position]
        near = [position, *range(position), *range(position + 1, len(self.hashes))]
        for place in near:
            for seq in _numbers_to_try(event.entry.seq, place):
                if link(self.hashes[place], replace(event.entry, seq=seq)) == event.hash:
                    return seq, place
        return None

    def true_number(self, place: int) -> int:
        """The number that the event in this place was made for."""
        made = self.made_for(place - 1) if place else (0, 0)
        return made[0] if made else self.numbers[place]


def _numbers_to_try(seq: int, place: int) -> tuple[int, ...]:
    return (seq, seq + 1, place + 1, seq - 1) if seq > 1 else (seq, seq + 1, place + 1)


def _faults_at(places: _Places, position: int, event: Stored) -> list[Finding]:
    seq = event.entry.seq
    before = places.numbers[position]
    if event.hash in places.hashes[: position + 1]:
        return [Finding(FaultKind.REPLAYED, seq)]
    found: list[Finding] = []
    if seq > before + 1:
        found.append(Finding(FaultKind.REMOVED, before + 1, seq - 1))
    elif (kind := _what_was_done(places, position, seq)) is not None:
        found.append(Finding(kind, seq))
    if _detail_was_changed(event):
        found.append(Finding(FaultKind.EDITED, seq))
    return found


def _what_was_done(places: _Places, position: int, seq: int) -> FaultKind | None:
    made = places.made_for(position)
    if made is None:
        return FaultKind.REMOVED if _closed_gap(places, position) else FaultKind.EDITED
    number, place = made
    if place == position:
        return None  # it follows from its neighbour; whatever moved both is named there
    if number != seq:
        return FaultKind.REORDERED
    return None if places.true_number(place) == seq - 1 else FaultKind.FORKED


def _closed_gap(places: _Places, position: int) -> bool:
    """The next event was made for a greater number: one was taken out here."""
    if position + 1 >= len(places.events):
        return False
    following = places.made_for(position + 1)
    return following is not None and following[0] > places.events[position + 1].entry.seq


def _faults_at_the_end(places: _Places, head: Head, *, in_order: bool) -> list[Finding]:
    last = places.numbers[-1]
    if last < head.seq:
        return [Finding(FaultKind.TRUNCATED, last + 1, head.seq)]
    if last > head.seq:
        return [Finding(FaultKind.ADDED, head.seq + 1, last)]
    if in_order and places.hashes[-1] != head.hash:
        return [Finding(FaultKind.REWRITTEN, last)]
    return []


def _detail_was_changed(event: Stored) -> bool:
    """The personal part may be gone, lawfully; while it is there it must be the one written."""
    if event.detail is None:
        return False
    if event.salt is None or event.entry.detail_digest is None:
        return True
    return digest_of_detail(event.salt, event.detail) != event.entry.detail_digest
