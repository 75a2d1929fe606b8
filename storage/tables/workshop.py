"""The manager's workshop: drafts of processes, every state they had, what is said about their
elements, and who let them into force.

A draft is never overwritten: each save is a row with who and when, and holds the files it changed.
A save that came too late, over a file that somebody else had changed meanwhile, is kept `aside`.
"""

from enum import StrEnum

from sqlalchemy import CheckConstraint, Column, Index, Integer, LargeBinary, Text, text

from storage.tables.catalogue import identity, inside, municipality_key, one_of, table
from storage.tables.types import Id, Instant, LocalDate


class DraftState(StrEnum):
    """open: it is worked on; published: it became a version; discarded: nobody goes on with it."""

    OPEN = "open"
    PUBLISHED = "published"
    DISCARDED = "discarded"


class SaveAct(StrEnum):
    """begun: from a version in force; kept: somebody changed a file; mended: by one press, as a
    finding offered; restored: an earlier state came back; imported: from a package; merged: a later
    shared version came in; aside: it came
    too late and is no part of the draft until somebody chooses it."""

    BEGUN = "begun"
    KEPT = "kept"
    MENDED = "mended"
    RESTORED = "restored"
    IMPORTED = "imported"
    MERGED = "merged"
    ASIDE = "aside"


class AskingState(StrEnum):
    """asked: it waits for a second person; approved: it comes into force on its day; refused: the
    second person said why not; withdrawn: whoever asked took it back, or changed the draft."""

    ASKED = "asked"
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


process_drafts = table(
    "process_drafts",
    municipality_key(root=True),
    identity(),
    Column("process_key", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("base_id", Id, nullable=False),  # the version that it began from
    Column("state", Text, nullable=False),
    Column("begun_by", Id),
    Column("begun_at", Instant, nullable=False),
    one_of("state", DraftState),
    inside("definitions", "base_id"),
    inside("persons", "begun_by"),
    Index(  # one draft of a process at a time: whoever edits it edits the same one
        "uq_process_drafts_open",
        "municipality_id",
        "process_key",
        unique=True,
        sqlite_where=text("state = 'open'"),
        postgresql_where=text("state = 'open'"),
    ),
)

process_saves = table(
    "process_saves",
    municipality_key(),
    Column("draft_id", Id, primary_key=True, autoincrement=False),
    Column("revision", Integer, primary_key=True, autoincrement=False),
    Column("act", Text, nullable=False),
    Column("path", Text, nullable=False),  # the file that was changed; "" for several
    Column("person_id", Id),
    Column("at", Instant, nullable=False),
    one_of("act", SaveAct),
    inside("process_drafts", "draft_id"),
    inside("persons", "person_id"),
)

process_save_files = table(
    "process_save_files",
    municipality_key(),
    Column("draft_id", Id, primary_key=True, autoincrement=False),
    Column("revision", Integer, primary_key=True, autoincrement=False),
    Column("path", Text, primary_key=True),
    Column("content", LargeBinary),  # NULL: the file was taken out
    inside("process_drafts", "draft_id"),
)

process_comments = table(
    "process_comments",
    municipality_key(),
    identity(),
    Column("draft_id", Id, nullable=False),
    Column("path", Text, nullable=False),
    Column("element_id", Text, nullable=False),  # "" for the file as a whole
    Column("person_id", Id),
    Column("at", Instant, nullable=False),
    Column("said", Text, nullable=False),
    Column("settled_by", Id),
    Column("settled_at", Instant),
    inside("process_drafts", "draft_id"),
    inside("persons", "person_id"),
    inside("persons", "settled_by"),
    Index(None, "municipality_id", "draft_id"),
)

process_askings = table(
    "process_askings",
    municipality_key(),
    identity(),
    Column("draft_id", Id, nullable=False),
    Column("revision", Integer, nullable=False),  # the state that is to come into force
    Column("reason", Text, nullable=False),
    Column("effective_on", LocalDate, nullable=False),
    Column("state", Text, nullable=False),
    Column("asked_by", Id),
    Column("asked_at", Instant, nullable=False),
    Column("decided_by", Id),
    Column("decided_at", Instant),
    Column("answer", Text, nullable=False),
    Column("definition_id", Id),  # the version that it became
    Column("in_force_at", Instant),
    one_of("state", AskingState),
    inside("process_drafts", "draft_id"),
    inside("persons", "asked_by"),
    inside("persons", "decided_by"),
    inside("definitions", "definition_id"),
    Index(None, "municipality_id", "draft_id"),
    Index(  # what is approved and waits for its day, over all municipalities
        "ix_process_askings_waiting",
        "effective_on",
        sqlite_where=text("state = 'approved' AND in_force_at IS NULL"),
        postgresql_where=text("state = 'approved' AND in_force_at IS NULL"),
    ),
)

process_trials = table(  # what came of the scenarios of a file, over exactly these files
    "process_trials",
    municipality_key(),
    Column("draft_id", Id, primary_key=True, autoincrement=False),
    Column("path", Text, primary_key=True),
    Column("digest", Text, primary_key=True),  # of all that the outcome depends on
    Column("revision", Integer, nullable=False),  # the state of the draft that was tried
    Column("done", Integer, nullable=False),
    Column("every", Integer, nullable=False),
    Column("found", LargeBinary, nullable=False),  # of each that is done, in order; compressed JSON
    Column("begun_by", Id),
    Column("begun_at", Instant, nullable=False),
    CheckConstraint("done BETWEEN 0 AND every", name="done_of_every"),
    inside("process_drafts", "draft_id"),
    inside("persons", "begun_by"),
    Index(None, "begun_at"),  # what is to be forgotten, over all municipalities
)
