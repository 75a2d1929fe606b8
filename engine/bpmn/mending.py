"""Makes the changes that findings offer in a file, and leaves the rest of it as it was.

All elements are found before anything is changed, since a change moves what stands behind it. What
is not there any more is passed over.
"""

import re
from collections.abc import Iterable

from lxml import etree

from engine.bpmn.dialects.tree import read_whole
from engine.bpmn.problems import Act, Fix
from engine.bpmn.tree import XSI, Node, bpmn, kind, words

# What may stand before the lists of flows (BPMN 2.0.2, the XSD of 8.3).
BEFORE = ("documentation", "extensionElements", "auditing", "monitoring", "categoryValueRef")
_NAMES = {"xsi:type": f"{{{XSI}}}type"}
_DECLARATION = re.compile(rb"<\?xml[^>]*\?>")
_ROOT = re.compile(rb"<(?:[\w.-]+:)?definitions\b[^>]*>")
_SPACED = re.compile(rb"\s/>")


def mended(content: bytes, fixes: Iterable[Fix]) -> bytes:
    """The file with the changes made; raises engine.bpmn.tree.Unreadable."""
    root = read_whole(content)
    found = [(fix, _element(root, fix)) for fix in fixes]
    if not found:
        return content
    for fix, node in found:
        if node is not None:
            _apply(node, fix)
    return _written(root, content)


def _element(root: Node, fix: Fix) -> Node | None:
    return root if fix.path == "." else root.find(fix.path)


def _apply(node: Node, fix: Fix) -> None:
    name = _NAMES.get(fix.attribute, fix.attribute)
    match fix.act:
        case Act.SET:
            node.set(name, fix.value)
        case Act.UNSET:
            if name in node.attrib:
                del node.attrib[name]
        case Act.ADD:
            _add(node, name, fix.value)
        case Act.REMOVE if not name:
            _take_out(node)
        case Act.REMOVE:
            for part in list(node.iterchildren(bpmn(name))):
                if fix.value in ("", words(part)):
                    _take_out(part)


def _add(node: Node, name: str, text: str) -> None:
    """As the last of its name, where the standard wants it, indented like its neighbours."""
    before = {*BEFORE, "incoming", *({"outgoing"} if name == "outgoing" else ())}
    at = sum(1 for part in node if kind(part) in before)
    made = etree.Element(bpmn(name), nsmap=None)
    made.text = text
    if not len(node):
        own = _line_before(node)
        node.text, made.tail = (f"{own}  ", own) if own else (None, None)
        node.append(made)
        return
    lead, last = node.text, at == len(node)
    node.insert(at, made)
    if last:
        made.tail, node[at - 1].tail = node[at - 1].tail, lead
    else:
        made.tail = lead


def _line_before(node: Node) -> str:
    """The end of line and the white space that an element stands behind, if it begins a line."""
    before, around = node.getprevious(), node.getparent()
    text = before.tail if before is not None else around.text if around is not None else None
    return "" if not text or text.strip() or "\n" not in text else text[text.rindex("\n") :]


def _take_out(node: Node) -> None:
    """Without leaving an empty line."""
    around = node.getparent()
    if around is None:
        return
    before = node.getprevious()
    if node.getnext() is None and before is not None:
        before.tail = node.tail
    around.remove(node)


def _written(root: Node, content: bytes) -> bytes:
    """In UTF-8, with the head and the closing of empty elements that the file had: whoever compares
    the two sees the changes and nothing else."""
    tree = root.getroottree()
    text = etree.tostring(tree, encoding="UTF-8", xml_declaration=True)
    head = _DECLARATION.match(content.lstrip(b"\xef\xbb\xbf"))
    encoding = str(tree.docinfo.encoding or "UTF-8").upper()
    if head is not None and encoding == "UTF-8":
        text = _DECLARATION.sub(lambda _: head[0], text, count=1)
    elif head is None:
        text = _DECLARATION.sub(b"", text, count=1).lstrip(b"\n")
    first = _ROOT.search(content)
    if first is not None and len(root) and not first[0].endswith(b"/>"):
        text = _ROOT.sub(lambda _: first[0], text, count=1)
    if len(_SPACED.findall(content)) * 2 > content.count(b"/>"):
        text = re.sub(rb"(?<=[^\s])/>", b" />", text)
    return text + b"\n" if content.endswith(b"\n") and not text.endswith(b"\n") else text
