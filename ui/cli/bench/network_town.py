"""The network of `bench network`: municipalities of very different size on one database.

The one that is measured is the model of all others: its own cases are made by the real engine, some
to their end and one at each of its waits; every other is a copy of one of these.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from time import perf_counter

from engine.cases import start
from engine.cases.entry import Facts
from engine.clock import MovableClock
from engine.definitions import deploy
from engine.identity import Actor, register_person
from engine.identity.sessions import open_session
from engine.installation import Installation
from engine.refusals import Refused
from engine.tasks import complete
from engine.worker.worker import one_round
from processes.indicators.sources import sources
from storage.database import WHOLE_INSTALLATION, Connection
from storage.measuring import tidy
from storage.networks import Planned, settle, spread
from storage.queries.identity import person_by_login
from storage.queries.municipalities import all_municipalities, municipality_by_slug
from storage.writes.municipalities import insert_municipality
from ui.cli.bench import workload
from ui.cli.bench.crowd import KEY, ROLE, bundle
from ui.cli.bench.hall import Progress
from ui.cli.bench.town import town_row

SLUG, EMAIL = "bench-network", "clerk@bench.example"
ROLES = (ROLE, *workload.ROLES)
SKEW = 1.5
"""Of the sizes: half of the municipalities have a third of the mean or less, one in a hundred ten
times it, the largest a hundred times and more."""
OPEN_ONE_IN = 10
STAGES = (1, 2, 3, 5)
"""How many tasks are done in the open cases of six tasks."""
AGO = timedelta(days=3)
"""The copies are older: nothing happened lately, as in a night."""
DAY = 24 * 60 * 60 * 1_000_000
YEAR, OPEN_WITHIN = 365 * DAY, 4 * DAY
"""How far the copies lie behind that: no timer and no term of the open ones is over."""


@dataclass(frozen=True, slots=True)
class Network:
    """A filled network: the municipality that is measured, who works there and is signed in, the
    others, how many cases there are, and the seconds that filling took (0: it was there)."""

    installation: Installation
    actor: Actor
    session: str
    others: tuple[int, ...]
    cases: int
    seconds: float


def network(
    installation: Installation, *, municipalities: int, cases: int, own: int, tell: Progress
) -> Network:
    """Fill it where it is not there; what was filled once is measured again as it is."""
    began = perf_counter()
    with installation.database.read(WHOLE_INSTALLATION) as connection:
        there = municipality_by_slug(connection, SLUG)
    if there is None:
        actor = _found(installation)
        samples = _sampled(installation, actor)
        tell("municipalities", 0)
        _settled(installation, actor, municipalities - 1)
        towns = [each for each in _towns(installation) if each != actor.municipality_id]
        plan = planned(samples, actor.municipality_id, towns, cases, own)
        for made in spread(installation.database, actor.municipality_id, plan):
            tell("cases", made)
        tell("tidying", cases)
        tidy(installation.database)
        seconds = perf_counter() - began
    else:
        actor, seconds = _clerk_of(installation, there.id), 0.0
    town = actor.municipality_id
    others = tuple(each for each in _towns(installation) if each != town)
    session = signed_in(installation, town, actor.person_id or 0)
    return Network(installation, actor, session, others, cases, seconds)


def signed_in(installation: Installation, town: int, person_id: int) -> str:
    """A session of somebody in one of the municipalities."""
    return installation.database.run(
        lambda connection: open_session(installation, connection, town, person_id),
        municipality=town,
    )


def slug_of(town: int) -> str:
    """The address of one of the others."""
    return f"bench-{town}"


def shares(municipalities: int, cases: int) -> list[int]:
    """How many cases each has: few have very many of them; together as many as are asked for."""
    chance = random.Random(1)  # noqa: S311  filling, no secret
    weights = [math.exp(SKEW * chance.gauss(0, 1)) for _ in range(municipalities)]
    whole, reached, done = sum(weights), 0.0, 0
    found = []
    for weight in weights:
        reached += weight
        upto = round(cases * reached / whole)
        found.append(upto - done)
        done = upto
    return found


def planned(
    samples: tuple[list[int], list[int]], own: int, others: Sequence[int], cases: int, count: int
) -> Iterator[Planned]:
    """The copies in the order of their numbers and of time, those of all municipalities mixed;
    `count` of the one that is measured. `samples`: finished cases and open ones."""
    sizes = shares(len(others), max(0, cases - count)) if others else []
    where = [own] * count
    for town, size in zip(others, sizes, strict=True):
        where += [town] * size
    random.Random(2).shuffle(where)  # noqa: S311
    had: dict[int, int] = {}
    kept: tuple[list[tuple[int, int]], list[tuple[int, int]]] = ([], [])
    for town in where:
        number = had[town] = had.get(town, -1) + 1
        waits = number % OPEN_ONE_IN == 0
        of = samples[waits]
        place = number // OPEN_ONE_IN if waits else number
        kept[waits].append((of[place % len(of)], town))
    for rows, (oldest, newest) in zip(kept, ((YEAR, OPEN_WITHIN), (OPEN_WITHIN, 0)), strict=True):
        for place, (case_id, town) in enumerate(rows):
            yield Planned(case_id, town, oldest - (oldest - newest) * place // len(rows))


def _found(installation: Installation) -> Actor:
    municipality_id = installation.ids.new()
    row = replace(town_row(municipality_id), slug=SLUG)
    installation.database.run(
        lambda connection: insert_municipality(connection, row), municipality=WHOLE_INSTALLATION
    )
    actor = _clerk(installation, municipality_id)
    workload.install(installation, actor, with_forms=True)
    if isinstance(answer := deploy(installation, actor, bundle()), Refused):
        raise workload.Wrong(f"the requests cannot be deployed: {answer}")
    return actor


def _clerk(installation: Installation, municipality_id: int) -> Actor:
    return register_person(
        installation,
        municipality_id,
        name="Bernarda Bench",
        email=EMAIL,
        position="Medidora",
        roles=ROLES,
    )


def _clerk_of(installation: Installation, municipality_id: int) -> Actor:
    with installation.database.read(municipality_id) as connection:
        row = person_by_login(connection, municipality_id, EMAIL)
    if row is None:
        raise workload.Wrong("nobody works in the network: it was not filled whole")
    return Actor(municipality_id, row.id, row.name, frozenset(ROLES), "es")


def _sampled(installation: Installation, actor: Actor) -> tuple[list[int], list[int]]:
    """Finished cases and open ones, begun some days ago; what the worker makes of them is made."""
    clock = MovableClock(installation.clock.now() - AGO)
    past, chance = replace(installation, clock=clock), random.Random(1)  # noqa: S311

    def permit(number: int, tasks: int) -> int:
        begun = workload.opened(past, actor, workload.application(number, chance))
        waiting = list(begun.task_ids)
        for _ in range(tasks):
            waiting += workload.step(past, actor, waiting.pop(0), workload.answer(chance))
        return begun.case_id

    def request(number: int, *, answered: bool) -> int:
        facts = Facts({"asunto": f"Solicitud n.º {number}", "monto": 100 + number})
        begun = start(past, actor, KEY, facts)
        if isinstance(begun, Refused):
            raise workload.Wrong(f"a request could not be opened: {begun}")
        if answered:
            complete(past, actor, begun.task_ids[0], {})
        return begun.case_id

    finished = [permit(number, workload.TASKS) for number in range(2)]
    finished += [request(number, answered=True) for number in range(2)]
    waiting = [permit(number, done) for number, done in enumerate(STAGES)]
    waiting += [request(number, answered=False) for number in range(2, 6)]
    for number in range(4):
        one_round(installation, {}, number * 30, counted=sources())
    return finished, waiting


def _settled(installation: Installation, actor: Actor, count: int) -> None:
    with installation.database.read(WHOLE_INSTALLATION) as connection:
        (model,) = (
            row for row in all_municipalities(connection) if row.id == actor.municipality_id
        )
    rows = []
    for number in range(count):
        town = installation.ids.new()
        rows.append(replace(model, id=town, slug=slug_of(town), name=f"Bench {number}"))
    settle(installation.database, actor.municipality_id, rows)


def _towns(installation: Installation) -> list[int]:
    def verb(connection: Connection) -> list[int]:
        return [row.id for row in all_municipalities(connection)]

    with installation.database.read(WHOLE_INSTALLATION) as connection:
        return verb(connection)
