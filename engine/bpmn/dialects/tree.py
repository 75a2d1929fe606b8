"""Changing a file without touching the rest of it: what is read is written again as it was.

Comments, processing instructions, prefixes and the order of attributes stay. Extension elements are
put where the standard wants them, after the documentation.
"""

from collections.abc import Mapping

from lxml import etree

from engine.bpmn.tree import MAX_BYTES, ZEEBE, Node, Unreadable, bpmn, child
from engine.sentences import N_, phrase

DEPTH = "  "


def read_whole(data: bytes) -> Node:
    """The root with everything around and inside it; raises Unreadable."""
    if len(data) > MAX_BYTES:
        raise Unreadable(
            phrase(N_("El archivo pesa más de %(size)s MB."), size=MAX_BYTES // 1_000_000)
        )
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, strip_cdata=False
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as fault:
        raise Unreadable(
            phrase(N_("El archivo no es XML bien formado: %(why)s."), why=fault.msg)
        ) from fault
    if root.getroottree().docinfo.doctype:  # type: ignore[union-attr] # the stubs forget it
        raise Unreadable(phrase(N_("El archivo declara un DOCTYPE, que no se acepta.")))
    if root.tag != bpmn("definitions"):
        raise Unreadable(phrase(N_("El archivo no es BPMN 2.0: su raíz debe ser «definitions».")))
    return root


def written(root: Node) -> bytes:
    """The file, in UTF-8; the prefix `zeebe` is declared once, at the top."""
    etree.cleanup_namespaces(
        root, top_nsmap={"zeebe": ZEEBE}, keep_ns_prefixes=[name for name in root.nsmap if name]
    )
    return etree.tostring(root.getroottree(), encoding="UTF-8", xml_declaration=True)


def holder_of(node: Node) -> Node:
    """Its `extensionElements`, made where there is none."""
    found = child(node, "extensionElements")
    if found is not None:
        return found
    made = etree.Element(bpmn("extensionElements"))
    at = len(list(node.iterchildren(bpmn("documentation"))))
    node.insert(at, made)
    made.tail = node.text
    return made


def extend(node: Node, name: str, attributes: Mapping[str, str]) -> Node:
    """A zeebe element with these attributes; one that is there gets them too."""
    holder = holder_of(node)
    found = holder.find(f"{{{ZEEBE}}}{name}")
    if found is None:
        found = etree.SubElement(holder, f"{{{ZEEBE}}}{name}")
    for key, value in attributes.items():
        found.set(key, value)
    tidy(holder)
    return found


def put(parent: Node, name: str, attributes: Mapping[str, str]) -> None:
    """A zeebe element inside another."""
    etree.SubElement(parent, f"{{{ZEEBE}}}{name}", dict(attributes))
    holder = parent.getparent()
    tidy(parent if holder is None else holder)


def tidy(holder: Node) -> None:
    """Indents what is inside, as deep as it stands."""
    depth = sum(1 for _ in holder.iterancestors())
    etree.indent(holder, space=DEPTH, level=depth)


def take_away(node: Node) -> None:
    """Removes an element, and its holder when that is left empty."""
    holder = node.getparent()
    if holder is None:
        return
    holder.remove(node)
    owner = holder.getparent()
    if owner is not None and holder.tag == bpmn("extensionElements") and not len(holder):
        owner.remove(holder)
    elif len(holder):
        tidy(holder)
