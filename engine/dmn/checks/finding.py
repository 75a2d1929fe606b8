"""What a check found, and how grave it is."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """ERROR: the model would go wrong and is refused. WARNING: a person should look at it."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding: the decision, the cell, rule or table, a sentence in English for logs and in
    Spanish for people, and the rules by number."""

    severity: Severity
    owner: str
    element: str
    message: str
    spanish: str
    rules: tuple[int, ...] = ()

    def __str__(self) -> str:
        return f"{self.element}: {self.message}"
