"""Item definitions: the model's own types, with allowed values, as FEEL types.

A name may carry a namespace prefix (`feel:string`, `ns.tPerson`). A definition may use others in
any order; one that needs itself is a problem.
"""

from engine.dmn.errors import Problem
from engine.dmn.model import Import
from engine.dmn.reading import Element, attribute, child, children, identity, name_of, text_of
from engine.dmn.reading import type_reference as reference_of
from engine.feel import FeelSyntaxError, compile_unary_tests
from engine.feel.expression import Expression
from engine.feel.nodes import Literal, UnaryTests
from engine.feel.run import Run
from engine.feel.types import ANY, SIMPLE, ContextType, FunctionType, ListType, RestrictedType, Type
from engine.feel.values import Value
from engine.sentences import N_, phrase

_ALIASES = {
    "dateTime": "date and time", "dayTimeDuration": "days and time duration",
    "yearMonthDuration": "years and months duration", "undefined": "Any", "any": "Any",
    "integer": "number", "double": "number", "long": "number",
}  # fmt: skip


class ItemTypes:
    """The types of one model: its own, and those of imports under their prefix."""

    def __init__(self, root: Element, imported: tuple[Import, ...] = ()) -> None:
        self.problems: list[Problem] = []
        self.component_names: set[str] = set()
        self._elements = {name_of(item): item for item in children(root, "itemDefinition")}
        self._open: set[str] = set()
        self.types: dict[str, Type] = {
            f"{one.prefix}.{name}" if one.prefix else name: type_
            for one in imported
            for name, type_ in one.model.types.items()
        }
        for name in self._elements:
            self._named(name)
        for item in root.iter("{*}itemComponent"):
            self.component_names.add(name_of(item))

    def own(self) -> dict[str, Type]:
        """The types that this model defines itself."""
        return {name: self.types[name] for name in self._elements}

    def resolve(self, reference: str, element: Element | None = None) -> Type | None:
        """The type that a typeRef names; None for no typeRef; a problem when unknown."""
        if not reference:
            return None
        found = self._find(reference)
        if found is None and element is not None:
            message = f"there is no type {reference}."
            said = phrase(N_("no existe el tipo %(name)s."), name=reference)
            self.problems.append(Problem(identity(element), message, said))
        return found

    def _find(self, reference: str) -> Type | None:
        tail = reference.rpartition("}")[2]
        for name in (tail, tail.partition(":")[2], tail.partition("feel.")[2]):
            if name in self._elements or name in self.types:
                return self._named(name)
            simple = SIMPLE.get(_ALIASES.get(name, name))
            if simple:
                return simple
        return None

    def _named(self, name: str) -> Type:
        if name in self.types:
            return self.types[name]
        element = self._elements[name]
        if name in self._open:
            message = f"the type {name} needs itself."
            said = phrase(N_("el tipo %(name)s se necesita a sí mismo."), name=name)
            self.problems.append(Problem(identity(element), message, said))
            return ANY
        self._open.add(name)
        self.types[name] = self._build(element)
        self._open.discard(name)
        return self.types[name]

    def _build(self, element: Element) -> Type:
        base = self._restricted(self._base(element), child(element, "allowedValues"))
        if attribute(element, "isCollection") in ("true", "1"):
            base = ListType("list", base)
        return self._restricted(base, child(element, "typeConstraint"))

    def _base(self, element: Element) -> Type:
        components = list(children(element, "itemComponent"))
        if components:
            return ContextType(
                "context", tuple((name_of(part), self._build(part)) for part in components)
            )
        function = child(element, "functionItem")
        if function is not None:
            return self._function(function)
        return self.resolve(reference_of(element), element) or ANY

    def _function(self, element: Element) -> Type:
        parameters = tuple(
            self.resolve(attribute(part, "typeRef"), part) or ANY
            for part in children(element, "parameters")
        )
        result = self.resolve(attribute(element, "outputTypeRef"), element) or ANY
        return FunctionType("function", parameters, result)

    def _restricted(self, base: Type, allowed: Element | None) -> Type:
        if allowed is None:
            return base
        tests = self._tests(allowed)
        return RestrictedType(base.name, base, _Allowed(tests)) if tests else base

    def _tests(self, allowed: Element) -> Expression | None:
        try:
            return compile_unary_tests(text_of(allowed))
        except FeelSyntaxError as error:
            self.problems.append(Problem(identity(allowed), str(error), error.sentence))
            return None


def allowed_tests(type_: Type | None) -> Expression | None:
    """The tests behind a type's allowed values, if it has any."""
    predicate = type_.allowed if isinstance(type_, RestrictedType) else None
    return predicate.tests if isinstance(predicate, _Allowed) else None


def allowed_literals(type_: Type | None) -> tuple[Value, ...]:
    """The allowed values when they are a plain enumeration, else nothing."""
    return literals_of(allowed_tests(type_))


def literals_of(tests: Expression | None) -> tuple[Value, ...]:
    """The values of tests that are a plain enumeration, else nothing."""
    nodes = tests.node.tests if tests and isinstance(tests.node, UnaryTests) else ()
    values = tuple(node.value for node in nodes if isinstance(node, Literal))
    return values if len(values) == len(nodes) else ()


class _Allowed:
    """The predicate of allowed values; constant tests, so that no scope is needed."""

    def __init__(self, tests: Expression) -> None:
        self.tests = tests

    def __call__(self, value: Value) -> bool:
        return self.tests.run({"?": value}, Run()) is True
