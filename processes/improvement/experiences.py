"""The bank of experiences: what plans taught, as whoever closed them wrote it down.

Nothing is kept beside the cases; a plan that is closed brings its experiences. They name offices
and no person, so that other municipalities may read them.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from engine.installation import Installation
from processes.improvement.plans import PROCESS
from processes.improvement.rounds import known_by, mappings
from storage.database import Connection
from storage.queries.standing_data import stands_of_process

MOST = 60
"""The newest plans that are looked into."""


@dataclass(frozen=True, slots=True)
class Experience:
    """What was learnt: how it was, what was done, what came of it with figures, what it cost, and
    which office to ask; `plan` is the number of the case that it comes from."""

    plan: str
    plan_title: str
    title: str
    area: str
    context: str
    done: str
    result: str
    cost: Decimal | None
    ask: str


def experiences_of(
    installation: Installation, connection: Connection, municipality_id: int
) -> tuple[Experience, ...]:
    """All of them, those of the newest plan first."""
    found: list[Experience] = []
    for row in stands_of_process(connection, municipality_id, PROCESS, limit=MOST):
        known = known_by(installation, connection, municipality_id, row)
        told = mappings(known.get("experiencias"))
        found += [_read(each, row.number, row.title) for each in told]
    return tuple(found)


def matching(
    known: Iterable[Experience], *, words: str = "", area: str = ""
) -> tuple[Experience, ...]:
    """Those of an area that hold every word, whatever its accents. Pure."""
    asked = _plain(words).split()
    return tuple(
        each
        for each in known
        if area in ("", each.area) and all(word in _plain(_text_of(each)) for word in asked)
    )


def _text_of(each: Experience) -> str:
    return " ".join((each.title, each.context, each.done, each.result, each.ask, each.plan_title))


def _plain(text: str) -> str:
    parts = unicodedata.normalize("NFD", text.casefold())
    return "".join(each for each in parts if not unicodedata.combining(each))


def _read(told: Mapping[str, Any], number: str, title: str) -> Experience:
    cost = told.get("costo")
    return Experience(
        plan=number,
        plan_title=title,
        title=_text(told.get("titulo")),
        area=_text(told.get("area")),
        context=_text(told.get("contexto")),
        done=_text(told.get("hecho")),
        result=_text(told.get("resultado")),
        cost=cost if isinstance(cost, Decimal) else None,
        ask=_text(told.get("preguntar")),
    )


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""
