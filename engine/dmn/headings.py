"""What the columns of a decision table say, written into it: only what differs from what it says.

The order of the parts is that of the standard: an input has its expression, then its values; an
output its values, then its default.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from engine.dmn.reading import OWNERS, Element, attribute, child, name_of, text_of, type_reference
from engine.dmn.trees import made, own, parts, put_at, take_out


@dataclass(frozen=True, slots=True)
class HeadingText:
    """A column as it is to be: the words over it, the expression of an input or the name of an
    output, its type, its allowed values, and the default of an output."""

    label: str
    text: str
    type: str = ""
    values: str = ""
    default: str = ""


def write_headings(
    table: Element,
    inputs: Sequence[HeadingText],
    outputs: Sequence[HeadingText],
    annotations: Sequence[str],
) -> None:
    """Write the columns in their order; what is not told stays."""
    for element, told in zip(parts(table, "input"), inputs, strict=False):
        asked = child(element, "inputExpression")
        _label(element, told.label, text_of(asked))
        if asked is None and (told.text.strip() or told.type):
            asked = _child_or_new(element, "inputExpression", before=("inputValues",))
        if asked is not None:
            _text(asked, told.text)
            _type(asked, told.type)
        _inside(element, "inputValues", told.values)
    around = table.iterancestors(*(own(table, each) for each in OWNERS))
    decision = next((name_of(each) for each in around), "")
    for element, told in zip(parts(table, "output"), outputs, strict=False):
        _label(element, told.label, name_of(element) or decision)
        if told.text.strip() != name_of(element):
            _attribute(element, "name", told.text)
        _type(element, told.type)
        _inside(element, "outputValues", told.values, before=("defaultOutputEntry",))
        _inside(element, "defaultOutputEntry", told.default)
    for element, name in zip(parts(table, "annotation"), annotations, strict=False):
        if name.strip() != name_of(element):
            _attribute(element, "name", name)


def _child_or_new(element: Element, name: str, before: Sequence[str] = ()) -> Element:
    """The child of that name; a new one before those, else at the end."""
    found = next(iter(parts(element, name)), None)
    if found is not None:
        return found
    new = made(element, name, "")
    later = [each for other in before for each in parts(element, other)]
    put_at(element, new, element.index(later[0]) if later else len(element))
    return new


def _label(element: Element, label: str, otherwise: str) -> None:
    if label.strip() != (attribute(element, "label") or otherwise):
        _attribute(element, "label", label)


def _attribute(element: Element, name: str, text: str) -> None:
    if text.strip():
        element.set(name, text.strip())
    elif name in element.attrib:
        del element.attrib[name]


def _type(element: Element, name: str) -> None:
    """As the attribute of today; a model of DMN 1.1 that has it as a child keeps it there."""
    if name.strip() == type_reference(element):
        return
    inner = child(element, "typeRef")
    if inner is None:
        _attribute(element, "typeRef", name)
    else:
        inner.text = name.strip()


def _inside(element: Element, name: str, text: str, before: Sequence[str] = ()) -> None:
    found = next(iter(parts(element, name)), None)
    if not text.strip():
        if found is not None:
            take_out(found)
        return
    _text(_child_or_new(element, name, before), text)


def _text(element: Element, text: str) -> None:
    if text_of(element) == text.strip():
        return
    inner = next(iter(parts(element, "text")), None)
    if inner is None:
        inner = made(element, "text")
        element.insert(0, inner)
    for each in list(inner):
        inner.remove(each)
    inner.text = text.strip()
