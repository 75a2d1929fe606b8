"""Forms (JSON) and the sheet of a process (TOML) as parts: by field, by key, and back."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

import tomlkit

from engine.workshop.differing_forms import FIELD
from engine.workshop.merging.conflicts import Judge, Thing
from engine.workshop.merging.parts import KIND, TEXT, Part, same
from engine.workshop.merging.weaving import weave

TABLE, ROW, WORDS, VALUE = "table", "rows", "words", "value"
_NAMED = ("key", "path", "id", "value", "element", "expression", "name", "title", "label", "term")
_BESIDE = frozenset({"schemaVersion"})


def merge_forms(base: bytes, ours: bytes, theirs: bytes, judge: Judge) -> bytes:
    """Raises ValueError for what is no JSON, or no object."""
    parts = [form_part(each) for each in (base, ours, theirs)]
    for each in (parts[0], parts[2], parts[1]):
        judge.things |= dict(_fields(each, ()))
    made = weave(parts[0], parts[1], parts[2], judge)
    return ours if same(made, parts[1]) else form_of(made)


def merge_sheets(base: bytes, ours: bytes, theirs: bytes, judge: Judge) -> bytes:
    """Our sheet with what theirs changed: comments and layout stay ours. Raises ValueError."""
    parts = [sheet_part(each) for each in (base, ours, theirs)]
    return sheet_of(weave(parts[0], parts[1], parts[2], judge), ours)


def form_part(content: bytes) -> Part:
    """A form by its fields."""
    told = json.loads(content)
    if not isinstance(told, dict):
        raise ValueError("no object")
    return _part(told)


def form_of(part: Part) -> bytes:
    """The form of these parts."""
    return json.dumps(_value(part), ensure_ascii=False, indent=2).encode() + b"\n"


def sheet_part(content: bytes) -> Part:
    """A sheet by its keys."""
    return _part(tomllib.loads(content.decode()))


def sheet_of(part: Part, source: bytes) -> bytes:
    """The sheet of these parts, written into the one given."""
    document = tomlkit.parse(source.decode())
    _write(document, _value(part))
    return tomlkit.dumps(document).encode()


def _fields(part: Part, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Thing]]:
    """The fields of a form as people call them."""
    for key, each in part.parts.items():
        way = (*path, key)
        if path[-1:] == ("components",):
            told = each.parts.get("label") or each.parts.get("text")
            own = key.partition("=")[2]
            yield way, Thing(FIELD, str(told.says[TEXT]) if told else own, own)
        yield from _fields(each, way)


def _part(value: Any) -> Part:
    if isinstance(value, dict):
        parts = {str(name): _part(each) for name, each in value.items()}
        return Part({KIND: TABLE}, parts, beside=_BESIDE)
    if isinstance(value, list) and value:
        keys = [_named(each) for each in value]
        if all(keys) and len(set(keys)) == len(keys):
            kinds = {isinstance(each, dict) for each in value}
            says = {KIND: ROW if kinds == {True} else WORDS}
            return Part(says, dict(zip(keys, map(_part, value), strict=True)), ordered=True)
    return Part({KIND: VALUE, TEXT: _Kept(value)})


class _Kept:
    """A value as it is, `null` and an empty list too; 1, 1.0 and true are three things."""

    __slots__ = ("value",)

    def __init__(self, value: Any) -> None:
        self.value = value

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Kept) and repr(self.value) == repr(other.value)

    def __hash__(self) -> int:
        return hash(repr(self.value))

    def __repr__(self) -> str:
        return repr(self.value)

    def __str__(self) -> str:
        value = self.value
        return (
            value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
        )


def _value(part: Part) -> Any:
    if part.kind == TABLE:
        return {name: _value(each) for name, each in part.parts.items()}
    if part.kind in (ROW, WORDS):
        return [_value(each) for each in part.parts.values()]
    return part.says[TEXT].value


def _named(each: Any) -> str:
    """What tells a row from the others: the first of its names, or the word itself."""
    if isinstance(each, str):
        return f"«{each}»"
    if not isinstance(each, dict):
        return ""
    found = next((name for name in _NAMED if isinstance(each.get(name), str | int)), "")
    return f"{found}={each[found]}" if found else ""


def _write(document: Any, wanted: Mapping[str, Any]) -> None:
    """Change what differs and leave the rest of the text as it is."""
    for name in [each for each in document if each not in wanted]:
        del document[name]
    for name, value in wanted.items():
        if name not in document:
            document[name] = value
        elif isinstance(value, dict) and hasattr(document[name], "items"):
            _write(document[name], value)
        elif _plain(document[name]) != value:
            document[name] = value


def _plain(value: Any) -> Any:
    return value.unwrap() if hasattr(value, "unwrap") else value
