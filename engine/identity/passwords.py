"""Passwords: argon2 hashes, a check that takes as long for a login that nobody has, and the first
password of an account, which somebody else knows until it is changed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import lru_cache
from threading import Lock

from pwdlib import PasswordHash

SHORTEST = 12
LONGEST = 1000
GIVEN_LASTS = timedelta(days=7)
"""A password that somebody else knows opens the door for so long."""
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789+"
"""32 signs that nobody mistakes for each other on paper."""
_GROUPS, _IN_GROUP = 4, 4

_ONE_AT_A_TIME = Lock()
"""A hash works in four threads and fills 64 MiB: of eight people who sign in together none would be
faster, and a small machine would be full."""

_NOBODY = "a password that is never set"


def hash_password(password: str) -> str:
    """The hash to store; never the same twice."""
    with _ONE_AT_A_TIME:
        return _hasher().hash(password)


def check_password(password: str, stored: str | None) -> tuple[bool, str | None]:
    """Whether it is the password, and a new hash when the stored one is out of date.

    Without a stored hash the work is done all the same, so that the time tells nothing.
    """
    known = stored or _hash_of_nobody()
    with _ONE_AT_A_TIME:
        fits, renewed = _hasher().verify_and_update(password, known)
    return (fits, renewed) if stored else (False, None)


def first_password(random_bytes: Callable[[int], bytes]) -> str:
    """«k3mv-9qxt-h2wd-+p7c»: 80 bits, to be read aloud or written down once."""
    signs = [_LETTERS[byte % len(_LETTERS)] for byte in random_bytes(_GROUPS * _IN_GROUP)]
    starts = range(0, len(signs), _IN_GROUP)
    return "-".join("".join(signs[start : start + _IN_GROUP]) for start in starts)


def is_weak(password: str, *known: str | None) -> bool:
    """Too short or too long, of few signs, or made of what others know of the person."""
    if not SHORTEST <= len(password) <= LONGEST or len(set(password)) < SHORTEST // 2:
        return True
    plain = password.casefold()
    parts = [part for each in known if each for part in each.casefold().replace("@", " ").split()]
    left = plain
    for part in parts:
        left = left.replace(part, "") if len(part) > 2 else left
    return len(left) < SHORTEST // 2


@lru_cache(maxsize=1)
def _hasher() -> PasswordHash:
    return PasswordHash.recommended()


@lru_cache(maxsize=1)
def _hash_of_nobody() -> str:
    return hash_password(_NOBODY)
