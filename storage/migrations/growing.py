"""Whether the program of a release still works on the tables of now: a release only adds.

`python -m storage.migrations.growing` writes what the tables are into `released/` when a release is
made; from then on a test holds every later state of the tables against it. What nobody uses any
more goes with the next release, when no program is left that reads it.
"""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import CheckConstraint, MetaData, Table, UniqueConstraint
from sqlalchemy.dialects import postgresql

from storage.migrations.upgrade import NEWEST
from storage.tables import metadata

RELEASED = Path(__file__).parent / "released"
_WIDER = {("SMALLINT", "INTEGER"), ("SMALLINT", "BIGINT"), ("INTEGER", "BIGINT")}

Picture = Mapping[str, Any]
"""Tables by name: columns (type, whether they may be absent, whether they have a default), the key,
what is unique, references, and the conditions of each row."""


def picture_of(tables: MetaData) -> Picture:
    """What the tables are, as JSON holds it."""
    return {table.name: _table(table) for table in tables.sorted_tables}


def breaks(old: Picture, new: Picture) -> list[str]:
    """What a program that knows `old` would stumble over on `new`, a line each."""
    found: list[str] = []
    for name, before in old.items():
        now = new.get(name)
        found += [f"{name}: is gone"] if now is None else _between(name, before, now)
    return found


def main() -> None:
    """Keeps the picture of the release that is being made."""
    RELEASED.mkdir(exist_ok=True)
    written = json.dumps(picture_of(metadata), indent=1, sort_keys=True)
    (RELEASED / f"{NEWEST}.json").write_text(written + "\n", encoding="utf-8")


def _table(table: Table) -> Picture:
    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]
    unique = [item for item in table.constraints if isinstance(item, UniqueConstraint)]
    return {
        "columns": {
            column.name: {
                "type": column.type.compile(dialect),
                "optional": bool(column.nullable or column.server_default is not None),
            }
            for column in table.columns
        },
        "key": sorted(column.name for column in table.primary_key),
        "unique": sorted(
            [sorted(column.name for column in item.columns) for item in unique]
            + [sorted(map(str, index.expressions)) for index in table.indexes if index.unique]
        ),
        "references": sorted(
            [sorted(each.columns.keys()), each.referred_table.name]
            for each in table.foreign_key_constraints
        ),
        "conditions": {
            str(each.name): str(each.sqltext)
            for each in table.constraints
            if isinstance(each, CheckConstraint)
        },
    }


def _between(name: str, old: Picture, new: Picture) -> Iterator[str]:
    for column, before in old["columns"].items():
        now = new["columns"].get(column)
        if now is None:
            yield f"{name}.{column}: is gone"
            continue
        types = (before["type"], now["type"])
        if types[0] != types[1] and types not in _WIDER:
            yield f"{name}.{column}: was {types[0]} and is {types[1]}"
        if before["optional"] and not now["optional"]:
            yield f"{name}.{column}: may be absent no more"
    for column in sorted(set(new["columns"]) - set(old["columns"])):
        if not new["columns"][column]["optional"]:
            yield f"{name}.{column}: is new and must be given"
    if old["key"] != new["key"]:
        yield f"{name}: its key is another"
    for what in ("unique", "references"):
        for each in new[what]:
            if each not in old[what]:
                yield f"{name}: {what} {each} is new"
    for condition, text in new["conditions"].items():
        before = old["conditions"].get(condition)
        if before is None or not _allows(text, before):
            yield f"{name}: the condition {condition} is new or narrower"


def _allows(now: str, before: str) -> bool:
    """Whether a list of words still holds all that it held; other conditions stay as they are."""
    words = [set(re.findall(r"'([^']*)'", text)) for text in (before, now)]
    shapes = [re.sub(r"\(.*\)", "", text) for text in (before, now)]
    return now == before or (shapes[0] == shapes[1] and " IN " in now and words[0] <= words[1])


if __name__ == "__main__":
    main()
