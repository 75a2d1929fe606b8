"""How many open tasks and cases there are, kept by the database itself where there are very many:
counting them anew would cost as much as there are.

Only crowded municipalities have counts; in the others an index is counted, and their steps pay for
nothing. Triggers of `tasks` and `cases` (storage/migrations/counting.py) add and take away in the
same transaction. On PostgreSQL each transaction writes a part of its own, so that nobody waits for
a row that all share; the counter of the worker folds the parts. A count is the sum of its parts.
"""

from sqlalchemy import BigInteger, Column, Integer, Text

from storage.tables.catalogue import municipality_key, table
from storage.tables.types import Id, Instant

SLOT = 15 * 60 * 1_000_000
"""Due dates are counted by quarters of an hour, in microseconds: days begin and end at them in
every zone of today."""

PAST = 0
"""The slot of all that was due long ago: those are folded into one."""

FOLDED = 0
"""The part that is no transaction's own."""


def _part() -> Column[int]:
    return Column("part", BigInteger().with_variant(Integer(), "sqlite"), primary_key=True)


CROWDED = 20_000
"""Open tasks from which on a municipality's are counted as they change: fewer are counted from an
index within two milliseconds."""

TRIGGERS = tuple(
    (counted, f"{counted}_counted_on_{event}")
    for counted in ("tasks", "cases")
    for event in ("insert", "update", "delete")
)
"""What counts on PostgreSQL once a municipality is crowded (`storage/migrations/counting.py`), each
beside what it counts."""

crowds = table(  # whose tasks are counted as they change
    "crowds",
    municipality_key(),
    Column("since", Instant, nullable=False),
)

free_counts = table(  # what a role may take
    "free_counts",
    municipality_key(),
    Column("role", Text, primary_key=True),
    Column("process_key", Text, primary_key=True),
    Column("slot", Id, primary_key=True, autoincrement=False),
    Column("name", Text, primary_key=True),
    _part(),
    Column("number", Integer, nullable=False),
    clustered=True,
)

opened_counts = table(  # what is to be done in the cases that a person opened, and by whom
    "opened_counts",
    municipality_key(),
    Column("opener_id", Id, primary_key=True, autoincrement=False),
    Column("holder_id", Id, primary_key=True, autoincrement=False),  # 0: nobody holds it
    Column("role", Text, primary_key=True),
    _part(),
    Column("number", Integer, nullable=False),
    clustered=True,
)

case_counts = table(  # cases that are not over
    "case_counts",
    municipality_key(),
    Column("process_key", Text, primary_key=True),
    _part(),
    Column("number", Integer, nullable=False),
    clustered=True,
)
