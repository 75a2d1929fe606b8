"""How much work lies with whom: what each person holds, and what waits for each role untaken."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from engine.calendar import Calendar
from engine.definitions.manifest import manifest_from_text
from engine.identity import Actor
from engine.operations.rights import operated_processes
from storage.database import Connection
from storage.queries.definitions import active_definitions
from storage.queries.identity import names_of, people_in_role
from storage.queries.workload import FreeLoad, Load, free_by_role, load_by_person


@dataclass(frozen=True, slots=True)
class Workload:
    """The open work of the processes that somebody operates: of everybody who has a role in them
    or holds a task of them, by name; and what nobody took, by role."""

    people: tuple[tuple[str, Load], ...]
    roles: tuple[FreeLoad, ...]


def workload(
    connection: Connection, actor: Actor, *, calendar: Calendar, now: datetime
) -> Workload | None:
    """Who has how much; None for who operates no process."""
    town, processes = actor.municipality_id, operated_processes(connection, actor)
    if not processes:
        return None
    asked = {"now": now, "week_ends": week_ends(calendar, now)}
    held = {row.person_id: row for row in load_by_person(connection, town, processes, **asked)}
    people = dict(workers(connection, town, processes, now=now))
    people |= names_of(connection, town, held.keys() - people.keys())
    loads = ((name, held.get(key, Load(key, 0, 0, 0))) for key, name in people.items())
    ordered = sorted(loads, key=lambda each: (-each[1].held, each[0]))
    inside = roles_inside(connection, town, processes)
    free = free_by_role(connection, town, processes, **asked)
    roles = sorted((each for each in free if each.role in inside), key=lambda each: -each.free)
    return Workload(tuple(ordered), tuple(roles))


def week_ends(calendar: Calendar, now: datetime) -> datetime:
    """The beginning of next Monday, where the municipality is."""
    today = calendar.local_day(now)
    return calendar.start_of(today + timedelta(days=7 - today.weekday()))


def roles_inside(
    connection: Connection, municipality_id: int, processes: Collection[str]
) -> frozenset[str]:
    """The roles of these processes; people from outside hold no work here."""
    roles = set[str]()
    for row in active_definitions(connection, municipality_id):
        manifest = manifest_from_text(row.manifest)
        if row.key in processes:
            roles |= set(manifest.role_titles) - set(manifest.publicity.get("outsiders", []))
    return frozenset(roles)


def workers(
    connection: Connection, municipality_id: int, processes: Collection[str], *, now: datetime
) -> Mapping[int, str]:
    """Who has a role of these processes, by name."""
    people = {
        person.id: person.name
        for role in sorted(roles_inside(connection, municipality_id, processes))
        for person in people_in_role(connection, municipality_id, role, at=now)
    }
    return dict(sorted(people.items(), key=lambda each: each[1]))
