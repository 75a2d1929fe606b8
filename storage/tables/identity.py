"""People of a municipality, the roles they hold in time, their sessions and sign-in attempts."""

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, Text, UniqueConstraint

from storage.tables.catalogue import identity, inside, municipality_key, table
from storage.tables.types import Id, Instant, Small

persons = table(
    "persons",
    municipality_key(root=True),
    identity(),
    Column("email", Text),
    Column("national_id", Text),
    Column("name", Text, nullable=False),
    Column("position", Text),
    Column("password_hash", Text),
    Column("locale", Text),
    Column("active_from", Instant, nullable=False),
    Column("active_until", Instant),
    Column("outside", Small, nullable=False, server_default="0"),  # files cases, works on none
    UniqueConstraint("municipality_id", "email"),  # what a person signs in with
    UniqueConstraint("municipality_id", "national_id"),  # the other way to sign in
)

memberships = table(
    "memberships",
    municipality_key(),
    identity(),
    Column("person_id", Id, nullable=False),
    Column("role", Text, nullable=False),
    Column("valid_from", Instant, nullable=False),
    Column("valid_until", Instant),
    Column("granted_by", Id),
    inside("persons", "person_id"),
    inside("persons", "granted_by"),
    Index(None, "municipality_id", "person_id"),  # roles of the person who signs in
    Index(None, "municipality_id", "role"),  # whom a task can be assigned to
)

given_passwords = table(
    "given_passwords",  # somebody else knows the password: it must be changed, and lapses
    municipality_key(),
    Column("person_id", Id, primary_key=True, autoincrement=False),
    Column("given_at", Instant, nullable=False),
    Column("given_by", Id),
    inside("persons", "person_id"),
    inside("persons", "given_by"),
)

sessions = table(
    "sessions",
    municipality_key(),
    identity(),
    Column("person_id", Id, nullable=False),
    Column("token_hash", Text, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Column("ended_at", Instant),
    Column("waiting", Small, nullable=False, server_default="0"),  # for the code of a device
    Column("seen_at", Instant, nullable=False),  # to a quarter of an hour
    Column("device", Text, nullable=False, server_default=""),
    Column("address", Text, nullable=False, server_default=""),  # of the network it came from
    inside("persons", "person_id"),
    UniqueConstraint("municipality_id", "token_hash"),  # looked up at every request
    Index(None, "municipality_id", "person_id"),  # where a person is in
)

second_factors = table(
    "second_factors",  # devices that count codes out, one of a person at most
    municipality_key(),
    Column("person_id", Id, primary_key=True, autoincrement=False),
    Column("secret", LargeBinary, nullable=False),  # encrypted, with the key of the installation
    Column("begun_at", Instant, nullable=False),
    Column("confirmed_at", Instant),  # by its first code: before, it does not count
    Column(
        "last_step", BigInteger().with_variant(Integer(), "sqlite"), nullable=False
    ),  # no code is taken twice
    inside("persons", "person_id"),
)

recovery_codes = table(
    "recovery_codes",
    municipality_key(),
    Column("person_id", Id, primary_key=True, autoincrement=False),
    Column("code_hash", Text, primary_key=True),  # keyed
    Column("used_at", Instant),
    inside("persons", "person_id"),
)

second_factor_roles = table(
    "second_factor_roles",  # who has one of these comes in with a code
    municipality_key(root=True),
    Column("role", Text, primary_key=True),
)

sign_in_attempts = table(
    "sign_in_attempts",
    municipality_key(root=True),
    identity(),
    Column("login_hash", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Column("succeeded", Small, nullable=False),
    Index(None, "municipality_id", "login_hash", "at"),  # the recent failures of one login
)

knocks = table(  # who guesses at a door where nobody signs in, counted for every process
    "knocks",
    municipality_key(root=True),
    Column("who", Text, primary_key=True),  # keyed hash of door and connection
    Column("since", Instant, nullable=False),
    Column("times", Integer, nullable=False),
    Index(None, "since"),  # what is over
)
