"""What the network of municipalities knows of each: figures by period, processes in force, and the
scores that were published. Numbers alone, and none that few people stand behind.

Kept rows: made anew from what each municipality counted, by the worker (`engine/network`); pages
that compare municipalities read these and nothing else. Scores and the acts that published them
are only appended.
"""

from sqlalchemy import Column, Index, Integer, LargeBinary, Text, UniqueConstraint

from storage.tables.catalogue import municipality_key, table
from storage.tables.types import Id, Instant, LocalDate, Small

network_towns = table(
    "network_towns",
    municipality_key(root=True),
    Column("name", Text, nullable=False),
    Column("country", Text, nullable=False),
    Column("region", Text, nullable=False),  # empty: nobody said it
    Column("population", Integer),
    Column("band", Integer, nullable=False),  # from so many people on; -1: population not known
    Column("band_below", Integer),  # and fewer than so many; empty: however many
    Column("processes", Integer, nullable=False),  # in force
    Column("last_month", LocalDate),  # the first day of the last one in which something happened
    Column("refreshed_at", Instant, nullable=False),
    Index(None, "country", "name", "municipality_id"),  # lists by name
    Index(None, "refreshed_at"),  # whose turn it is
)

network_figures = table(  # an indicator in a month or quarter
    "network_figures",
    municipality_key(root=True),
    Column("period", Text, primary_key=True),  # 2026-03, 2026-T1
    Column("indicator", Text, primary_key=True),
    Column("state", Small, nullable=False),  # 0 told, 1 insufficient, 2 withheld, 3 rounded
    Column("n", Integer),  # empty where it is withheld, with what follows
    Column("numerator", Id),
    Column("denominator", Id),
    Column("value", Id),  # in millionths; empty where it is 1 or 2
    Column("country", Text, nullable=False),
    Column("band", Integer, nullable=False),
    Index(  # lists by a figure
        "ix_network_figures_value",
        *("country", "period", "indicator", "value", "municipality_id"),
    ),
    Index(  # quartiles of a band, and a place in it
        "ix_network_figures_band",
        *("country", "period", "indicator", "band", "value", "municipality_id"),
    ),
    clustered=True,
)

network_processes = table(  # what is in force, or was used
    "network_processes",
    municipality_key(root=True),
    Column("process_key", Text, primary_key=True),
    Column("title", Text, nullable=False),
    Column("version", Integer),  # in force; empty: none is
    Column("standing", Text, nullable=False),  # beside what the house offers
    Column("last_month", LocalDate),
    Index(None, "process_key", "municipality_id"),  # who has adopted it
    clustered=True,
)

network_uses = table(  # how much a process was used in a month or quarter
    "network_uses",
    municipality_key(root=True),
    Column("period", Text, primary_key=True),
    Column("process_key", Text, primary_key=True),
    Column("started", Integer),  # empty: withheld
    Column("decided", Integer),  # with a term of the law; empty: withheld
    Column("in_time", Integer),
    Index(None, "period", "process_key", "municipality_id"),  # sums of a process
    clustered=True,
)

score_acts = table(  # of the whole installation: who published the scores of a period, and when
    "score_acts",
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("scheme", Text, nullable=False),
    Column("period", Text, nullable=False),
    Column("country", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Column("by_id", Id),
    Column("by_name", Text, nullable=False),
    Column("definition", Text, nullable=False),  # of the scheme, as it was computed with
    Column("towns", Integer, nullable=False),
    Column("scored", Integer, nullable=False),  # of them, those with a score
    Column("root", LargeBinary, nullable=False),  # over the hashes of all statements
    UniqueConstraint("scheme", "period"),  # what was published stays
)

score_statements = table(
    "score_statements",
    municipality_key(root=True),
    Column("scheme", Text, primary_key=True),
    Column("period", Text, primary_key=True),
    Column("act_id", Id, nullable=False),
    Column("score", Integer, nullable=False),  # in tenths; -1: too little could be measured
    Column("band", Integer, nullable=False),
    Column("statement", Text, nullable=False),  # what was computed from, line by line, as JSON
    Column("hash", LargeBinary, nullable=False),  # SHA-256 of the statement
    Index(None, "scheme", "period", "score", "municipality_id"),  # lists by score
)
