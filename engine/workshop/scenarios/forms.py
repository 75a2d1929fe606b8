"""Which form the table under a step fills in, told from the files alone: nothing is run for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from engine.definitions.bundle import Bundle
from engine.forms import Form, FormRefused, parse_form
from engine.workshop.drawn import Drawn, drawn_in
from engine.workshop.labels import ATTRIBUTES
from engine.workshop.scenarios.reading import Step
from engine.workshop.scenarios.sentences import said_in

FORM = (ATTRIBUTES["formDefinition", "formId"], "")
OPENING = "="


class StepForms:
    """The forms of a draft by the steps that fill them in. `diagrams`: the one in which a case
    begins comes first."""

    def __init__(self, files: Mapping[str, bytes], diagrams: Sequence[str]) -> None:
        self._forms = Bundle(files).forms()
        self._keys: dict[str, str] = {}
        for each in (one for path in diagrams for one in drawn_in(files[path])):
            for name in _called(each):
                self._keys.setdefault(name, each.facts.get(FORM, ""))

    @property
    def names(self) -> tuple[str, ...]:
        """The tasks that have a form, and OPENING where a case begins with one."""
        return tuple(name for name, key in self._keys.items() if key in self._forms)

    def called(self, name: str) -> Form | None:
        """The form of a task, or of the beginning."""
        _path, content = self._forms.get(self._keys.get(name, ""), ("", b""))
        try:
            return parse_form(content) if content else None
        except FormRefused:  # the review says so
            return None

    def of(self, step: Step) -> Form | None:
        """The form of the task that a step completes, or of the beginning."""
        said = said_in(step) if step.rows else None
        if said is None or said.wording.table != "fields":
            return None
        name = (
            OPENING if said.wording.key in ("start", "try_start") else said.parts["task"].casefold()
        )
        return self.called(name)


def _called(element: Drawn) -> tuple[str, ...]:
    if element.kind == "startEvent":
        return (OPENING,) if not element.event and FORM in element.facts else ()
    return (element.name.casefold(), element.id.casefold()) if FORM in element.facts else ()
