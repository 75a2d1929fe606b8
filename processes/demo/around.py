"""The municipalities that Tambo Real learns with: a province that forms a mobile team, a small
district that it advised, and what each of them tells the others.

Every part is made only where it is missing, so that a making that was cut off goes on. What
happened before is told with a clock that is moved; what is done in Tambo Real is done now.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from engine.calendar import Calendar
from engine.clock import MovableClock
from engine.definitions import deploy
from engine.identity import Actor, register_municipality, system_actor
from engine.installation import Installation
from engine.jobs.linking import link_handlers
from engine.parameters import load_parameters
from engine.refusals import Refused
from engine.teams.admitting import Admitted, admit
from engine.teams.forming import Formed, add_member, form_team
from engine.teams.role import ROLE
from engine.worker.timekeeper import sweep
from processes.demo.advice import ADVICE, ASKED_HERE, BEGUN
from processes.demo.days import business_days, moment_of
from processes.demo.initiatives import Initiative
from processes.demo.network import count_people
from processes.demo.office import MOST, Office, performed
from processes.demo.plan import Act
from processes.demo.sealing import StoryFault
from processes.demo.tambo_real import SLUG, Person
from processes.demo.told import tell_experiences
from processes.demo.town import known_or_registered
from processes.registry import family, handlers, paid_into, parameters_of, registers
from storage.database import WHOLE_INSTALLATION
from storage.queries.case_lists import list_cases
from storage.queries.identity import person_by_login, roles_of
from storage.queries.municipalities import municipality_by_slug
from storage.queries.teams import guest_from, member_of_person, teams_of

COUNTRY = "PE"
_CALENDAR = Calendar()


@dataclass(frozen=True, slots=True)
class Around:
    """A municipality, how many live there, who works there and what it runs."""

    slug: str
    name: str
    region: str
    inhabitants: int
    people: tuple[Person, ...]
    processes: tuple[str, ...]

    def login(self, one: Person) -> str:
        """What one of them signs in with."""
        return f"{one.key}@{self.slug.replace('-', '')}.example"


HATUN_MAYO = Around(
    "hatun-mayo", "Municipalidad Provincial de Hatun Mayo", "Cusco", 27_350,
    (
        Person("gloria", "Gloria Pacheco", "Gerenta Municipal", "40512276",
               ("administrador", "operador")),
        Person("iris", "Iris Condori", "Especialista en tributación municipal", "44126709",
               ("responsable_area",)),
        Person("ruben", "Rubén Alarcón", "Jefe de Recaudación y Catastro", "41998035",
               ("rentas", "catastro")),
    ),
    ("asesoria", "cobranza_tributaria", "transferencia"),
)  # fmt: skip
QUINUA_PAMPA = Around(
    "quinua-pampa", "Municipalidad Distrital de Quinua Pampa", "Cusco", 3_180,
    (
        Person("tomas", "Tomás Ccoyo", "Alcalde", "23876120", ("administrador", "operador")),
        Person("nelly", "Nelly Huarca", "Responsable de Planeamiento", "45330918",
               ("planeamiento",)),
        Person("fidel", "Fidel Apaza", "Encargado de Rentas", "42771863",
               ("rentas", "responsable_area")),
    ),
    ("asesoria", "plan_mejora"),
)  # fmt: skip
AROUND = (HATUN_MAYO, QUINUA_PAMPA)


@dataclass(frozen=True, slots=True)
class _Team:
    """A team, by the keys of its people; `knows`: what it can be asked about."""

    name: str
    knows: str
    people: tuple[str, ...]


OF_THE_PROVINCE = _Team(
    "Equipo móvil de Hatun Mayo",
    "Cobranza del impuesto predial, licencias y planes de mejora",
    ("iris", "ruben"),
)
OF_TAMBO_REAL = _Team(
    "Compras y almacén de Tambo Real",
    "Plan anual de contrataciones, estudio de mercado y control de almacén",
    ("elmer",),
)


def show_around(installation: Installation, *, today: date) -> int:
    """Make what is missing of it; how many municipalities are new. Tambo Real is there already."""
    begun = business_days(_CALENDAR, before=today, age=BEGUN)[0]
    clock = MovableClock(moment_of(begun, number=0, turn=0, case=0, zone=_CALENDAR.zone))
    moved = replace(installation, clock=clock, registers=registers(), paid_into=paid_into())
    tambo_real = _town(installation, SLUG)
    before = sum(_town(installation, one.slug) is not None for one in AROUND)
    if tambo_real is None:
        raise StoryFault(f"{SLUG} is not there")
    province, district = (_founded(moved, one) for one in AROUND)
    own = {key: _actor(installation, tambo_real, f"{key}@tamboreal.example") for key in _KEYS}
    home = _formed(moved, OF_THE_PROVINCE, province, by=province["gloria"])
    _admitted(moved, home, by=district["tomas"])
    iris = _guest(installation, province["iris"], district["tomas"])
    office = Office(moved, {**district, "iris": iris}, {**link_handlers(moved), **handlers(moved)})
    _tell(office, clock, today)
    clock.move(to=max(clock.now(), installation.clock.now()))
    _admitted(installation, home, by=own["luis"])
    lent = _formed(installation, OF_TAMBO_REAL, own, by=own["luis"])
    _admitted(installation, lent, by=district["tomas"])
    _ask_here(installation, own, today)
    tell_experiences(installation, {SLUG: own, "hatun-mayo": province, "quinua-pampa": district})
    return len(AROUND) - before


_KEYS = ("luis", "pilar", "hugo", "raul", "elmer")
"""Whom of Tambo Real it takes."""


def _founded(installation: Installation, one: Around) -> Mapping[str, Actor]:
    """The municipality with its parameters, people and processes."""
    town = _town(installation, one.slug) or register_municipality(
        installation, slug=one.slug, name=one.name, country=COUNTRY,
        timezone="America/Lima", currency="PEN", region=one.region,
    )  # fmt: skip
    load_parameters(installation, town, parameters_of(COUNTRY))
    installation.database.run(
        lambda c: count_people(installation, c, town, one.inhabitants, one.name), municipality=town
    )
    for key in one.processes:
        answer = deploy(installation, system_actor(town), family(key).bundle, shared=True)
        if isinstance(answer, Refused):
            raise StoryFault(f"{one.slug}, {key}: {answer.kind}")
    return {
        each.key: known_or_registered(installation, town, each, one.login(each))
        for each in one.people
    }


def _formed(
    installation: Installation, team: _Team, people: Mapping[str, Actor], *, by: Actor
) -> tuple[int, int]:
    """Of which municipality the team is, and its id."""
    home = by.municipality_id
    with installation.database.read(home) as connection:
        known = next((one.id for one in teams_of(connection, home) if one.name == team.name), 0)
    if not known:
        formed = form_team(installation, by, name=team.name, knows=team.knows)
        if not isinstance(formed, Formed):
            raise StoryFault(f"{team.name}: {formed.kind}")
        known = formed.team_id
    for key in team.people:
        person_id = people[key].person_id or 0
        with installation.database.read(home) as connection:
            there = member_of_person(connection, home, person_id=person_id)
        joined = there or add_member(installation, by, known, person_id)
        if isinstance(joined, Refused):
            raise StoryFault(f"{team.name}, {key}: {joined.kind}")
    return home, known


def _admitted(installation: Installation, team: tuple[int, int], *, by: Actor) -> None:
    home, team_id = team
    answer = admit(installation, by, home_id=home, team_id=team_id)
    if not isinstance(answer, Admitted):
        raise StoryFault(f"the team is not admitted: {answer.kind}")


def _guest(installation: Installation, member: Actor, host: Actor) -> Actor:
    """Who somebody of the team is where it was admitted."""
    town, home = host.municipality_id, member.municipality_id
    with installation.database.read(town) as connection:
        found = guest_from(
            connection, town, home_id=home, home_person_id=member.person_id or 0
        )  # fmt: skip
    if found is None:
        raise StoryFault(f"{member.name} is no guest")
    return Actor(town, found.person_id, member.name, frozenset({ROLE}), "es")


def _tell(office: Office, clock: MovableClock, today: date) -> None:
    """The cases of advice of the district, act by act in the order of time."""
    town = office.actors["nelly"].municipality_id
    done = performed(office.installation, town)
    ids = {what: case_id for what, (case_id, _) in done.items()}
    for at, one, place, act in sorted(_moments(today), key=lambda each: each[0]):
        if place < done.get(one.what, (0, 0))[1]:
            continue
        clock.move(to=at)
        while sweep(office.installation):
            office.settle()
        day = _CALENDAR.local_day(at)
        if act is None:
            ids[one.what] = office.begin(one, today=day)
        else:
            office.perform(ids[one.what], act, today=day)
        office.settle()


def _moments(today: date) -> list[tuple[datetime, Initiative, int, Act | None]]:
    found: list[tuple[datetime, Initiative, int, Act | None]] = []
    for case, one in enumerate(ADVICE):
        days = business_days(_CALENDAR, before=today, age=one.age)
        turns: Counter[int] = Counter()
        for place, act in enumerate((None, *one.acts)):
            number = 0 if act is None else act.day
            at = moment_of(
                days[number], number=number, turn=turns[number], case=case, zone=_CALENDAR.zone
            )
            turns[number] += 1
            found.append((at, one, place, act))
    return found


def _ask_here(installation: Installation, own: Mapping[str, Actor], today: date) -> None:
    """Tambo Real asks too: its request waits for the team."""
    town = own["hugo"].municipality_id
    with installation.database.read(town) as connection:
        asked = list_cases(connection, town, process_key=ASKED_HERE.process, limit=MOST)
    if ASKED_HERE.what not in [one.title for one in asked]:
        Office(installation, own, {}).begin(ASKED_HERE, today=today)


def _town(installation: Installation, slug: str) -> int | None:
    with installation.database.read(WHOLE_INSTALLATION) as connection:
        row = municipality_by_slug(connection, slug)
    return None if row is None else row.id


def _actor(installation: Installation, town: int, login: str) -> Actor:
    with installation.database.read(town) as connection:
        row = person_by_login(connection, town, login)
        if row is None:
            raise StoryFault(f"{login} does not work here")
        roles = roles_of(connection, town, row.id, at=installation.clock.now())
    return Actor(town, row.id, row.name, roles, "es")
