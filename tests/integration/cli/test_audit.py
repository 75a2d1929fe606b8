"""`cauce audit verify` on whole histories and on four that somebody changed."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from engine.history.published import published
from engine.history.roots import make_roots
from tests.integration.cli.conftest import Terminal
from tests.town import Town

GUARDS = {
    "sqlite": ("DROP TRIGGER events_refuse_update", "DROP TRIGGER events_refuse_delete"),
    "postgresql": ("DROP TRIGGER events_refuse_change ON events",),
}
CHANGES = {
    "edited": (
        "UPDATE events SET at = at - 1 WHERE case_id = (SELECT min(id) FROM cases) AND seq = 4",
    ),
    "removed": ("DELETE FROM events WHERE case_id = (SELECT min(id) FROM cases) AND seq = 4",),
    "swapped": (
        "UPDATE events SET seq = 100 WHERE case_id = (SELECT min(id) FROM cases) AND seq = 4",
        "UPDATE events SET seq = 4 WHERE case_id = (SELECT min(id) FROM cases) AND seq = 6",
        "UPDATE events SET seq = 6 WHERE case_id = (SELECT min(id) FROM cases) AND seq = 100",
    ),
    "truncated": ("DELETE FROM events WHERE case_id = (SELECT min(id) FROM cases) AND seq > 7",),
}


def test_a_whole_history_is_said_to_be_whole(
    worked: Town, database_url: str, terminal: Terminal
) -> None:
    answer = terminal("audit", "verify", database=database_url)
    assert (answer.code, answer.problem) == (0, "")
    assert answer.said.startswith("2 expedientes y ")
    assert answer.said.endswith("Historia íntegra.")


@pytest.mark.parametrize("change", CHANGES)
def test_a_changed_history_is_found_with_its_case(
    worked: Town, database_url: str, terminal: Terminal, change: str
) -> None:
    _tamper(worked, *CHANGES[change])
    answer = terminal("audit", "verify", database=database_url)
    assert answer.code == 1
    assert answer.problem.startswith("Tambo Real · TEST-2026-0001: ")
    assert "La historia no está íntegra: " in answer.problem


def test_one_changed_case_does_not_blame_another(
    worked: Town, database_url: str, terminal: Terminal
) -> None:
    _tamper(worked, *CHANGES["edited"])
    changed = terminal("audit", "verify", "TEST-2026-0001", database=database_url)
    other = terminal("audit", "verify", "TEST-2026-0002", database=database_url)
    assert (changed.code, other.code) == (1, 0)
    assert other.said.startswith("1 expediente y ")


def test_a_case_that_is_not_there_is_said_so(
    worked: Town, database_url: str, terminal: Terminal
) -> None:
    answer = terminal("audit", "verify", "TEST-1999-0001", database=database_url)
    assert (answer.code, answer.problem) == (
        1,
        "No hay un expediente TEST-1999-0001 en Tambo Real.",
    )


def _tamper(town: Town, *statements: str) -> None:
    database = town.installation.database
    with database.verb(town.municipality_id) as connection:
        for statement in (*GUARDS[database.dialect], *statements):
            connection.execute(text(statement))


def test_a_kept_copy_of_the_signed_roots_is_compared(
    worked: Town, database_url: str, terminal: Terminal, tmp_path: Path
) -> None:
    (tmp_path / "secret").write_bytes(worked.installation.secret)
    worked.clock.advance(timedelta(days=2))
    assert make_roots(worked.installation) == 1
    kept = tmp_path / "roots.json"
    kept.write_text("".join(published(worked.installation, worked.municipality_id, "Tambo Real")))
    answer = terminal("audit", "roots", str(kept), database=database_url)
    assert (answer.code, answer.said) == (0, "Las raíces de la copia son las que están aquí.")
    kept.write_text(kept.read_text().replace('\\"cases\\": 2', '\\"cases\\": 1'))
    answer = terminal("audit", "roots", str(kept), database=database_url)
    assert (answer.code, answer.problem) == (
        1,
        "La raíz n.º 1 de la copia no la firmó la municipalidad.",
    )
    kept.write_text("{}")
    answer = terminal("audit", "roots", str(kept), database=database_url)
    assert answer.code == 2
