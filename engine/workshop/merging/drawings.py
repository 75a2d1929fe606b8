"""Where things are drawn: shapes and edges by what they show. They decide nothing in a process, so
that nobody is asked: who moved a shape alone has moved it, and of two the municipality."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from engine.bpmn.tree import Node, local
from engine.workshop.merging.laying import Ends, ends_in, lay

_REFS = ("bpmnElement", "dmnElementRef")
_HOLDERS = frozenset({"BPMNPlane", "DMNDiagram"})
DRAWINGS = frozenset({"BPMNDiagram", "DMNDI"})


@dataclass(frozen=True, slots=True)
class Drawing:
    """The parts of a file that draw it, what lies on each sheet by what it shows, and what flows
    join."""

    roots: tuple[Node, ...]
    sheets: Mapping[str, Mapping[str, Node]]
    ends: Ends


def drawn(root: Node) -> Drawing:
    """What of a file is drawn."""
    roots = tuple(each for each in root if _name(each) in DRAWINGS)
    sheets = {}
    for each in roots:
        for holder in each.iter():
            if _name(holder) in _HOLDERS:
                inner = {_shown(node): node for node in holder if _shown(node)}
                sheets[_shown(holder) or holder.get("id", "")] = inner
    return Drawing(roots, sheets, ends_in(root))


def put_drawings(root: Node, base: Drawing, *sides: Drawing) -> None:
    """Draw what is in a file now: each thing as the side that changed its drawing has it."""
    known = {node.get("id", "") for node in root.iter() if isinstance(node.tag, str)}
    there: set[str] = set()
    for side in sides:
        for each in side.roots:
            made = deepcopy(each)
            for holder in list(made.iter()):
                if _name(holder) in _HOLDERS:
                    sheet = _shown(holder) or holder.get("id", "")
                    if sheet in there or (_shown(holder) and _shown(holder) not in known):
                        _out(holder)
                    else:
                        there.add(sheet)
                        _fill(root, holder, sheet, base, sides)
            if any(_name(node) in _HOLDERS for node in made.iter()):
                root.append(made)


def _fill(root: Node, holder: Node, sheet: str, base: Drawing, sides: tuple[Drawing, ...]) -> None:
    known = {node.get("id", "") for node in root.iter() if isinstance(node.tag, str)}
    for node in [each for each in holder if _shown(each)]:
        holder.remove(node)
    inner = [each.sheets.get(sheet, {}) for each in sides]
    before = base.sheets.get(sheet, {})
    put: dict[str, Node] = {}
    came: dict[str, int] = {}
    for shown in dict.fromkeys(key for each in inner for key in each):
        if shown in known:
            came[shown], node = _drawn_by(shown, before, inner)
            put[shown] = deepcopy(node)
            holder.append(put[shown])
    lay(root, put, came, [each.ends for each in sides])


def _drawn_by(
    shown: str, before: Mapping[str, Node], sides: Sequence[Mapping[str, Node]]
) -> tuple[int, Node]:
    """The side that changed a drawing, the first of several, and its node."""
    there = [(number, each[shown]) for number, each in enumerate(sides) if shown in each]
    own = before.get(shown)
    changed = [one for one in there if own is None or _text(one[1]) != _text(own)]
    return (changed or there)[0]


def _out(holder: Node) -> None:
    around = holder.getparent()
    if around is not None:
        around.remove(holder)


def _shown(node: Node) -> str:
    if not isinstance(node.tag, str):
        return ""
    found = next((node.get(name) for name in _REFS if node.get(name)), None)
    return str(found or "").rpartition(":")[2].removeprefix("#")


def _name(node: Node) -> str:
    return local(node) if isinstance(node.tag, str) else ""


def _text(node: Node) -> bytes:
    return etree.tostring(node, method="c14n", with_tail=False, exclusive=True)
