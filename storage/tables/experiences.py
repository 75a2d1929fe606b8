"""What municipalities tried and what came of it, attached to processes and their steps.

One is written in a municipality, and leaves it once a second person there let it: then all
municipalities of the installation may read it, without who wrote it or let it out.
"""

from enum import StrEnum

from sqlalchemy import CheckConstraint, Column, Index, Integer, Text

from storage.tables.catalogue import identity, inside, municipality_key, one_of, table
from storage.tables.types import Id, Instant, Money


class ExperienceState(StrEnum):
    """draft: it is written; asked: it waits for a second person; shared: others may read it;
    refused: the second person said why not; withdrawn: nobody outside may read it any more."""

    DRAFT = "draft"
    ASKED = "asked"
    SHARED = "shared"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


experiences = table(
    "experiences",
    municipality_key(root=True),
    identity(),
    Column("title", Text, nullable=False),
    Column("area", Text, nullable=False),  # of the diagnostic
    Column("context", Text, nullable=False),
    Column("done", Text, nullable=False),
    Column("result", Text, nullable=False),
    Column("indicator", Text, nullable=False),  # what was measured; empty: nothing
    Column("unit", Text, nullable=False),
    Column("before", Money),
    Column("after", Money),
    Column("cost", Money),
    Column("ask", Text, nullable=False),  # an office, nobody's name
    Column("link", Text, nullable=False),  # https, to a document that anybody may read; or empty
    Column("state", Text, nullable=False),
    Column("written_by", Id, nullable=False),
    Column("written_at", Instant, nullable=False),
    Column("asked_by", Id),
    Column("decided_by", Id),
    Column("decided_at", Instant),
    Column("why", Text, nullable=False),  # not, or not any more
    Column("least", Integer),  # people in its band of size when it was shared
    Column("below", Integer),
    one_of("state", ExperienceState),
    CheckConstraint(  # nobody lets out what they wrote or asked for themselves
        "state <> 'shared' OR (decided_by <> written_by AND decided_by <> asked_by)",
        name="second_person",
    ),
    inside("persons", "written_by"),
    inside("persons", "asked_by"),
    inside("persons", "decided_by"),
    Index(None, "state", "decided_at"),  # what municipalities share, the newest first
)

experience_places = table(
    "experience_places",  # which process, and which step of it, it is about
    municipality_key(),
    Column("experience_id", Id, primary_key=True, autoincrement=False),
    Column("process_key", Text, primary_key=True),
    Column("element", Text, primary_key=True),  # empty: the whole process
    Column("name", Text, nullable=False),  # of the process or the step, as it was called
    inside("experiences", "experience_id"),
    Index(None, "process_key"),  # what is told of a process, by whichever municipality
    clustered=True,
)
