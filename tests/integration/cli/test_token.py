"""`cauce token`: a key is made, told once, listed without its secret, and revoked."""

from tests.hall import Hall
from tests.integration.cli.conftest import Terminal
from tests.programs import Program
from tests.town import Town
from ui.settings import Settings


def made(terminal: Terminal, url: str, *more: str) -> str:
    answer = terminal(
        "token", "create", "Escáner", "--scope", "cases:read", "--role", "clerk", *more,
        database=url,
    )  # fmt: skip
    assert (answer.code, answer.problem) == (0, "")
    return answer.said.strip()


def test_a_token_is_printed_alone_and_opens_the_api(
    worked: Town, database_url: str, terminal: Terminal
) -> None:
    token = made(terminal, database_url)
    caller = Program(Hall(worked, Settings()), token)
    told = caller.gets("token").json
    assert (told["name"], told["scopes"], told["roles"]) == ("Escáner", ["cases:read"], ["clerk"])
    assert len(caller.gets("cases").json["items"]) == 2


def test_the_list_tells_everything_but_the_secret(
    worked: Town, database_url: str, terminal: Terminal
) -> None:
    token = made(terminal, database_url, "--until", "2099-12-31")
    listed = terminal("token", "list", database=database_url)
    assert "Escáner" in listed.said
    assert "cases:read" in listed.said
    assert "31/12/2099" in listed.said
    assert "nunca" in listed.said
    assert token.rsplit("_", 1)[1] not in listed.said


def test_a_revoked_token_opens_nothing_and_is_listed_as_such(
    worked: Town, database_url: str, terminal: Terminal
) -> None:
    caller = Program(Hall(worked, Settings()), made(terminal, database_url))
    number = caller.gets("token").json["id"]
    for _ in range(2):
        answer = terminal("token", "revoke", number, database=database_url)
        assert (answer.code, answer.said) == (0, "La credencial ya no vale.")
    assert caller.gets("token").status == 401
    assert "revocada" in terminal("token", "list", database=database_url).said


def test_what_is_missing_is_named(worked: Town, database_url: str, terminal: Terminal) -> None:
    without_use = terminal("token", "create", "Escáner", database=database_url)
    assert (without_use.code, without_use.said) == (2, "")
    assert "--scope cases:read" in without_use.problem
    over = terminal(
        "token", "create", "x", "--scope", "cases:read", "--until", "2020-01-01",
        database=database_url,
    )  # fmt: skip
    assert over.problem == "El día de fin tiene que ser hoy o después."
    two_words = terminal(
        "token", "create", "x", "--scope", "cases:read", "--role", "a b", database=database_url
    )
    assert two_words.problem.startswith("Un rol es una sola palabra")
    unknown = terminal("token", "revoke", "7", database=database_url)
    assert (unknown.code, unknown.problem) == (
        1,
        "No hay una credencial 7 en Tambo Real. Vea «cauce token list».",
    )
