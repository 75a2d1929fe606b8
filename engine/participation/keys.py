"""The key of a vote and the seed of its lot, as they are kept: wrapped, and bound to its rules.

Case, days, budget, rule and options are bound into the wrapping, so that none of them is changed in
the rows: a vote whose rules were bent has a key that no longer opens.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from hashlib import sha256

from engine.installation import Installation
from engine.participation.marks import derived
from engine.sealing.boxes import unwrap, wrap
from storage.queries.votes import ConsultationRow, OptionRow
from storage.tables.types import micros

_WRAPPING = b"cauce vote wrapping 1"
_FRESH = 12


def wrapped(
    installation: Installation,
    municipality_id: int,
    vote: ConsultationRow,
    options: Sequence[OptionRow],
    content: bytes,
) -> bytes:
    """A secret of a vote, as it is kept."""
    said = _bound(municipality_id, vote, options)
    fresh = installation.random_bytes(_FRESH)
    return wrap(derived(installation, _WRAPPING), content, said=said, fresh=fresh)


def unwrapped(
    installation: Installation,
    municipality_id: int,
    vote: ConsultationRow,
    options: Sequence[OptionRow],
    kept: bytes,
) -> bytes:
    """A secret of a vote, for its count and nothing else. Raises NotOpened."""
    said = _bound(municipality_id, vote, options)
    return unwrap(derived(installation, _WRAPPING), kept, said=said)


def said_of(municipality_id: int, vote: ConsultationRow) -> bytes:
    """What is bound to every ballot: it belongs to this vote and to no other."""
    return f"{municipality_id} {vote.id}".encode()


def _bound(municipality_id: int, vote: ConsultationRow, options: Sequence[OptionRow]) -> bytes:
    told = (
        municipality_id, vote.id, vote.case_id, micros(vote.opens_at), micros(vote.closes_at),
        vote.kind, _plain(vote.budget), vote.most, vote.seats, vote.tie, vote.seed_hash,
        *(part for each in options for part in (each.place, each.title, _plain(each.cost))),
    )  # fmt: skip
    said = "\n".join("" if each is None else str(each) for each in told)
    return sha256(said.encode()).digest() + vote.public_key


def _plain(amount: Decimal | None) -> str:
    """However many zeros the database gave it."""
    return "" if amount is None else f"{amount.normalize():f}"
