"""FEEL by the text of the standard: every line of standard.txt, an expression and what it gives."""

from pathlib import Path

import pytest

from engine.feel import NO_HOST, FeelSyntaxError, compile_expression
from engine.feel.builtins import SIGNATURES
from engine.feel.run import start

LINES = [
    line.rpartition(" => ")
    for line in (Path(__file__).parent / "standard.txt").read_text().splitlines()
    if line and not line.startswith("#")
]
# What only the host's clock can give, or a vendor's addition.
ELSEWHERE = {"now", "today", "last day of month"}


@pytest.mark.parametrize(("text", "wanted"), [(text, wanted) for text, _, wanted in LINES])
def test_an_expression_gives_what_the_standard_says(text: str, wanted: str) -> None:
    if wanted == "!":
        with pytest.raises(FeelSyntaxError):
            compile_expression(text)
        return
    found, expected = (compile_expression(each).evaluate({}) for each in (text, wanted))
    assert (found, type(found)) == (expected, type(expected))


@pytest.mark.parametrize("name", sorted(set(SIGNATURES) - ELSEWHERE))
def test_every_function_is_null_with_a_reason_for_no_and_for_too_many_arguments(name: str) -> None:
    spread = any(
        signature.spread or signature.parameters[-1].rest for signature in SIGNATURES[name]
    )
    for text in [f"{name}()"] + ([] if spread else [f"{name}({', '.join(['1'] * 6)})"]):
        warnings: list[object] = []
        assert compile_expression(text).evaluate({}, warnings=warnings) is None
        assert len(warnings) == 1


@pytest.mark.parametrize("name", sorted(set(SIGNATURES) - ELSEWHERE))
def test_every_function_refuses_an_argument_by_a_name_it_does_not_know(name: str) -> None:
    assert compile_expression(f"{name}(no such parameter: 1)").run({}, start(NO_HOST)) is None
