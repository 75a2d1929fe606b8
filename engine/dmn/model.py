"""The compiled model: decisions, input data, knowledge, services, and what requires what.

Immutable after parsing and safe to share. Requirements name elements by namespace and id, so that
they reach into imported models.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from engine.dmn.notes import Notes
from engine.feel.compile import Code
from engine.feel.types import FunctionType, Type

Reference: TypeAlias = tuple[str, str]


@dataclass(frozen=True, slots=True, eq=False)
class InputData:
    """A value that comes from outside, with its type (None: any); people may read its label."""

    id: str
    name: str
    type: Type | None = None
    type_name: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Decision:
    """A decision: its logic, its type, what it requires, and the input data below it."""

    id: str
    name: str
    code: Code
    type: Type | None
    requires: tuple[Reference, ...]
    question: str = ""
    inputs: tuple[str, ...] = ()
    label: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Knowledge:
    """A business knowledge model: `code` makes its function in a scope; its type, if declared."""

    id: str
    name: str
    code: Code
    requires: tuple[Reference, ...]
    type: FunctionType | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Service:
    """A decision service: a function from its inputs to its output decisions."""

    id: str
    name: str
    outputs: tuple[Reference, ...]
    input_data: tuple[Reference, ...]
    input_decisions: tuple[Reference, ...]
    type: Type | None = None


DrgElement: TypeAlias = InputData | Decision | Knowledge | Service


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """A parsed decision model. `decisions` and `inputs` answer by id and by name."""

    name: str
    namespace: str
    elements: Mapping[str, DrgElement]
    decisions: Mapping[str, Decision]
    inputs: Mapping[str, InputData]
    services: Mapping[str, Service]
    knowledge: Mapping[str, Knowledge] = field(default_factory=dict)
    types: Mapping[str, Type] = field(default_factory=dict)
    imports: "tuple[Import, ...]" = ()
    notes: Notes = field(default_factory=Notes)
    names: frozenset[str] = frozenset()

    def find(self, reference: Reference) -> "tuple[Model, DrgElement] | None":
        """The element of a reference, and the model it lives in."""
        namespace, id_ = reference
        if namespace == self.namespace and id_ in self.elements:
            return self, self.elements[id_]
        for model in self.reachable():
            if model.namespace == namespace and id_ in model.elements:
                return model, model.elements[id_]
        return None

    def reachable(self) -> "Iterator[Model]":
        """This model and all that it imports, directly or not."""
        yield self
        for imported in self.imports:
            yield from imported.model.reachable()

    def prefix_of(self, model: "Model") -> str:
        """The name under which this model knows another; empty for itself and without a name."""
        if model is self:
            return ""
        return next((known.prefix for known in self.imports if known.model is model), "")


@dataclass(frozen=True, slots=True, eq=False)
class Import:
    """An imported model and the name it goes by; without one its elements count as own."""

    prefix: str
    model: Model
