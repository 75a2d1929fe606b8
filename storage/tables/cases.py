"""Cases, the running state of each, their numbers, the words they are found by, and what people
submitted. Submissions are only appended: one row for each form sent in (triggers refuse the rest).
"""

from enum import StrEnum

from sqlalchemy import Column, Index, Integer, LargeBinary, Text, UniqueConstraint, text

from storage.tables.catalogue import identity, inside, municipality_key, one_of, table
from storage.tables.types import Id, Instant, Money, Small


class CaseState(StrEnum):
    """open: someone or something has it; suspended: a person stopped it for a while with a reason,
    nothing moves; completed: it ran to an end; cancelled: stopped for good by a person with a
    reason; failed: an error that the process does not handle ended it."""

    OPEN = "open"
    SUSPENDED = "suspended"
    COMPLETED = "completed"
    CANCELLED = "cancelled"
    FAILED = "failed"


NOT_OVER = text("cases.state IN ('open', 'suspended')")
_NOT_OVER = text("state IN ('open', 'suspended')")
_WITH_AMOUNT = text("state IN ('open', 'suspended') AND amount_sorts IS NOT NULL")

BY_CODE_POINT = Text().with_variant(Text(collation="C"), "postgresql")
"""Text that sorts by code point on both databases, so that a prefix is a range of the index."""

counters = table(
    "counters",
    municipality_key(root=True),
    Column("kind", Text, primary_key=True),
    Column("year", Integer, primary_key=True, autoincrement=False),
    Column("last", Integer, nullable=False),
    clustered=True,
)

cases = table(
    "cases",
    municipality_key(root=True),
    identity(),
    Column("number", BY_CODE_POINT, nullable=False),
    Column("number_reversed", BY_CODE_POINT, nullable=False),
    Column("process_key", Text, nullable=False),
    Column("definition_id", Id, nullable=False),
    Column("year", Integer, nullable=False),
    Column("title", Text, nullable=False),
    Column("amount", Money),
    Column("amount_sorts", Id),  # in ten-thousandths, so that it is sorted and compared as a number
    Column("currency", Text),
    Column("state", Text, nullable=False),
    Column("opened_at", Instant, nullable=False),
    Column("opened_by", Id),
    Column("on_behalf_of", Text),
    Column("closed_at", Instant),
    Column("outcome", Text),
    one_of("state", CaseState),
    inside("definitions", "definition_id"),
    inside("persons", "opened_by"),
    UniqueConstraint("municipality_id", "number"),  # and the search by the number's beginning
    Index(None, "municipality_id", "number_reversed"),  # the search by the number's end
    Index(None, "municipality_id", "opened_by", "id"),  # the search by who opened it
    # Lists of a process or a state, newest first, and how many are open; written twice in the life
    # of a case, when it is opened and when it is over.
    Index(None, "municipality_id", "process_key", "state", "id"),
    Index(  # the inbox sorted by number, which walks through open cases
        "ix_cases_open_number",
        "municipality_id",
        "process_key",
        "number",
        sqlite_where=_NOT_OVER,
        postgresql_where=_NOT_OVER,
    ),
    Index(  # the same by amount
        "ix_cases_open_amount",
        "municipality_id",
        "process_key",
        "amount_sorts",
        sqlite_where=_WITH_AMOUNT,
        postgresql_where=_WITH_AMOUNT,
    ),
    clustered=True,
)

case_words = table(
    "case_words",
    municipality_key(),
    Column("word", BY_CODE_POINT, primary_key=True),
    Column("case_id", Id, primary_key=True, autoincrement=False),
    inside("cases", "case_id"),
    Index(None, "municipality_id", "case_id", "word"),  # does this case have that word?
    clustered=True,
)

case_facts = table(  # what a process chose to show of its cases in lists
    "case_facts",
    municipality_key(),
    Column("case_id", Id, primary_key=True, autoincrement=False),
    Column("label", Text, primary_key=True),
    Column("text", Text, nullable=False),
    Column("sorts", BY_CODE_POINT, nullable=False),  # numbers as such, then texts (sorting.py)
    inside("cases", "case_id"),
    Index(None, "municipality_id", "label", "sorts", "case_id"),  # the inbox sorted by a fact
    clustered=True,
)

instances = table(
    "instances",
    municipality_key(),
    identity(),
    Column("case_id", Id, nullable=False),
    Column("definition_id", Id, nullable=False),
    Column("version", Integer, nullable=False),
    Column("status", Text, nullable=False),
    Column("tokens", LargeBinary, nullable=False),
    Column("scopes", Text, nullable=False),
    Column("chain_seq", Integer, nullable=False),
    Column("chain_hash", LargeBinary, nullable=False),
    Column("updated_at", Instant, nullable=False),
    inside("cases", "case_id"),
    inside("definitions", "definition_id"),
    UniqueConstraint("municipality_id", "case_id"),  # one root instance runs a case
    Index(None, "municipality_id", "definition_id"),  # open cases of a version, before migrating
    spare=30,  # every step rewrites the row: it can stay on its page without touching an index
)

submissions = table(
    "submissions",
    municipality_key(),
    Column("case_id", Id, primary_key=True, autoincrement=False),
    identity(),  # last in the key: all that was declared in a case lies together
    Column("task_id", Id),
    Column("element", Small, nullable=False),
    Column("person_id", Id),
    Column("at", Instant, nullable=False),
    Column("data", Text, nullable=False),
    Column("salt", LargeBinary, nullable=False),
    Column("sealed", Small, nullable=False),
    inside("cases", "case_id"),
    inside("persons", "person_id"),
)
