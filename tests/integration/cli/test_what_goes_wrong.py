"""A command that cannot do its work says why in one sentence, and never in a traceback."""

import socket
from pathlib import Path

import pytest
from sqlalchemy import text

from storage.database import WHOLE_INSTALLATION, Database
from tests.integration.cli.conftest import Terminal
from tests.town import Town


def test_a_server_that_does_not_answer_is_named_without_the_password(terminal: Terminal) -> None:
    answer = terminal("audit", "verify", database="postgresql://cauce:hidden@127.0.0.1:1/cauce")
    assert answer.code == 1
    assert answer.problem.startswith("La base de datos no responde (")
    assert "hidden" not in answer.problem
    assert "Traceback" not in answer.problem


def test_an_address_that_is_none_is_said_so(terminal: Terminal) -> None:
    answer = terminal("audit", "verify", database="not an address")
    assert answer.code == 1
    assert answer.problem.startswith("La dirección de la base de datos no se entiende: ")


def test_a_file_that_is_no_database_is_said_so(terminal: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "letter.txt"
    file.write_text("Estimados señores: " * 300)
    answer = terminal("audit", "verify", database=f"sqlite:///{file}")
    assert answer.code == 1
    assert answer.problem.startswith("El archivo de la base de datos no es de SQLite")


@pytest.mark.parametrize(
    "words", [("audit", "verify"), ("case", "show", "X"), ("worker",), ("deploy", ".")]
)
def test_missing_tables_are_made_with_db_upgrade(
    bare_url: str, terminal: Terminal, words: tuple[str, ...]
) -> None:
    answer = terminal(*words, database=bare_url)
    assert answer.code == 2
    assert answer.problem == "Las tablas no están al día: ejecute primero «cauce db upgrade»."


def test_db_upgrade_makes_the_tables_and_is_harmless_twice(
    bare_url: str, terminal: Terminal
) -> None:
    first = terminal("db", "upgrade", database=bare_url)
    again = terminal("db", "upgrade", database=bare_url)
    assert [first.code, again.code] == [0, 0]
    assert again.said == "Las tablas están al día."
    assert (
        "ninguna todavía (pruebe cauce demo)"
        in terminal("case", "show", "X", database=bare_url).problem
    )


@pytest.mark.parametrize("command", ["run", "web"])
def test_a_port_that_is_taken_is_said_before_anything_is_made(
    terminal: Terminal, tmp_path: Path, command: str
) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        answer = terminal(command, "--port", str(port))
    assert answer.code == 1
    assert answer.problem.startswith(f"No se pudo abrir el puerto {port} (")
    assert answer.problem.endswith("Pruebe otro con --port.")
    assert not (tmp_path / "none.db").exists()


def test_a_setting_that_cannot_be_used_is_named(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CAUCE_PORT", "eighty")
    answer = terminal("web")
    assert answer.code == 2
    assert answer.problem.startswith("CAUCE_PORT must be a whole number")


def test_a_folder_of_documents_that_cannot_be_made_is_named(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("CAUCE_DOCUMENTS", str(tmp_path / "file" / "documents"))
    answer = terminal("db", "upgrade")
    assert answer.code == 1
    assert answer.problem.startswith(f"No se pudo usar {tmp_path}/file/documents: ")


def test_an_authority_of_time_that_may_not_be_asked_is_told(
    terminal: Terminal, worked: Town, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CAUCE_TSA", "https://tsa.example/")
    answer = terminal("audit", "verify", database=database_url)
    assert answer.code == 2
    assert "no está en la lista de servicios permitidos." in answer.problem
    assert answer.problem.endswith("Véase CAUCE_OUTSIDE_HOSTS.")


def test_a_program_works_on_newer_tables_and_refuses_older_ones(
    database_url: str, terminal: Terminal
) -> None:
    """The tables of a release only grow: while one machine after the other is renewed, those that
    were not yet start on them too."""
    database = Database(database_url)
    mark = text("UPDATE alembic_version SET version_num = :revision")
    codes = []
    for revision in ("9999", "0001"):
        with database.verb(WHOLE_INSTALLATION) as connection:
            connection.execute(mark, {"revision": revision})
        codes.append(terminal("town", "list", database=database_url).code)
        if revision == "9999":
            codes.append(terminal("db", "upgrade", database=database_url).code)
    database.close()
    assert codes == [0, 0, 2]
