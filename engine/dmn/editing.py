"""Decision tables and texts written into DMN XML, everything else of the file left as it came.

Whoever edits sends a table whole: its rules in their order, each with the place that it had. Only
texts that differ are written; rules keep their ids, notes and whatever else stands in them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count

from lxml import etree

from engine.dmn.headings import HeadingText, write_headings
from engine.dmn.reading import OWNERS, Element, identity, read
from engine.dmn.verbatim import verbatim

_DECLARED = re.compile(rb"(?:\xef\xbb\xbf)?<\?xml.*?\?>\s*", re.DOTALL)
_HEADS = ("input", "output", "annotation")


@dataclass(frozen=True, slots=True)
class RuleText:
    """One rule: the place that it had in the file, from 0 (None: it is new), and its cells."""

    origin: int | None
    conditions: tuple[str, ...]
    results: tuple[str, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TableText:
    """A table as it is to be. `policy` with its aggregation («COLLECT SUM»); its columns as they
    stand in the file, the annotations by their names; the notes of a rule are its description, if
    `about`, then its annotations."""

    policy: str
    inputs: tuple[HeadingText, ...]
    outputs: tuple[HeadingText, ...]
    rules: tuple[RuleText, ...]
    annotations: tuple[str, ...] = ()
    about: bool = True


@dataclass(frozen=True, slots=True)
class BoxedText:
    """A literal expression: the element that it stands in, its text, and the name of the part that
    it is within a larger one (an entry of a context, a parameter)."""

    owner: str
    owner_name: str
    text: str
    part: str = ""


def texts_of(xml: bytes) -> tuple[BoxedText, ...]:
    """Every literal expression in the order of the file. DmnError when it is no model."""
    return tuple(
        BoxedText(*owner_of(each), _told(each), _part_of(each))
        for each in read(xml, name="").iter("{*}literalExpression")
    )


def rewritten(xml: bytes, tables: Mapping[int, TableText], texts: Mapping[int, str]) -> bytes:
    """The file with these tables and literal expressions, by their place in it, from 0.

    DmnError when it is no model; ValueError when a rule names a place that the table never had."""

    def write(root: Element) -> None:
        for place, table in enumerate(root.iter("{*}decisionTable")):
            if place in tables:
                _write_table(table, tables[place])
        for place, element in enumerate(root.iter("{*}literalExpression")):
            if place in texts:
                _write(element, texts[place])

    return changed(xml, write)


def changed(xml: bytes, change: Callable[[Element], None]) -> bytes:
    """The file after a change of its tree; every byte as it came when the tree says the same.

    DmnError when it is no model."""
    read(xml, name="")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, strip_cdata=False
    )
    root = etree.fromstring(xml, parser)
    before = _serialised(root)
    change(root)
    after = _serialised(root)
    if after == before:
        return xml
    return verbatim(xml, _as_it_was_written(xml, after), _encoding(root))


def _serialised(root: Element) -> bytes:
    tree, encoding = root.getroottree(), _encoding(root)
    return bytes(etree.tostring(tree, encoding=encoding, xml_declaration=False))  # type: ignore[arg-type]  # bytes, with an encoding


def _encoding(root: Element) -> str:
    return root.getroottree().docinfo.encoding or "UTF-8"


def _as_it_was_written(xml: bytes, body: bytes) -> bytes:
    """With the declaration and the last lines of the file."""
    declared = _DECLARED.match(xml)
    start = declared[0] if declared else b""
    return start + body.rstrip() + xml[len(xml.rstrip()) :]


def owner_of(element: Element) -> tuple[str, str]:
    """The id of the decision or the business knowledge model around, and what people call it."""
    for each in element.iterancestors():
        if etree.QName(each).localname in OWNERS:
            return identity(each), each.get("label") or each.get("name") or ""
    return "", ""


def _part_of(element: Element) -> str:
    for each in element.iterancestors():
        kind = etree.QName(each).localname
        if kind in OWNERS:
            break
        if kind in ("contextEntry", "binding"):
            names = [str(inner.get("name")) for inner in each.iterchildren() if inner.get("name")]
            return names[0] if names else ""
    return ""


def _told(element: Element | None) -> str:
    if element is None:
        return ""
    inner = next(element.iterchildren("{*}text"), None)
    return "".join(map(str, (element if inner is None else inner).itertext())).strip()


def _write(element: Element, text: str) -> None:
    """The text of a cell; what already says it is not touched."""
    same = ("", "-") if element.tag == _named(element, "inputEntry") else ()
    if _told(element) == text.strip() or (_told(element) in same and text.strip() in same):
        return
    inner = next(element.iterchildren("{*}text"), None)
    if inner is None:
        inner = etree.SubElement(element, _named(element, "text"))
    for child in list(inner):
        inner.remove(child)
    inner.text = text.strip()


def _named(near: Element, name: str) -> str:
    return f"{{{etree.QName(near).namespace}}}{name}"


def _write_table(table: Element, wanted: TableText) -> None:
    _write_policy(table, wanted.policy)
    write_headings(table, wanted.inputs, wanted.outputs, wanted.annotations)
    before = list(table.iterchildren("{*}rule"))
    if any(each.origin is not None and each.origin >= len(before) for each in wanted.rules):
        raise ValueError("the table never had that rule")
    names = _free_names(table)
    rules = [
        _new_rule(table, each, names) if each.origin is None else before[each.origin]
        for each in wanted.rules
    ]
    for element, rule in zip(rules, wanted.rules, strict=True):
        _write_rule(element, rule, about=wanted.about)
    if rules != before:
        _place(table, before, rules)


def _write_policy(table: Element, policy: str) -> None:
    name, _, aggregation = policy.partition(" ")
    if policy in ("RULE ORDER", "OUTPUT ORDER"):
        name, aggregation = policy, ""
    if (table.get("hitPolicy") or "UNIQUE").upper() != name:
        table.set("hitPolicy", name)
    if (table.get("aggregation") or "").upper() != aggregation:
        if aggregation:
            table.set("aggregation", aggregation)
        else:
            del table.attrib["aggregation"]


def _write_rule(element: Element, rule: RuleText, *, about: bool) -> None:
    for kind, texts in (("inputEntry", rule.conditions), ("outputEntry", rule.results)):
        for cell, text in zip(element.iterchildren(f"{{*}}{kind}"), texts, strict=False):
            _write(cell, text)
    notes = list(rule.notes)
    if about and notes:
        _describe(element, notes.pop(0).strip())
    entries = list(element.iterchildren("{*}annotationEntry"))
    for cell, text in zip(entries, notes, strict=False):
        _write(cell, text)
    for text in _without_tail(notes[len(entries) :]):
        entry = etree.SubElement(element, _named(element, "annotationEntry"))
        etree.SubElement(entry, _named(element, "text")).text = text.strip()


def _without_tail(notes: list[str]) -> list[str]:
    """A rule may have fewer notes than columns: what is blank at the end is not written."""
    while notes and not notes[-1].strip():
        notes = notes[:-1]
    return notes


def _describe(element: Element, text: str) -> None:
    found = next(element.iterchildren("{*}description"), None)
    if found is not None and _told(found) != text:
        found.text = text
    elif found is None and text:
        found = etree.Element(_named(element, "description"))
        found.text, found.tail = text, element.text
        element.insert(0, found)


def _free_names(table: Element) -> Iterator[str]:
    """What new rules of this table may be called."""
    taken = {str(each.get("id")) for each in table.getroottree().iter("{*}*")}
    names = (f"{table.get('id') or 'tabla'}_nueva_{number}" for number in count(1))
    return (name for name in names if f"r_{name}" not in taken)


def _new_rule(table: Element, rule: RuleText, names: Iterator[str]) -> Element:
    base = next(names)
    made = etree.Element(_named(table, "rule"), {"id": f"r_{base}"})
    for kind, texts in (("inputEntry", rule.conditions), ("outputEntry", rule.results)):
        for place, _text in enumerate(texts):
            cell = etree.SubElement(made, _named(table, kind), {"id": f"{kind[0]}{place}_r_{base}"})
            etree.SubElement(cell, _named(table, "text"))
    for _note in table.iterchildren("{*}annotation"):
        note = etree.SubElement(made, _named(table, "annotationEntry"))
        etree.SubElement(note, _named(table, "text"))
    etree.indent(made, space="  ", level=sum(1 for _ in table.iterancestors()) + 1)
    return made


def _place(table: Element, before: Sequence[Element], rules: Sequence[Element]) -> None:
    """The rules in this order, where the first one stood, with the line breaks of their places."""
    heads = list(table.iterchildren(*(f"{{*}}{name}" for name in _HEADS)))
    lead = before[0].getprevious() if before else (heads[-1] if heads else None)
    last = before[-1] if before else lead
    end = last.tail if last is not None else None
    between = (lead.tail if lead is not None and before else None) or "\n" + "  " * (
        sum(1 for _ in table.iterancestors()) + 1
    )
    at = table.index(before[0]) if before else (table.index(lead) + 1 if lead is not None else 0)
    for rule in before:
        table.remove(rule)
    for place, rule in enumerate(rules):
        rule.tail = between if place < len(rules) - 1 else end
        table.insert(at + place, rule)
    if lead is not None:
        lead.tail = between if rules else end
