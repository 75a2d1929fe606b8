"""Tables of PostgreSQL without indexes, references, triggers and wall while very many rows go in.

What is taken away is made again afterwards as it was, all of it in the transaction that fills them:
whatever happens in between, no table is left bare. References are checked again as they are made.
For benchmarks alone: nobody else can use the tables meanwhile. On SQLite nothing is taken away.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from storage.database import Connection

_CONSTRAINTS = """SELECT conrelid::regclass, conname, pg_get_constraintdef(oid), contype
FROM pg_constraint WHERE contype IN ('f', 'p', 'u')
AND (conrelid = ANY($1::regclass[]) OR confrelid = ANY($1::regclass[]))"""
_INDEXES = """SELECT indexrelid::regclass, pg_get_indexdef(indexrelid) FROM pg_index i
WHERE indrelid = ANY($1::regclass[])
AND NOT EXISTS (SELECT FROM pg_constraint
  WHERE conindid = i.indexrelid AND contype IN ('p', 'u'))"""
_WALLED = """SELECT oid::regclass FROM pg_class
WHERE oid = ANY($1::regclass[]) AND relforcerowsecurity"""
_WORKING = """SELECT tgrelid::regclass, tgname FROM pg_trigger
WHERE NOT tgisinternal AND tgenabled = 'O' AND tgrelid = ANY($1::regclass[])"""
_KEYS_FIRST = "pufi"
"""Keys are made before the references to them, and dropped after those."""


@contextmanager
def bare(connection: Connection, names: Sequence[str]) -> Iterator[None]:
    """These tables are bare for as long as the block lasts; nothing is made again after a fault,
    because the transaction is rolled back."""
    if connection.dialect.name != "postgresql":
        yield
        return
    taken, made = _ways(connection, names)
    for text in taken:
        connection.exec_driver_sql(text)
    yield
    connection.exec_driver_sql("ANALYZE")  # of what references are checked with
    for text in made:
        connection.exec_driver_sql(text)


def _ways(connection: Connection, names: Sequence[str]) -> tuple[list[str], list[str]]:
    """The statements that take everything away, and those that make it again."""

    def found(text: str) -> list[Sequence[str]]:
        asked = text.replace("$1", f"'{{{','.join(names)}}}'")
        return [tuple(map(str, row)) for row in connection.exec_driver_sql(asked)]

    def order(row: Sequence[str]) -> int:
        return _KEYS_FIRST.index(row[3])

    constraints = sorted(found(_CONSTRAINTS), key=order)
    indexes, walled = found(_INDEXES), [row[0] for row in found(_WALLED)]
    working = found(_WORKING)
    taken = [f"ALTER TABLE {table} DISABLE TRIGGER {name}" for table, name in working]
    taken += [f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY" for table in walled]
    taken += [f"ALTER TABLE {row[0]} DROP CONSTRAINT {row[1]}" for row in reversed(constraints)]
    taken += [f"DROP INDEX {name}" for name, _ in indexes]
    made = [f"ALTER TABLE {row[0]} ADD CONSTRAINT {row[1]} {row[2]}" for row in constraints]
    made[len(constraints) :] = [text for _, text in indexes]
    made += [f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY" for table in walled]
    made += [f"ALTER TABLE {table} ENABLE TRIGGER {name}" for table, name in working]
    return taken, made
