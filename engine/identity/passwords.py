"""Passwords: argon2 hashes, and a check that takes as long for a login that nobody has."""

from __future__ import annotations

from functools import lru_cache

from pwdlib import PasswordHash

_NOBODY = "a password that is never set"


def hash_password(password: str) -> str:
    """The hash to store; never the same twice."""
    return _hasher().hash(password)


def check_password(password: str, stored: str | None) -> tuple[bool, str | None]:
    """Whether it is the password, and a new hash when the stored one is out of date.

    Without a stored hash the work is done all the same, so that the time tells nothing.
    """
    if stored is None:
        _hasher().verify(password, _hash_of_nobody())
        return False, None
    return _hasher().verify_and_update(password, stored)


@lru_cache(maxsize=1)
def _hasher() -> PasswordHash:
    return PasswordHash.recommended()


@lru_cache(maxsize=1)
def _hash_of_nobody() -> str:
    return hash_password(_NOBODY)
