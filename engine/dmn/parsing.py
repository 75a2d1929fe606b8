"""From DMN XML to a compiled model, with every problem named by its element.

parse_model reads imports, item definitions and elements in that order, compiles each piece of
logic in the scope of the model's names, and checks the graph of requirements.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import TypeVar

from engine.dmn.boxed import Room, compile_boxed, find_expression
from engine.dmn.boxed.function import make_function
from engine.dmn.errors import DmnError, Problem
from engine.dmn.graph import inputs_below, missing, on_a_cycle
from engine.dmn.items import ItemTypes
from engine.dmn.model import (
    Decision,
    DrgElement,
    Import,
    InputData,
    Knowledge,
    Model,
    Reference,
    Service,
)
from engine.dmn.notes import Notes
from engine.dmn.reading import (
    Element,
    attribute,
    child,
    children,
    identity,
    local_name,
    name_of,
    read,
    text_of,
    type_reference,
)
from engine.feel.types import ANY, FunctionType, Type
from engine.sentences import N_, phrase

_E = TypeVar("_E", InputData, Decision, Knowledge, Service)
_NO_IMPORTS: Mapping[str, Model] = MappingProxyType({})


def parse_model(xml: bytes, *, name: str = "", imports: Mapping[str, Model] = _NO_IMPORTS) -> Model:
    """The model; `imports` are models by namespace. DmnError lists what is wrong."""
    model, problems = parse_leniently(xml, name=name, imports=imports)
    if problems:
        raise DmnError(problems)
    return model


def parse_leniently(
    xml: bytes, *, name: str = "", imports: Mapping[str, Model] = _NO_IMPORTS
) -> tuple[Model, tuple[Problem, ...]]:
    """The model with its problems; logic that is wrong gives null. For editors and test suites."""
    try:
        return _parse(xml, name, imports)
    except RecursionError:
        said = phrase(N_("el modelo está demasiado anidado."))
        raise DmnError([Problem(name, "the model is nested too deeply.", said)]) from None


def _parse(
    xml: bytes, name: str, imports: Mapping[str, Model]
) -> tuple[Model, tuple[Problem, ...]]:
    root = read(xml, name=name)
    problems: list[Problem] = []
    imported = _imports(root, imports, problems)
    items = ItemTypes(root, imported)
    room = Room(_names(root, imported, items), items, problems, Notes())
    elements = _elements(root, room, imported)
    model = _model(root, name, elements, room, imported)
    problems += items.problems
    problems += [*missing(model), *on_a_cycle(model)]
    return model, tuple(problems)


def _imports(
    root: Element, known: Mapping[str, Model], problems: list[Problem]
) -> tuple[Import, ...]:
    found: list[Import] = []
    for element in children(root, "import"):
        namespace = attribute(element, "namespace")
        kind = attribute(element, "importType")
        if "DMN" not in kind and "dmn" not in kind:
            message = f"imports of {kind or 'no type'} are not supported."
            said = phrase(
                N_("no se admiten importaciones de %(kind)s."),
                kind=kind or phrase(N_("ningún tipo")),
            )
            problems.append(Problem(identity(element), message, said))
        elif namespace not in known:
            message = f"the imported model {namespace} is not here."
            said = phrase(N_("falta el modelo importado %(name)s."), name=namespace)
            problems.append(Problem(identity(element), message, said))
        else:
            found.append(Import(name_of(element), known[namespace]))
    return tuple(found)


def _names(root: Element, imported: tuple[Import, ...], items: ItemTypes) -> frozenset[str]:
    """Every name that an expression may meet; longer names win when parsing."""
    names = {name_of(element) for element in children(root)} | items.component_names
    for element in root.iter("{*}variable", "{*}column", "{*}formalParameter", "{*}output"):
        names.add(name_of(element))
    for one in imported:
        names |= {one.prefix, *one.model.names}
    return frozenset(names - {""})


def _elements(root: Element, room: Room, imported: tuple[Import, ...]) -> dict[str, DrgElement]:
    namespace = attribute(root, "namespace")
    bindings: dict[Reference, str] = {
        (one.model.namespace, id_): one.prefix or element.name
        for one in imported
        for id_, element in one.model.elements.items()
    } | {(namespace, identity(element)): name_of(element) for element in children(root)}
    elements: dict[str, DrgElement] = {}
    for element in children(root, *_READERS):
        scope = {bindings.get(needed, "") for needed in _required(element, namespace)}
        inside = room.inside(identity(element), scope)
        found = _READERS[local_name(element)](element, inside, namespace)
        if found.id in elements:
            said = phrase(N_("el id está repetido."))
            room.problems.append(Problem(found.id, "the id is used twice.", said))
        elements[found.id] = found
    return elements


def _variable_type(element: Element, room: Room) -> Type | None:
    return room.items.resolve(type_reference(child(element, "variable")), element)


def _input_data(element: Element, room: Room, _namespace: str) -> InputData:
    reference = type_reference(child(element, "variable"))
    type_, label = _variable_type(element, room), attribute(element, "label")
    return InputData(identity(element), name_of(element), type_, reference, label)


def _decision(element: Element, room: Room, namespace: str) -> Decision:
    logic = find_expression(element)
    code = compile_boxed(logic, room)
    _remember(identity(element), logic, room.notes)
    return Decision(
        identity(element),
        name_of(element),
        code,
        _variable_type(element, room),
        _required(element, namespace),
        text_of(child(element, "question")),
        label=attribute(element, "label"),
    )


def _remember(decision: str, logic: Element | None, notes: Notes) -> None:
    """Note the logic of a decision that is one text or one table: the last that was noted."""
    kind = "" if logic is None else local_name(logic)
    if kind == "decisionTable":
        notes.logic[decision] = notes.tables[-1]
    elif kind == "literalExpression" and notes.texts and notes.texts[-1].owner == decision:
        notes.logic[decision] = notes.texts[-1]


def _knowledge(element: Element, room: Room, namespace: str) -> Knowledge:
    logic = child(element, "encapsulatedLogic")
    result = _variable_type(element, room)
    if isinstance(result, FunctionType):
        result = result.result
    name = name_of(element)
    if logic is None:
        code = compile_boxed(None, room, owner=identity(element))
    else:
        code = make_function(logic, room, name=name, result=result)
    type_ = None if logic is None else _function_type(logic, result, room)
    return Knowledge(identity(element), name, code, _required(element, namespace), type_)


def _function_type(logic: Element, result: Type | None, room: Room) -> FunctionType | None:
    """What the function takes and gives; None where a table says it by its inputs."""
    declared = list(children(logic, "formalParameter"))
    if not declared and child(logic, "decisionTable") is not None:
        return None
    types = [room.items.resolve(attribute(part, "typeRef")) or ANY for part in declared]
    return FunctionType("function", tuple(types), result or ANY)


def _service(element: Element, room: Room, namespace: str) -> Service:
    def references(name: str) -> tuple[Reference, ...]:
        return tuple(_reference(part, namespace) for part in children(element, name))

    result = _variable_type(element, room)
    return Service(
        identity(element),
        name_of(element),
        references("outputDecision"),
        references("inputData"),
        references("inputDecision"),
        result.result if isinstance(result, FunctionType) else result,
    )


_READERS: dict[str, Callable[[Element, Room, str], DrgElement]] = {
    "inputData": _input_data,
    "decision": _decision,
    "businessKnowledgeModel": _knowledge,
    "decisionService": _service,
}
ELEMENTS = tuple(_READERS)
_REQUIREMENTS = ("requiredInput", "requiredDecision", "requiredKnowledge")


def _required(element: Element, namespace: str) -> tuple[Reference, ...]:
    return tuple(
        _reference(target, namespace)
        for requirement in children(element, "informationRequirement", "knowledgeRequirement")
        for target in children(requirement, *_REQUIREMENTS)
    )


def _reference(element: Element, namespace: str) -> Reference:
    """href is `#id`, `namespace#id`, or (in older files) the bare id."""
    before, mark, after = attribute(element, "href").partition("#")
    return (before or namespace, after) if mark else (namespace, before)


def _model(
    root: Element,
    name: str,
    elements: dict[str, DrgElement],
    room: Room,
    imported: tuple[Import, ...],
) -> Model:
    model = Model(
        name_of(root) or name,
        attribute(root, "namespace"),
        elements,
        _by_both(elements, Decision),
        _by_both(elements, InputData),
        _by_both(elements, Service),
        _by_both(elements, Knowledge),
        room.items.own(),
        imported,
        room.notes,
        room.names,
    )
    complete = {
        id_: _with_inputs(model, element) if isinstance(element, Decision) else element
        for id_, element in elements.items()
    }
    return replace(model, elements=complete, decisions=_by_both(complete, Decision))


def _with_inputs(model: Model, decision: Decision) -> Decision:
    names = dict.fromkeys(data.name for data in inputs_below(model, decision))
    return replace(decision, inputs=tuple(names))


def _by_both(elements: Mapping[str, DrgElement], kind: type[_E]) -> dict[str, _E]:
    """Elements of one kind by name and by id; ids win."""
    chosen = [element for element in elements.values() if isinstance(element, kind)]
    return {element.name: element for element in chosen} | {
        element.id: element for element in chosen
    }
