"""What the buttons of the decision editor do: rules, columns, decisions, data, requirements.

A button says «verb group place»: `up 0 3` is rule 3 of table 0, `add-input 1 0` a column of
table 1, `use 2 0` an element that the element 2 uses from now on.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from engine.dmn import shaping
from engine.dmn.editing import RuleText, TableText, changed
from engine.dmn.outline import Node, nodes_of
from engine.dmn.reading import Element
from engine.dmn.sheets import Sheet, sheets_of
from ui.posted import Posted

COLUMNS = {"input": "in", "output": "out", "annotation": "note"}
LONGEST_LABEL = 200
MOST_ADDED = 200
"""Columns of a table or elements of a file; what is larger is changed as text."""


def acted_on_rules(tables: dict[int, TableText], sheets: Sequence[Sheet], act: str) -> str:
    """Do what a button of a rule says; the place of the rule on the page."""
    verb, *where = act.split()[:3] or [""]
    if verb not in _RULES:
        return ""
    number, row = map(int, where)
    rules = list(tables[number].rules)
    if not (-1 if verb == "add" else 0) <= row < len(rules):
        raise IndexError(act)
    at = _RULES[verb](rules, row, sheets[number])
    tables[number] = replace(tables[number], rules=tuple(rules))
    return f"t{number}-r{at + 1}"


def _add(rules: list[RuleText], row: int, sheet: Sheet) -> int:
    conditions, results = ("-",) * len(sheet.inputs), ("",) * len(sheet.outputs)
    rules.insert(row + 1, RuleText(None, conditions, results, ("",) * len(sheet.notes)))
    return row + 1


def _copy(rules: list[RuleText], row: int, _sheet: Sheet) -> int:
    rules.insert(row + 1, replace(rules[row], origin=None))
    return row + 1


def _remove(rules: list[RuleText], row: int, _sheet: Sheet) -> int:
    del rules[row]
    return max(0, min(row, len(rules) - 1))


def _up(rules: list[RuleText], row: int, _sheet: Sheet) -> int:
    rules.insert(max(0, row - 1), rules.pop(row))
    return max(0, row - 1)


def _down(rules: list[RuleText], row: int, _sheet: Sheet) -> int:
    rules.insert(row + 1, rules.pop(row))
    return min(row + 1, len(rules) - 1)


_RULES: dict[str, Callable[[list[RuleText], int, Sheet], int]] = {
    "add": _add,
    "copy": _copy,
    "remove": _remove,
    "up": _up,
    "down": _down,
}


def acted_on_file(content: bytes, posted: Posted, words: tuple[str, str]) -> tuple[bytes, str]:
    """Do what any other button says; the file, and the place on the page.

    `words`: what a new result and a new note are called."""
    verb, *where = posted.one("act").split()[:3] or [""]
    if verb in ("new-decision", "new-datum"):
        return _made(content, posted, verb)
    if verb in ("use", "unuse", "drop"):
        group, place = map(int, where)
        return _joined(content, posted, verb, nodes_of(content)[_natural(group)], place)
    verb, _, kind = verb.partition("-")
    if verb not in ("add", "remove", "left", "right") or kind not in COLUMNS:
        return content, ""
    number, place = map(int, where)
    return _reshaped(content, posted, f"{verb} {kind}", (number, _natural(place)), words)


def _natural(number: int) -> int:
    if number < 0:
        raise IndexError(number)
    return number


def _reshaped(
    content: bytes, posted: Posted, act: str, where: tuple[int, int], words: tuple[str, str]
) -> tuple[bytes, str]:
    """A column of a table comes, goes or moves."""
    verb, kind = act.split()
    number, place = where
    sheet = sheets_of(content)[_natural(number)]
    nodes = {each.id: each for each in nodes_of(content)}
    asked = nodes.get(posted.one(f"t{number}-new-input"))
    if verb == "add" and len((*sheet.inputs, *sheet.outputs, *sheet.notes)) >= MOST_ADDED:
        raise ValueError("too many columns")
    at = place

    def change(root: Element) -> None:
        nonlocal at
        table = list(root.iter("{*}decisionTable"))[number]
        if verb == "remove":
            shaping.remove_column(table, kind, place)
        elif verb in ("left", "right"):
            at = shaping.move_column(table, kind, place, -1 if verb == "left" else 1)
        elif kind == "input" and asked is not None:
            told = {"label": asked.label, "text": asked.name, "type_": asked.type}
            at = shaping.add_column(table, kind, **told)
            if sheet.owner in nodes and nodes[sheet.owner].kind == "decision":
                shaping.require(root, sheet.owner, asked.id)
        else:
            label = {"output": words[0], "annotation": words[1]}.get(kind, "")
            at = shaping.add_column(table, kind, label=label)

    return changed(content, change), f"t{number}-c-{COLUMNS[kind]}{at}"


def _made(content: bytes, posted: Posted, verb: str) -> tuple[bytes, str]:
    """A decision or a datum; nothing when it has no name."""
    label = posted.one(f"{verb}-label").strip()[:LONGEST_LABEL]
    nodes = nodes_of(content)
    if not label or len(nodes) >= MOST_ADDED:
        return content, f"{verb}-label" if not label else ""
    found = ""

    def change(root: Element) -> None:
        nonlocal found
        if verb == "new-decision":
            is_table = posted.one("new-decision-logic") != "text"
            found = shaping.add_decision(root, label, table=is_table)
        else:
            found = shaping.add_input(root, label, posted.one("new-datum-type"))

    content = changed(content, change)
    return content, f"e{[each.id for each in nodes_of(content)].index(found)}"


def _joined(content: bytes, posted: Posted, verb: str, node: Node, place: int) -> tuple[bytes, str]:
    """An element uses another from now on, or no longer; or it goes."""
    at = [each.id for each in nodes_of(content)].index(node.id)
    wanted = posted.one(f"e{at}-use")

    def change(root: Element) -> None:
        if verb == "drop":
            shaping.remove(root, node.id)
        elif verb == "unuse":
            shaping.release(root, node.id, node.uses[_natural(place)])
        elif wanted:
            shaping.require(root, node.id, wanted)

    return changed(content, change), "decision-picture" if verb == "drop" else f"e{at}-uses"
