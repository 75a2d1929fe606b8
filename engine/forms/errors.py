"""What a form answers: a fault of one field for the person, a fault of the form for its author."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from engine.sentences import Fact, Translate, as_written, filled, told_fact


@dataclass(frozen=True, slots=True)
class FieldError:
    """What to do about one field. `key` is the name of its control ("items[0].cantidad"),
    `msgid` the Spanish sentence to translate, `params` what it mentions, also other sentences."""

    key: str
    msgid: str
    params: Mapping[str, Fact] = field(default_factory=dict)

    @property
    def message(self) -> str:
        """The sentence in Spanish."""
        return self.told()

    def told(self, translate: Translate = as_written) -> str:
        """The sentence in a language."""
        told = {name: told_fact(fact, translate) for name, fact in self.params.items()}
        return translate(self.msgid).format(**told)


@dataclass(frozen=True, slots=True)
class FormProblem:
    """Why a form cannot be deployed: the component (its key, label or place), the fault, the
    advice; for whoever edits the process, as sentences with places that `facts` fill."""

    component: str
    sentence: str
    hint: str = ""
    facts: Mapping[str, Fact] = field(default_factory=dict)

    @property
    def message(self) -> str:
        """The fault in Spanish."""
        return filled(self.sentence, self.facts)

    @property
    def advice(self) -> str:
        """What to do, in Spanish."""
        return filled(self.hint, self.facts)


class FormRefused(ValueError):
    """The form has faults; all that were found are in `problems`."""

    def __init__(self, problems: tuple[FormProblem, ...]) -> None:
        super().__init__(
            "; ".join(f"{problem.component}: {problem.message}" for problem in problems)
        )
        self.problems = problems
