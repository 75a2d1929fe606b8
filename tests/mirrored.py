"""A second municipality that is the mirror of a first: every row again, under ids of its own.

What people wrote carries a mark that is nowhere in the first one, so that whatever tells the mark
told something of the other municipality. Numbers and codes that are counted in each municipality
apart are the same in both: a query that forgets whose row it wants finds the wrong one.
"""

import json
import re
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, field

from storage.tables import metadata

MARK = "zqvecinazq"
"""Stands in every text of more than one word, and in every address of mail, of the mirror."""
SLUG = "tambo-espejo"
_AWAY = 7_000_000_000_000_003
"""How far the ids of the mirror are from those of the first."""
_LEAST, _MOST = 10**17, 10**18
"""Between these lie the ids that the house makes; its instants and far futures do not."""
_ID = re.compile(r"(?<!\d)\d{18}(?!\d)")
_FORMAL = {
    ("definitions", "manifest"),
    ("starts", "expression"),
    ("suppliers", "chapters"),
    ("tax_values", "key"),
    ("tax_parcels", "floors"),
    ("tax_run_parcels", "floors"),
    ("document_words", "words"),
    ("tax_assessments", "lines"),
}
"""Texts of several words that the house reads itself: they stay as they are."""


@dataclass(slots=True)
class Mirror:
    """What belongs to whom."""

    ids: set[int] = field(default_factory=set)

    def number(self, value: int) -> int:
        """The id that stands for this one in the mirror; other numbers as they are."""
        return value + _AWAY if value in self.ids else value

    def text(self, value: str) -> str:
        """The ids in a text are those of the mirror."""
        return _ID.sub(lambda found: str(self.number(int(found[0]))), value)

    def changes(self, value: str) -> bool:
        return self.text(value) != value


def mirror(database: sqlite3.Connection, municipality_id: int) -> Mirror:
    """Makes the mirror of a municipality; triggers of the tables work as they do for any row."""
    found = Mirror({municipality_id})
    for table in metadata.sorted_tables:
        for row in _rows(database, table.name, municipality_id):
            found.ids |= {each for each in row if isinstance(each, int) and _LEAST < each < _MOST}
    for table in metadata.sorted_tables:
        names = [column.name for column in table.columns]
        places = ", ".join("?" * len(names))
        rows = [
            [
                _stored(found, table.name, name, value)
                for name, value in zip(names, row, strict=True)
            ]
            for row in _rows(database, table.name, municipality_id)
        ]
        listed = ", ".join(f'"{name}"' for name in names)
        insert = f"INSERT INTO {table.name} ({listed}) VALUES ({places})"  # noqa: S608  ours
        database.executemany(insert, rows)
    return found


def _rows(database: sqlite3.Connection, table: str, municipality_id: int) -> list[Iterable[object]]:
    names = [column.name for column in metadata.tables[table].columns]
    key = {"municipalities": "id"}.get(table, "municipality_id")
    if key not in names:
        return []
    listed = ", ".join(f'"{name}"' for name in names)
    asked = f"SELECT {listed} FROM {table} WHERE {key} = ?"  # noqa: S608  names of ours
    return database.execute(asked, (municipality_id,)).fetchall()


def _stored(found: Mirror, table: str, column: str, value: object) -> object:
    if isinstance(value, int):
        return found.number(value)
    if not isinstance(value, str):
        return value
    if (table, column) == ("municipalities", "slug"):
        return SLUG
    moved = found.text(value)
    return moved if (table, column) in _FORMAL else _marked(moved)


def _marked(value: str) -> str:
    if value[:1] in "{[":
        try:
            told = json.loads(value)
        except ValueError:
            return value
        return json.dumps(_leaves(told), ensure_ascii=False, separators=(",", ":"))
    return _word(value)


def _leaves(told: object) -> object:
    match told:
        case str():
            return _word(told)
        case list():
            return [_leaves(each) for each in told]
        case dict():
            return {key: _leaves(each) for key, each in told.items()}
    return told


def _word(value: str) -> str:
    if "@" in value and " " not in value:
        return value.replace("@", f"@{MARK}.")
    return f"{value} {MARK}" if " " in value.strip() else value
