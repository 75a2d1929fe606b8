"""Why a decision model is refused: every problem with its element, not only the first."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: the element's id (or name), and a plain sentence, in English for
    logs and in Spanish for people."""

    element: str
    message: str
    spanish: str

    def __str__(self) -> str:
        return f"{self.element}: {self.message}" if self.element else self.message


class DmnError(Exception):
    """The model cannot be used; carries all its problems."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in problems))


class UnknownDecision(DmnError):
    """The model has no decision by that id or name."""

    def __init__(self, name: str) -> None:
        super().__init__(
            [Problem(name, "the model has no such decision.", "el modelo no tiene esa decisión.")]
        )
