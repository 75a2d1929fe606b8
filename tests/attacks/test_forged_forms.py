"""A form is believed only when it carries a token made for this very session."""

import pytest

from ui import csrf

NONCE = bytes(range(16))


def test_the_token_of_a_session_is_genuine_for_it_and_for_no_other() -> None:
    token = csrf.token_for("session of Rosa", nonce=NONCE)
    assert csrf.is_genuine(token, "session of Rosa")
    assert not csrf.is_genuine(token, "session of Marta")


def test_two_pages_of_one_session_carry_different_tokens() -> None:
    first = csrf.token_for("session of Rosa", nonce=NONCE)
    assert first != csrf.token_for("session of Rosa", nonce=NONCE[::-1])


@pytest.mark.parametrize("token", ["", ".", "x.y", "00.", NONCE.hex(), f"{NONCE.hex()}.00"])
def test_a_made_up_token_is_refused(token: str) -> None:
    assert not csrf.is_genuine(token, "session of Rosa")


def test_without_a_session_no_token_is_genuine() -> None:
    assert not csrf.is_genuine(csrf.token_for("", nonce=NONCE), "")
