"""What changes of a parcel besides its ground: who has what of it, what stands on it, what it is
used for, and data that was wrong. What each change needs to know, and how one is looked at
beforehand.

A change is planned from what the case says and what the register says now; the plan is shown before
anybody resolves (`cauce:parcel-preview`), and made anew in the step that resolves, in whose
transaction it is written (`enacting.py`). Nothing is overwritten: rows end and begin.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from engine.sentences import Sentence
from storage.database import Connection
from storage.queries.cadastre import ParcelRow

Facts = Mapping[str, Any]
"""What the manifest, or the step, takes from the case."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A change that somebody asks for: of which parcel, and what the case says of it."""

    connection: Connection
    municipality_id: int
    parcel: ParcelRow
    facts: Facts
    today: date

    def text(self, name: str) -> str:
        """A fact as words; empty where the case says nothing."""
        return " ".join(str(self.facts.get(name) or "").split())

    def rows(self, name: str) -> Sequence[Mapping[str, Any]]:
        """A fact as the rows of a form."""
        told = self.facts.get(name)
        return (
            [each for each in told if isinstance(each, Mapping)] if isinstance(told, list) else []
        )


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that changes, before and after, in words."""

    what: str
    before: str
    after: str

    def told(self) -> dict[str, str]:
        """As the data of a case has it."""
        return {"que": self.what, "antes": self.before, "despues": self.after}


@dataclass(frozen=True, slots=True)
class Plan:
    """What would change: rights and storeys that end (by id) and begin (as rows without what they
    rest on; `party` names somebody new), columns of the parcel's next version, and what the tax is
    told: `novelty` (None: nothing), its `detail`, and the owners where they are others."""

    lines: tuple[Line, ...]
    ends_rights: tuple[int, ...] = ()
    rights: tuple[dict[str, Any], ...] = ()
    ends_buildings: tuple[int, ...] = ()
    buildings: tuple[dict[str, Any], ...] = ()
    version: Mapping[str, Any] = field(default_factory=dict)
    novelty: str | None = None
    detail: str = ""
    owners: tuple[dict[str, Any], ...] = ()


Planned = Plan | Sentence
"""The plan, or why there is none."""
