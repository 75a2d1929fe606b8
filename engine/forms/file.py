"""The JSON of a form file, read with care: size, numbers that could explode, keys given twice."""

import json
from collections import Counter
from decimal import Decimal
from typing import Any

from engine.forms.errors import FormProblem, FormRefused
from engine.forms.reader import Json
from engine.sentences import N_, Fact, phrase, why_of

LARGEST = 512 * 1024
MOST_FIGURES = 30
PLACE = "formulario"


def load(content: bytes) -> Json:
    """The object of the file; raises FormRefused when it holds none."""
    if len(content) > LARGEST:
        size = str(LARGEST // 1024)
        raise _refused(
            N_("El archivo pasa de %(size)s KB"), N_("Divídalo en dos tareas."), size=size
        )
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
            N_("El archivo no es JSON: %(why)s"),
            N_("Guárdelo otra vez en el editor."),
            why=why_of(error),
        ) from None
    if not isinstance(data, dict):
        raise _refused(
            N_("El archivo no contiene un formulario"), N_("Guárdelo otra vez en el editor.")
        )
    return data


def _no_constant(name: str) -> None:
    raise ValueError(phrase(N_("%(name)s no es un número"), name=name))


def _no_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    twice = [key for key, times in Counter(key for key, _ in pairs).items() if times > 1]
    if twice:
        raise ValueError(phrase(N_("«%(name)s» aparece dos veces"), name=twice[0]))
    return dict(pairs)


def _refused(sentence: str, hint: str, /, **facts: Fact) -> FormRefused:
    return FormRefused((FormProblem(PLACE, sentence, hint, facts),))


def _number(text: str) -> Decimal:
    number = Decimal(text)
    if len(text) > 2 * MOST_FIGURES or abs(number.adjusted()) > MOST_FIGURES:
        raise ValueError(phrase(N_("un número tiene demasiadas cifras")))
    return number
