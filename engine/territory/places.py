"""The places of a country, one within the other: departments, provinces, districts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property


@dataclass(frozen=True, slots=True)
class Place:
    """One place. `code` is that of the list's system; `parent` the one that holds it, empty at the
    first level."""

    code: str
    name: str
    parent: str = ""


@dataclass(frozen=True)
class Territory:
    """The list of a country. `system` says whose codes they are (INEI and RENIEC differ), `levels`
    what the places of each depth are called, the largest first; `source` and `date` where and when
    it was taken; `partial` that places are known to be missing."""

    country: str
    system: str
    source: str
    date: str
    levels: tuple[str, ...]
    places: Mapping[str, Place] = field(repr=False)
    partial: bool = False

    @cached_property
    def _inside(self) -> Mapping[str, tuple[Place, ...]]:
        inside: dict[str, list[Place]] = {}
        for place in self.places.values():
            inside.setdefault(place.parent, []).append(place)
        return {code: tuple(sorted(found, key=_by_name)) for code, found in inside.items()}

    def within(self, code: str) -> tuple[Place, ...]:
        """The places directly inside of one, by name; those of the first level for none."""
        return self._inside.get(code, ())

    def chain(self, code: str) -> tuple[Place, ...]:
        """A place with those that hold it, the largest first; nothing for a code that is none."""
        found: list[Place] = []
        while (place := self.places.get(code)) is not None and len(found) < len(self.levels):
            found.insert(0, place)
            code = place.parent
        return tuple(found)


def _by_name(place: Place) -> str:
    return place.name.casefold().translate(_PLAIN)


_PLAIN = str.maketrans("áéíóúüñ", "aeiouun")
