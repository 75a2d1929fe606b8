"""What an element left in the data, told again from its result: for who reads a history.

No token moves and nothing is restored: the mappings of the program are evaluated over what was
known then. In which scope a variable lived is told only of the instances of several (their path,
`whereabouts.py`): otherwise the innermost meaning wins, as it does for models in which one name
means one thing.
"""

from collections.abc import Mapping
from decimal import Decimal

from engine.bpmn.program import Element, Program
from engine.bpmn.specs.activities import BusinessRuleTask, ScriptTask
from engine.bpmn.specs.several import Several
from engine.bpmn.specs.subprocess import CallActivity
from engine.bpmn.state import ROLE_BITS
from engine.bpmn.whereabouts import instance_at
from engine.feel import Host
from engine.values import Value

_WHOLE, _PART = 0, 1


def left_by(
    program: Program,
    element: Element,
    seen: Mapping[str, Value],
    result: Mapping[str, Value],
    *,
    host: Host,
) -> dict[str, Value]:
    """The variables that an element set when it was done with `result`, over what was known."""
    spec = program._places.get((element.index << ROLE_BITS) + _PART)
    spec = spec or program._places.get((element.index << ROLE_BITS) + _WHOLE)
    outputs = getattr(spec, "outputs", ())
    if not outputs:
        return dict(result)
    known = {**seen, **result}
    found: dict[str, Value] = {}
    for source, target in outputs:
        value = source.value(known, host=host, element_id=element.id)
        name, *rest = target.split(".")
        found[name] = _placed(found.get(name, seen.get(name)), rest, value)
    return found


def mapped_by(program: Program, element: Element) -> frozenset[str]:
    """The variables that an element sets by output mappings: those that are known outside of its
    instance of several are set there; what a person brings without a mapping stays inside."""
    spec = program._places.get((element.index << ROLE_BITS) + _PART)
    spec = spec or program._places.get((element.index << ROLE_BITS) + _WHOLE)
    return frozenset(target.split(".")[0] for _, target in getattr(spec, "outputs", ()))


def computed_by(
    program: Program, element: Element, seen: Mapping[str, Value], *, host: Host
) -> dict[str, Value]:
    """The result of a script, computed again over what was known."""
    spec = program._places.get((element.index << ROLE_BITS) + _PART)
    spec = spec or program._places.get((element.index << ROLE_BITS) + _WHOLE)
    if not isinstance(spec, ScriptTask) or isinstance(spec, BusinessRuleTask):
        return {}
    return {spec.variable: spec.formula.value(seen, host=host, element_id=element.id)}


def decided_by(program: Program, element: Element, value: Value) -> dict[str, Value]:
    """The result of a decision, by the name of its variable."""
    spec = program._places.get((element.index << ROLE_BITS) + _PART)
    spec = spec or program._places.get((element.index << ROLE_BITS) + _WHOLE)
    return {spec.variable: value} if isinstance(spec, BusinessRuleTask) else {}


def collected_by(
    program: Program, element: Element, seen: Mapping[str, Value], *, host: Host
) -> tuple[str, Value] | None:
    """What one instance of several puts into the collection, and the name of that; `seen` holds
    what the instance left. None where nothing is collected."""
    spec = program._places.get((element.index << ROLE_BITS) + _WHOLE)
    if not isinstance(spec, Several) or spec.output_formula is None or not spec.output_name:
        return None
    value = spec.output_formula.value(seen, host=host, element_id=element.id)
    return spec.output_name, value


def collection_of(program: Program, element: Element) -> frozenset[str]:
    """The name under which the results of several come together, if they do."""
    spec = program._places.get((element.index << ROLE_BITS) + _WHOLE)
    found = spec.output_name if isinstance(spec, Several) else ""
    return frozenset({found} if found else ())


def given_to(
    program: Program, path: str, seen: Mapping[str, Value], *, host: Host
) -> dict[str, Value]:
    """What an instance of several begins with: its item under its name, its number, and what its
    input mappings bring."""
    instance = instance_at(path)
    element = program._by_id.get(instance.element_id)
    spec = None if element is None else program._places.get((element.index << ROLE_BITS) + _WHOLE)
    if element is None or not isinstance(spec, Several):
        return {}
    found: dict[str, Value] = {"loopCounter": Decimal(instance.place)}
    if spec.collection is not None and spec.input_name:
        items = spec.collection.value(seen, host=host, element_id=element.id)
        if isinstance(items, list) and len(items) >= instance.place:
            found[spec.input_name] = items[instance.place - 1]
    part = program._places.get((element.index << ROLE_BITS) + _PART)
    if isinstance(part, CallActivity):  # a called process works on copies
        found = {**seen, **found}
    for source, target in getattr(part, "inputs", ()):
        found[target] = source.value({**seen, **found}, host=host, element_id=element.id)
    return found


def _placed(whole: Value, path: list[str], value: Value) -> Value:
    if not path:
        return value
    context = dict(whole) if isinstance(whole, Mapping) else {}
    context[path[0]] = _placed(context.get(path[0]), path[1:], value)
    return context
