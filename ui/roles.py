"""What roles are called: the titles that the processes in force give them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from gettext import NullTranslations

from engine.definitions.manifest import manifest_from_text
from engine.identity.house import (
    ADMINISTRATOR,
    APPLICANT,
    AUDITOR,
    CALENDAR_KEEPER,
    CASHIER,
    COUNTER,
    OPERATOR,
    TREASURER,
)
from engine.memory import Bounded
from storage.database import Connection
from storage.queries.definitions import DefinitionRow, active_definitions
from storage.queries.identity import PersonRow
from ui.parts import Choice
from ui.visit import Member

FRESH = timedelta(seconds=30)
_outsiders: Bounded[tuple[str, int], tuple[datetime, frozenset[str]]] = Bounded(2_000)


HOUSE: Mapping[str, Callable[[NullTranslations], tuple[str, str]]] = {
    ADMINISTRATOR: lambda w: (
        w.gettext("Administrador"),
        w.gettext("Registra personas, da roles y describe la municipalidad."),
    ),
    OPERATOR: lambda w: (
        w.gettext("Operador"),
        w.gettext("Suspende, mueve y corrige expedientes de todos los procesos."),
    ),
    CALENDAR_KEEPER: lambda w: (
        w.gettext("Calendario"),
        w.gettext("Decreta los días que no se trabajan."),
    ),
    AUDITOR: lambda w: (w.gettext("Auditor"), w.gettext("Lee todo y no cambia nada.")),
    CASHIER: lambda w: (
        w.gettext("Caja"),
        w.gettext("Cobra tasas en efectivo y da recibos."),
    ),
    TREASURER: lambda w: (
        w.gettext("Tesorería"),
        w.gettext("Concilia lo que entra por el banco y devuelve dinero."),
    ),
    COUNTER: lambda w: (
        w.gettext("Mesa de partes"),
        w.gettext("Recibe solicitudes en persona y las presenta por quien vino."),
    ),
}
"""What the house's own roles are called, and what they are for."""


def role_titles(
    definitions: Iterable[DefinitionRow], words: NullTranslations | None = None
) -> dict[str, str]:
    """«area_usuaria» is «Área usuaria», as any process in force says; the house's own too."""
    known = words or NullTranslations()
    titles = {role: told(known)[0] for role, told in HOUSE.items()}
    titles[APPLICANT] = known.gettext("Solicitante")
    for definition in definitions:
        titles.update(manifest_from_text(definition.manifest).role_titles)
    return titles


def title_of_role(
    role: str, titles: Mapping[str, str], words: NullTranslations | None = None
) -> str:
    """The title; a role that nobody names is shown by its own name, readably."""
    if role in HOUSE and words is not None:
        return HOUSE[role](words)[0]
    return titles.get(role) or role.replace("_", " ").capitalize()


def role_choices(definitions: Iterable[DefinitionRow], words: NullTranslations) -> list[Choice]:
    """Every role that can be given, with the processes that name it or what it is for."""
    titles: dict[str, str] = {}
    processes: dict[str, list[str]] = {}
    for definition in definitions:
        for role, title in manifest_from_text(definition.manifest).role_titles.items():
            titles[role] = title
            processes.setdefault(role, []).append(definition.title)
    work = [
        Choice(role, title, ", ".join(sorted(set(processes[role]))))
        for role, title in sorted(titles.items(), key=lambda each: each[1])
        if role not in HOUSE and role != APPLICANT
    ]
    return [*work, *(Choice(role, *told(words)) for role, told in HOUSE.items())]


def works_here(here: Member, connection: Connection) -> bool:
    """Whether some role of the person is not one that processes give to outsiders; what those are
    is remembered for a moment, since every page asks."""
    key = (here.installation.database.url, here.municipality.id)
    kept = _outsiders.get(key)
    if kept is None or not timedelta() <= here.now - kept[0] < FRESH:
        outside: set[str] = set()
        for row in active_definitions(connection, here.municipality.id):
            outside.update(manifest_from_text(row.manifest).publicity.get("outsiders", []))
        kept = (here.now, frozenset(outside))
        _outsiders.keep(key, kept)
    return bool(here.actor.roles - kept[1])


def role_line(here: Member, person: PersonRow | None, definitions: Iterable[DefinitionRow]) -> str:
    """What stands under the person's name: their position, else their roles."""
    if person is not None and person.position:
        return person.position
    titles = role_titles(definitions, here.words)
    return ", ".join(title_of_role(role, titles) for role in sorted(here.actor.roles))
