"""Reads DMN XML: hardened parser, the namespaces of DMN 1.1 to 1.6, and small questions to ask.

No entities, no DTD, no network, limited size and depth. Elements are asked by local name, since
the versions differ in little more than the namespace.
"""

from collections.abc import Iterator

from lxml import etree

from engine.dmn.errors import DmnError, Problem
from engine.feel.names import canonical
from engine.sentences import N_, Sentence, phrase

MAX_BYTES = 5_000_000
VERSIONS = {
    "http://www.omg.org/spec/DMN/20151101/dmn.xsd": "1.1",
    "http://www.omg.org/spec/DMN/20180521/MODEL/": "1.2",
    "https://www.omg.org/spec/DMN/20191111/MODEL/": "1.3",
    "https://www.omg.org/spec/DMN/20211108/MODEL/": "1.4",
    "https://www.omg.org/spec/DMN/20230324/MODEL/": "1.5",
    "https://www.omg.org/spec/DMN/20240513/MODEL/": "1.6",
}
Element = etree._Element
OWNERS = ("decision", "businessKnowledgeModel")
"""What has logic of its own, and a name that a table without a name of its result goes by."""


def read(xml: bytes, *, name: str) -> Element:
    """The definitions element; DmnError when the bytes are no decision model."""
    if len(xml) > MAX_BYTES:
        raise _refused(
            name,
            f"the file is larger than {MAX_BYTES} bytes.",
            phrase(N_("el archivo pesa más de %(size)s bytes."), size=MAX_BYTES),
        )
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(xml, parser)
    except etree.XMLSyntaxError as error:
        line, column = error.position
        raise _refused(
            name,
            f"the file is not well-formed XML: {error}.",
            phrase(
                N_("el XML está mal formado en la línea %(line)s, columna %(column)s."),
                line=line,
                column=column,
            ),
        ) from error
    _check(root, name)
    return root


def _check(root: Element, name: str) -> None:
    if root.getroottree().docinfo.doctype:  # type: ignore[attr-defined]  # not in stubs
        raise _refused(
            name,
            "the file has a DOCTYPE, which is not allowed.",
            phrase(N_("el archivo tiene un DOCTYPE, que no se admite.")),
        )
    kind = etree.QName(root)
    if kind.localname != "definitions" or kind.namespace not in VERSIONS:
        raise _refused(
            name,
            "the file is no DMN model of version 1.1 to 1.6.",
            phrase(N_("el archivo no es un modelo DMN de las versiones 1.1 a 1.6.")),
        )


def _refused(name: str, message: str, sentence: Sentence) -> DmnError:
    return DmnError([Problem(name, message, sentence)])


def local_name(element: Element) -> str:
    """The name without its namespace; extension elements and comments have none."""
    if not isinstance(element.tag, str):
        return ""
    kind = etree.QName(element)
    return kind.localname if kind.namespace in VERSIONS else ""


def children(element: Element, *names: str) -> Iterator[Element]:
    """The children of those names, or all of DMN's own."""
    for child in element:
        own = local_name(child)
        if own and (not names or own in names):
            yield child


def child(element: Element, *names: str) -> Element | None:
    """The first child of those names."""
    return next(children(element, *names), None)


def text_of(element: Element | None) -> str:
    """The text child's content, or the element's own in a cell without one."""
    if element is None:
        return ""
    inner = child(element, "text")
    return "".join(map(str, (element if inner is None else inner).itertext())).strip()


def attribute(element: Element, name: str) -> str:
    """An attribute without outer spaces, or empty."""
    return (element.get(name) or "").strip()


def name_of(element: Element) -> str:
    """The element's name with single spaces."""
    return canonical(element.get("name") or "")


def identity(element: Element) -> str:
    """What to call the element in a message: its id or name, else those of what it is in."""
    at: Element | None = element
    while at is not None:
        found = attribute(at, "id") or name_of(at)
        if found:
            return found
        at = at.getparent()
    return local_name(element)


def type_reference(element: Element | None) -> str:
    """The typeRef attribute, or the typeRef child of DMN 1.1."""
    if element is None:
        return ""
    inner = child(element, "typeRef")
    return attribute(element, "typeRef") or (
        (inner.text or "").strip() if inner is not None else ""
    )
