"""One test an attack: whatever is done to a history is found, and called by its name."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.history.chain import Entry, digest_of_detail, link, origin
from engine.history.verification import FaultKind, Finding, Head, Stored, examine

MUN, CASE = 3, 44
SALT = b"s" * 16


def history(length: int, *, municipality_id: int = MUN, case_id: int = CASE) -> list[Stored]:
    previous = origin(municipality_id, case_id)
    events = []
    for seq in range(1, length + 1):
        detail = f"motivo {seq}"
        digest = digest_of_detail(SALT, detail)
        entry = Entry(seq, 10 + seq % 5, seq % 3 or None, 7, 100 + seq, 10**15 + seq, "{}", digest)
        previous = link(previous, entry)
        events.append(Stored(entry, previous, SALT, detail))
    return events


def head_of(events: list[Stored]) -> Head:
    return Head(events[-1].entry.seq, events[-1].hash)


def look(events: list[Stored], head: Head) -> tuple[Finding, ...]:
    return examine(MUN, CASE, events, head)


def rehashed(events: list[Stored], start: int) -> list[Stored]:
    """What an attacker with the source code does: write every hash anew from `start` on."""
    previous = events[start - 1].hash if start else origin(MUN, CASE)
    result = list(events[:start])
    for event in events[start:]:
        previous = link(previous, event.entry)
        result.append(replace(event, hash=previous))
    return result


def edited(event: Stored) -> Stored:
    return replace(event, entry=replace(event.entry, person_id=8))


@given(st.integers(1, 40))
def test_a_whole_history_has_no_fault(length: int) -> None:
    events = history(length)
    assert look(events, head_of(events)) == ()


def test_a_history_without_events_is_whole_when_the_case_expects_none() -> None:
    assert look([], Head(0, origin(MUN, CASE))) == ()


@given(st.integers(0, 11))
def test_an_edited_event_is_named(at: int) -> None:
    events = history(12)
    forged = [*events[:at], edited(events[at]), *events[at + 1 :]]
    assert look(forged, head_of(events)) == (Finding(FaultKind.EDITED, at + 1),)


@given(st.integers(0, 10))
def test_an_edited_event_with_its_own_hash_written_anew_breaks_the_next(at: int) -> None:
    events = history(12)
    forged = rehashed([*events[:at], edited(events[at])], at) + events[at + 1 :]
    assert look(forged, head_of(events)) == (Finding(FaultKind.EDITED, at + 2),)


@given(st.integers(0, 11))
def test_a_tail_written_anew_does_not_meet_the_head_of_the_case(at: int) -> None:
    events = history(12)
    forged = rehashed([*events[:at], edited(events[at]), *events[at + 1 :]], at)
    assert look(forged, head_of(events)) == (Finding(FaultKind.REWRITTEN, 12),)


@given(st.integers(0, 10), st.integers(1, 3))
def test_a_removed_event_is_named(at: int, count: int) -> None:
    events = history(15)
    left = events[:at] + events[at + count :]
    assert look(left, head_of(events)) == (Finding(FaultKind.REMOVED, at + 1, at + count),)


@given(st.integers(0, 9))
def test_a_removed_event_is_named_when_the_gap_was_closed(at: int) -> None:
    events = history(12)
    left = events[:at] + [
        replace(event, entry=replace(event.entry, seq=event.entry.seq - 1))
        for event in events[at + 1 :]
    ]
    assert look(left, head_of(events)) == (
        Finding(FaultKind.REMOVED, at + 1),
        Finding(FaultKind.TRUNCATED, 12, 12),
    )


@given(st.lists(st.integers(1, 12), min_size=2, max_size=2, unique=True).map(sorted))
def test_two_swapped_events_are_named(places: list[int]) -> None:
    first, second = places
    events = history(12)
    one, other = events[first - 1], events[second - 1]
    events[first - 1] = replace(other, entry=replace(other.entry, seq=first))
    events[second - 1] = replace(one, entry=replace(one.entry, seq=second))
    assert look(events, head_of(history(12))) == (
        Finding(FaultKind.REORDERED, first),
        Finding(FaultKind.REORDERED, second),
    )


@given(st.integers(1, 11))
def test_a_truncated_tail_is_named(left: int) -> None:
    events = history(12)
    assert look(events[:left], head_of(events)) == (Finding(FaultKind.TRUNCATED, left + 1, 12),)


def test_a_history_that_is_gone_altogether_is_named() -> None:
    events = history(4)
    assert look([], head_of(events)) == (Finding(FaultKind.TRUNCATED, 1, 4),)


@given(st.integers(0, 5))
def test_a_replayed_event_is_named(source: int) -> None:
    events = history(9)
    copy = replace(events[source], entry=replace(events[source].entry, seq=10))
    findings = look([*events, copy], head_of(events))
    assert findings == (Finding(FaultKind.REPLAYED, 10), Finding(FaultKind.ADDED, 10, 10))


@given(st.integers(1, 8))
def test_a_fork_is_named(upon: int) -> None:
    events = history(10)
    entry = replace(events[9].entry, seq=11, person_id=9)
    branch = Stored(entry, link(events[upon].hash, entry), SALT, events[9].detail)
    findings = look([*events, branch], head_of(events))
    assert findings == (Finding(FaultKind.FORKED, 11), Finding(FaultKind.ADDED, 11, 11))


def test_an_event_added_behind_the_last_one_is_named() -> None:
    events = history(5)
    entry = replace(events[4].entry, seq=6)
    longer = [*events, Stored(entry, link(events[4].hash, entry), SALT, events[4].detail)]
    assert look(longer, head_of(events)) == (Finding(FaultKind.ADDED, 6, 6),)


def test_the_history_of_another_case_does_not_pass_for_this_one() -> None:
    events = history(3, case_id=45)
    assert look(events, head_of(events)) == (Finding(FaultKind.EDITED, 1),)


def test_an_erased_personal_part_leaves_the_history_whole() -> None:
    events = [replace(event, salt=None, detail=None) for event in history(5)]
    assert look(events, head_of(events)) == ()


@pytest.mark.parametrize(("salt", "detail"), [(SALT, "otro"), (b"t" * 16, "motivo 2"), (None, "x")])
def test_a_changed_personal_part_is_named(salt: bytes | None, detail: str) -> None:
    events = history(5)
    events[1] = replace(events[1], salt=salt, detail=detail)
    assert look(events, head_of(events)) == (Finding(FaultKind.EDITED, 2),)


@given(st.integers(2, 14), st.randoms(use_true_random=False))
def test_no_shuffle_passes(length: int, chance: random.Random) -> None:
    events = history(length)
    shuffled = list(events)
    chance.shuffle(shuffled)
    renumbered = [
        replace(event, entry=replace(event.entry, seq=place))
        for place, event in enumerate(shuffled, start=1)
    ]
    assert (look(renumbered, head_of(events)) == ()) == (shuffled == events)
