"""What a transaction proves first: nothing is done when it is not so any more."""

import contextlib

import pytest
from sqlalchemy import text

from storage import pipeline
from storage.counting import counting
from storage.database import Connection, Database, StaleVersion
from storage.proof import NotProved, Proof
from storage.wire import Statement
from tests.integration.storage.conftest import Rows

NAME = ("SELECT name FROM persons WHERE municipality_id = ? AND id = ?",)


@pytest.fixture(autouse=True)
def _with_trips(database: Database) -> None:
    if database.dialect == "sqlite":
        pytest.skip("SQLite costs no trips, so nothing is remembered there")


def _proof(database: Database, tambo: Rows, *, wrong: bool = False) -> Proof:
    texts = [(NAME[0], (1, tambo.person_id))]
    answers = database.ask(1, *texts)
    return Proof(1, texts, [[("Otra",)]] if wrong else answers)


def _renames(database: Database, tambo: Rows) -> None:
    renaming = Statement("UPDATE persons SET name = 'Cambiada' WHERE id = $1", (tambo.person_id,))
    with database.verb(1) as connection:
        pipeline.stage(connection, renaming)


def _name(database: Database, tambo: Rows) -> str:
    return str(database.ask(1, (NAME[0], (1, tambo.person_id)))[0][0][0])


def test_what_is_still_so_costs_no_trip(database: Database, tambo: Rows) -> None:
    proof = _proof(database, tambo)
    with counting() as count, database.proving(proof), database.read(1) as connection:
        connection.execute(text("SELECT 1"))
    assert proof.proved
    assert count.round_trips == 2  # the second is of SQLAlchemy's own statement


def test_nothing_is_done_when_it_is_not_so(database: Database, tambo: Rows) -> None:
    before = _name(database, tambo)
    with pytest.raises(NotProved), database.proving(_proof(database, tambo, wrong=True)):
        _renames(database, tambo)
    assert _name(database, tambo) == before
    _renames(database, tambo)  # the connection goes on, and nothing is left to prove
    assert _name(database, tambo) == "Cambiada"


def test_what_no_transaction_proved_is_proved_at_the_end(database: Database, tambo: Rows) -> None:
    with database.proving(_proof(database, tambo)):
        pass
    with pytest.raises(NotProved), database.proving(_proof(database, tambo, wrong=True)):
        pass
    wrong = _proof(database, tambo, wrong=True)
    with pytest.raises(NotProved), database.proving(wrong), database.read(1):
        raise ValueError("the verb gave up before it asked anything")


def test_only_the_first_transaction_proves(database: Database, tambo: Rows) -> None:
    proof = _proof(database, tambo)

    def look(connection: Connection) -> None:
        connection.execute(text("SELECT 1"))

    with database.proving(proof):
        _renames(database, tambo)
        database.run(look, municipality=1)
    assert _name(database, tambo) == "Cambiada"


def test_a_transaction_after_one_that_failed_proves_it(database: Database, tambo: Rows) -> None:
    before = _name(database, tambo)

    def tries_twice() -> None:
        with contextlib.suppress(ValueError), database.read(1):
            raise ValueError("before it asked anything")
        _renames(database, tambo)

    with pytest.raises(NotProved), database.proving(_proof(database, tambo, wrong=True)):
        tries_twice()
    assert _name(database, tambo) == before


def test_a_verb_that_lost_a_race_proves_it_when_it_begins_anew(
    database: Database, tambo: Rows
) -> None:
    before, runs = _name(database, tambo), []

    def verb(connection: Connection) -> None:
        runs.append(1)
        if len(runs) == 1:
            raise StaleVersion
        renaming = "UPDATE persons SET name = 'Cambiada' WHERE id = $1"
        pipeline.stage(connection, Statement(renaming, (tambo.person_id,)))

    with pytest.raises(NotProved), database.proving(_proof(database, tambo, wrong=True)):
        database.run(verb, municipality=1)
    assert (len(runs), _name(database, tambo)) == (2, before)
