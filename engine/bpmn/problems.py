"""What deployment finds wrong with a model, and how a step fails.

A Problem names file, element, rule, what is wrong and what to draw instead, in Spanish: it is read
by the person who drew the model. A failed step is no BPMN error: it becomes an incident.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from engine.sentences import Fact, Sentence, filled


class Severity(StrEnum):
    """Whether a finding stops the deployment.

    error: the model would not run as drawn, so it is refused.
    warning: it runs, but a person should look at it.
    """

    ERROR = "error"
    WARNING = "warning"


class Act(StrEnum):
    """What a fix does to the element that it names.

    set: gives an attribute a value. unset: takes an attribute away. remove: takes the element away,
    or its parts of a name. add: gives it one more part of a name, with a text.
    """

    SET = "set"
    UNSET = "unset"
    REMOVE = "remove"
    ADD = "add"


@dataclass(frozen=True, slots=True)
class Fix:
    """A change that can be made with one press, because nothing has to be decided.

    `attribute` is the name of the attribute, or of the part that is added or removed; `path` is the
    place of the element in its file (as of lxml), for elements without an id.
    """

    act: Act
    element_id: str
    title: str
    attribute: str = ""
    value: str = ""
    path: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding; `element_id` is "" when the file as a whole is meant.

    `message`, `advice` and `consequence` are sentences in Spanish, with places (`%(name)s`) that
    `facts` fill: they are the keys of the catalogues, so that a page can show them in the reader's
    language. The properties in `_es` are the sentences filled in.
    """

    file: str
    element_id: str
    element_name: str
    severity: Severity
    rule: str
    message: str
    advice: str = ""
    facts: Mapping[str, Fact] = field(default_factory=dict)
    consequence: str = ""
    fix: Fix | None = None

    @property
    def message_es(self) -> str:
        """What is wrong."""
        return filled(self.message, self.facts)

    @property
    def advice_es(self) -> str:
        """What to do instead, or ""."""
        return filled(self.advice, self.facts)

    def __str__(self) -> str:
        where = (
            f"«{self.element_name}» ({self.element_id})" if self.element_name else self.element_id
        )
        return " ".join(filter(None, (f"{self.file}:", where, self.message_es, self.advice_es)))


def unreadable(file: str, why: Fact) -> Problem:
    """A file that is no BPMN at all."""
    sentence = why if isinstance(why, Sentence) else Sentence(why)
    return Problem(file, "", "", Severity.ERROR, "readable", sentence.text, facts=sentence.facts)


class ModelRefused(Exception):
    """The model cannot run exactly as drawn; `problems` says all the reasons at once."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__("; ".join(str(problem) for problem in problems))


class StepFailed(Exception):
    """A step failed for a technical reason: the verb rolls back and records an incident."""

    def __init__(self, element_id: str, message: Fact) -> None:
        self.element_id = element_id
        self.sentence = message if isinstance(message, Sentence) else Sentence(message)
        self.message = str(message)
        super().__init__(f"{element_id}: {message}")


class TooManySteps(StepFailed):
    """The step did not come to rest within its bound: a loop without a wait."""


class TokenGone(Exception):
    """Nothing waits at that token any more: it was completed, interrupted or never there."""


class StateUnreadable(Exception):
    """The state belongs to another definition or to a version that this software cannot read."""
