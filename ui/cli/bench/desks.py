"""Who and what there is in the crowded town of `bench inbox`: desks of different size, colleagues,
and other towns on the same database."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

from engine.cases import start
from engine.cases.entry import Facts
from engine.clock import MovableClock
from engine.definitions import deploy
from engine.identity import Actor, register_person
from engine.installation import Installation
from engine.refusals import Refused
from storage.database import WHOLE_INSTALLATION, Connection
from storage.multiplying import lend
from storage.writes.municipalities import insert_municipality
from ui.cli.bench.crowd import KEY, ROLE, SUBJECTS, Desk, NoCrowd, bundle
from ui.cli.bench.searched import furnish
from ui.cli.bench.town import town_row

BEGUN = 60
"""Requests that are begun by the engine, with terms of different days."""
DAYS_BACK = 20
APART = 7
"""Has no divisor in common with BEGUN: the desks take turns."""
FURNISHED = 3
"""One request in so many has somebody's document with a text."""
COLLEAGUES = 40
TOWNS = 20

DESKS = (
    (Desk(KEY, ROLE, "Solicitudes", "Responder la solicitud"), 20),
    (Desk("crowd_licences", "crowd_licences", "Licencias", "Evaluar la licencia", "LIC"), 14),
    (Desk("crowd_trees", "crowd_trees", "Corte de árboles", "Inspeccionar el árbol", "ARB"), 10),
    (Desk("crowd_plans", "crowd_plans", "Visación de planos", "Visar los planos", "VIS"), 8),
    (Desk("crowd_copies", "crowd_copies", "Duplicados", "Entregar el duplicado", "DUP"), 5),
    (Desk("crowd_claims", "crowd_claims", "Reclamos", "Atender el reclamo", "REC"), 3),
)
"""Each with how many of the requests that are begun are its own."""
ROLES = tuple(desk.role for desk, _ in DESKS)
_TURNS = tuple(desk for desk, share in DESKS for _ in range(share))


@dataclass(frozen=True, slots=True)
class Begun:
    """A request that copies are made of."""

    case_id: int
    furnished: bool


def desk_of(number: int) -> Desk:
    """Whose the request is that was begun so late."""
    return _TURNS[number * APART % BEGUN]


def begin(installation: Installation, actor: Actor, there: int) -> Iterator[Begun]:
    """The requests that are multiplied, begun by the engine over the last days."""
    for desk, _ in DESKS:
        if isinstance(answer := deploy(installation, actor, bundle(desk)), Refused):
            raise NoCrowd(f"the requests cannot be deployed: {answer}")
    now = installation.clock.now()
    clock = MovableClock(now)
    past = replace(installation, clock=clock)
    for number in range(BEGUN):
        clock.move(to=now - timedelta(days=DAYS_BACK * (1 - number / BEGUN)))
        facts = {"asunto": f"{SUBJECTS[number % 4]} n.º {there + number}", "monto": 100 + number}
        begun = start(past, actor, desk_of(number).key, Facts(facts))
        if isinstance(begun, Refused):
            raise NoCrowd(f"a request could not be opened: {begun}")
        furnished = number % FURNISHED == 0
        furnish(installation, actor.municipality_id, begun.case_id, number, document=furnished)
        yield Begun(begun.case_id, furnished)


def colleagues(installation: Installation, actor: Actor) -> tuple[int, ...]:
    """People who hold tasks in the crowded town."""
    return tuple(
        register_person(
            installation,
            actor.municipality_id,
            name=f"Colega {number}",
            email=f"colega-{installation.ids.new()}@tamboreal.example",
            position="Mesa de partes",
            roles=ROLES,
        ).person_id
        or 0
        for number in range(COLLEAGUES)
    )


def other_towns(installation: Installation, actor: Actor) -> list[int]:
    """Towns on the same database, with the processes and people of the requests."""
    towns = [installation.ids.new() for _ in range(TOWNS)]

    def verb(connection: Connection) -> None:
        for town in towns:
            insert_municipality(connection, town_row(town))
            lend(connection, actor.municipality_id, town)

    installation.database.run(verb, municipality=WHOLE_INSTALLATION)
    return towns
