"""Writing an experience down: what was tried with which result, attached to processes and steps.

Whoever operates a process in force may write one about it, and goes on with it while nobody was
asked to let it out. It is for other municipalities to read, so nothing that looks like somebody's
address, number or document is taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import urlsplit

from engine.cases.permission import operates
from engine.definitions.loading import Definition, active_program_of
from engine.identity import Actor
from engine.installation import Installation
from engine.refusals import RefusalKind, Refused
from storage.database import Connection, TooManyRaces
from storage.queries.experiences import ExperienceRow, PlaceRow, written_experience
from storage.tables.experiences import ExperienceState
from storage.writes.experiences import put_experience

TEXTS = {"title": 120, "context": 600, "done": 1500, "result": 600, "ask": 120}
"""What must be said, and how long it may be."""
SHORT = {"area": 60, "indicator": 120, "unit": 40, "link": 400}
"""What may be left empty."""
FIGURES = ("before", "after", "cost")
MOST = Decimal(10) ** 12
PLACES = 20
OPEN = (ExperienceState.DRAFT, ExperienceState.REFUSED, ExperienceState.WITHDRAWN)
_PERSONAL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+|(?<![\d.,])\d(?:[ -]?\d){7,}(?![\d.,])")


@dataclass(frozen=True, slots=True)
class Told:
    """An experience as it is told; `places`: process and element, empty for the whole process."""

    title: str
    area: str
    context: str
    done: str
    result: str
    ask: str
    indicator: str = ""
    unit: str = ""
    before: Decimal | None = None
    after: Decimal | None = None
    cost: Decimal | None = None
    link: str = ""
    places: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Written:
    """It is kept, as a draft."""

    experience_id: int


def write(
    installation: Installation, actor: Actor, told: Told, *, experience_id: int | None = None
) -> Written | Refused:
    """Write one down, or anew what is no longer or not yet shared. Refused: no_role, not_found,
    not_open, invalid_data with `field` and `reason` (`missing`, `long`, `personal`, `link`,
    `number`, `places`)."""
    wrong = fault_of(told)
    if wrong is not None:
        return wrong

    def verb(connection: Connection) -> Written | Refused:
        before = _before(connection, actor, experience_id)
        if isinstance(before, Refused):
            return before
        places = _places(installation, connection, actor, told.places)
        if isinstance(places, Refused):
            return places
        row = _row(installation, actor, told, before)
        put_experience(
            connection, actor.municipality_id, row, [_placed(row.id, *each) for each in places]
        )
        return Written(row.id)

    try:
        return installation.database.run(verb, municipality=actor.municipality_id)
    except TooManyRaces:
        return Refused(RefusalKind.CONFLICT)


def fault_of(told: Told) -> Refused | None:
    """What is wrong with what was told, if anything is. Pure."""
    for name, most in (TEXTS | SHORT).items():
        said = getattr(told, name)
        if name in TEXTS and not said.strip():
            return _wrong(name, "missing")
        if len(said) > most:
            return _wrong(name, "long")
        if name != "link" and _PERSONAL.search(said):
            return _wrong(name, "personal")
    for name in FIGURES:
        figure = getattr(told, name)
        if figure is not None and not (figure.is_finite() and abs(figure) < MOST):
            return _wrong(name, "number")
    if told.link and not _is_public(told.link):
        return _wrong("link", "link")
    if (told.before is None) != (told.after is None) or (told.after and not told.indicator):
        return _wrong("indicator", "figures")
    if not 0 < len(set(told.places)) <= PLACES:
        return _wrong("places", "places")
    return None


def _is_public(address: str) -> bool:
    try:
        parts = urlsplit(address)
        return parts.scheme == "https" and bool(parts.hostname) and parts.username is None
    except ValueError:
        return False


def _wrong(name: str, reason: str) -> Refused:
    return Refused(RefusalKind.INVALID_DATA, {"field": name, "reason": reason})


def _before(
    connection: Connection, actor: Actor, experience_id: int | None
) -> ExperienceRow | Refused | None:
    if experience_id is None:
        return None
    row = written_experience(connection, actor.municipality_id, experience_id=experience_id)
    if row is None:
        return Refused(RefusalKind.NOT_FOUND)
    if row.written_by != actor.person_id:
        return Refused(RefusalKind.NO_ROLE)
    return row if row.state in OPEN else Refused(RefusalKind.NOT_OPEN, {"state": row.state})


def _places(
    installation: Installation,
    connection: Connection,
    actor: Actor,
    places: Iterable[tuple[str, str]],
) -> list[tuple[str, str, str]] | Refused:
    """Each with its name; the actor operates every process that is named."""
    found = []
    for key, element in sorted(set(places)):
        definition = active_program_of(installation, connection, actor.municipality_id, key)
        if definition is None or actor.person_id is None:
            return _wrong("places", "places")
        if not operates(actor, definition.manifest):
            return Refused(RefusalKind.NO_ROLE)
        name = name_in(definition, element)
        if not name:
            return _wrong("places", "places")
        found.append((key, element, name))
    return found


def name_in(definition: Definition, element: str) -> str:
    """What the process, or an element of it, is called; empty where there is no such element."""
    if not element:
        return definition.title
    return next((e.name for e in definition.program.elements if e.id == element), "")


def _row(
    installation: Installation, actor: Actor, told: Told, before: ExperienceRow | None
) -> ExperienceRow:
    texts = {name: getattr(told, name).strip() for name in (*TEXTS, *SHORT)}
    figures = {name: getattr(told, name) for name in FIGURES}
    return ExperienceRow(
        id=before.id if before else installation.ids.new(),
        **texts,
        **figures,
        state=ExperienceState.DRAFT,
        written_by=actor.person_id or 0,
        written_at=installation.clock.now(),
        asked_by=None,
        decided_by=None,
        decided_at=None,
        why="",
        least=None,
        below=None,
    )


def _placed(experience_id: int, key: str, element: str, name: str) -> PlaceRow:
    return PlaceRow(experience_id, key, element, name)
