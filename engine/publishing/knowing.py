"""What a case knew at a moment: the whole, and each instance of several beyond it. Pure.

Two instances of one activity (the items of a call) use the same names for things of their own; the
history says in which of them something happened (`engine/bpmn/whereabouts.py`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from engine.bpmn.whereabouts import APART, instance_at
from engine.publishing.telling import PublicDocument
from engine.values import Value

_Kept = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Known:
    """Nothing here changes: what happens gives another one.

    `said` is what people sent in, the latest of each name; `inside` what each instance of several
    knows, by its path; `lately` what was last known inside of any: after them, that is what a name
    means that nothing else explains. `collected` are the results of several, by path and name.
    """

    variables: _Kept = field(default_factory=dict)
    said: _Kept = field(default_factory=dict)
    terms: Mapping[str, date] = field(default_factory=dict)
    documents: Mapping[str, PublicDocument] = field(default_factory=dict)
    collected: Mapping[tuple[str, str], list[Value]] = field(default_factory=dict)
    inside: Mapping[str, _Kept] = field(default_factory=dict)
    lately: _Kept = field(default_factory=dict)

    @property
    def whole(self) -> dict[str, Value]:
        """What the case knows, seen from outside of every instance."""
        return {**self.lately, **self.variables}

    def seen_from(self, path: str) -> dict[str, Value]:
        """What is known there: of the case, and over it what each instance knows."""
        if not path:
            return self.whole
        seen = dict(self.variables)
        for each in paths_to(path):
            seen |= self.inside.get(each, {})
        return seen

    def entered(self, path: str, given: _Kept) -> Known:
        """An instance begins with what it was given."""
        return replace(self, inside={**self.inside, path: given})

    def left(self, path: str, values: _Kept, *, mapped: frozenset[str] = frozenset()) -> Known:
        """Each value where its name is known, else in the innermost instance; what the case knows
        is set only where a mapping says so (`mapped`). What several gave until then is no longer
        being collected there."""
        known = self._kept(path, values, mapped)
        collected = {key: each for key, each in self.collected.items() if key[0] != path}
        return replace(known, collected=collected)

    def gathered(self, path: str, values: _Kept, name: str, item: Value) -> Known:
        """One instance of several left values, and its result for the collection."""
        around = instance_at(path).around if path else ""
        items = [*self.collected.get((around, name), ()), item]
        known = self._kept(path, values)._kept(around, {name: items})
        return replace(known, collected={**self.collected, (around, name): items})

    def _kept(self, path: str, values: _Kept, mapped: frozenset[str] = frozenset()) -> Known:
        if not path:
            return replace(self, variables={**self.variables, **values})
        inside, around = dict(self.inside), tuple(reversed(paths_to(path)))
        outside: dict[str, Value] = {}
        for name, value in values.items():
            home = next((each for each in around if name in inside.get(each, {})), "")
            if not home and name in mapped and name in self.variables:
                outside[name] = value
                continue
            home = home or path
            inside[home] = {**inside.get(home, {}), name: value}
        variables = {**self.variables, **outside}
        return replace(self, variables=variables, inside=inside, lately={**self.lately, **values})


def paths_to(path: str) -> tuple[str, ...]:
    """A path and those around it, outermost first."""
    parts = path.split(APART) if path else []
    return tuple(APART.join(parts[: end + 1]) for end in range(len(parts)))
