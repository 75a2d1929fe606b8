"""What a verb writes verifies; what is personal stays outside the hashed part."""

from __future__ import annotations

from engine.history.chain import digest_of_detail, origin
from engine.history.kinds import EventKind
from engine.history.ledger import Ledger
from engine.history.verification import Head, Stored, examine

START = Head(0, origin(1, 2))


def ledger(head: Head = START) -> Ledger:
    return Ledger(head, at=10**15, person_id=7, random_bytes=lambda n: b"r" * n)


def test_what_is_written_verifies_across_verbs() -> None:
    first = ledger()
    first.add(EventKind.CASE_STARTED, data={"number": "CON-2026-0001"})
    first.add(EventKind.TASK_OPENED, element=3, task_id=11)
    second = ledger(first.head)
    second.add(EventKind.TASK_RELEASED, task_id=11, detail={"reason": "me enfermé"})
    stored = [
        Stored(event.entry, event.hash, event.salt, event.detail)
        for event in first.events + second.events
    ]
    assert [event.entry.seq for event in stored] == [1, 2, 3]
    assert examine(1, 2, stored, second.head) == ()


def test_free_text_stays_outside_the_hashed_part() -> None:
    book = ledger()
    book.add(EventKind.CASE_CANCELLED, data={"state": "cancelled"}, detail={"reason": "Ana Ruiz"})
    (event,) = book.events
    assert event.entry.data == '{"state":"cancelled"}'
    assert event.detail == '{"reason":"Ana Ruiz"}'
    assert event.entry.detail_digest == digest_of_detail(b"r" * 16, '{"reason":"Ana Ruiz"}')


def test_an_event_may_vouch_for_something_that_lies_elsewhere() -> None:
    book = ledger()
    book.add_sealed(EventKind.TASK_COMPLETED, digest=b"d" * 32, task_id=4)
    (event,) = book.events
    assert (event.entry.detail_digest, event.salt, event.detail) == (b"d" * 32, None, None)
