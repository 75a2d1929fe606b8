"""Who looks after the whole network: accounts of the central government, which belong to no
municipality and open no page of any. Of the whole installation."""

from enum import StrEnum

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, Text, UniqueConstraint

from storage.tables.catalogue import one_of, table
from storage.tables.types import Id, Instant


class AccountKind(StrEnum):
    """government: reads what municipalities count, and publishes scores; operator: runs the
    installation, and reads the same."""

    GOVERNMENT = "government"
    OPERATOR = "operator"


network_accounts = table(
    "network_accounts",
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("login", Text, nullable=False),  # an e-mail, in small letters
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("password_hash", Text, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("ended_at", Instant),
    Column("failures", Integer, nullable=False),  # tries in vain since somebody came in
    Column("failed_at", Instant),
    Column("needs_code", Integer, nullable=False),  # 1: comes in with a device, and takes one first
    Column("device", LargeBinary),  # its secret, encrypted with the key of the installation
    Column("device_since", Instant),  # by its first code: before, it does not count
    Column(
        "device_step", BigInteger().with_variant(Integer(), "sqlite"), nullable=False
    ),  # no code is taken twice
    one_of("kind", AccountKind),
    UniqueConstraint("login"),
)

network_sessions = table(
    "network_sessions",
    Column("token_hash", Text, primary_key=True),
    Column("account_id", Id, nullable=False),
    Column("opened_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Column("waits", Integer, nullable=False),  # 1: for the code after the password; opens nothing
    Index(None, "account_id"),  # those of an account that is ended
)
