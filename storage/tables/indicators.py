"""Indicators: what each case and register counts for, what the months come to, and the figures that
people enter because no register of the house holds them.

`indicator_facts` is made of cases and registers and can be made anew from them at any time;
`indicator_months` keeps what was told of a month: a later change is another version beside it.
Numerators and denominators are whole: cases, or hundredths of what is measured.
"""

from sqlalchemy import CheckConstraint, Column, Index, Integer, Text, UniqueConstraint, text

from storage.tables.catalogue import identity, inside, municipality_key, table
from storage.tables.types import Id, Instant, LocalDate, Small

indicator_facts = table(
    "indicator_facts",
    municipality_key(root=True),
    Column("indicator", Text, primary_key=True),
    Column("key", Text, primary_key=True),  # the case with a place, or what the register names
    Column("on_day", LocalDate, nullable=False),
    Column("slice", Text, nullable=False),  # the process, or the method of a purchase
    Column("n", Integer, nullable=False),  # how many it counts as
    Column("numerator", Id, nullable=False),
    Column("denominator", Id, nullable=False),
    Column("days", Integer),  # of what medians are made
    Column("case_id", Id),
    inside("cases", "case_id"),
    Index(None, "municipality_id", "indicator", "on_day", "key"),  # a month, and its list
    Index(None, "municipality_id", "case_id"),  # what a case counts for
    clustered=True,
)

indicator_months = table(
    "indicator_months",
    municipality_key(root=True),
    Column("month", LocalDate, primary_key=True),  # its first day
    Column("indicator", Text, primary_key=True),
    Column("slice", Text, primary_key=True),  # empty: all of them
    Column("version", Small, primary_key=True, autoincrement=False),
    Column("n", Integer, nullable=False),
    Column("numerator", Id, nullable=False),
    Column("denominator", Id, nullable=False),
    Column("days", Text, nullable=False),  # how often each number of days, as JSON
    Column("counted_at", Instant, nullable=False),
    Column("settled", Small, nullable=False),  # 1: counted when the month was over
    Column("newest", Small, nullable=False),  # 1: no later version
    Index(  # a dashboard: the newest of all indicators, month by month
        "ix_indicator_months_newest",
        "municipality_id",
        "slice",
        "month",
        sqlite_where=text("newest = 1"),
        postgresql_where=text("newest = 1"),
    ),
    Index(None, "municipality_id", "indicator", "month"),  # one indicator with its parts
)

indicator_stale = table(  # months whose facts changed since they were counted
    "indicator_stale",
    municipality_key(root=True),
    Column("indicator", Text, primary_key=True),
    Column("month", LocalDate, primary_key=True),
    clustered=True,
)

indicator_follows = table(
    "indicator_follows",
    municipality_key(root=True),
    Column("followed_at", Instant, nullable=False),  # events up to here are counted
    Column("behind", Small, nullable=False),  # 1: more was there than one look takes
    Column("looked_at", Instant),  # when registers and thresholds were looked at
)

indicator_figures = table(  # what only other systems know: entered by a person, with its evidence
    "indicator_figures",
    municipality_key(root=True),
    identity(),
    Column("indicator", Text, nullable=False),
    Column("from_on", LocalDate, nullable=False),
    Column("until_on", LocalDate, nullable=False),
    Column("numerator", Id, nullable=False),
    Column("denominator", Id, nullable=False),
    Column("source", Text, nullable=False),
    Column("document", Text, nullable=False),  # SHA-256 of the evidence
    Column("case_id", Id, nullable=False),
    Column("entered_by", Id),
    Column("entered_at", Instant, nullable=False),
    Column("replaced_by", Id),  # the figure that came in its place
    CheckConstraint("from_on <= until_on", name="in_order"),
    inside("cases", "case_id"),
    inside("persons", "entered_by"),
    UniqueConstraint("municipality_id", "case_id"),  # a case enters one, however often it is tried
    Index(None, "municipality_id", "indicator", "until_on"),  # those of an indicator
)

indicator_alerts = table(
    "indicator_alerts",
    municipality_key(root=True),
    identity(),
    Column("indicator", Text, nullable=False),
    Column("bound", Text, nullable=False),  # decimal
    Column("value", Text, nullable=False),  # that passed it, decimal
    Column("month", LocalDate, nullable=False),
    Column("opened_at", Instant, nullable=False),
    Column("case_id", Id),  # in which it is attended to
    Column("closed_at", Instant),
    Column("closed_with", Text),  # the value that was within bounds again
    inside("cases", "case_id"),
    Index(  # an indicator is told of once at a time
        "uq_indicator_alerts_open",
        "municipality_id",
        "indicator",
        unique=True,
        sqlite_where=text("closed_at IS NULL"),
        postgresql_where=text("closed_at IS NULL"),
    ),
)
