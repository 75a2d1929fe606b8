"""What one history counts for: what was taken back, what lies under seal, several at once."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from engine.bpmn import Element
from engine.history.kinds import EventKind as K
from engine.pictures.counting import Counted, Happened, What, count_history, way_of

NINE = datetime(2026, 3, 2, 14, tzinfo=UTC)
ASK = Element(0, "ask", "Ask", "userTask", "p", "p")
OFFER = Element(1, "offer", "Offer", "userTask", "p", "p", sealed_until="opening")
END = Element(2, "end", "End", "endEvent", "p", "p")


def history(*acts: tuple[K, Element | None, int | None, int]) -> list[Happened]:
    """Events of an hour of the day each."""
    return [
        Happened(seq, kind, NINE + timedelta(hours=hour), 1, element, task)
        for seq, (kind, element, task, hour) in enumerate(acts, 1)
    ]


def counted(events: list[Happened]) -> Counted:
    return count_history(events, lambda at: date(at.year, at.month, 1))


def of(found: Counted, element: str, what: What) -> int:
    return sum(n for at, n in found.at.items() if (at.element, at.what) == (element, what))


ANSWERED = [
    (K.CASE_STARTED, None, None, 0), (K.TASK_OPENED, ASK, 1, 0), (K.TASK_CLAIMED, ASK, 1, 2),
    (K.TASK_COMPLETED, ASK, 1, 3),
]  # fmt: skip


def test_a_step_that_was_taken_back_was_not_done_and_goes_on() -> None:
    undone = [*ANSWERED, (K.STEP_UNDONE, ASK, 1, 4)]
    assert of(counted(history(*undone)), "ask", What.DONE) == 0
    again = counted(
        history(
            *undone, (K.TASK_COMPLETED, ASK, 1, 7), (K.PASSED, END, None, 7),
            (K.CASE_COMPLETED, None, None, 7),
        )
    )  # fmt: skip
    assert of(again, "ask", What.DONE) == 1
    assert of(again, "ask", What.REPEATS) == 0
    assert (of(again, "ask", What.WAITED), of(again, "ask", What.WORKED)) == (7_200, 5 * 3_600)
    assert list(again.ways.values()) == ['["ask", "end"]']


def test_taking_a_task_back_lets_it_wait_again() -> None:
    acts = [*ANSWERED[:3], (K.ACT_UNDONE, ASK, 1, 3), (K.TASK_COMPLETED, ASK, 1, 6)]
    found = counted(history(*acts))
    assert (of(found, "ask", What.WAITED), of(found, "ask", What.WORKED)) == (5 * 3_600, 3_600)


def test_what_lies_under_seal_is_not_counted_before_it_is_opened() -> None:
    acts = [*ANSWERED, (K.TASK_OPENED, OFFER, 2, 4), (K.TASK_COMPLETED, OFFER, 2, 5)]
    assert of(counted(history(*acts)), "offer", What.VISITS) == 0
    opened = counted(history(*acts, (K.ENVELOPES_OPENED, None, None, 6)))
    assert of(opened, "offer", What.VISITS) == 1


def test_one_of_several_right_after_another_is_the_same_step_and_done_again_is_another() -> None:
    assert way_of([("vote", "a"), ("vote", "b"), ("sign", "")]) == ["vote", "sign"]
    assert way_of([("ask", ""), ("ask", ""), ("sign", "")]) == ["ask", "ask", "sign"]
    assert way_of([("vote", "a"), ("vote", "a")]) == ["vote", "vote"]
