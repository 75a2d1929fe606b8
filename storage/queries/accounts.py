"""Letters to the addresses of accounts, and who somebody is at a provider of sign-in."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from storage.database import Connection
from storage.queries.reading import many, one
from storage.tables import account_letters, outer_identities, outer_sign_ins


@dataclass(frozen=True, slots=True)
class AccountLetterRow:
    """A letter to the address of an account; `beside_id`: the other one of a change."""

    id: int
    kind: str
    person_id: int | None
    address: str
    locale: str
    salt: str
    tries_left: int
    beside_id: int | None
    made_at: datetime
    expires_at: datetime
    used_at: datetime | None


@dataclass(frozen=True, slots=True)
class OuterIdentityRow:
    """Who a person is at a provider, and since when the house knows."""

    id: int
    door: str
    issuer: str
    subject: str
    person_id: int
    linked_at: datetime
    linked_by: str


@dataclass(frozen=True, slots=True)
class OuterSignInRow:
    """A way to a provider and back; `told` is JSON, from its answer until it is finished."""

    id: int
    door: str
    provider: str
    state_hash: str
    person_id: int | None
    back: str
    made_at: datetime
    expires_at: datetime
    answered_at: datetime | None
    issuer: str | None
    subject: str | None
    told: str | None
    finished_at: datetime | None


_LETTER = select(*(account_letters.c[name] for name in AccountLetterRow.__dataclass_fields__))
_IDENTITY = select(*(outer_identities.c[name] for name in OuterIdentityRow.__dataclass_fields__))
_SIGN_IN = select(*(outer_sign_ins.c[name] for name in OuterSignInRow.__dataclass_fields__))


def account_letter(
    connection: Connection, municipality_id: int, letter_id: int
) -> AccountLetterRow | None:
    """One letter, sent or not, over or not."""
    found = _LETTER.where(
        account_letters.c.municipality_id == municipality_id, account_letters.c.id == letter_id
    )
    return one(connection, found, AccountLetterRow)


def letters_to(
    connection: Connection, municipality_id: int, address: str, *, since: datetime
) -> int:
    """How many were made for an address since an instant."""
    found = select(func.count()).where(
        account_letters.c.municipality_id == municipality_id,
        account_letters.c.address == address,
        account_letters.c.made_at > since,
    )
    return int(connection.execute(found).scalar_one())


def outer_identity(
    connection: Connection, municipality_id: int, *, door: str, issuer: str, subject: str
) -> OuterIdentityRow | None:
    """Whose account somebody at a provider has here."""
    found = _IDENTITY.where(
        outer_identities.c.municipality_id == municipality_id,
        outer_identities.c.door == door,
        outer_identities.c.issuer == issuer,
        outer_identities.c.subject == subject,
    )
    return one(connection, found, OuterIdentityRow)


def outer_identities_of(
    connection: Connection, municipality_id: int, person_id: int
) -> tuple[OuterIdentityRow, ...]:
    """By which providers somebody comes in."""
    found = _IDENTITY.where(
        outer_identities.c.municipality_id == municipality_id,
        outer_identities.c.person_id == person_id,
    ).order_by(outer_identities.c.linked_at, outer_identities.c.id)
    return many(connection, found, OuterIdentityRow)


def outer_sign_in(
    connection: Connection, municipality_id: int, state_hash: str
) -> OuterSignInRow | None:
    """The way to a provider that began with a state."""
    found = _SIGN_IN.where(
        outer_sign_ins.c.municipality_id == municipality_id,
        outer_sign_ins.c.state_hash == state_hash,
    )
    return one(connection, found, OuterSignInRow)
