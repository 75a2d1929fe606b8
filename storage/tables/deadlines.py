"""Legal terms of cases and each of their moves; the dated numbers of the law; local closures."""

from enum import StrEnum

from sqlalchemy import Column, Index, Integer, Text, UniqueConstraint, text

from storage.tables.catalogue import identity, inside, municipality_key, one_of, table
from storage.tables.types import Id, Instant, LocalDate, Small


class DeadlineState(StrEnum):
    """open: the clock runs; met: done in time or late, but done; expired: the law has acted;
    cancelled: the process went another way."""

    OPEN = "open"
    MET = "met"
    EXPIRED = "expired"
    CANCELLED = "cancelled"


class MoveKind(StrEnum):
    """What happened to a term. extended: more time was given; paused: the clock was stopped;
    resumed: it went on; restarted: it was set back to its beginning; decreed: a day was declared,
    or no longer declared, not to be a working day."""

    EXTENDED = "extended"
    PAUSED = "paused"
    RESUMED = "resumed"
    RESTARTED = "restarted"
    DECREED = "decreed"


class Trust(StrEnum):
    """How sure a number of the law is. V: verified in the text of the law; S: from a secondary
    source; K: known, to be confirmed."""

    VERIFIED = "V"
    SECONDARY = "S"
    KNOWN = "K"


deadlines = table(
    "deadlines",
    municipality_key(),
    identity(),
    Column("case_id", Id, nullable=False),
    Column("task_id", Id),
    Column("timer_id", Id),
    Column("token", Id, nullable=False),
    Column("element", Small, nullable=False),
    Column("title", Text, nullable=False),
    Column("start_on", LocalDate, nullable=False),
    Column("unit", Text, nullable=False),
    Column("length", Integer, nullable=False),
    Column("due_on", LocalDate, nullable=False),
    Column("due_at", Instant, nullable=False),
    Column("source", Text, nullable=False),
    Column("effect", Text, nullable=False),
    Column("owner", Text, nullable=False),
    Column("fires", Text, nullable=False),
    Column("month_end", Text, nullable=False),
    Column("extension", Integer, nullable=False),
    Column("anew_on", LocalDate),
    Column("paused_on", LocalDate),
    Column("stops", Small, nullable=False),
    Column("warned", Small, nullable=False),
    Column("look_at", Instant),
    Column("state", Text, nullable=False),
    Column("opened_at", Instant, nullable=False),
    Column("closed_at", Instant),
    one_of("state", DeadlineState),
    inside("cases", "case_id"),
    Index(None, "municipality_id", "case_id"),  # the terms of a case
    Index(  # what falls due in a municipality in the next days
        "ix_deadlines_due",
        "municipality_id",
        "due_on",
        sqlite_where=text("state = 'open'"),
        postgresql_where=text("state = 'open'"),
    ),
    Index(  # the sweep: of which terms so much is used that people are told
        "ix_deadlines_look",
        "look_at",
        sqlite_where=text("state = 'open' AND look_at IS NOT NULL"),
        postgresql_where=text("state = 'open' AND look_at IS NOT NULL"),
    ),
)
"""`stops`: how many activities of the process hold its clock; `warned`: of which share people were
told (0, 70, 90, 100); `look_at`: when the next share may be reached, none while it stands still."""

deadline_changes = table(
    "deadline_changes",
    municipality_key(),
    identity(),
    Column("deadline_id", Id, nullable=False),
    Column("at", Instant, nullable=False),
    Column("person_id", Id),
    Column("from_on", LocalDate, nullable=False),
    Column("to_on", LocalDate, nullable=False),
    Column("kind", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("document_id", Id),
    Column("closure_id", Id),
    one_of("kind", MoveKind),
    inside("deadlines", "deadline_id"),
    inside("persons", "person_id"),
    inside("documents", "document_id"),
    inside("closures", "closure_id"),
    Index(None, "municipality_id", "deadline_id"),  # why this date is what it is
    Index(None, "municipality_id", "closure_id", "id"),  # what a decree moved, page by page
)

deadline_pauses = table(
    "deadline_pauses",
    municipality_key(),
    identity(),
    Column("deadline_id", Id, nullable=False),
    Column("start_on", LocalDate, nullable=False),
    Column("end_on", LocalDate),
    inside("deadlines", "deadline_id"),
    Index(None, "municipality_id", "deadline_id"),  # the days that are not counted
)

parameters = table(
    "parameters",
    municipality_key(root=True),
    identity(),
    Column("key", Text, nullable=False),
    Column("value", Text, nullable=False),
    Column("unit", Text, nullable=False),
    Column("valid_from", LocalDate, nullable=False),
    Column("valid_to", LocalDate),
    Column("source", Text, nullable=False),
    Column("status", Text, nullable=False),
    one_of("status", Trust),
    UniqueConstraint("municipality_id", "key", "valid_from"),  # one value a day; resolved by date
)

closures = table(
    "closures",
    municipality_key(root=True),
    identity(),
    Column("day", LocalDate, nullable=False),
    Column("attendance", Small, nullable=False),  # 0: closed, 1: half the day, 2: worked
    Column("name", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("decreed_at", Instant, nullable=False),
    Column("decreed_by", Id),
    Column("lifted_at", Instant),
    Column("lifted_by", Id),
    Column("applied_at", Instant),
    Column("settled", Small, nullable=False),
    inside("persons", "decreed_by"),
    inside("persons", "lifted_by"),
    Index(  # a day is closed once at a time
        "ux_closures_day",
        "municipality_id",
        "day",
        unique=True,
        sqlite_where=text("lifted_at IS NULL"),
        postgresql_where=text("lifted_at IS NULL"),
    ),
    Index(  # the sweep: decrees whose terms are still to be moved
        "ix_closures_unsettled",
        "decreed_at",
        sqlite_where=text("settled = 0"),
        postgresql_where=text("settled = 0"),
    ),
)
