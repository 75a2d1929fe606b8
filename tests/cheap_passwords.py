"""Passwords and PINs that cost nearly nothing: the shipped hash takes 64 MB and a fifth of a
second, on purpose, and nearly every test lets somebody in. Tests of what a hash costs ask for the
fixture `shipped_passwords`; servers that tests start as processes of their own are as shipped."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

_SHIPPED: Callable[[], PasswordHash] = PasswordHash.recommended


def _cheap() -> PasswordHash:
    return PasswordHash((Argon2Hasher(time_cost=1, memory_cost=8, parallelism=1),))


def make_passwords_cheap() -> None:
    """For this process, before anything is hashed."""
    PasswordHash.recommended = staticmethod(_cheap)  # type: ignore[method-assign,assignment]


@contextmanager
def as_shipped() -> Iterator[None]:
    """The hashes of the product, for as long as the block lasts."""
    from engine.identity import passwords  # the ground floor does without

    kept = (passwords._hasher, passwords._hash_of_nobody)
    PasswordHash.recommended = _SHIPPED  # type: ignore[method-assign,assignment]
    for each in kept:
        each.cache_clear()
    try:
        yield
    finally:
        make_passwords_cheap()
        for each in kept:
            each.cache_clear()
