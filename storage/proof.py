"""What the next transaction proves first: that some questions still have the answers they had.

Who is at the door was asked before, and is remembered. The questions travel with the first
statements of the verb, which costs no trip of their own, and whatever has changed since undoes the
verb before it begins: nothing that was remembered is ever believed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from storage.asking import Text, statement_of
from storage.wire import Row, Statement

Answers = Sequence[Sequence[Row]]


class NotProved(Exception):
    """Something has changed: nothing was done, and the door must be asked anew."""


class Proof:
    """Questions of one municipality with the answers they had."""

    def __init__(self, municipality_id: int, texts: Sequence[Text], answers: Answers) -> None:
        self.municipality_id = municipality_id
        self.texts = texts
        self._answers = answers
        self._left = len(texts)

    @property
    def proved(self) -> bool:
        """Whether every question had the same answer again."""
        return self._left == 0

    def statements(self) -> list[Statement]:
        """The questions, each of which holds its answer against the one of before."""
        self._left = len(self.texts)
        return [
            replace(statement_of(text), check=self._checking(answer))
            for text, answer in zip(self.texts, self._answers, strict=True)
        ]

    def compare(self, answers: Answers) -> None:
        """Hold answers that were asked for apart. Raises NotProved."""
        for now, before in zip(answers, self._answers, strict=True):
            _same(now, before)
        self._left = 0

    def _checking(self, before: Sequence[Row]) -> Callable[[Sequence[Row]], None]:
        def check(now: Sequence[Row]) -> None:
            _same(now, before)
            self._left -= 1

        return check


def _same(now: Sequence[Row], before: Sequence[Row]) -> None:
    if sorted(map(repr, now)) != sorted(map(repr, before)):
        raise NotProved
