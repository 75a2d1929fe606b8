"""The table of boxed expressions, and what their compilers know of the model around them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeAlias, TypeVar

from engine.dmn.errors import Problem
from engine.dmn.items import ItemTypes
from engine.dmn.notes import Notes, TextNote
from engine.dmn.reading import Element, children, identity, local_name
from engine.feel import FeelSyntaxError, compile_expression, compile_unary_tests
from engine.feel.compile import Code
from engine.feel.expression import Expression
from engine.feel.nodes import Name
from engine.feel.run import Run
from engine.feel.types import ANY, Type, coerce
from engine.feel.values import KINDS, Scope, Value, kind
from engine.sentences import N_, phrase


@dataclass(frozen=True, slots=True)
class Room:
    """What texts may name, the model's types, and where to put problems and notes.

    `names` are all names of the model, which help to read texts; `scope` are those that have a
    value where the text stands, and `local` those of them that were introduced on the way there.
    """

    names: frozenset[str]
    items: ItemTypes
    problems: list[Problem]
    notes: Notes
    owner: str = ""
    scope: frozenset[str] = frozenset()
    local: Mapping[str, Type] = field(default_factory=dict)

    def knowing(self, types: Mapping[str, Type | None]) -> "Room":
        """The same with further names in scope; None where the type is not declared."""
        new = frozenset(types)
        known = self.names if new <= self.names else self.names | new
        local = {**self.local, **{name: type_ or ANY for name, type_ in types.items()}}
        return replace(self, names=known, scope=self.scope | new, local=local)

    def inside(self, owner: str, scope: Iterable[str]) -> "Room":
        """The room of one element's logic, where only what it requires has a value."""
        return replace(self, owner=owner, scope=frozenset(scope), local={})

    def note(self, element: str, expression: Expression, wanted: Type | None = None) -> None:
        """Keep a text for the checks."""
        note = TextNote(element, self.owner, expression, self.scope, self.local, wanted)
        self.notes.texts.append(note)


Compiler: TypeAlias = Callable[[Element, Room], Code]
_TABLE: dict[str, Compiler] = {}
_C = TypeVar("_C", bound=Compiler)


def boxes(*names: str) -> Callable[[_C], _C]:
    """Register the compiler of elements by name."""

    def register(compiler: _C) -> _C:
        for name in names:
            _TABLE[name] = compiler
        return compiler

    return register


def boxed_names() -> tuple[str, ...]:
    """The elements that are boxed expressions, by name."""
    return tuple(sorted(_TABLE))


def is_boxed(element: Element) -> bool:
    """Whether the element is a boxed expression."""
    return local_name(element) in _TABLE


def find_expression(element: Element) -> Element | None:
    """The child that is a boxed expression."""
    return next((child for child in children(element) if is_boxed(child)), None)


def compile_boxed(element: Element | None, room: Room, *, owner: str = "") -> Code:
    """The closure of a boxed expression; null for none, a problem where one is due."""
    if element is None:
        if owner:
            room.problems.append(missing(owner))
        return nothing
    return _TABLE[local_name(element)](element, room)


def nothing(_scope: Scope, _run: Run) -> Value:
    """The closure of a missing expression."""
    return None


def compile_text(
    text: str, element: Element, room: Room, wanted: Type | None = None
) -> Expression | None:
    """A FEEL text of a type (None: any); its syntax errors become problems of the element."""
    try:
        expression = compile_expression(text, names=room.names, types=room.items.types)
    except FeelSyntaxError as error:
        room.problems.append(unreadable(error, text, element))
        return None
    room.note(identity(element), expression, wanted)
    return expression


def plain_name(text: str, room: Room) -> bool:
    """Whether a text is nothing but a name."""
    try:
        return isinstance(compile_expression(text, names=room.names).node, Name)
    except FeelSyntaxError:
        return False


def compile_cell(text: str, element: Element, room: Room) -> Expression | None:
    """The tests of a cell; their syntax errors become problems of the cell."""
    try:
        expression = compile_unary_tests(text, names=room.names, types=room.items.types)
    except FeelSyntaxError as error:
        room.problems.append(unreadable(error, text, element))
        return None
    room.note(identity(element), expression)
    return expression


def unreadable(error: FeelSyntaxError, text: str, element: Element) -> Problem:
    """The problem of a text that is no FEEL."""
    quoted = shortened(text)
    said = phrase("%(why)s (%(text)s)", why=error.sentence, text=quoted)
    return Problem(identity(element), f"{error} ({quoted})", said)


def missing(owner: str) -> Problem:
    """What is not there at all."""
    return Problem(owner, "there is no expression.", phrase(N_("falta la expresión.")))


def shortened(text: str) -> str:
    """The text as a message may quote it."""
    one_line = " ".join(text.split())
    return one_line if len(one_line) <= 60 else one_line[:57] + "..."


def checked(code: Code, type_: Type | None, what: str) -> Code:
    """The closure with its value made to conform to a type; null with a warning if it cannot."""
    if type_ is None or type_.name == "Any":
        return code
    wanted = type_

    def checked_code(scope: Scope, run: Run) -> Value:
        value = code(scope, run)
        return conformed(value, wanted, what, run)

    return checked_code


def conformed(value: Value, type_: Type | None, what: str, run: Run) -> Value:
    """The value as that type, or null with a warning."""
    if type_ is None or value is None:
        return value
    if type_.__class__ is Type and KINDS.get(value.__class__) == type_.name:
        return value
    fits, found = coerce(value, type_)
    if not fits:
        run.warn("", 0, f"{what} must be a {type_.name}, but it is {described(value)}")
    return found


def described(value: Value) -> str:
    """A value as a warning may show it, without personal data: its kind only."""
    return f"a {kind(value)} that does not fit"
