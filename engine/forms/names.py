"""From the flat names of a posted form to the tree of its answers, within bounds.

`proveedor.ruc`, `items[0].cantidad`, `fecha.day` (or `fecha-day`) become nested mappings; rows are
mappings by number. Trees that arrive already nested (from the API or a test) are taken as they
are. Names that no form could have are left out: they reach nothing.
"""

import re
from collections.abc import Mapping
from typing import Any

MOST_NAMES = 5_000
LONGEST_NAME = 300
_PART = re.compile(r"(\w+)((?:\[[0-9]{1,4}\])*)")
_DATE_PART = re.compile(r"(.+)-(day|month|year|time)")

Tree = dict[Any, Any]  # names of fields and numbers of rows to texts, lists or trees


def tree_of(raw: Mapping[str, Any]) -> Tree:
    """The answers by their place. Later names win over earlier ones that they contradict."""
    tree: Tree = {}
    for name, value in list(raw.items())[:MOST_NAMES]:
        steps = steps_of(name) if isinstance(name, str) else None
        if steps:
            _put(tree, steps, _plain(value))
    return tree


def steps_of(name: str) -> tuple[str | int, ...] | None:
    """The way to a place in the tree, or None when no field can have this name."""
    if len(name) > LONGEST_NAME:
        return None
    if dated := _DATE_PART.fullmatch(name):
        name = f"{dated[1]}.{dated[2]}"
    steps: list[str | int] = []
    for part in name.split("."):
        found = _PART.fullmatch(part)
        if not found:
            return None
        steps.append(found[1])
        steps += [int(number) for number in re.findall(r"[0-9]+", found[2])]
    return tuple(steps)


def name_of(steps: tuple[str | int, ...]) -> str:
    """The name of the control at a place."""
    name = ""
    for step in steps:
        name += f"[{step}]" if isinstance(step, int) else f".{step}" if name else step
    return name


def at(tree: object, steps: tuple[str | int, ...]) -> Any:
    """What stands at a place of the tree; None where nothing does."""
    for step in steps:
        if not isinstance(tree, Mapping):
            return None
        tree = tree.get(step)
    return tree


def known_at(data: object, steps: tuple[str | int, ...]) -> Any:
    """The same in the data of a case, where rows are a list."""
    for step in steps:
        if isinstance(step, int) and isinstance(data, list | tuple):
            data = data[step] if step < len(data) else None
        elif isinstance(data, Mapping):
            data = data.get(step)
        else:
            return None
    return data


def put(tree: Tree, steps: tuple[str | int, ...], value: object) -> None:
    """Set a place of the tree, making the way there."""
    _put(tree, steps, value)


def _put(tree: Tree, steps: tuple[str | int, ...], value: object) -> None:
    for step in steps[:-1]:
        inner = tree.get(step)
        if not isinstance(inner, dict):
            inner = tree[step] = {}
        tree = inner
    tree[steps[-1]] = value


def _plain(value: object) -> object:
    """Rows given as a list of mappings become rows by number."""
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        if any(isinstance(item, Mapping) for item in value):
            return {place: _plain(item) for place, item in enumerate(value)}
        return list(value)
    return value
