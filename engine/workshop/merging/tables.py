"""Decisions as parts: by decision, input, output and rule; the cell of a rule by its column."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from engine.bpmn.tree import Node, local
from engine.dmn.reading import children, local_name, read
from engine.sentences import N_
from engine.workshop.differing_tables import RULE
from engine.workshop.merging.conflicts import ConflictKind, Found, Judge, Thing
from engine.workshop.merging.drawings import DRAWINGS, drawn, put_drawings
from engine.workshop.merging.parts import KIND, TEXT, Part
from engine.workshop.merging.weaving import weave
from engine.workshop.merging.xml import keyed, node_of, part_of, root_of, says_of, written

_CELLS = {"inputEntry": "input", "outputEntry": "output", "annotationEntry": "annotation"}
_BLANK = {"input": "-", "output": "null", "annotation": ""}


def merge_decisions(base: bytes, ours: bytes, theirs: bytes, judge: Judge) -> bytes:
    """The file that has what both sides changed. Raises engine.dmn.DmnError."""
    roots = [read(each, name=judge.file) for each in (base, ours, theirs)]
    parts = [decisions_part(each) for each in roots]
    for each in (parts[0], parts[2], parts[1]):
        judge.things |= dict(_things(each, (), "", ""))
    made = weave(parts[0], parts[1], parts[2], judge)
    return decisions_of(made, roots[1], roots[2], base=roots[0], judge=judge)


def decisions_part(root: Node) -> Part:
    """A file as parts, without its drawing."""
    outer = [each for each in root if local(each) not in DRAWINGS]
    parts = {key: _taken(each) for key, each in keyed(outer).items()}
    return Part(says_of(root), parts, beside=frozenset({"exporter", "exporterVersion"}))


def decisions_of(made: Part, *sources: Node, base: Node, judge: Judge) -> bytes:
    """The file of these parts, drawn as the sides draw it."""
    root = root_of(made, *sources)
    for name, value in made.says.items():
        if name[0] not in "#@":
            root.set(name, str(value))
    for key, part in made.parts.items():
        node_of(_whole(part, (key,), judge), root)
    put_drawings(root, drawn(base), *map(drawn, sources))
    return written(root)


def _taken(node: Node) -> Part:
    if local_name(node) == "decisionTable":
        return _table(node)
    if len(node) == 0:
        return part_of(node)
    return part_of(node, {key: _taken(each) for key, each in keyed(node).items()})


def _table(node: Node) -> Part:
    columns = {entry: list(keyed(children(node, name))) for entry, name in _CELLS.items()}
    parts = {}
    for key, each in keyed(node).items():
        is_rule = local_name(each) == "rule"
        parts[key] = part_of(each, dict(_cells(each, columns))) if is_rule else _taken(each)
    return replace(part_of(node, parts), ordered=True)


def _cells(rule: Node, columns: Mapping[str, list[str]]) -> Iterator[tuple[str, Part]]:
    met = dict.fromkeys(columns, 0)
    for key, each in keyed(rule).items():
        entry = local_name(each)
        if entry not in columns:
            yield key, part_of(each)
            continue
        number = met[entry]
        met[entry] += 1
        at = columns[entry][number] if number < len(columns[entry]) else str(number)
        part = part_of(each, {inner: part_of(node) for inner, node in keyed(each).items()})
        yield f"{entry}@{at}", replace(part, beside=frozenset({"id"}))


def _things(
    part: Part, path: tuple[str, ...], name: str, own: str
) -> Iterator[tuple[tuple[str, ...], Thing]]:
    """Decisions, and rules by their number, as people call them."""
    if path and _local(part) in ("decision", "businessKnowledgeModel", "inputData"):
        own = str(part.says.get("id", ""))
        name = str(part.says.get("name", own))
        yield path, Thing(N_("Decisión"), name, own)
    columns: dict[str, str] = {}
    number = 0
    for key, each in part.parts.items():
        if _local(each) == "rule":
            number += 1
            rule = str(each.says.get("id", ""))
            yield (*path, key), Thing(RULE, f"{name}, {number}", rule, columns)
            continue
        for entry, column in _CELLS.items():
            if _local(each) == column:
                columns[f"{entry}@{key}"] = _heading(each)
        yield from _things(each, (*path, key), name, own)


def _heading(column: Part) -> str:
    told = column.says.get("label") or column.says.get("name")
    inner = [each for part in column.parts.values() for each in part.parts.values()]
    return str(told or next((each.says[TEXT] for each in inner if TEXT in each.says), ""))


def _whole(part: Part, path: tuple[str, ...], judge: Judge) -> Part:
    """With a cell for every column in every rule, in the order of the columns."""
    parts = {key: _whole(each, (*path, key), judge) for key, each in part.parts.items()}
    if _local(part) != "decisionTable":
        return replace(part, parts=parts)
    space = part.kind.rpartition("}")[0] + "}"
    columns = [
        (f"{entry}@{key}", f"{space}{entry}", name)
        for entry, name in _CELLS.items()
        for key, each in parts.items()
        if _local(each) == name
    ]
    for key, each in parts.items():
        if _local(each) == "rule":
            parts[key] = _ruled(each, columns, (*path, key), judge)
    return replace(part, parts=parts)


def _ruled(
    rule: Part, columns: list[tuple[str, str, str]], path: tuple[str, ...], judge: Judge
) -> Part:
    parts = {key: each for key, each in rule.parts.items() if "@" not in key}
    for key, tag, name in columns:
        cell = rule.parts.get(key)
        if cell is None:
            text = Part({KIND: tag.rpartition("}")[0] + "}text", TEXT: _BLANK[name]})
            cell = Part({KIND: tag}, {"text": text})
            if name == "output":
                judge.side(Found(ConflictKind.HOLE, (*path, key), "", None, None, None))
        parts[key] = cell
    return replace(rule, parts=parts)


def _local(part: Part) -> str:
    return part.kind.rpartition("}")[2]
