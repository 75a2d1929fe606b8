"""Closing and opening: a box that only the holder of a key opens, and contents in a stream. Pure.

A box is sealed to a public key: X25519 (RFC 7748) with a key made for this box alone, HKDF-SHA256
(RFC 5869) and ChaCha20-Poly1305 (RFC 8439). A content of any size goes through in pieces, each
sealed with its place and whether it is the last, so that none can be left out, moved or added.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY = 32
"""Bytes of every key, private, public or shared."""
_PURPOSE = b"cauce envelope 1\n"
_NONCE = 12
_TAG = 16
_ONCE = bytes(_NONCE)
"""For a key that seals one thing in its life."""
_PIECE = 64 * 1024
_PAGE = 4096


class NotOpened(Exception):
    """What is to be opened was changed, or this is not its key."""


def public_half(private: bytes) -> bytes:
    """The public key of a private one."""
    return X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


def seal(public: bytes, content: bytes, *, said: bytes, fresh: bytes) -> bytes:
    """A box for the holder of `public`'s other half; `said` is bound to it and not inside; `fresh`
    are 32 random bytes, used for nothing else."""
    made = X25519PrivateKey.from_private_bytes(fresh)
    own = made.public_key().public_bytes_raw()
    shared = made.exchange(X25519PublicKey.from_public_bytes(public))
    return own + ChaCha20Poly1305(_key(shared, own, public)).encrypt(_ONCE, content, said)


def unseal(private: bytes, box: bytes, *, said: bytes) -> bytes:
    """What a box holds. Raises NotOpened."""
    try:
        held = X25519PrivateKey.from_private_bytes(private)
        own, public = box[:KEY], held.public_key().public_bytes_raw()
        shared = held.exchange(X25519PublicKey.from_public_bytes(own))
        return ChaCha20Poly1305(_key(shared, own, public)).decrypt(_ONCE, box[KEY:], said)
    except (InvalidTag, ValueError) as fault:
        raise NotOpened from fault


def wrap(key: bytes, content: bytes, *, said: bytes, fresh: bytes) -> bytes:
    """A content under a key that seals others too; `fresh` are 12 random bytes."""
    return fresh + ChaCha20Poly1305(key).encrypt(fresh, content, said)


def unwrap(key: bytes, wrapped: bytes, *, said: bytes) -> bytes:
    """What was wrapped. Raises NotOpened."""
    try:
        return ChaCha20Poly1305(key).decrypt(wrapped[:_NONCE], wrapped[_NONCE:], said)
    except (InvalidTag, ValueError) as fault:
        raise NotOpened from fault


def padded(text: str) -> bytes:
    """A text with spaces behind it, so that its length tells little of what it says."""
    said = text.encode()
    return said + b" " * (-len(said) % _PAGE)


def sealed_pieces(key: bytes, chunks: Iterable[bytes]) -> Iterator[bytes]:
    """A content under a key of its own, piece by piece."""
    cipher = ChaCha20Poly1305(key)
    for place, (piece, last) in enumerate(_pieces(chunks, _PIECE)):
        yield cipher.encrypt(_nonce(place, last=last), piece, None)


def unsealed_pieces(key: bytes, chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The content again. Raises NotOpened at the first piece that is not what was sealed."""
    cipher = ChaCha20Poly1305(key)
    for place, (piece, last) in enumerate(_pieces(chunks, _PIECE + _TAG)):
        try:
            yield cipher.decrypt(_nonce(place, last=last), piece, None)
        except InvalidTag as fault:
            raise NotOpened from fault


def _pieces(chunks: Iterable[bytes], size: int) -> Iterator[tuple[bytes, bool]]:
    """Pieces of one size and whether each is the last; an empty content is one empty piece."""
    held = b""
    for chunk in chunks:
        held += chunk
        while len(held) > size:
            yield held[:size], False
            held = held[size:]
    yield held, True


def _nonce(place: int, *, last: bool) -> bytes:
    return place.to_bytes(_NONCE - 1, "big") + bytes([last])


def _key(shared: bytes, own: bytes, public: bytes) -> bytes:
    return HKDF(SHA256(), KEY, salt=own + public, info=_PURPOSE).derive(shared)
