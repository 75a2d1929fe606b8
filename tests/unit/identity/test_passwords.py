"""What a stolen hash costs whoever tries passwords on it."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, BrokenBarrierError

import pytest
from argon2 import PasswordHasher

from engine.identity import passwords
from engine.identity.passwords import check_password, hash_password

PASSWORD = "una clave de la casa"


@pytest.mark.usefixtures("shipped_passwords")
def test_a_hash_takes_memory_and_time_and_is_never_the_same_twice() -> None:
    first, second = hash_password(PASSWORD), hash_password(PASSWORD)
    assert first != second
    assert first.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert check_password(PASSWORD, first) == (True, None)
    assert check_password("otra clave de la casa", first) == (False, None)


@pytest.mark.usefixtures("shipped_passwords")
def test_a_hash_that_cost_less_is_renewed() -> None:
    old = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
    genuine, renewed = check_password(PASSWORD, old)
    assert genuine
    assert renewed is not None
    assert renewed.startswith("$argon2id$v=19$m=65536,t=3,p=4$")


class TwoMustMeet:
    """A hasher in which each waits until two are in it together."""

    def __init__(self) -> None:
        self.met = Barrier(2)

    def verify_and_update(self, _password: str, _stored: str) -> tuple[bool, None]:
        try:
            self.met.wait(timeout=0.1)
        except BrokenBarrierError:
            return False, None
        return True, None


def test_only_one_hash_at_a_time_takes_its_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """One is of 64 MiB: the memory of a small machine is not for whoever asks often."""
    hasher = TwoMustMeet()
    monkeypatch.setattr(passwords, "_hasher", lambda: hasher)
    with ThreadPoolExecutor(2) as people:
        met = list(people.map(lambda _: check_password(PASSWORD, "a hash")[0], range(2)))
    assert met == [False, False]
