"""A mobile team in several municipalities: admissions, passes, and what makes a pass worth nothing,
on SQLite and PostgreSQL."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest
from pytest_bdd import given, parsers, scenarios, then, when

import processes
from engine.identity import Actor, register_municipality
from engine.identity.leaving import disable_person
from engine.identity.registering import revoke
from engine.identity.sessions import NOWHERE, actor_of, arrival, hash_of, open_session, sign_out
from engine.parameters import load_parameters
from engine.refusals import RefusalKind, Refused
from engine.tasks import Completed, complete
from engine.teams.admitting import Admitted, admit, end
from engine.teams.forming import Formed, Joined, add_member, form_team, remove_member
from engine.teams.passing import LASTS, Pass, Passed, give_pass, use
from engine.teams.places import Place, identity_of, places_of
from engine.teams.role import ROLE
from engine.worker.pruner import prune
from processes.registry import family, parameters_of
from storage.door import session_at_door
from storage.queries.history import events_of_case
from storage.queries.teams import admissions_of, guest_from, pass_by_hash
from storage.queries.town_history import town_events_of
from storage.writes.second_factors import begin_factor, confirm_factor, set_roles
from storage.writes.teams import use_pass
from tests.town import Town

ASKED = {
    "asunto": "proceso", "sobre": "Licencias", "area": "ciudadano", "prefiere": "equipo",
    "necesidad": "Se demora", "urgente": "no",
}  # fmt: skip


@dataclass
class Round:
    """Three municipalities of one installation, and the browser of Iris."""

    town: Town
    hosts: dict[str, Town] = field(default_factory=dict)
    home_id: int = 0
    team_id: int = 0
    token: str = ""
    given: Pass | Refused | None = None
    answer: Passed | Refused | None = None
    case_id: int = 0

    def boss(self, town: Town) -> Actor:
        """Whoever administers there."""
        return town.person("luis", "administrador")

    @property
    def iris(self) -> Actor:
        """Who she is where she is signed in."""
        actor = actor_of(self.town.installation, self.token)
        assert actor is not None
        return actor

    def session(self, who: str) -> str:
        """Somebody signs in at home."""
        town, house = self.town, self.town.installation
        person = town.people[who].person_id or 0
        return house.database.run(
            lambda c: open_session(house, c, self.home_id, person), municipality=self.home_id
        )

    def asks(self, name: str) -> None:
        """She asks for a pass."""
        slug = self.slug(name)
        self.given = give_pass(self.town.installation, self.iris, self.token, slug)

    def uses(self, at: Town, token: str = "") -> Passed | Refused:
        """The pass, in a browser."""
        assert isinstance(self.given, Pass)
        session = token or self.token
        secret = self.given.secret
        return use(self.town.installation, at.municipality_id, secret, session, NOWHERE)

    def slug(self, name: str) -> str:
        """The address of a municipality."""
        return "tambo-casa" if name == "Tambo Real" else name.lower().replace(" ", "-")

    def places(self) -> tuple[Place, ...]:
        """Her list."""
        house = self.town.installation
        who = identity_of(house, self.iris)
        return () if who is None else places_of(house, who, process_key="asesoria")

    def guest(self, name: str) -> int:
        """Which person she is somewhere."""
        host, iris = self.hosts[name], self.town.people["iris"].person_id or 0
        home = self.home_id
        found = host.reads(
            lambda c: guest_from(c, host.municipality_id, home_id=home, home_person_id=iris)
        )
        assert found is not None
        return found.person_id


def _beside(town: Town, slug: str, name: str) -> Town:
    other = Town.__new__(Town)
    other.__dict__.update(town.__dict__)
    other.people = {}
    other.municipality_id = register_municipality(
        town.installation, slug=slug, name=name, country="PE", timezone="America/Lima",
        currency="PEN",
    )  # fmt: skip
    return other


@pytest.fixture
def round_(town: Town) -> Round:
    """Nobody is of a team yet."""
    home = _beside(town, "tambo-casa", "Tambo Real")
    return Round(home, home_id=home.municipality_id)


@pytest.fixture(autouse=True)
def _on_both_databases(town: Town) -> None:
    """Steps ask for fixtures while they run, too late to choose a database: ask before."""


scenarios(str(Path(processes.__file__).parent / "improvement/scenarios/equipo.feature"))


@given('que Iris es del equipo "Valle" de Tambo Real, y trabajan también Puerto Azul y Cerro Alto')
def _(round_: Round) -> None:
    house, boss = round_.town.installation, round_.boss(round_.town)
    formed = form_team(house, boss, name="Valle", knows="Licencias")
    assert isinstance(formed, Formed)
    round_.team_id = formed.team_id
    for who in ("iris", "pedro"):
        person = round_.town.person(who).person_id or 0
        assert isinstance(add_member(house, boss, formed.team_id, person), Joined)
    for name in ("Puerto Azul", "Cerro Alto"):
        host = _beside(round_.town, round_.slug(name), name)
        host.person("hugo", "planeamiento")
        host.deploys(family("asesoria").bundle)
        load_parameters(house, host.municipality_id, parameters_of("PE"))
        round_.hosts[name] = host
        host.open_case("hugo", "asesoria", ASKED) if name == "Cerro Alto" else None
    round_.token = round_.session("iris")


@when(parsers.parse("{name} admite al equipo"))
def _(round_: Round, name: str) -> None:
    boss = round_.boss(round_.hosts[name])
    answer = admit(round_.town.installation, boss, home_id=round_.home_id, team_id=round_.team_id)
    assert isinstance(answer, Admitted)


@when(parsers.parse("{name} deja de admitir al equipo"))
def _(round_: Round, name: str) -> None:
    host = round_.hosts[name]
    (row,) = host.reads(lambda c: admissions_of(c, host.municipality_id))
    boss, house = round_.boss(host), round_.town.installation
    assert isinstance(end(house, boss, row.id, why=" "), Refused)
    assert isinstance(end(house, boss, row.id, why="Terminó el convenio"), Admitted)


@when("Puerto Azul pide una asesoría")
def _(round_: Round) -> None:
    round_.case_id = round_.hosts["Puerto Azul"].open_case("hugo", "asesoria", ASKED)


@then('Iris ve en su lista la tarea "Tomar el pedido" de Puerto Azul y nada de Cerro Alto')
def _(round_: Round) -> None:
    home, azul = round_.places()
    assert (home.town, home.home, home.work) == ("Tambo Real", True, ())
    assert (azul.town, azul.entered, [each.name for each in azul.work]) == (
        "Puerto Azul",
        True,
        ["Tomar el pedido"],
    )
    assert [each.number for each in azul.advice] == ["ASE-2026-0001"]


@when(parsers.parse("Iris pide un pase a {name}"))
def _(round_: Round, name: str) -> None:
    round_.asks(name)


@when(parsers.parse("Iris pasa a {name}"))
@when(parsers.parse("Iris vuelve a {name}"))
def _(round_: Round, name: str) -> None:
    round_.asks(name)
    answer = round_.uses(round_.hosts.get(name, round_.town))
    assert isinstance(answer, Passed), answer
    round_.answer, before, round_.token = answer, round_.token, answer.token
    assert actor_of(round_.town.installation, before) is None


@then("está en Puerto Azul con el rol del equipo y ya no en Tambo Real")
def _(round_: Round) -> None:
    azul = round_.hosts["Puerto Azul"]
    assert (round_.iris.municipality_id, round_.iris.name) == (azul.municipality_id, "Iris")
    assert round_.iris.roles == {ROLE}
    assert (round_.iris.must_enrol, round_.iris.must_renew) == (False, False)
    assert arrival(round_.town.installation, round_.token, slug="tambo-casa").actor == round_.iris


@then("está en Tambo Real")
def _(round_: Round) -> None:
    assert round_.iris.person_id == round_.town.people["iris"].person_id


@then('la historia de Puerto Azul dice que ingresó Iris, del equipo "Valle" de Tambo Real')
def _(round_: Round) -> None:
    azul = round_.hosts["Puerto Azul"]
    newest = azul.reads(lambda c: town_events_of(c, azul.municipality_id, limit=1))[0]
    assert newest.subject_name == "Iris"
    assert '"Valle"' in newest.data
    assert '"Tambo Real"' in newest.data


@when("Iris toma el pedido")
def _(round_: Round) -> None:
    azul = round_.hosts["Puerto Azul"]
    task = azul.open_task(round_.case_id, "tomar")
    told = {"se_toma": "si", "experto": "Trámites"}
    done = complete(round_.town.installation, round_.iris, task, told)
    assert isinstance(done, Completed), done


@then("la historia del expediente dice que lo tomó Iris")
def _(round_: Round) -> None:
    azul = round_.hosts["Puerto Azul"]
    events = azul.reads(lambda c: events_of_case(c, azul.municipality_id, round_.case_id))
    assert round_.iris.person_id in {each.person_id for each in events}


@then("su sesión termina cuando habría terminado la de Tambo Real")
def _(round_: Round) -> None:
    town, there = round_.town, round_.iris.municipality_id
    town.clock.advance(timedelta(hours=1))
    round_.asks("Tambo Real")
    answer = round_.uses(town)
    assert isinstance(answer, Passed)
    ends = {}
    for at, token in ((there, round_.token), (round_.home_id, answer.token)):
        _, found, _ = session_at_door(
            town.installation.database, at, hash_of(token), slug="", at=town.clock.now()
        )
        assert found is not None
        ends[at] = found.expires_at
    assert len(set(ends.values())) == 1
    round_.token = answer.token
    round_.asks("Puerto Azul")
    again = round_.uses(round_.hosts["Puerto Azul"])
    assert isinstance(again, Passed)
    round_.token = again.token


@when("lo usa dos veces")
def _(round_: Round) -> None:
    other, azul = round_.session("iris"), round_.hosts["Puerto Azul"]
    assert isinstance(round_.uses(azul), Passed)
    round_.answer = round_.uses(azul, other)
    assert isinstance(round_.given, Pass)
    hashed, town, now = hash_of(round_.given.secret), azul.municipality_id, azul.clock.now()
    row = azul.reads(lambda c: pass_by_hash(c, town, secret_hash=hashed))
    assert row is not None
    with azul.installation.database.verb(town) as connection:
        assert not use_pass(connection, town, row.id, at=now)
    azul.clock.advance(LASTS)
    prune(azul.installation)
    assert azul.reads(lambda c: pass_by_hash(c, town, secret_hash=hashed)) is None


@when("pasa más de un minuto")
def _(round_: Round) -> None:
    round_.town.clock.move(to=round_.town.clock.now() + timedelta(seconds=60))


@when("lo usa en Cerro Alto")
def _(round_: Round) -> None:
    cerro = round_.hosts["Cerro Alto"]
    admit(
        round_.town.installation, round_.boss(cerro), home_id=round_.home_id,
        team_id=round_.team_id,
    )  # fmt: skip
    round_.answer = round_.uses(cerro)


@when("lo usa otra persona del equipo")
def _(round_: Round) -> None:
    round_.answer = round_.uses(round_.hosts["Puerto Azul"], round_.session("pedro"))


@when("cierra su sesión")
def _(round_: Round) -> None:
    sign_out(round_.town.installation, round_.token)


@when("Tambo Real la saca del equipo")
def _(round_: Round) -> None:
    iris = round_.town.people["iris"].person_id or 0
    boss = round_.boss(round_.town)
    answer = remove_member(round_.town.installation, boss, round_.team_id, iris)
    assert isinstance(answer, Joined)


@when("Tambo Real le cierra el acceso")
def _(round_: Round) -> None:
    iris = round_.town.people["iris"].person_id or 0
    disable_person(round_.town.installation, round_.boss(round_.town), iris, "Se fue")


@when("Puerto Azul le cierra el acceso")
def _(round_: Round) -> None:
    boss = round_.boss(round_.hosts["Puerto Azul"])
    disable_person(round_.town.installation, boss, round_.guest("Puerto Azul"), "No")


@when("Puerto Azul le quita el rol")
def _(round_: Round) -> None:
    boss = round_.boss(round_.hosts["Puerto Azul"])
    assert revoke(round_.town.installation, boss, round_.guest("Puerto Azul"), ROLE)


@then("el pase no sirve")
def _(round_: Round) -> None:
    answer = round_.answer or round_.uses(round_.hosts["Puerto Azul"])
    assert isinstance(answer, Refused)
    assert answer.kind is RefusalKind.NOT_FOUND


@then("no se le da")
def _(round_: Round) -> None:
    assert isinstance(round_.given, Refused)


@then("Iris ya no está en ninguna parte")
def _(round_: Round) -> None:
    assert actor_of(round_.town.installation, round_.token) is None


@then("su tarea queda libre")
def _(round_: Round) -> None:
    tasks = round_.hosts["Puerto Azul"].open_tasks(round_.case_id)
    assert [each.assignee_id for each in tasks] == [None]


@when("Puerto Azul pide código a ese rol")
def _(round_: Round) -> None:
    azul = round_.hosts["Puerto Azul"].municipality_id
    with round_.town.installation.database.verb(azul) as connection:
        set_roles(connection, azul, {ROLE})


@then("se le pide su código")
def _(round_: Round) -> None:
    answer = round_.uses(round_.hosts["Puerto Azul"])
    assert isinstance(answer, Refused)
    assert answer.kind is RefusalKind.CODE_NEEDED


@when("Iris activa su código en Tambo Real")
def _(round_: Round) -> None:
    home, iris = round_.home_id, round_.town.people["iris"].person_id or 0
    now = round_.town.clock.now()
    with round_.town.installation.database.verb(home) as connection:
        begin_factor(connection, home, iris, secret=b"x", at=now)
        confirm_factor(connection, home, iris, at=now)
