"""Boxed conditional, filter, for, some and every (DMN 1.4 and later)."""

from engine.dmn.boxed.core import Room, boxes, checked, compile_boxed, find_expression
from engine.dmn.reading import Element, attribute, child, identity, local_name
from engine.feel.compile import Code
from engine.feel.compile.iteration import items_of
from engine.feel.compile.paths import inside
from engine.feel.errors import Refused
from engine.feel.run import Run
from engine.feel.values import Scope, Value

_WEIGHT = 5


@boxes("conditional")
def conditional(element: Element, room: Room) -> Code:
    """true takes the first branch, false and null the second; anything else is null."""
    condition, yes, no = (_part(element, name, room) for name in ("if", "then", "else"))

    def conditional_code(scope: Scope, run: Run) -> Value:
        found = condition(scope, run)
        if found is True:
            return yes(scope, run)
        if found is False or found is None:
            return no(scope, run)
        run.warn("", 0, f"{identity(element)}: the condition is no boolean")
        return None

    return _typed(conditional_code, element, room)


def _part(element: Element, name: str, room: Room) -> Code:
    part = child(element, name)
    if part is None:
        return compile_boxed(None, room, owner=f"{identity(element)} ({name})")
    return compile_boxed(find_expression(part), room, owner=f"{identity(element)} ({name})")


def _typed(code: Code, element: Element, room: Room) -> Code:
    type_ = room.items.resolve(attribute(element, "typeRef"), element)
    return checked(code, type_, f"the value of {identity(element)}")


@boxes("filter")
def filter_(element: Element, room: Room) -> Code:
    """The items for which the condition is true; a condition that is no boolean gives null."""
    source = _part(element, "in", room)
    condition = _part(element, "match", room.knowing({"item": None}))

    def filter_code(scope: Scope, run: Run) -> Value:
        value = source(scope, run)
        if value is None:
            return None
        items = value if value.__class__ is list else [value]
        run.spend(_WEIGHT * len(items))
        chosen = []
        for item in items:
            found = condition(inside(scope, item), run)
            if found is True:
                chosen.append(item)
            elif found is not False and found is not None:
                run.warn("", 0, f"{identity(element)}: the condition is no boolean")
                return None
        return chosen

    return _typed(filter_code, element, room)


@boxes("for", "some", "every")
def iterator(element: Element, room: Room) -> Code:
    """One variable over a list; the body or the condition in its scope."""
    variable = attribute(element, "iteratorVariable")
    source = _part(element, "in", room)
    kind = local_name(element)
    name = "return" if kind == "for" else "satisfies"
    body = _part(element, name, room.knowing({variable: None, "partial": None}))
    run_over = _collect if kind == "for" else _quantify

    def iterator_code(scope: Scope, run: Run) -> Value:
        try:
            items = items_of(source(scope, run))
            return run_over(items, variable, body, scope, run, kind == "some")
        except Refused as refused:
            run.warn("", 0, f"{identity(element)}: {refused}")
            return None

    return _typed(iterator_code, element, room)


def _collect(items: Value, variable: str, body: Code, scope: Scope, run: Run, _some: bool) -> Value:
    results: list[Value] = []
    for item in items:
        run.spend(_WEIGHT)
        results.append(body({**scope, variable: item, "partial": results[:]}, run))
        run.spend(len(results) >> 3)
    return results


def _quantify(items: Value, variable: str, body: Code, scope: Scope, run: Run, some: bool) -> Value:
    result: bool | None = not some
    for item in items:
        run.spend(_WEIGHT)
        found = body({**scope, variable: item}, run)
        if found is some:
            return some
        if found.__class__ is not bool:
            result = None
    return result
