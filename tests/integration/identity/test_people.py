"""Letting people in, giving them roles and shutting them out, on SQLite and PostgreSQL."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import text

from engine.history.town import TownEventKind as K
from engine.identity import Actor, SignedIn, actor_of, sign_in
from engine.identity.absences import Absence, be_away
from engine.identity.founding import Founded, TownFacts, change_town, found_town
from engine.identity.granting import Grant, Granted, Revoked, grant_role, revoke_role
from engine.identity.leaving import Left, disable_person, return_person
from engine.identity.people import Added, Particulars, add_person, correct_person
from engine.identity.renewing import Given, Renewed, change_password, give_password
from engine.refusals import Refused
from storage.database import WHOLE_INSTALLATION
from storage.queries.identity import roles_of
from storage.queries.town_history import town_events_of
from tests.diagrams import bundle, end, path, start, user
from tests.town import Town

OWN = "un molino de viento azul"
TASKS = bundle(start(), user("revisar"), end(), path("start", "revisar", "end"))


def added(town: Town, name: str = "Rosa Quispe", email: str = "rosa@pueblo.pe") -> Added:
    boss = town.person("boss", "administrador")
    answer = add_person(town.installation, boss, Particulars(name, email), reason="Concurso 3")
    assert isinstance(answer, Added), answer
    return answer


def enters(town: Town, password: str, login: str = "rosa@pueblo.pe") -> SignedIn | Refused:
    return sign_in(town.installation, town.municipality_id, login, password)


def told(town: Town) -> list[tuple[str, str | None]]:
    rows = town.reads(lambda c: town_events_of(c, town.municipality_id))
    return [(K(row.kind).name, row.detail) for row in reversed(rows)]


def kind_of(answer: object) -> str:
    assert isinstance(answer, Refused), answer
    return answer.details.get("field") or answer.kind.value


def test_who_is_added_comes_in_with_the_first_password_and_must_choose_another(
    town: Town,
) -> None:
    rosa = added(town)
    came = enters(town, rosa.password)
    assert isinstance(came, SignedIn)
    assert came.actor.must_renew is True
    answer = change_password(
        town.installation, came.actor, rosa.password, OWN, session_token=came.token
    )
    assert answer == Renewed(rosa.person_id)
    still = actor_of(town.installation, came.token)
    assert still is not None
    assert still.must_renew is False
    assert kind_of(enters(town, rosa.password)) == "wrong_password"
    assert isinstance(enters(town, OWN), SignedIn)


def test_a_first_password_opens_the_door_for_a_week(town: Town) -> None:
    rosa = added(town)
    town.clock.advance(timedelta(days=7, minutes=1))
    assert kind_of(enters(town, rosa.password)) == "wrong_password"


@pytest.mark.parametrize("new", ["corta", "rosa@pueblo.pe", "Rosa Quispe 12", "a" * 30])
def test_a_password_that_others_could_guess_is_refused(town: Town, new: str) -> None:
    rosa = added(town)
    came = enters(town, rosa.password)
    assert isinstance(came, SignedIn)
    answer = change_password(
        town.installation, came.actor, rosa.password, new, session_token=came.token
    )
    assert kind_of(answer) == "new"


def test_wrong_old_passwords_lock_as_those_at_the_door(town: Town) -> None:
    rosa = added(town)
    came = enters(town, rosa.password)
    assert isinstance(came, SignedIn)
    kinds = [
        kind_of(change_password(town.installation, came.actor, "x", OWN, session_token=came.token))
        for _ in range(6)
    ]
    assert kinds == ["wrong_password"] * 4 + ["locked_out"] * 2


@pytest.mark.parametrize(
    ("particulars", "field"),
    [
        (Particulars("R", "r@pueblo.pe"), "name"),
        (Particulars("Rosa\nQuispe\x00", "r@pueblo.pe"), "name"),
        (Particulars("Rosa Quispe"), "login"),
        (Particulars("Rosa Quispe", "rosa"), "email"),
        (Particulars("Rosa Quispe", "", "1;2"), "national_id"),
        (Particulars("Otra Rosa", "ROSA@pueblo.pe "), "email_taken"),
    ],
)
def test_what_is_missing_or_taken_is_named(
    town: Town, particulars: Particulars, field: str
) -> None:
    added(town)
    answer = add_person(town.installation, town.people["boss"], particulars)
    assert kind_of(answer) == field


def test_only_roles_of_the_house_and_of_processes_in_force_are_given(town: Town) -> None:
    town.deploys(TASKS)
    boss, rosa = town.person("boss", "administrador"), added(town)

    def grants(role: str) -> Granted | Refused:
        return grant_role(town.installation, boss, rosa.person_id, Grant(role, "Memorando 4"))

    assert isinstance(grants("clerk"), Granted)
    assert isinstance(grants("auditor"), Granted)
    assert kind_of(grants("alcaldesa")) == "role"
    assert kind_of(grants("clerk")) == "held"


def test_a_role_begins_and_ends_on_its_days(town: Town) -> None:
    boss, rosa = town.person("boss", "administrador"), added(town)
    grant = Grant("calendario", "Encargo", date(2026, 3, 4), date(2026, 3, 5))
    assert isinstance(grant_role(town.installation, boss, rosa.person_id, grant), Granted)

    def holds() -> bool:
        now = town.clock.now()
        return "calendario" in town.reads(
            lambda c: roles_of(c, town.municipality_id, rosa.person_id, at=now)
        )

    seen = []
    for _ in range(5):  # Monday to Friday
        seen.append(holds())
        town.clock.advance(timedelta(days=1))
    assert seen == [False, False, True, True, False]


def test_days_that_are_over_or_in_the_wrong_order_are_refused(town: Town) -> None:
    boss, rosa = town.person("boss", "administrador"), added(town)

    def grants(first: date | None, last: date | None) -> Granted | Refused:
        asked = Grant("operador", "Encargo", first, last)
        return grant_role(town.installation, boss, rosa.person_id, asked)

    assert kind_of(grants(date(2026, 3, 1), None)) == "from"
    assert kind_of(grants(None, date(2026, 3, 1))) == "until"
    assert kind_of(grants(date(2026, 3, 9), date(2026, 3, 8))) == "until"


def test_nobody_gives_themselves_a_role_a_password_or_the_way_out(town: Town) -> None:
    boss = town.person("boss", "administrador")
    mine = boss.person_id or 0
    answers = [
        grant_role(town.installation, boss, mine, Grant("operador", "Porque sí")),
        give_password(town.installation, boss, mine, "Porque sí"),
        disable_person(town.installation, boss, mine, "Porque sí"),
    ]
    assert [kind_of(each) for each in answers] == ["oneself"] * 3


def test_without_the_role_nothing_about_people_is_decided(town: Town) -> None:
    rosa, clerk = added(town), town.person("clerk", "clerk")
    facts = TownFacts("Otro nombre", "PE", "America/Lima", "PEN")
    answers = [
        add_person(town.installation, clerk, Particulars("Eva Paz", "eva@pueblo.pe")),
        correct_person(town.installation, clerk, rosa.person_id, Particulars("X Y", "x@y.pe"), "z"),
        grant_role(town.installation, clerk, rosa.person_id, Grant("operador", "x")),
        revoke_role(town.installation, clerk, rosa.person_id, "operador", "x"),
        disable_person(town.installation, clerk, rosa.person_id, "x"),
        return_person(town.installation, clerk, rosa.person_id, "x"),
        give_password(town.installation, clerk, rosa.person_id, "x"),
        change_town(town.installation, clerk, facts, "x"),
    ]
    assert [kind_of(each) for each in answers] == ["no_role"] * 8


def founded(town: Town) -> tuple[Founded, Actor]:
    """Another municipality with its administrator, in."""
    answer = found_town(
        town.installation,
        "puerto-azul",
        TownFacts("Puerto Azul", "BO", "America/La_Paz", "BOB", accent="#f2c14e"),
        Particulars("Inés Mamani", "ines@puerto.bo"),
    )
    assert isinstance(answer, Founded), answer
    came = sign_in(
        town.installation, answer.municipality_id, "ines@puerto.bo", answer.administrator.password
    )
    assert isinstance(came, SignedIn)
    return answer, came.actor


def test_the_last_who_administers_cannot_go(town: Town) -> None:
    found, ines = founded(town)
    mine = found.administrator.person_id
    answer = revoke_role(town.installation, ines, mine, "administrador", "Me voy")
    assert kind_of(answer) == "last_administrator"
    eva = add_person(town.installation, ines, Particulars("Eva Paz", "eva@puerto.bo"))
    assert isinstance(eva, Added)
    for_a_week = Grant("administrador", "Vacaciones", until_on=date(2026, 3, 9))
    assert isinstance(grant_role(town.installation, ines, eva.person_id, for_a_week), Granted)
    answer = revoke_role(town.installation, ines, mine, "administrador", "Me voy")
    assert kind_of(answer) == "last_administrator"


def test_an_administrator_goes_once_another_stays(town: Town) -> None:
    found, ines = founded(town)
    eva = add_person(
        town.installation, ines, Particulars("Eva Paz", "eva@puerto.bo"), roles=["administrador"]
    )
    assert isinstance(eva, Added)
    answer = revoke_role(
        town.installation, ines, found.administrator.person_id, "administrador", "Me voy"
    )
    assert isinstance(answer, Revoked)


def test_another_towns_people_do_not_exist(town: Town) -> None:
    rosa, (_, ines) = added(town), founded(town)
    answers = [
        correct_person(town.installation, ines, rosa.person_id, Particulars("X Y", "x@y.pe"), "z"),
        grant_role(town.installation, ines, rosa.person_id, Grant("operador", "x")),
        revoke_role(town.installation, ines, rosa.person_id, "operador", "x"),
        disable_person(town.installation, ines, rosa.person_id, "x"),
        return_person(town.installation, ines, rosa.person_id, "x"),
        give_password(town.installation, ines, rosa.person_id, "x"),
    ]
    assert [kind_of(each) for each in answers] == ["not_found"] * 6


def test_who_leaves_is_out_at_once_and_keeps_no_role(town: Town) -> None:
    boss, rosa = town.person("boss", "administrador"), added(town)
    grant_role(town.installation, boss, rosa.person_id, Grant("operador", "Encargo"))
    came = enters(town, rosa.password)
    assert isinstance(came, SignedIn)
    answer = disable_person(town.installation, boss, rosa.person_id, "Renuncia")
    assert answer == Left(rosa.person_id)
    assert actor_of(town.installation, came.token) is None
    assert kind_of(enters(town, rosa.password)) == "wrong_password"
    return_person(town.installation, boss, rosa.person_id, "Reincorporada")
    came = enters(town, rosa.password)
    assert isinstance(came, SignedIn)
    assert came.actor.roles == frozenset()


def test_the_tasks_of_who_leaves_go_to_a_colleague_or_are_free(town: Town) -> None:
    town.deploys(TASKS)
    boss, rosa = town.person("boss", "administrador"), town.person("rosa", "clerk")
    marta = town.person("marta", "clerk")
    first, second = (town.open_case("rosa", "test", {}) for _ in range(2))
    for case in (first, second):
        town.claim("rosa", town.open_task(case, "revisar"))
    answer = disable_person(
        town.installation, boss, rosa.person_id or 0, "Renuncia", pass_to=marta.person_id
    )
    assert answer == Left(rosa.person_id or 0, passed=2)
    assert [task.assignee_id for task in town.open_tasks(first)] == [marta.person_id]
    answer = disable_person(
        town.installation, boss, marta.person_id or 0, "Renuncia", pass_to=boss.person_id
    )
    assert answer == Left(marta.person_id or 0, released=2)
    assert [task.assignee_id for task in town.open_tasks(second)] == [None]
    assert town.verification().faults == ()


def test_a_new_first_password_ends_the_sessions_and_the_old_one(town: Town) -> None:
    boss, rosa = town.person("boss", "administrador"), added(town)
    came = enters(town, rosa.password)
    assert isinstance(came, SignedIn)
    given = give_password(town.installation, boss, rosa.person_id, "La olvidó")
    assert isinstance(given, Given)
    assert actor_of(town.installation, came.token) is None
    assert kind_of(enters(town, rosa.password)) == "wrong_password"
    assert isinstance(enters(town, given.password), SignedIn)


def test_what_is_decided_lies_in_the_history_with_its_reason(town: Town) -> None:
    boss, rosa = town.person("boss", "administrador"), added(town)
    grant_role(town.installation, boss, rosa.person_id, Grant("operador", "Memorando 4"))
    revoke_role(town.installation, boss, rosa.person_id, "operador", "Fin del encargo")
    correct_person(
        town.installation,
        boss,
        rosa.person_id,
        Particulars("Rosa Quispe Mamani", "rosa@pueblo.pe"),
        "Según su DNI",
    )
    assert told(town) == [
        ("PERSON_ADDED", '{"reason":"Concurso 3"}'),
        ("ROLE_GRANTED", '{"reason":"Memorando 4"}'),
        ("ROLE_REVOKED", '{"reason":"Fin del encargo"}'),
        ("PERSON_CORRECTED", '{"reason":"Según su DNI"}'),
    ]
    assert town.verification().whole


@pytest.mark.parametrize(
    "change",
    [
        'UPDATE town_event_details SET data = \'{"reason":"otro"}\' WHERE seq = 1',
        "UPDATE town_heads SET seq = 1",
        "INSERT INTO town_events SELECT municipality_id, seq + 9, kind, person_id, subject_id, at,"
        " data, detail_digest, hash FROM town_events",
    ],
)
def test_a_changed_history_of_the_municipality_is_found(town: Town, change: str) -> None:
    rosa = added(town)
    grant_role(
        town.installation, town.people["boss"], rosa.person_id, Grant("operador", "Memorando 4")
    )
    with town.installation.database.verb(WHOLE_INSTALLATION) as connection:
        connection.execute(text(change))
    faults = town.verification().faults
    assert [fault.case_number for fault in faults[:1]] == ["Municipalidad"]


@pytest.mark.parametrize("verb", ["UPDATE town_events SET seq = 9", "DELETE FROM town_events"])
def test_the_database_itself_refuses_to_change_it(town: Town, verb: str) -> None:
    added(town)
    with (
        pytest.raises(Exception, match="only appended to"),
        town.installation.database.verb(WHOLE_INSTALLATION) as connection,
    ):
        connection.execute(text(verb))


def test_a_light_accent_is_darkened_and_the_answer_tells(town: Town) -> None:
    boss = town.person("boss", "administrador")
    facts = TownFacts("Tambo Real", "PE", "America/Lima", "PEN", accent="#F2C14E")
    answer = change_town(town.installation, boss, facts, "Nueva imagen")
    assert not isinstance(answer, Refused), answer
    assert answer.accent == "#8B6609"
    assert answer.fields == ("accent",)


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        (TownFacts("", "PE", "America/Lima", "PEN"), "name"),
        (TownFacts("Tambo", "XX", "America/Lima", "PEN"), "country"),
        (TownFacts("Tambo", "BR", "America/Lima", "BRL", region="ZZ"), "region"),
        (TownFacts("Tambo", "PE", "Lima", "PEN"), "timezone"),
        (TownFacts("Tambo", "PE", "America/Lima", "soles"), "currency"),
        (TownFacts("Tambo", "PE", "America/Lima", "PEN", locale="qu"), "locale"),
        (TownFacts("Tambo", "PE", "America/Lima", "PEN", accent="red"), "accent"),
    ],
)
def test_what_a_municipality_may_not_say_of_itself(
    town: Town, facts: TownFacts, field: str
) -> None:
    answer = change_town(town.installation, town.person("boss", "administrador"), facts, "x")
    assert kind_of(answer) == field


@pytest.mark.parametrize("slug", ["", "Tambo", "a b", "../x", "api", "static", "-a"])
def test_an_address_that_the_web_cannot_have_is_refused(town: Town, slug: str) -> None:
    facts = TownFacts("Tambo", "PE", "America/Lima", "PEN")
    answer = found_town(town.installation, slug, facts, Particulars("Eva Paz", "eva@p.pe"))
    assert kind_of(answer) == "slug"


def test_an_address_is_given_once(town: Town) -> None:
    founded(town)
    facts = TownFacts("Otro Puerto", "PE", "America/Lima", "PEN")
    answer = found_town(town.installation, "puerto-azul", facts, Particulars("Eva Paz", "e@p.pe"))
    assert kind_of(answer) == "slug_taken"


def test_who_administers_is_never_lent_to_a_substitute(town: Town) -> None:
    boss, rosa = town.person("boss", "administrador", "operador"), added(town)
    day = date(2026, 3, 2)
    be_away(town.installation, boss, Absence(rosa.person_id, day, day))
    came = enters(town, rosa.password)
    assert isinstance(came, SignedIn)
    assert came.actor.roles == frozenset({"operador"})
