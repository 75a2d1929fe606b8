"""Every reason that FEEL and DMN give has its Spanish words."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine import dmn, feel
from engine.feel import FeelLimitError, Warning
from engine.feel.reasons import KINDS, REASONS, spanish_reason

ROOMS = [Path(str(room.__file__)).parent for room in (feel, dmn)]
PASSED_ON = {"X", "a X that does not fit", "X: X"}  # the reason itself comes from elsewhere


def given_reasons() -> Iterator[str]:
    """The text of every Refused, warning and limit in the code; what varies is `X`."""
    for room in ROOMS:
        for path in sorted(room.rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.Call) and name_of(node) in (
                    "Refused",
                    "FeelLimitError",
                    "warn",
                ):
                    yield from texts_of(node)


def name_of(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def texts_of(call: ast.Call) -> Iterator[str]:
    for argument in call.args[-1:]:
        match argument:
            case ast.Constant(value=str(text)):
                yield text
            case ast.JoinedStr(values=parts):
                yield "".join(
                    str(part.value) if isinstance(part, ast.Constant) else "X" for part in parts
                )


def samples() -> list[str]:
    return sorted({text for text in given_reasons() if text not in PASSED_ON})


def filled(text: str) -> str:
    """The reason as it might be given: kinds where kinds stand."""
    for before in ("a X", "from X", "to X", "got X"):
        text = text.replace(before, before[:-1] + "number")
    text = text.replace("it is X", "it is a number that does not fit")
    return text.replace("X X X has", "number + string has").replace("X", "7")


@pytest.mark.parametrize("reason", samples())
def test_every_reason_in_the_code_has_spanish_words(reason: str) -> None:
    assert spanish_reason(filled(reason)) != filled(reason)


def test_no_spanish_sentence_is_left_without_its_reason() -> None:
    assert len(samples()) > 60
    assert all(spanish and spanish != english for english, spanish in REASONS.items())


@pytest.mark.parametrize(
    ("english", "spanish"),
    [
        (
            "date and time + days and time duration has no meaning",
            "la operación + no existe entre fecha y hora y duración en días y horas",
        ),
        (
            "a number cannot be ordered against a string",
            "no se puede ordenar número frente a texto",
        ),
        ("tabla_1: the divisor is zero", "tabla_1: el divisor es cero"),
        (
            "the input cuantia must be a number, but it is a string that does not fit",
            "la entrada cuantia: se espera número, y hay texto que no corresponde",
        ),
        (
            "tabla: 2 rules match, but the hit policy is unique",
            "tabla: se cumplen 2 reglas, y la política de la tabla es UNIQUE: solo una puede"
            " cumplirse",
        ),
        ("something new", "something new"),
    ],
)
def test_the_words_are_put_in_their_places(english: str, spanish: str) -> None:
    assert spanish_reason(english) == spanish


def test_a_warning_names_its_place_and_a_limit_speaks_spanish() -> None:
    assert Warning("the divisor is zero", "1 + 2 / 0", 6).spanish == (
        "Línea 1, columna 7: el divisor es cero."
    )
    assert Warning("the divisor is zero").spanish == "el divisor es cero."
    assert FeelLimitError("The functions call each other too deeply.").spanish == (
        "Las funciones se llaman demasiadas veces."
    )
    assert set(feel.values.KINDS.values()) <= set(KINDS)
