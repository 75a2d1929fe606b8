"""Codes of payment: no single wrong digit passes."""

from __future__ import annotations

import os

from hypothesis import given
from hypothesis import strategies as st

from engine.payments.codes import grouped, new_code, read_code


@given(st.binary(min_size=16, max_size=16), st.integers(0, 11), st.integers(1, 9))
def test_a_single_wrong_digit_is_found(seed: bytes, place: int, off: int) -> None:
    code = new_code(lambda _: seed)
    assert read_code(grouped(code)) == code
    wrong = code[:place] + str((int(code[place]) + off) % 10) + code[place + 1 :]
    assert read_code(wrong) is None


@given(st.text(max_size=20))
def test_whatever_is_typed_is_a_code_or_none(typed: str) -> None:
    found = read_code(typed)
    assert found is None or (len(found) == 12 and found.isascii() and found.isdecimal())


def test_codes_differ() -> None:
    assert len({new_code(os.urandom) for _ in range(500)}) == 500
