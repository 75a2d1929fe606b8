"""A file as a tree of parts that are known by a key, whatever its format is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

KIND = "#kind"
TEXT = "#text"
JOINS = "@joins"
"""What a side made or changed at a part elsewhere in its file: it counts, and is never decided."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part: what it says by name (`#kind` what it is, `#text` its text; a name that begins with
    `@` is told of it elsewhere in the file) and the parts in it by their keys, in their order.

    `ordered`: their order means something. `beside`: names that differ without meaning anything.
    """

    says: Mapping[str, Any]
    parts: Mapping[str, Part] = field(default_factory=dict)
    ordered: bool = False
    beside: frozenset[str] = frozenset()

    @property
    def kind(self) -> str:
        """What it is: a tag, or the shape of a value."""
        return str(self.says.get(KIND, ""))


def same(one: Part | None, other: Part | None) -> bool:
    """Whether two parts say the same; order counts where it means something."""
    if one is None or other is None:
        return one is other
    if _meant(one) != _meant(other) or one.parts.keys() != other.parts.keys():
        return False
    if one.ordered and list(one.parts) != list(other.parts):
        return False
    return all(same(part, other.parts[key]) for key, part in one.parts.items())


def flat(part: Part | None, above: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Everything a part says, by its way down to it."""
    if part is None:
        return
    for name, value in _meant(part).items():
        yield (*above, name), value
    for key, each in part.parts.items():
        yield from flat(each, (*above, key))


def _meant(part: Part) -> dict[str, Any]:
    return {name: value for name, value in part.says.items() if name not in part.beside}
