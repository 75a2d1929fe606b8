"""What deployment finds wrong with a model, and how a step fails.

A Problem names file, element, rule, what is wrong and what to draw instead, in Spanish: it is read
by the person who drew the model. A failed step is no BPMN error: it becomes an incident.
"""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """Whether a finding stops the deployment.

    error: the model would not run as drawn, so it is refused.
    warning: it runs, but a person should look at it.
    """

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding; `element_id` is "" when the file as a whole is meant."""

    file: str
    element_id: str
    element_name: str
    severity: Severity
    rule: str
    message_es: str
    advice_es: str = ""

    def __str__(self) -> str:
        where = (
            f"«{self.element_name}» ({self.element_id})" if self.element_name else self.element_id
        )
        return " ".join(filter(None, (f"{self.file}:", where, self.message_es, self.advice_es)))


class ModelRefused(Exception):
    """The model cannot run exactly as drawn; `problems` says all the reasons at once."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__("; ".join(str(problem) for problem in problems))


class StepFailed(Exception):
    """A step failed for a technical reason: the verb rolls back and records an incident."""

    def __init__(self, element_id: str, message: str) -> None:
        self.element_id = element_id
        self.message = message
        super().__init__(f"{element_id}: {message}")


class TooManySteps(StepFailed):
    """The step did not come to rest within its bound: a loop without a wait."""


class TokenGone(Exception):
    """Nothing waits at that token any more: it was completed, interrupted or never there."""


class StateUnreadable(Exception):
    """The state belongs to another definition or to a version that this software cannot read."""
