"""Sealed envelopes: what is filed so that nobody can read it before the opening.

A call is one waiting task that takes envelopes, with its key pair; the private half lies here only
wrapped with a key that is not in the database. Of an envelope there is what is sealed, its hash,
and a mark of who filed it that says nothing without that key. Nothing here is in clear.
"""

from enum import StrEnum

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, Text, UniqueConstraint, text

from storage.tables.catalogue import identity, inside, municipality_key, one_of, table
from storage.tables.types import Id, Instant

ENVELOPES_COMING = (230, 231, 232)
"""The kinds of event that tell of envelopes one by one (`engine.history.kinds.UNDER_SEAL`)."""
ENVELOPES_OPENED = 233


class EnvelopeState(StrEnum):
    """draft: being written; filed: it will be opened; replaced, withdrawn: it stays sealed for
    ever; opened: what it held is in the case; broken: at the opening it was not what was filed."""

    DRAFT = "draft"
    FILED = "filed"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"
    OPENED = "opened"
    BROKEN = "broken"


sealed_calls = table(
    "sealed_calls",
    municipality_key(),
    identity(),
    Column("case_id", Id, nullable=False),
    Column("task_id", Id, nullable=False),
    Column("opens", Text, nullable=False),  # the id of the element that opens
    Column("public_key", LargeBinary, nullable=False),
    Column("wrapped_key", LargeBinary, nullable=False),
    Column("not_before", Instant, nullable=False),  # bound into the wrapping
    Column("made_at", Instant, nullable=False),
    Column("opened_at", Instant),
    Column("opened_by", Id),
    inside("cases", "case_id"),
    inside("persons", "opened_by"),
    UniqueConstraint("municipality_id", "task_id"),  # one pair of keys for each reception
    Index(None, "municipality_id", "case_id"),  # what an opening opens
    Index(  # what waits for its opening
        "ix_sealed_calls_waiting",
        "municipality_id",
        "made_at",
        sqlite_where=text("opened_at IS NULL"),
        postgresql_where=text("opened_at IS NULL"),
    ),
)

envelopes = table(
    "envelopes",
    municipality_key(),
    identity(),
    Column("call_id", Id, nullable=False),
    Column("mark", Text, nullable=False),  # of who filed it
    Column("code", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("sha256", Text, nullable=False),  # of what is sealed; empty for a draft
    Column("saved_at", Instant, nullable=False),
    Column("filed_at", Instant),
    one_of("state", EnvelopeState),
    inside("sealed_calls", "call_id"),
    UniqueConstraint("municipality_id", "code"),  # what a receipt is found by
    Index(None, "municipality_id", "call_id"),  # what came into a call
    Index(  # nobody has two envelopes, nor two drafts, in one call
        "uq_envelopes_own",
        "municipality_id",
        "call_id",
        "mark",
        "state",
        unique=True,
        sqlite_where=text("state IN ('draft', 'filed')"),
        postgresql_where=text("state IN ('draft', 'filed')"),
    ),
)

envelope_files = table(
    "envelope_files",
    municipality_key(),
    identity(),
    Column("envelope_id", Id, nullable=False),
    Column("sha256", Text, nullable=False),  # of the content as it lies in the store: encrypted
    Column("size", BigInteger().with_variant(Integer(), "sqlite"), nullable=False),
    inside("envelopes", "envelope_id"),
    Index(None, "municipality_id", "envelope_id"),  # what lies in an envelope
    Index(None, "sha256"),  # is this content still referred to, by whichever town?
)
