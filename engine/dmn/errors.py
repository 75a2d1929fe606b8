"""Why a decision model is refused: every problem with its element, not only the first."""

from collections.abc import Sequence
from dataclasses import dataclass

from engine.sentences import N_, Sentence, phrase


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: the element's id (or name), and a plain sentence, in English for
    logs and one to be told to people in their language."""

    element: str
    message: str
    sentence: Sentence

    @property
    def spanish(self) -> str:
        """The sentence in Spanish."""
        return str(self.sentence)

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
        sentence = phrase(N_("el modelo no tiene esa decisión."))
        super().__init__([Problem(name, "the model has no such decision.", sentence)])
