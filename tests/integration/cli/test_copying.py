"""`cauce db copy` and `compare`: a whole town from one kind of database into the other."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select, text, update

from storage.copying import NotAlike, copy_rows
from storage.database import WHOLE_INSTALLATION, Database
from storage.queries.inbox_text import Reach, cases_found
from storage.tables import cases, events, metadata, opened_counts, persons
from storage.writes.counts import begin_counts
from tests.integration.cli.conftest import LONG, Terminal
from tests.town import MONDAY, Town


@pytest.fixture
def other_url(request: pytest.FixtureRequest, database_url: str) -> str:
    """Address of an empty database of the other kind, its tables made."""
    kind = "postgres_url" if database_url.startswith("sqlite") else "beside"
    return str(request.getfixturevalue(kind))


@pytest.fixture
def small(sqlite_url: str, tmp_path: Path) -> Iterator[Town]:
    """A town on SQLite with one case."""
    town = Town(sqlite_url, tmp_path / "documents")
    town.deploys(LONG)
    town.person("ana", "clerk")
    town.open_case("ana", "test", {})
    yield town
    town.close()


@pytest.fixture
def beside(tmp_path: Path, _sqlite_template: Path) -> str:
    """Address of another empty SQLite database."""
    return f"sqlite:///{shutil.copyfile(_sqlite_template, tmp_path / 'beside.db')}"


@pytest.fixture
def filled(worked: Town) -> Town:
    """The town with a document, and so many open tasks that they are counted as they change."""
    case_id = worked.open_case("ana", "test", {})
    worked.attach("ana", case_id, title="Plano del niño, Ñuñoa")
    database, town = worked.installation.database, worked.municipality_id
    database.run(lambda connection: begin_counts(connection, town, now=MONDAY), municipality=town)
    return worked


def test_what_was_copied_is_the_same_and_goes_on(
    filled: Town, other_url: str, terminal: Terminal
) -> None:
    answer = terminal("db", "copy", "--from", filled.database_url, "--to", other_url)
    assert (answer.code, answer.problem) == (0, "")
    assert "son las mismas" in answer.said
    assert "Historia íntegra" in answer.said
    assert terminal("db", "compare", "--from", filled.database_url, "--to", other_url).code == 0
    before = opened(filled.installation.database)
    filled.database_url = other_url
    filled.reopen()
    found = filled.reads(
        lambda c: cases_found(c, filled.municipality_id, "nunoa", reach_of(filled))
    )
    case_id = filled.open_case("ana", "test", {})
    filled.does("ana", case_id, "step_1", {})
    assert len(found.case_ids) == 1
    assert filled.case(case_id).number == "TEST-2026-0004"
    assert opened(filled.installation.database) == before + 1
    assert filled.verification().whole


def test_a_broken_history_is_told_after_it_was_copied(
    small: Town, beside: str, terminal: Terminal
) -> None:
    with small.installation.database.verb(WHOLE_INSTALLATION) as connection:
        connection.execute(text("DROP TRIGGER events_refuse_update"))
        connection.execute(update(events).where(events.c.seq == 2).values(data="{}"))
    answer = terminal("db", "copy", "--from", small.database_url, "--to", beside)
    assert answer.code == 1
    assert "La historia no está íntegra" in answer.problem


def test_a_database_that_has_rows_takes_none(small: Town, beside: str, terminal: Terminal) -> None:
    assert terminal("db", "copy", "--from", small.database_url, "--to", beside).code == 0
    answer = terminal("db", "copy", "--from", small.database_url, "--to", beside)
    assert answer.code == 1
    assert "ya tiene filas" in answer.problem


def test_what_somebody_wrote_meanwhile_is_seen_and_nothing_is_kept(
    small: Town, beside: str
) -> None:
    source, target = small.installation.database, Database(beside)
    seen: list[str] = []

    def meanwhile(table: str, _: int) -> None:
        seen.append(table)
        if len(seen) == 1:
            rename(source, "Anaí")

    with pytest.raises(NotAlike, match="persons"):
        copy_rows(source, target, resting=True, progress=meanwhile)
    with target.read(WHOLE_INSTALLATION) as connection:
        left = [t for t in metadata.sorted_tables if connection.execute(select(t)).first()]
    target.close()
    assert left == []


def test_a_copy_of_a_town_at_work_is_of_one_moment(filled: Town, other_url: str) -> None:
    source, target = filled.installation.database, Database(other_url)
    copy_rows(source, target, resting=False, progress=once(lambda: rename(source, "Anaí")))
    with target.read(WHOLE_INSTALLATION) as connection:
        names = connection.scalars(select(persons.c.name)).all()
    target.close()
    assert "Anaí" not in names


def test_rows_that_differ_are_named(small: Town, beside: str, terminal: Terminal) -> None:
    terminal("db", "copy", "--from", small.database_url, "--to", beside)
    rename(small.installation.database, "Anaí")
    answer = terminal("db", "compare", "--from", small.database_url, "--to", beside)
    ana = small.people["ana"].person_id
    assert answer.code == 1
    assert answer.problem == f"persons {small.municipality_id}/{ana}: no es igual."


def test_a_database_without_tables_is_no_source(tmp_path: Path, terminal: Terminal) -> None:
    answer = terminal("db", "copy", "--to", f"sqlite:///{tmp_path}/to.db")
    assert answer.code == 1
    assert "cauce db upgrade" in answer.problem


def once(act: Callable[[], None]) -> Callable[[str, int], None]:
    """Acts when it is first told of anything."""
    acts = [act]
    return lambda _table, _rows: acts.pop()() if acts else None


def rename(database: Database, name: str) -> None:
    with database.verb(WHOLE_INSTALLATION) as connection:
        connection.execute(update(persons).where(persons.c.name == "Ana").values(name=name))


def opened(database: Database) -> int:
    """How many tasks are counted for who opened their cases."""
    with database.read(WHOLE_INSTALLATION) as connection:
        return int(connection.scalar(select(func.sum(opened_counts.c.number))) or 0)


def reach_of(town: Town) -> Reach:
    return Reach(inside=town.reads(lambda c: tuple(c.scalars(select(cases.c.definition_id)))))
