"""What lies as submitted must be what the events vouch for, also where a step was done again."""

import pytest

from engine.history.chain import Entry
from engine.history.kinds import EventKind
from engine.history.submitted import edited_submissions
from engine.history.verification import Stored
from engine.values import dumps

Lies = tuple[int | None, bytes]


def act(seq: int, task_id: int | None, digest: bytes) -> Stored:
    kind = EventKind.CASE_STARTED if task_id is None else EventKind.TASK_COMPLETED
    return Stored(Entry(seq, kind, 0, 7, task_id, 0, "", digest), b"")


EVENTS = [act(1, None, b"s"), act(4, 5, b"a"), act(9, 5, b"b"), act(12, 6, b"c")]
WHOLE: list[Lies] = [(None, b"s"), (5, b"a"), (5, b"b"), (6, b"c")]


@pytest.mark.parametrize(
    ("submitted", "faults"),
    [
        (WHOLE, []),
        ([*WHOLE[:1], (5, b"x"), *WHOLE[2:]], [4]),
        ([*WHOLE[:2], (5, b"x"), *WHOLE[3:]], [9]),
        ([*WHOLE, (6, b"x")], [12]),
        (WHOLE[:3], [12]),
        (WHOLE[1:], [1]),
    ],
)
def test_each_act_has_its_own_and_nothing_lies_beside(
    submitted: list[Lies], faults: list[int]
) -> None:
    assert [each.seq for each in edited_submissions(EVENTS, submitted)] == faults


def test_of_what_a_reader_may_not_know_nothing_is_said() -> None:
    assert list(edited_submissions(EVENTS, WHOLE[:3], part=True)) == []
    assert [each.seq for each in edited_submissions(EVENTS, WHOLE[:2], part=True)] == [9]


@pytest.mark.parametrize(
    ("declared", "submitted", "faults"),
    [
        ([4], [WHOLE[0], *WHOLE[2:]], []),
        ([4], [WHOLE[0], (5, b"x"), *WHOLE[2:]], [4, 9]),
        ([4], [WHOLE[0], WHOLE[3]], [9]),
        ([1, 12], WHOLE[1:3], []),
        ([1], WHOLE[1:3], [12]),
        ([], WHOLE[1:], [1]),
    ],
)
def test_what_an_act_of_erasing_names_may_be_gone_and_nothing_else(
    declared: list[int], submitted: list[Lies], faults: list[int]
) -> None:
    told = dumps({"act": "Resolución 031-2026", "declared": declared})
    erased = Stored(Entry(20, EventKind.PERSONAL_ERASED, None, 7, None, 0, told), b"")
    assert [each.seq for each in edited_submissions([*EVENTS, erased], submitted)] == faults
