"""Numbers in what a browser sends."""

import pytest

from ui.numbers import number_in


@pytest.mark.parametrize(("text", "number"), [("0", 0), ("007", 7), (str(2**63 - 1), 2**63 - 1)])
def test_plain_digits_are_a_number(text: str, number: int) -> None:
    assert number_in(text) == number


@pytest.mark.parametrize("text", ["", " 7", "-7", "7.0", "²", "٣", "1_000", str(2**63), "9" * 400])
def test_whatever_else_is_none(text: str) -> None:
    assert number_in(text) is None
