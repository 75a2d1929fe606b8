"""What a definition's files draw: which file holds which diagram, and decisions as tables.

Files were checked when they were deployed; they are still read as what they are, without entities,
network or size that surprises.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from lxml import etree
from markupsafe import Markup

BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
MOST = 5_000_000


@dataclass(frozen=True, slots=True)
class DecisionTable:
    """A decision as people read it: what goes in, what comes out, a row a rule."""

    name: str
    about: str
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    rules: tuple[tuple[str, ...], ...]


def root_of(content: bytes) -> etree._Element:
    """The parsed file, with nothing fetched and nothing expanded."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    if len(content) > MOST:
        raise ValueError("larger than any definition")
    return etree.fromstring(content, parser)


def diagram_file(files: Mapping[str, bytes], process_id: str) -> bytes | None:
    """The BPMN file in which a process is drawn."""
    for path, content in sorted(files.items()):
        if path.endswith(".bpmn") and process_id in processes_in(content):
            return content
    return None


@lru_cache(maxsize=256)
def processes_in(content: bytes) -> frozenset[str]:
    """The ids of the processes of a file."""
    return frozenset(each.get("id", "") for each in root_of(content).iter(f"{BPMN}process"))


def decision_tables(files: Mapping[str, bytes]) -> list[DecisionTable]:
    """Every decision of the definition that is a table."""
    tables: list[DecisionTable] = []
    for path, content in sorted(files.items()):
        if path.endswith(".dmn"):
            tables += tables_in(content)
    return tables


@lru_cache(maxsize=256)
def tables_in(content: bytes) -> tuple[DecisionTable, ...]:
    """The tables of a DMN file, whatever its version."""
    root = root_of(content)
    space = etree.QName(root).namespace
    found = []
    for decision in root.iter(f"{{{space}}}decision"):
        table = decision.find(f"{{{space}}}decisionTable")
        if table is not None:
            name = spaced(decision.get("name") or decision.get("id") or "")
            about = decision.findtext(f"{{{space}}}description", "").strip()
            found.append(table_of(table, name, about, f"{{{space}}}"))
    return tuple(found)


def table_of(table: etree._Element, name: str, about: str, space: str) -> DecisionTable:
    inputs = tuple(input_label(each, space) for each in table.findall(f"{space}input"))
    outputs = tuple(
        each.get("label") or each.get("name") or name for each in table.findall(f"{space}output")
    )
    rules = tuple(rule_cells(rule, space) for rule in table.findall(f"{space}rule"))
    return DecisionTable(name, about, inputs, outputs, rules)


def input_label(given: etree._Element, space: str) -> str:
    """What the author called the input, else its expression."""
    expression = given.find(f"{space}inputExpression")
    return given.get("label") or (text_in(expression, space) if expression is not None else "")


def rule_cells(rule: etree._Element, space: str) -> tuple[str, ...]:
    """Conditions, then results, then the author's note."""
    entries = rule.findall(f"{space}inputEntry") + rule.findall(f"{space}outputEntry")
    note = rule.find(f"{space}description")
    cells = [readable(text_in(entry, space)) for entry in entries]
    return (*cells, (note.text or "").strip() if note is not None else "")


def spaced(name: str) -> str:
    """«organo_apelacion» as «Organo apelacion»: models are not always named for people."""
    return name.replace("_", " ")[:1].upper() + name.replace("_", " ")[1:]


def readable(expression: str) -> Markup:
    """An entry without the quotes of texts, which may break inside long names; a dash where
    anything goes."""
    if expression in ("", "-"):
        return Markup("—")
    pieces = re.split(r"(?<=[_.(,/])", expression.replace('"', ""))
    return Markup("<wbr>").join(pieces)


def text_in(element: etree._Element, space: str) -> str:
    text = element.find(f"{space}text")
    return (text.text or "").strip() if text is not None else ""
