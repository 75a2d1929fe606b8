"""The changes that rules offer: each names its element by its id, and by its place in the file."""

from engine.bpmn.problems import Act, Fix
from engine.bpmn.tree import Node, identity


def set_to(node: Node, title: str, attribute: str, value: str) -> Fix:
    """An attribute gets a value."""
    return Fix(Act.SET, identity(node), title, attribute, value, _path(node))


def unset(node: Node, title: str, attribute: str) -> Fix:
    """An attribute goes."""
    return Fix(Act.UNSET, identity(node), title, attribute, "", _path(node))


def remove(node: Node, title: str) -> Fix:
    """The element goes."""
    return Fix(Act.REMOVE, identity(node), title, "", "", _path(node))


def remove_part(node: Node, title: str, part: str, text: str = "") -> Fix:
    """Its parts of that name go: all, or those that say a text."""
    return Fix(Act.REMOVE, identity(node), title, part, text, _path(node))


def add_part(node: Node, title: str, part: str, text: str) -> Fix:
    """It gets one more part of that name, which says a text."""
    return Fix(Act.ADD, identity(node), title, part, text, _path(node))


def _path(node: Node) -> str:
    return str(node.getroottree().getelementpath(node))
