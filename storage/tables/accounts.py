"""How somebody comes in beside a password: letters with a code to the address of an account, and
who they are at a provider of sign-in (OpenID Connect)."""

from sqlalchemy import CheckConstraint, Column, Index, Text, UniqueConstraint

from storage.tables.catalogue import identity, inside, municipality_key, one_of, table
from storage.tables.types import Id, Instant, Small

LETTER_KINDS = ("sign_up", "known", "reset", "change_from", "change_to", "password", "address")
DOORS = ("citizen", "staff")

account_letters = table(
    "account_letters",
    municipality_key(root=True),
    identity(),
    Column("kind", Text, nullable=False),
    Column("person_id", Id),  # whose account; NULL: nobody's yet, or nobody's at all
    Column("address", Text, nullable=False),
    Column("locale", Text, nullable=False),  # the language of who asked for it
    Column("salt", Text, nullable=False),  # its code is made of it and the key of the house
    Column("tries_left", Small, nullable=False),
    Column("beside_id", Id),  # a change needs the codes of both letters
    Column("made_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Column("used_at", Instant),
    one_of("kind", LETTER_KINDS),
    inside("persons", "person_id"),
    Index(None, "municipality_id", "address", "made_at"),  # how many went there lately
    Index(None, "expires_at"),  # what is over
)

outer_identities = table(  # who a person is at a provider
    "outer_identities",
    municipality_key(),
    identity(),
    Column("door", Text, nullable=False),
    Column("issuer", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("person_id", Id, nullable=False),
    Column("linked_at", Instant, nullable=False),
    Column("linked_by", Text, nullable=False),  # what proved it: a claim, a password, a session
    one_of("door", DOORS),
    inside("persons", "person_id"),
    UniqueConstraint("municipality_id", "door", "issuer", "subject"),  # one account each
    Index(None, "municipality_id", "person_id"),  # how somebody comes in
)

outer_sign_ins = table(  # on the way to a provider and back, for minutes
    "outer_sign_ins",
    municipality_key(root=True),
    identity(),
    Column("door", Text, nullable=False),
    Column("provider", Text, nullable=False),
    Column("state_hash", Text, nullable=False),
    Column("person_id", Id),  # who is signed in already and joins the provider to their account
    Column("back", Text, nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Column("answered_at", Instant),  # the provider answered, once
    Column("issuer", Text),
    Column("subject", Text),
    Column("told", Text),  # what it said of them, until they say which account is theirs
    Column("finished_at", Instant),
    one_of("door", DOORS),
    CheckConstraint("(issuer IS NULL) = (subject IS NULL)", name="whole_identity"),
    inside("persons", "person_id"),
    UniqueConstraint("municipality_id", "state_hash"),
    Index(None, "expires_at"),  # what is over
)
