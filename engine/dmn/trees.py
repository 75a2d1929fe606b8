"""Elements put into a file and taken out of it, each on a line like those of its neighbours."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import chain, count

from lxml import etree

from engine.dmn.reading import Element

_OTHER = re.compile(r"[^a-z0-9]+")


def own(element: Element, name: str) -> str:
    """A name in the namespace of an element."""
    return f"{{{etree.QName(element).namespace}}}{name}"


def parts(element: Element, *names: str) -> list[Element]:
    """The children of those names, in the namespace of their parent."""
    return list(element.iterchildren(*(own(element, name) for name in names)))


def put(parent: Element, child: Element, *, after: tuple[str, ...]) -> None:
    """Put a child behind the last of these names, else before all others."""
    places = [parent.index(each) for each in parts(parent, *after)]
    put_at(parent, child, max(places, default=-1) + 1)


def put_at(parent: Element, child: Element, at: int) -> None:
    """Put a child at a place."""
    depth = sum(1 for _ in parent.iterancestors())
    inside = parent.text if len(parent) else "\n" + "  " * (depth + 1)
    if inside and "\n" in inside:
        etree.indent(child, space="  ", level=depth + 1)
    if not len(parent):
        parent.text, child.tail = inside, "\n" + "  " * depth
    elif at == 0:
        child.tail = inside
    elif at == len(parent):
        child.tail, parent[-1].tail = parent[-1].tail, inside
    else:
        child.tail = parent[at - 1].tail
    parent.insert(at, child)


def take_out(child: Element) -> None:
    """Take a child out with its line."""
    parent, before = child.getparent(), child.getprevious()
    if parent is None:
        return
    if child.getnext() is None and before is not None:
        before.tail = child.tail
    elif child.getnext() is None:
        parent.text = None
    parent.remove(child)


def made(near: Element, name: str, text: str | None = None, /, **attributes: str) -> Element:
    """A new element in the namespace of another, with a text when there is one to hold."""
    told = {key: value for key, value in attributes.items() if value}
    element = etree.Element(own(near, name), told)
    if text is not None:
        etree.SubElement(element, own(near, "text")).text = text
    return element


def free(near: Element, base: str) -> str:
    """An id that nothing in the file has, the base itself where it may be."""
    taken = {str(each.get("id")) for each in near.getroottree().iter("{*}*")}
    names: Iterator[str] = chain([base], (f"{base}_{number}" for number in count(2)))
    return next(name for name in names if name not in taken)


def plain(words: str, otherwise: str) -> str:
    """Words of people as a name for formulas: «Año de pago» as `ano_de_pago`."""
    bare = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    found = _OTHER.sub("_", bare).strip("_")[:60].strip("_")
    return found if found and not found[0].isdigit() else f"{otherwise}_{found}".strip("_")
