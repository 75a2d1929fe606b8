"""The program of today on the tables that a later release may bring: while a new release takes over
without a stop, the older program goes on beside it and meets tables that only grew.

Everything grows at once that `storage/migrations/growing.py` allows, in every table.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Column, ForeignKeyConstraint, Integer, MetaData, SmallInteger, Table, Text
from sqlalchemy import text as sql
from sqlalchemy.schema import CreateTable

from storage.database import WHOLE_INSTALLATION, Connection, Database
from storage.migrations import NEWEST, upgrade
from storage.migrations.growing import breaks, picture_of
from storage.tables import metadata
from tests.attacks.test_programs_of_other_towns import EVERY_ROLE
from tests.hall import PERMIT, Hall
from tests.programs import addresses_of, furnished, program
from tests.town import Town
from ui.settings import Settings

LATER = f"{int(NEWEST) + 1:04d}"
UPLOADS = "/uploads/{upload}"  # its beginner's alone


def grown() -> MetaData:
    """The tables of a release to come: a column that may be absent and one that has a default in
    every table, another table that refers to cases, small numbers that became larger."""
    later = MetaData()
    for table in metadata.sorted_tables:
        copied = table.to_metadata(later)
        copied.append_column(Column("later_words", Text))
        copied.append_column(Column("later_number", Integer, nullable=False, server_default="7"))
        for column in copied.columns:
            if isinstance(column.type, SmallInteger):
                column.type = Integer()
    Table(
        "later_things",
        later,
        Column("municipality_id", later.tables["cases"].c.municipality_id.type, primary_key=True),
        Column("case_id", later.tables["cases"].c.id.type, primary_key=True),
        ForeignKeyConstraint(
            ["municipality_id", "case_id"], ["cases.municipality_id", "cases.id"], name="later"
        ),
    )
    return later


def grow(connection: Connection) -> None:
    """Lays what `grown` says over the tables of today, and says that a later release was here."""
    dialect = connection.dialect
    later = grown()
    for table in metadata.sorted_tables:
        for name in ("later_words", "later_number"):
            column = later.tables[table.name].columns[name]
            kind = column.type.compile(dialect)
            rest = "" if column.nullable else f" NOT NULL DEFAULT {column.server_default.arg}"  # type: ignore[union-attr]
            connection.execute(sql(f"ALTER TABLE {table.name} ADD COLUMN {name} {kind}{rest}"))
        for small in table.columns if dialect.name == "postgresql" else ():
            if isinstance(small.type, SmallInteger):
                wider = f"ALTER COLUMN {small.name} TYPE integer"
                connection.execute(sql(f"ALTER TABLE {table.name} {wider}"))
    connection.execute(CreateTable(later.tables["later_things"]))
    connection.execute(sql("UPDATE alembic_version SET version_num = :later"), {"later": LATER})


@pytest.fixture
def hall(database_url: str, tmp_path: Path) -> Iterator[Hall]:
    """A town hall that begins when the tables have grown already."""
    database = Database(database_url)
    with database.verb(WHOLE_INSTALLATION) as connection:
        grow(connection)
    database.close()
    town = Town(database_url, tmp_path / "documents")
    for name, role in (("rosa", "mesa"), ("marta", "mesa"), ("elmer", "tecnico")):
        town.person(name, role)
    town.deploys(PERMIT)
    yield Hall(town, Settings(upload_limit_mb=1))
    town.close()


def test_what_grows_here_is_all_that_the_rule_allows() -> None:
    assert breaks(picture_of(metadata), picture_of(grown())) == []


def test_an_older_program_works_beside_a_newer_one(hall: Hall, database_url: str) -> None:
    assert upgrade(database_url) is False
    ids = furnished(hall)
    own = program(hall, *EVERY_ROLE)
    reads = [each for each in addresses_of(hall) if each.method == "GET" and each.path != UPLOADS]
    assert {str(each): each.asked_by(own, ids).status for each in reads} == {
        str(each): 200 for each in reads
    }
    desk = hall.desk("rosa")
    pages = ["inbox", "cases", f"cases/{ids['number']}", f"tasks/{ids['task_id']}", "deadlines"]
    assert [desk.opens(each).status for each in pages] == [200] * len(pages)
    assert desk.sends(f"tasks/{ids['task_id']}/assignment").status == 303
    assert desk.opens("/health/ready").status == 200
    assert hall.town.verification().faults == ()
