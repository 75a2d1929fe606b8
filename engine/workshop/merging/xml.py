"""XML as parts: by ids where there are some, else by what tells a part from its neighbours.

Prefixes mean nothing, the namespaces do; white space between elements means nothing either.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from lxml import etree

from engine.bpmn.tree import XSI, Node
from engine.workshop.merging.parts import KIND, TEXT, Part

TYPE = f"{{{XSI}}}type"
COMMENT = "#comment"
WHOLE = "#whole"
"""What holds words and elements mixed is one thing."""
_TELLING = ("target", "key", "title", "kind", "name", "href")
_PREFIXES = {
    "http://www.omg.org/spec/BPMN/20100524/MODEL": "bpmn",
    "http://www.omg.org/spec/BPMN/20100524/DI": "bpmndi",
    "http://www.omg.org/spec/DD/20100524/DC": "dc",
    "http://www.omg.org/spec/DD/20100524/DI": "di",
    "http://camunda.org/schema/zeebe/1.0": "zeebe",
    "urn:cauce:bpmn:1": "cauce",
    XSI: "xsi",
}


def keyed(nodes: Iterable[Node]) -> dict[str, Node]:
    """Siblings by their keys; those that nothing tells apart by their number."""
    found: dict[str, Node] = {}
    counted: Counter[str] = Counter()
    for node in nodes:
        key = _key(node)
        counted[key] += 1
        found[key if counted[key] == 1 else f"{key}~{counted[key]}"] = node
    return found


def part_of(node: Node, parts: Mapping[str, Part] | None = None) -> Part:
    """An element with all that is in it, or with the parts that it is given."""
    if not isinstance(node.tag, str):
        return Part({KIND: COMMENT, TEXT: node.text or ""})
    if parts is None and any((each.tail or "").strip() for each in node):
        return Part({KIND: str(node.tag), WHOLE: etree.tostring(node, with_tail=False)})
    inner = parts if parts is not None else parts_of(node)
    says = says_of(node)
    beside = frozenset() if _key(node).startswith("#") else frozenset({"id"})
    return Part(says, inner, beside=beside)


def parts_of(node: Node) -> dict[str, Part]:
    """What is in an element, by its keys."""
    return {key: part_of(each) for key, each in keyed(node).items()}


def says_of(node: Node) -> dict[str, str]:
    """Its tag, its attributes and, where it holds no elements, its text."""
    told = {KIND: str(node.tag), **{str(name): str(value) for name, value in node.attrib.items()}}
    if TYPE in told:
        told[TYPE] = _resolved(node, told[TYPE])
    text = node.text or ""
    if (len(node) == 0 and text) or text.strip():
        told[TEXT] = text
    return told


def node_of(part: Part, around: Node | None = None) -> Node:
    """The element of a part, in the element around it."""
    if part.kind == COMMENT:
        comment = etree.Comment(str(part.says[TEXT]))
        if around is not None:
            around.append(comment)
        return comment
    if WHOLE in part.says:
        whole: Node = etree.fromstring(part.says[WHOLE])  # of a file that was read with care
        if around is not None:
            around.append(whole)
        return whole
    made = etree.Element(part.kind) if around is None else etree.SubElement(around, part.kind)
    return filled(made, part)


def filled(made: Node, part: Part) -> Node:
    """An element with what its part says and holds."""
    for name, value in part.says.items():
        if name[0] not in "#@":
            made.set(name, _prefixed(made, value) if name == TYPE else str(value))
    if TEXT in part.says:
        made.text = str(part.says[TEXT])
    for each in part.parts.values():
        node_of(each, made)
    return made


def root_of(part: Part, *sources: Node) -> Node:
    """The root, with the prefixes of the files that it was made of."""
    spaces: dict[str | None, str] = {}
    for source in sources:
        for prefix, space in source.nsmap.items():
            if space not in spaces.values():
                free = prefix not in spaces
                spaces[prefix if free else _PREFIXES.get(space, f"n{len(spaces)}")] = space
    return etree.Element(part.kind, nsmap=spaces)  # type: ignore[arg-type]  # None: the default


def written(root: Node) -> bytes:
    """The file: indented, in UTF-8."""
    etree.indent(root)
    text: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True)
    head, _, rest = text.partition(b"\n")
    return head.replace(b"'", b'"') + b"\n" + rest + b"\n"


def _key(node: Node) -> str:
    if not isinstance(node.tag, str):
        return f"!{node.text}"
    if own := node.get("id"):
        return f"#{own}"
    name = etree.QName(node).localname
    if len(node) == 0 and not node.attrib and name in ("incoming", "outgoing", "flowNodeRef"):
        return f"{name}:{(node.text or '').strip()}"
    telling = next((node.get(each) for each in _TELLING if node.get(each)), "")
    return f"{name}:{telling}" if telling else name


def _resolved(node: Node, name: str) -> str:
    prefix, colon, local = name.rpartition(":")
    space = node.nsmap.get(prefix if colon else None, "")
    return f"{{{space}}}{local}"


def _prefixed(node: Node, name: str) -> str:
    space, _, local = name[1:].partition("}")
    prefix = next((each for each, known in node.nsmap.items() if known == space), None)
    return f"{prefix}:{local}" if prefix else local
