"""A municipality of one's own from the terminal: town, people, roles."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from engine.history.town import TownEventKind as K
from engine.identity import SignedIn, sign_in
from engine.identity.contact import Contact, contact_in
from storage.database import WHOLE_INSTALLATION
from storage.queries.deadlines import all_parameters
from storage.queries.municipalities import (
    all_municipalities,
    municipality_by_id,
    municipality_by_slug,
)
from storage.queries.town_history import town_events_of
from tests.integration.cli.conftest import Terminal
from tests.town import Town
from ui.cli.app import app

NEW = (
    *("town", "add", "puerto-azul", "--name", "Puerto Azul", "--country", "bo"),
    *("--admin-name", "Inés Mamani", "--admin-email", "ines@puerto.bo"),
)
OWN = "un molino de viento azul"


def enters(town: Town, slug: str, login: str, password: str) -> bool:
    with town.installation.database.read(WHOLE_INSTALLATION) as connection:
        row = municipality_by_slug(connection, slug)
    assert row is not None
    return isinstance(sign_in(town.installation, row.id, login, password), SignedIn)


@pytest.fixture
def place(town: Town, database_url: str) -> tuple[Town, str, tuple[str, ...]]:
    """A town, its address, and how commands name it."""
    with town.installation.database.read(WHOLE_INSTALLATION) as connection:
        [row] = all_municipalities(connection)
    return town, database_url, ("--municipality", row.slug)


def test_a_town_begins_with_who_administers_it(
    town: Town, terminal: Terminal, database_url: str
) -> None:
    typed = terminal(*NEW, database=database_url)
    assert typed.code == 0, typed
    assert "Puerto Azul queda registrada en /puerto-azul" in typed.problem
    assert "aún no trae los números de la ley de BO" in typed.problem
    assert enters(town, "puerto-azul", "ines@puerto.bo", typed.said)
    listed = json.loads(terminal("town", "list", "--json", database=database_url).said)
    [row] = [each for each in listed if each["slug"] == "puerto-azul"]
    assert (row["country"], row["timezone"], row["currency"]) == ("BO", "America/La_Paz", "BOB")


def test_a_town_of_peru_has_the_numbers_of_its_law(
    town: Town, terminal: Terminal, database_url: str
) -> None:
    words = ["PE" if each == "bo" else each for each in NEW]
    assert "Números de la ley de PE cargados" in terminal(*words, database=database_url).problem
    with town.installation.database.read(WHOLE_INSTALLATION) as connection:
        row = municipality_by_slug(connection, "puerto-azul")
        assert row is not None
        assert all_parameters(connection, row.id)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (("puerto-azul", "tambo azul"), "La dirección lleva letras sin tilde, números y guiones."),
        (("bo", "xx"), "Elija un país de la lista. (--country)"),
        (("ines@puerto.bo", "ines"), "Escriba el correo completo"),
    ],
)
def test_a_wrong_town_is_told_with_the_option_that_mends_it(
    terminal: Terminal, database_url: str, change: tuple[str, str], sentence: str
) -> None:
    words = [change[1] if each == change[0] else each for each in NEW]
    typed = terminal(*words, database=database_url)
    assert typed.code == 1
    assert sentence in typed.problem
    assert typed.said == ""


def test_a_password_comes_from_standard_input_and_is_not_repeated(
    town: Town, terminal: Terminal, database_url: str
) -> None:
    terminal("--help", database=database_url)
    result = CliRunner().invoke(app, [*NEW, "--password-stdin"], input=f"{OWN}\n")
    assert result.exit_code == 0, result.output
    assert OWN not in result.output
    assert enters(town, "puerto-azul", "ines@puerto.bo", OWN)


def test_an_easy_password_is_refused(terminal: Terminal, database_url: str) -> None:
    terminal("--help", database=database_url)
    result = CliRunner().invoke(app, [*NEW, "--password-stdin"], input="ines@puerto.bo\n")
    assert result.exit_code == 2
    assert "12 signos" in result.stderr


def test_a_person_is_let_in_given_a_role_and_shut_out(
    place: tuple[Town, str, tuple[str, ...]], terminal: Terminal
) -> None:
    town, url, here = place
    rosa = ("rosa@pueblo.pe", *here)
    added = terminal(
        *("person", "add", "Rosa Quispe", "--email", "rosa@pueblo.pe", "--role", "operador", *here),
        database=url,
    )
    assert enters(town, here[1], "rosa@pueblo.pe", added.said)
    given = terminal(
        *("role", "grant", "rosa@pueblo.pe", "auditor", "--reason", "Memorando 4"),
        *("--until", "2030-12-31", *here),
        database=url,
    )
    assert given.said == "Rosa Quispe tiene el rol «auditor»."
    listed = json.loads(terminal("role", "list", "--json", *here, database=url).said)
    holders = {each["role"]: each["holders"] for each in listed}
    assert [each["until"] for each in holders["auditor"]] == ["2030-12-31"]
    assert [each["name"] for each in holders["operador"]] == ["Rosa Quispe"]
    taken = terminal("role", "revoke", *rosa[:1], "auditor", "--reason", "Fin", *here, database=url)
    assert taken.said == "Rosa Quispe ya no tiene el rol «auditor»."
    out = terminal("person", "disable", *rosa, "--reason", "Renuncia", database=url)
    assert "Rosa Quispe ya no ingresa." in out.said
    people = json.loads(terminal("person", "list", "--json", *here, database=url).said)
    assert [(each["state"], each["roles"]) for each in people] == [("disabled", [])]
    rows = town.reads(lambda c: town_events_of(c, town.municipality_id))
    assert [K(row.kind).name for row in reversed(rows)] == [
        "PERSON_ADDED",
        "ROLE_GRANTED",
        "ROLE_GRANTED",
        "ROLE_REVOKED",
        "PERSON_DISABLED",
    ]


def test_a_command_in_somebodys_name_may_only_what_they_may(
    place: tuple[Town, str, tuple[str, ...]], terminal: Terminal
) -> None:
    _, url, here = place
    terminal("person", "add", "Rosa Quispe", "--email", "rosa@pueblo.pe", *here, database=url)
    asked = ("role", "grant", "rosa@pueblo.pe", "operador", "--reason", "x", *here)
    refused = terminal(*asked, "--as", "rosa@pueblo.pe", database=url)
    assert refused.code == 1
    assert "administrador" in refused.problem


def test_a_new_first_password_and_an_unknown_person(
    place: tuple[Town, str, tuple[str, ...]], terminal: Terminal
) -> None:
    town, url, here = place
    terminal("person", "add", "Rosa Quispe", "--email", "rosa@pueblo.pe", *here, database=url)
    words = ("--reason", "La olvidó", *here)
    fresh = terminal("person", "password", "rosa@pueblo.pe", *words, database=url)
    assert enters(town, here[1], "rosa@pueblo.pe", fresh.said)
    nobody = terminal("person", "password", "eva@pueblo.pe", *words, database=url)
    assert nobody.code == 1
    assert "no hay nadie con «eva@pueblo.pe»" in nobody.problem


def test_a_town_says_itself_anew_and_a_light_colour_is_darkened(
    place: tuple[Town, str, tuple[str, ...]], terminal: Terminal
) -> None:
    _, url, here = place
    words = ("town", "set", "--accent", "#F2C14E", "--reason", "Nueva imagen", *here)
    typed = terminal(*words, database=url)
    assert typed.said == "Guardado."
    assert "queda #8B6609" in typed.problem
    assert "#8B6609" in terminal("town", "list", database=url).said


def test_a_town_says_how_citizens_reach_it_and_keeps_what_is_not_named(
    place: tuple[Town, str, tuple[str, ...]], terminal: Terminal
) -> None:
    hall, url, here = place
    words = ("town", "set", "--reason", "Ventanilla", *here)
    reached = ("--address", "Jr. Unión 120", "--telephone", "066 312 045")
    assert terminal(*words, *reached, database=url).said == "Guardado."
    assert terminal(*words, "--hours", "Lunes a viernes", database=url).said == "Guardado."
    row = hall.reads(lambda connection: municipality_by_id(connection, hall.municipality_id))
    assert row is not None
    assert contact_in(row.settings) == Contact("Jr. Unión 120", "Lunes a viernes", "066 312 045")
    wrong = terminal(*words, "--email", "mesa", database=url)
    assert wrong.code == 1
    assert "--email" in wrong.problem
