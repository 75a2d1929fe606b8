"""Which variables a model reads: all other data entered stays in its submission, out of the state.

Every text that begins with `=` is an expression, wherever it stands; a decision reads its inputs.
"""

from collections.abc import Iterator, Mapping

from engine.bpmn.data import all_variables
from engine.bpmn.formula import formula
from engine.bpmn.tree import Node, attributes
from engine.dmn import Model


def names_read(trees: dict[str, Node], decisions: Mapping[str, Model]) -> frozenset[str]:
    """All names that any expression, script, mapping or decision reads."""
    names: set[str] = set()
    for text in _expressions(trees):
        names |= formula(text).names
    for root in trees.values():
        names |= all_variables(root)
    for model in decisions.values():
        names |= set(model.inputs)
    return frozenset(names)


def _expressions(trees: dict[str, Node]) -> Iterator[str]:
    for root in trees.values():
        for node in root.iter():
            texts = [node.text or "", *[value for _, value in attributes(node)]]
            yield from (text for text in map(str.strip, texts) if text.startswith("="))
