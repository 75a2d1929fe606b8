"""The tables can be spread over machines by municipality."""

from sqlalchemy import Column, ForeignKey, Integer, MetaData, Table, UniqueConstraint

from storage.migrations.spreading import APART, EVERYWHERE, faults, statements
from storage.tables import metadata


def test_keys_and_references_of_every_table_stay_within_a_municipality() -> None:
    assert list(faults(metadata)) == []


def test_every_table_is_spread_or_everywhere_or_apart_and_only_these_six_are_not_spread() -> None:
    told = list(statements())
    assert len(told) + len(APART) == len(metadata.tables)
    assert (EVERYWHERE, APART) == (
        ("municipalities",),
        (
            "beats",
            "doomed_contents",
            "network_accounts",
            "network_acts",
            "network_sessions",
            "score_acts",
        ),
    )
    assert told[0] == "SELECT create_reference_table('municipalities');"
    assert "'cases', 'municipality_id', colocate_with => '" in "\n".join(told)


def test_what_could_not_be_spread_is_named() -> None:
    tables = MetaData()
    Table("things", tables, Column("id", Integer, primary_key=True))
    Table(
        "parts",
        tables,
        Column("municipality_id", Integer, primary_key=True),
        Column("id", Integer, primary_key=True),
        Column("thing_id", Integer, ForeignKey("things.id")),
        Column("code", Integer, unique=True),
        UniqueConstraint("municipality_id", "thing_id"),
    )
    assert len(list(faults(tables))) == 3


def test_no_number_comes_from_a_sequence_of_one_machine() -> None:
    made = [
        f"{table.name}.{column.name}"
        for table in metadata.sorted_tables
        for column in table.columns
        if column.identity is not None
        or column.default is not None
        or column is table.autoincrement_column
    ]
    assert made == []
