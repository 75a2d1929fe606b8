"""The scenarios of who works in a municipality, on SQLite and PostgreSQL."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from pytest_bdd import given, scenarios, then, when

from engine.history.town import TownEventKind
from engine.identity import Actor, SignedIn, actor_of, sign_in
from engine.identity.founding import Founded, TownFacts, found_town
from engine.identity.granting import Grant, Granted, grant_role, revoke_role
from engine.identity.leaving import Left, disable_person
from engine.identity.people import Added, Particulars, add_person
from engine.identity.renewing import Renewed, change_password
from engine.refusals import RefusalKind, Refused
from storage.queries.identity import roles_of
from storage.queries.town_history import town_events_of
from tests.features.sentences import say
from tests.town import Town

OWN = "un molino de viento azul"
EVA = "eva@puerto.pe"


@dataclass
class Office:
    """The municipality of the scenario and who is in it."""

    town: Town
    municipality_id: int = 0
    luis: Actor | None = None
    eva: Added | None = None
    came: SignedIn | None = None
    answer: object = None

    @property
    def boss(self) -> Actor:
        assert self.luis is not None
        return self.luis

    def enters(self, login: str, password: str) -> SignedIn | Refused:
        return sign_in(self.town.installation, self.municipality_id, login, password)


@pytest.fixture
def office(town: Town) -> Office:
    return Office(town)


@pytest.fixture(autouse=True)
def _on_both_databases(town: Town) -> None:
    """Steps ask for fixtures while they run, too late to choose a database: ask before."""


scenarios(str(Path(__file__).parent / "municipality"))


@given("una municipalidad nueva que administra Luis Vargas")
def _(office: Office) -> None:
    found = found_town(
        office.town.installation,
        "puerto-azul",
        TownFacts("Puerto Azul", "PE", "America/Lima", "PEN"),
        Particulars("Luis Vargas", "luis@puerto.pe"),
    )
    assert isinstance(found, Founded), found
    office.municipality_id = found.municipality_id
    came = office.enters("luis@puerto.pe", found.administrator.password)
    assert isinstance(came, SignedIn)
    office.luis = came.actor


@given(say('que Eva Paz trabaja como "<text:role>"'))
def _(office: Office, role: str) -> None:
    _registers(office, role, "Concurso")
    _comes_in(office)


@when(say('Luis registra a Eva Paz como "<text:role>" por "<text:reason>"'))
def _registers(office: Office, role: str, reason: str) -> None:
    eva = add_person(
        office.town.installation,
        office.boss,
        Particulars("Eva Paz", EVA),
        roles=[role],
        reason=reason,
    )
    assert isinstance(eva, Added), eva
    office.eva = eva


@when("Eva ingresa con su primera clave")
def _comes_in(office: Office) -> None:
    assert office.eva is not None
    came = office.enters(EVA, office.eva.password)
    assert isinstance(came, SignedIn), came
    office.came = came


@when(say("pasan <number:days> días"))
def _(office: Office, days: str) -> None:
    office.town.clock.advance(timedelta(days=int(days)))


@when(
    say('Luis le da a Eva el rol "<text:role>" hasta el <day:until> por "<text:reason>"'),
)
def _(office: Office, role: str, until: date, reason: str) -> None:
    assert office.eva is not None
    asked = Grant(role, reason, until_on=until)
    answer = grant_role(office.town.installation, office.boss, office.eva.person_id, asked)
    assert isinstance(answer, Granted), answer


@when(say('Luis cierra el acceso de Eva por "<text:reason>"'))
def _(office: Office, reason: str) -> None:
    assert office.eva is not None
    answer = disable_person(office.town.installation, office.boss, office.eva.person_id, reason)
    assert isinstance(answer, Left), answer


@when("Luis quiere dejar de administrar")
def _(office: Office) -> None:
    mine = office.boss.person_id or 0
    office.answer = revoke_role(
        office.town.installation, office.boss, mine, "administrador", "Me voy"
    )


@when(say('Luis se da el rol "<text:role>"'))
def _(office: Office, role: str) -> None:
    mine = office.boss.person_id or 0
    office.answer = grant_role(office.town.installation, office.boss, mine, Grant(role, "x"))


@then("Eva tiene que elegir su clave antes de trabajar")
def _(office: Office) -> None:
    assert office.came is not None
    assert office.came.actor.must_renew


@then(say('después Eva trabaja con el rol "<text:role>"'))
def _(office: Office, role: str) -> None:
    assert office.came is not None
    assert office.eva is not None
    done = change_password(
        office.town.installation,
        office.came.actor,
        office.eva.password,
        OWN,
        session_token=office.came.token,
    )
    assert isinstance(done, Renewed), done
    actor = actor_of(office.town.installation, office.came.token)
    assert actor is not None
    assert (actor.must_renew, actor.roles) == (False, frozenset({role}))


@then("Eva ya no puede ingresar con su primera clave")
def _(office: Office) -> None:
    assert office.eva is not None
    assert isinstance(office.enters(EVA, office.eva.password), Refused)


@then(say('Eva (?P<has>tiene|no tiene) el rol "<text:role>" el <day:when_>'))
def _(office: Office, has: str, role: str, when_: date) -> None:
    assert office.eva is not None
    noon = datetime(when_.year, when_.month, when_.day, 17, tzinfo=UTC)
    person_id = office.eva.person_id
    with office.town.installation.database.read(office.municipality_id) as connection:
        roles = roles_of(connection, office.municipality_id, person_id, at=noon)
    assert (role in roles) is (has == "tiene")


@then("la sesión de Eva terminó")
def _(office: Office) -> None:
    assert office.came is not None
    assert actor_of(office.town.installation, office.came.token) is None


@then(say('la historia de la municipalidad dice que Luis lo hizo por "<text:reason>"'))
def _(office: Office, reason: str) -> None:
    with office.town.installation.database.read(office.municipality_id) as connection:
        last = town_events_of(connection, office.municipality_id, limit=1)[0]
    assert last.kind == TownEventKind.PERSON_DISABLED
    assert (last.person_name, last.subject_name) == ("Luis Vargas", "Eva Paz")
    assert reason in (last.detail or "")


@then("se le dice que es la última persona que administra las cuentas")
def _(office: Office) -> None:
    assert isinstance(office.answer, Refused)
    assert office.answer.kind is RefusalKind.LAST_ADMINISTRATOR


@then("se le dice que lo pida a otra persona")
def _(office: Office) -> None:
    assert isinstance(office.answer, Refused)
    assert office.answer.kind is RefusalKind.ONESELF
