"""The keys of envelopes: what follows from the secret of the installation, and is in no database.

Of a call the private key lies beside it, wrapped; the wrapping binds it to its case, its opening
and the moment before which it is not opened, so that none of these is changed in the rows. Whoever
has the database without the secret reads nothing, and does not learn who filed.
"""

from __future__ import annotations

import hmac
from hashlib import sha256

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from engine.installation import Installation
from engine.sealing.boxes import KEY, unwrap, wrap
from storage.queries.sealing import SealedCallRow
from storage.tables.types import micros

_WRAPPING = b"cauce envelope wrapping 1 "
_DRAFT = b"cauce envelope draft 1 "
_MARK = b"cauce envelope mark 1 "
_FRESH = 12


def mark_of(installation: Installation, municipality_id: int, call_id: int, person_id: int) -> str:
    """What stands for who files in a call: another one in every call."""
    key = _derived(installation, _MARK, str(municipality_id))
    said = f"{municipality_id} {call_id} {person_id}".encode()
    return hmac.new(key, said, sha256).hexdigest()


def wrapped_key(
    installation: Installation, municipality_id: int, call: SealedCallRow, private: bytes
) -> bytes:
    """The private key of a call as it is kept."""
    key = _derived(installation, _WRAPPING, str(municipality_id))
    return wrap(key, private, said=_bound(municipality_id, call), fresh=_fresh(installation))


def private_key(installation: Installation, municipality_id: int, call: SealedCallRow) -> bytes:
    """The private key of a call, for its opening and nothing else. Raises NotOpened where the
    secret is another, or the row is not what was written."""
    key = _derived(installation, _WRAPPING, str(municipality_id))
    return unwrap(key, call.wrapped_key, said=_bound(municipality_id, call))


def closed_draft(
    installation: Installation, municipality_id: int, envelope_id: int, mark: str, content: bytes
) -> bytes:
    """What somebody is writing, as it is kept: they alone get it back."""
    key = _derived(installation, _DRAFT, f"{municipality_id} {mark}")
    return wrap(key, content, said=str(envelope_id).encode(), fresh=_fresh(installation))


def opened_draft(
    installation: Installation, municipality_id: int, envelope_id: int, mark: str, kept: bytes
) -> bytes:
    """What somebody was writing. Raises NotOpened."""
    key = _derived(installation, _DRAFT, f"{municipality_id} {mark}")
    return unwrap(key, kept, said=str(envelope_id).encode())


def _bound(municipality_id: int, call: SealedCallRow) -> bytes:
    told = (municipality_id, call.id, call.case_id, call.task_id, micros(call.not_before))
    return " ".join(map(str, told)).encode() + b" " + call.opens.encode() + call.public_key


def _derived(installation: Installation, purpose: bytes, whose: str) -> bytes:
    info = purpose + whose.encode()
    return HKDF(SHA256(), KEY, salt=None, info=info).derive(installation.secret)


def _fresh(installation: Installation) -> bytes:
    return installation.random_bytes(_FRESH)
