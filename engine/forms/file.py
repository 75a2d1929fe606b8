"""The JSON of a form file, read with care: size, numbers that could explode, keys given twice."""

import json
from collections import Counter
from decimal import Decimal
from typing import Any

from engine.forms.errors import FormProblem, FormRefused
from engine.forms.reader import Json

LARGEST = 512 * 1024
MOST_FIGURES = 30
PLACE = "formulario"


def load(content: bytes) -> Json:
    """The object of the file; raises FormRefused when it holds none."""
    if len(content) > LARGEST:
        raise _refused(f"El archivo pasa de {LARGEST // 1024} KB", "Divídalo en dos tareas.")
    try:
        data = json.loads(
            content.decode("utf-8-sig"),
            parse_int=_number,
            parse_float=_number,
            parse_constant=_no_constant,
            object_pairs_hook=_no_twins,
        )
    except (ValueError, ArithmeticError, RecursionError) as error:
        raise _refused(
            f"El archivo no es JSON: {error}", "Guárdelo otra vez en el editor."
        ) from None
    if not isinstance(data, dict):
        raise _refused("El archivo no contiene un formulario", "Guárdelo otra vez en el editor.")
    return data


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} no es un número")


def _no_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    twice = [key for key, times in Counter(key for key, _ in pairs).items() if times > 1]
    if twice:
        raise ValueError(f"«{twice[0]}» aparece dos veces")
    return dict(pairs)


def _refused(message: str, advice: str) -> FormRefused:
    return FormRefused((FormProblem(PLACE, message, advice),))


def _number(text: str) -> Decimal:
    number = Decimal(text)
    if len(text) > 2 * MOST_FIGURES or abs(number.adjusted()) > MOST_FIGURES:
        raise ValueError("un número tiene demasiadas cifras")
    return number
