"""Steps whose completion changes a register in their own transaction: `[[enacts]]`. Pure.

Who resolves, inscribes: what the register does not take refuses the completion, and the form
says why. `change` is what becomes of the ground or of what somebody has of it; `when`, `title` and
`facts` are expressions over what the task sees and what was entered.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from engine.definitions.checks import Reader
from engine.definitions.publication import condition
from engine.feel import FeelSyntaxError
from engine.sentences import N_
from storage.tables.cadastre import LandFact, LandOperation

CHANGES = (
    *(each.value for each in LandOperation if each is not LandOperation.LOAD),
    *(each.value for each in LandFact),
)


@dataclass(frozen=True, slots=True)
class Enactment:
    """What completing an element enacts. `title` says what it rests on, `document` is the kind of
    document of the task that proves it, `control` the field that shows why it was refused, `into`
    what the step then knows of it."""

    element: str
    change: str
    title: str
    when: str = "true"
    document: str = ""
    control: str = "decision"
    into: str = "inscripcion"
    facts: Mapping[str, str] = field(default_factory=dict)


def enactment(part: Reader) -> Enactment:
    """One `[[enacts]]`."""
    read = Enactment(
        element=part.text("element", required=True),
        change=part.choice("change", CHANGES, default=CHANGES[0]),
        title=part.text("title", required=True),
        when=part.text("when") or "true",
        document=part.text("document"),
        control=part.text("control") or "decision",
        into=part.text("into") or "inscripcion",
        facts=part.table_of_texts("facts"),
    )
    for text in (read.when, read.title, *read.facts.values()):
        _check(part, text)
    part.nothing_else()
    return read


def _check(part: Reader, text: str) -> None:
    try:
        condition(text or "true")
    except FeelSyntaxError as fault:
        said = N_("La expresión «%(text)s» de [[enacts]] no se entiende: %(why)s")
        part.fault(said, text=text, why=fault.sentence)
