"""What a check found, and how grave it is."""

from dataclasses import dataclass
from enum import StrEnum

from engine.sentences import Sentence


class Severity(StrEnum):
    """ERROR: the model would go wrong and is refused. WARNING: a person should look at it."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding: the decision, the cell, rule or table, a sentence in English for logs and
    one to be told to people, and the rules by number."""

    severity: Severity
    owner: str
    element: str
    message: str
    sentence: Sentence
    rules: tuple[int, ...] = ()

    @property
    def spanish(self) -> str:
        """The sentence in Spanish."""
        return str(self.sentence)

    def __str__(self) -> str:
        return f"{self.element}: {self.message}"
