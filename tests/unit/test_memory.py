"""The memory of compiled definitions is bounded."""

from __future__ import annotations

from engine.memory import Bounded


def test_what_was_not_used_for_longest_is_forgotten() -> None:
    memory: Bounded[str, int] = Bounded(2)
    memory.keep("a", 1)
    memory.keep("b", 2)
    assert memory.get("a") == 1
    memory.keep("c", 3)
    assert [memory.get(key) for key in "abc"] == [1, None, 3]
