"""Service tokens: what other programs show to the API, and the answers kept so that a request
that is sent twice acts once. Of a token only its hash lies here."""

from sqlalchemy import Column, Index, LargeBinary, Text, UniqueConstraint

from storage.tables.catalogue import identity, inside, municipality_key, table
from storage.tables.types import Id, Instant, LocalDate, Small

tokens = table(
    "tokens",
    municipality_key(),
    identity(),
    Column("person_id", Id, nullable=False),
    Column("name", Text, nullable=False),
    Column("token_hash", Text, nullable=False),
    Column("scopes", Text, nullable=False),  # words with spaces between
    Column("roles", Text, nullable=False),  # likewise
    Column("job_kinds", Text, nullable=False),  # likewise; none: every kind
    Column("created_at", Instant, nullable=False),
    Column("created_by", Id),
    Column("expires_at", Instant),
    Column("revoked_at", Instant),
    Column("last_used_on", LocalDate),  # a day: more would write at every request
    inside("persons", "person_id"),  # whom the history names
    inside("persons", "created_by"),
    UniqueConstraint("municipality_id", "token_hash"),  # looked up at every request
)

kept_answers = table(
    "kept_answers",
    municipality_key(),
    Column("token_id", Id, primary_key=True, autoincrement=False),
    Column("key", Text, primary_key=True),  # the Idempotency-Key of the sender
    Column("fingerprint", Text, nullable=False),
    Column("status", Small),  # NULL while the request is being worked on
    Column("headers", Text),
    Column("body", LargeBinary),
    Column("kept_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    inside("tokens", "token_id"),
    Index(None, "municipality_id", "expires_at"),  # forgetting what is over
)
