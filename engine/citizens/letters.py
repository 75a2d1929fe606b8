"""Letters to the address of an account: those that bring a code, and those that tell of a change.

A letter is a row, and a job that sends it; the job knows its number alone. The code of a letter
lies nowhere: it is made of a salt in the row and the key of the house (HMAC), again at each attempt
to send it and again when somebody types it. So whoever reads the database finds no code in it.
Nobody learns from what happens here whether an address has an account: the row is written, the try
is counted and the code is made for every address alike; what differs is what the letter says, or
that none goes.
"""

from __future__ import annotations

import hmac
from base64 import b64encode
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from hashlib import sha256

from engine.bpmn.backoff import HEADER
from engine.identity.people import is_email
from engine.installation import Installation
from engine.notices.wishing import RESTS, TRIES
from engine.refusals import RefusalKind, Refused
from engine.values import dumps
from storage.database import Connection
from storage.jobs import enqueue
from storage.queries.accounts import AccountLetterRow, account_letter, letters_to
from storage.writes import accounts as writes

ACCOUNT_LETTER = "cauce:account_letter"
CODE_LASTS, TOLD_LASTS = timedelta(hours=1), timedelta(days=1)
MOST_IN_AN_HOUR = 5
"""Letters to one address; who asks for more is answered as always, and none goes."""
CODE_TRIES = 5
SIGNS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""32 signs that nobody mistakes for each other."""
LENGTH = 10
"""50 bits, tried five times within an hour."""


NO_ADDRESS = Refused(RefusalKind.INVALID_DATA, {"field": "email"})


def plain_address(typed: str) -> str:
    """An address as it is kept and compared; nothing where it is none."""
    address = typed.strip().lower()
    return address if is_email(address) and address.isprintable() else ""


class LetterKind(StrEnum):
    """What a letter is about.

    sign_up: a code with which the address gets an account.
    known: somebody asked for an account, or moved theirs, to an address that has one already.
    reset: a code for another password.
    change_from, change_to: the codes of an account that moves from one address to another.
    password, address: the password, or the address, is another since a moment ago.
    """

    SIGN_UP = "sign_up"
    KNOWN = "known"
    RESET = "reset"
    CHANGE_FROM = "change_from"
    CHANGE_TO = "change_to"
    PASSWORD = "password"  # noqa: S105  the name of a letter, not a password
    ADDRESS = "address"


WITH_CODE = frozenset(
    {LetterKind.SIGN_UP, LetterKind.RESET, LetterKind.CHANGE_FROM, LetterKind.CHANGE_TO}
)


@dataclass(frozen=True, slots=True)
class Proof:
    """What somebody shows who reads the mail of an address: which letter, and its code."""

    letter_id: int
    code: str = field(repr=False)


def write_letter(
    installation: Installation,
    connection: Connection,
    municipality_id: int,
    kind: LetterKind,
    address: str,
    *,
    person_id: int | None = None,
    locale: str = "",
    beside_id: int | None = None,
) -> int:
    """A letter, and the job that sends it once the transaction stands; its number."""
    now, letter_id = installation.clock.now(), installation.ids.new()
    since = now - timedelta(hours=1)
    many = letters_to(connection, municipality_id, address, since=since) >= MOST_IN_AN_HOUR
    writes.insert_account_letter(
        connection,
        municipality_id,
        AccountLetterRow(
            id=letter_id,
            kind=kind,
            person_id=person_id,
            address=address,
            locale=locale,
            salt=b64encode(installation.random_bytes(18)).decode(),
            tries_left=CODE_TRIES,
            beside_id=beside_id,
            made_at=now,
            expires_at=now + (CODE_LASTS if kind in WITH_CODE else TOLD_LASTS),
            used_at=None,
        ),
    )
    if not (many and kind in WITH_CODE | {LetterKind.KNOWN}):
        enqueue(
            connection,
            municipality_id,
            job_id=installation.ids.new(),
            kind=ACCOUNT_LETTER,
            payload=dumps({"headers": {HEADER: RESTS}, "payload": {"letter": str(letter_id)}}),
            run_at=now,
            max_attempts=TRIES,
        )
    return letter_id


def code_of(installation: Installation, municipality_id: int, row: AccountLetterRow) -> str:
    """«K7QF3-M9DXA», made anew each time."""
    text = f"account letter {municipality_id} {row.id} {row.salt}".encode()
    made = hmac.new(installation.secret or b"cauce", text, sha256).digest()
    signs = "".join(SIGNS[byte % len(SIGNS)] for byte in made[:LENGTH])
    return f"{signs[:5]}-{signs[5:]}"


def shown(
    installation: Installation,
    municipality_id: int,
    proof: Proof,
    kinds: Iterable[LetterKind],
) -> AccountLetterRow | None:
    """The letter that a proof is of, when its code is right and it is not over. A try is spent
    before the code is looked at, and the tries begin anew once it was right; the same is done for a
    letter that there is not."""
    town, now = municipality_id, installation.clock.now()

    def spend(connection: Connection) -> AccountLetterRow | None:
        row = account_letter(connection, town, proof.letter_id)
        spent = writes.spend_letter_try(connection, town, proof.letter_id, now=now)
        return row if spent else None

    row = installation.database.run(spend, municipality=town)
    made = code_of(installation, town, row or _NONE)
    right = hmac.compare_digest(_plain(made).encode(), _plain(proof.code).encode())
    if row is None or row.kind not in set(kinds) or not right:
        return None
    installation.database.run(
        lambda connection: writes.set_letter_tries(connection, town, row.id, tries=CODE_TRIES),
        municipality=town,
    )
    return row


def _plain(typed: str) -> str:
    return "".join(each for each in typed.upper() if each in SIGNS)[: LENGTH + 1]


_NONE = AccountLetterRow(
    id=0,
    kind=LetterKind.RESET,
    person_id=None,
    address="",
    locale="",
    salt="",
    tries_left=0,
    beside_id=None,
    made_at=None,  # type: ignore[arg-type]  # stands for a letter that there is not
    expires_at=None,  # type: ignore[arg-type]  # the same
    used_at=None,
)
