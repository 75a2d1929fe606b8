"""Decision tables as drawn: headings, cells as text, the author's notes, for whoever shows them.

Tables inside functions and contexts are here too. Ids are those of the trace and of the checks, so
that a page can mark the rules that held and the cells that were found wrong. Decides nothing.
"""

from dataclasses import dataclass

from engine.dmn.reading import (
    OWNERS,
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


@dataclass(frozen=True, slots=True)
class SheetCell:
    """A cell's id and its text; a condition that says nothing is `-`."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A column: what the author calls it, its expression or name, its allowed values, its type, and
    what an output gives when no rule holds."""

    label: str
    text: str
    values: str = ""
    type: str = ""
    default: str = ""


@dataclass(frozen=True, slots=True)
class SheetRule:
    """A row: its id, its number from 1, its cells, the author's notes."""

    id: str
    number: int
    conditions: tuple[SheetCell, ...]
    results: tuple[SheetCell, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A decision table: the element it stands in, its hit policy, its columns, the names of its
    notes (empty for a rule's own description) and its rules."""

    id: str
    owner: str
    owner_name: str
    policy: str
    inputs: tuple[Heading, ...]
    outputs: tuple[Heading, ...]
    notes: tuple[str, ...]
    rules: tuple[SheetRule, ...]


@dataclass(frozen=True, slots=True)
class Described:
    """What the author says about a decision."""

    id: str
    name: str
    about: str
    question: str
    text: str


def sheets_of(xml: bytes, *, name: str = "") -> tuple[Sheet, ...]:
    """Every table of a model in the order of the file. DmnError when it is no model."""
    return tuple(_sheet(table) for table in read(xml, name=name).iter("{*}decisionTable"))


def described_in(xml: bytes, *, name: str = "") -> tuple[Described, ...]:
    """Every decision with its author's words, and its text when it is one expression."""
    root = read(xml, name=name)
    return tuple(_described(element) for element in children(root, "decision"))


def _described(element: Element) -> Described:
    return Described(
        identity(element),
        name_of(element),
        text_of(child(element, "description")),
        text_of(child(element, "question")),
        text_of(child(element, "literalExpression")),
    )


def _sheet(table: Element) -> Sheet:
    owner = next((each for each in table.iterancestors() if local_name(each) in OWNERS), table)
    name = name_of(owner)
    rows = list(children(table, "rule"))
    about = any(child(row, "description") is not None for row in rows)
    notes = tuple(name_of(each) for each in children(table, "annotation"))
    return Sheet(
        identity(table),
        identity(owner),
        name,
        _policy(table),
        tuple(_input(each) for each in children(table, "input")),
        tuple(_output(each, name) for each in children(table, "output")),
        ("", *notes) if about else notes,
        tuple(_rule(row, number, about=about) for number, row in enumerate(rows, 1)),
    )


def _policy(table: Element) -> str:
    name = (attribute(table, "hitPolicy") or "UNIQUE").upper()
    return f"{name} {attribute(table, 'aggregation').upper()}".strip()


def _input(element: Element) -> Heading:
    asked = child(element, "inputExpression")
    text, values = text_of(asked), text_of(child(element, "inputValues"))
    return Heading(attribute(element, "label") or text, text, values, type_reference(asked))


def _output(element: Element, decision: str) -> Heading:
    text = name_of(element)
    values = text_of(child(element, "outputValues"))
    default = text_of(child(element, "defaultOutputEntry"))
    label = attribute(element, "label") or text or decision
    return Heading(label, text, values, type_reference(element), default)


def _rule(row: Element, number: int, *, about: bool) -> SheetRule:
    conditions = tuple(
        SheetCell(identity(each), text_of(each) or "-") for each in children(row, "inputEntry")
    )
    results = tuple(
        SheetCell(identity(each), text_of(each)) for each in children(row, "outputEntry")
    )
    notes = tuple(text_of(each) for each in children(row, "annotationEntry"))
    if about:
        notes = (text_of(child(row, "description")), *notes)
    where = attribute(row, "id") or f"rule {number}"
    return SheetRule(where, number, conditions, results, notes)
