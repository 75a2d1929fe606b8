"""The demo town with a great many open tasks, and one person who sees them all.

Everything is made by the real engine: the demo's purchases with their long histories, and requests
that each wait at a task with a legal term. A town that was filled before is only filled up.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from importlib.resources import files
from typing import Any
from urllib.parse import urlencode

from engine.cases import start
from engine.cases.entry import Facts
from engine.clock import MovableClock
from engine.definitions import Bundle, deploy
from engine.identity import Actor, register_person
from engine.identity.sessions import open_session
from engine.installation import Installation
from engine.refusals import Refused
from processes.demo import load_demo
from processes.demo.tambo_real import PEOPLE, SLUG
from storage.database import WHOLE_INSTALLATION
from storage.queries.case_lists import list_cases, open_cases_by_process
from storage.queries.inbox import After, open_tasks, tasks_in
from storage.queries.municipalities import municipality_by_slug
from ui.inbox.forms import Asked

KEY, ROLE = "crowd", "crowd"
DAYS_BACK = 12
EMAIL = "bench-{}@tamboreal.example"
OUTSIDER = "proveedor"
SUBJECTS = ("Licencia de funcionamiento", "Corte de árbol", "Visación de planos", "Duplicado")

Progress = Callable[[str, int], None]
"""Told what is being made, and how many of it there are."""


@dataclass(frozen=True, slots=True)
class Desk:
    """A process of one task, and who may take it."""

    key: str = KEY
    role: str = ROLE
    title: str = "Solicitudes"
    task: str = "Responder la solicitud"
    series: str = "S"


class NoCrowd(Exception):
    """The town could not be filled: there is nothing to measure."""


@dataclass(frozen=True, slots=True)
class Crowd:
    """A filled town: its address, the session of who looks, and what there is to look at."""

    slug: str
    actor: Actor
    session: str
    numbers: tuple[str, ...]
    task_ids: tuple[int, ...]

    def next_page(self, installation: Installation) -> str:
        """The query of the second page of the inbox."""
        return self.further(installation, 1)[0]

    def further(self, installation: Installation, pages: int) -> list[str]:
        """The queries of so many pages after the first; fewer where the list is shorter."""
        town, found = self.actor.municipality_id, list[str]()
        place: After | None = None
        with installation.database.read(town) as connection:
            for _ in range(pages):
                page = tasks_in(connection, town, **_who(installation, self.actor), after=place)
                if page.next is None:
                    break
                place = page.next
                found.append(urlencode({"after": Asked(after=place).query()["after"]}))
        return found


def gather(
    installation: Installation,
    *,
    tasks: int,
    progress: Progress,
    roles: tuple[str, ...] | None = None,
) -> Crowd:
    """Fill the demo town up to so many open requests; found the town first where it is missing.
    `roles` are those of who looks; those of the whole staff and of the requests where none are
    said."""
    today = installation.clock.now().date()
    load_demo(installation, today=today, progress=lambda _what, done, _all: progress("demo", done))
    with installation.database.read(WHOLE_INSTALLATION) as connection:
        town = municipality_by_slug(connection, SLUG)
    if town is None:
        raise NoCrowd("the demo town is missing")
    actor = _newcomer(installation, town.id, roles)
    _fill(installation, actor, tasks, progress)
    return _seen(installation, actor, town.slug)


def _newcomer(
    installation: Installation, municipality_id: int, roles: tuple[str, ...] | None
) -> Actor:
    """Somebody with these roles, or with every role of the staff and that of the requests."""
    if roles is None:
        roles = (ROLE, *({role for person in PEOPLE for role in person.roles} - {OUTSIDER}))
    return register_person(
        installation,
        municipality_id,
        name="Bernarda Bench",
        email=EMAIL.format(secrets.token_hex(4)),
        position="Medidora",
        roles=tuple(sorted(roles)),
    )


def _fill(installation: Installation, actor: Actor, tasks: int, progress: Progress) -> None:
    """Requests of the last days, so that their terms fall due on different days."""
    answer = deploy(installation, actor, bundle())
    if isinstance(answer, Refused):
        raise NoCrowd(f"the requests cannot be deployed: {answer}")
    with installation.database.read(actor.municipality_id) as connection:
        there = open_cases_by_process(connection, actor.municipality_id).get(KEY, 0)
    now = installation.clock.now()
    clock = MovableClock(now)
    past = replace(installation, clock=clock)
    for number in range(there, tasks):
        clock.move(to=now - timedelta(days=DAYS_BACK * (1 - number / tasks)))
        facts = {"asunto": f"{SUBJECTS[number % 4]} n.º {number}", "monto": 100 + number}
        begun = start(past, actor, KEY, Facts(facts))
        if isinstance(begun, Refused):
            raise NoCrowd(f"a request could not be opened: {begun}")
        progress("requests", number + 1)


def _seen(installation: Installation, actor: Actor, slug: str) -> Crowd:
    """What the person may look at: every purchase, and the tasks that purchases wait at."""
    town, person_id = actor.municipality_id, actor.person_id or 0
    session = installation.database.run(
        lambda connection: open_session(installation, connection, town, person_id),
        municipality=town,
    )
    with installation.database.read(town) as connection:
        waiting = open_tasks(connection, town, process_key="compra", **_who(installation, actor))
        cases = list_cases(connection, town, process_key="compra")
    return Crowd(
        slug,
        actor,
        session,
        tuple(case.number for case in cases),
        tuple(task.task_id for task in waiting),
    )


def _who(installation: Installation, actor: Actor) -> dict[str, Any]:
    now = installation.clock.now()
    return {"people": actor.people, "roles": actor.roles, "now": now}


def bundle(desk: Desk = Desk()) -> Bundle:
    """The requests of a desk as a definition."""
    diagram = files("ui.cli.bench").joinpath("crowd.bpmn").read_text("utf-8")
    drawn = diagram.replace('"crowd"/>', f'"{desk.role}"/>').replace(Desk().task, desk.task)
    manifest = (
        f'key = "{desk.key}"\ntitle = "{desk.title}"\nprocess = "crowd"\n'
        f'number = "{desk.series}-{{year}}-{{sequence:06d}}"\nstarters = ["{desk.role}"]\n'
        f'[role_titles]\n{desk.role} = "Mesa de {desk.title.lower()}"\n'
    )
    return Bundle({"manifest.toml": manifest.encode(), "crowd.bpmn": drawn.encode()})
