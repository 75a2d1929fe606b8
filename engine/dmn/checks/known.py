"""What is known of the names in a text before anything is evaluated: the types of the elements that
are required, and of what was introduced on the way.

Decisions without a declared type get the one that their text or their table is inferred to have.
"""

from collections.abc import Mapping

from engine.dmn.graph import requirements_of
from engine.dmn.model import Decision, DrgElement, InputData, Knowledge, Model, Service
from engine.dmn.notes import TableNote, TextNote
from engine.feel.inference import Known, infer
from engine.feel.types import ANY, SIMPLE, ContextType, FunctionType, ListType, Type

_LISTS = ("RULE ORDER", "OUTPUT ORDER", "COLLECT")
_ONE = ("UNIQUE", "ANY", "FIRST", "PRIORITY")


class ModelTypes:
    """The types of a model's elements, each found once."""

    def __init__(self, model: Model, functions: Mapping[str, int]) -> None:
        self._model = model
        self._functions = functions
        self._found: dict[int, Type] = {}

    def known_in(self, note: TextNote | TableNote, model: Model | None = None) -> Known:
        """What a text, or the cells of a table, may build on."""
        where = model or self._model
        types: dict[str, Type] = {}
        for reference in requirements_of(where.elements.get(note.owner)):
            found = where.find(reference)
            if found is not None:
                prefix = where.prefix_of(found[0])
                types[prefix or found[1].name] = ANY if prefix else self.of(*found)
        return Known({**types, **note.local}, self._functions)

    def of(self, model: Model, element: DrgElement) -> Type:
        """The type of an element's value."""
        if id(element) not in self._found:
            self._found[id(element)] = ANY  # for functions that need themselves
            self._found[id(element)] = self._of(model, element)
        return self._found[id(element)]

    def _of(self, model: Model, element: DrgElement) -> Type:
        match element:
            case InputData(type=type_) | Knowledge(type=type_):
                return type_ or ANY
            case Decision(type=type_):
                return type_ or self._inferred(model, element)
            case Service():
                return self._service(model, element)

    def _service(self, model: Model, service: Service) -> Type:
        found = [model.find(each) for each in (*service.input_data, *service.input_decisions)]
        inputs = tuple(self.of(*pair) if pair else ANY for pair in found)
        return FunctionType("function", inputs, service.type or ANY)

    def _inferred(self, model: Model, decision: Decision) -> Type:
        logic = model.notes.logic.get(decision.id)
        if isinstance(logic, TextNote):
            return infer(logic.expression.node, self.known_in(logic, model), lambda _: None)
        return _of_table(logic) if logic else ANY


def _of_table(table: TableNote) -> Type:
    if table.policy == "COLLECT COUNT":
        return SIMPLE["number"]
    types = [type_ or ANY for type_ in table.output_types]
    fields = zip(table.output_names, types, strict=True)
    value = types[0] if len(types) == 1 else ContextType("context", tuple(fields))
    if table.policy in _LISTS:
        return ListType("list", value)
    return value if table.policy in _ONE else ANY
