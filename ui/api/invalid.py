"""A request that is not of the documented shape: one error a place, in the reader's words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from engine.refusals import Refused
from ui.api.kinds import ApiKind
from ui.api.problems import Problem, Say, not_found, own

SAID: Mapping[str, Say] = {
    "missing": lambda w: w.gettext("Falta este dato."),
    "extra_forbidden": lambda w: w.gettext("Este dato no se espera aquí."),
    "string_type": lambda w: w.gettext("Debe ser un texto."),
    "bool_type": lambda w: w.gettext("Debe ser verdadero o falso."),
    "dict_type": lambda w: w.gettext("Debe ser un objeto JSON."),
    "model_type": lambda w: w.gettext("Debe ser un objeto JSON."),
    "model_attributes_type": lambda w: w.gettext("Debe ser un objeto JSON."),
    "list_type": lambda w: w.gettext("Debe ser una lista."),
    "int_type": lambda w: w.gettext("Debe ser un número entero."),
    "int_parsing": lambda w: w.gettext("Debe ser un número entero."),
    "date_from_datetime_parsing": lambda w: w.gettext("Debe ser una fecha como 2026-03-09."),
    "string_too_short": lambda w: w.gettext("Es demasiado corto."),
    "string_too_long": lambda w: w.gettext("Es demasiado largo."),
    "out_of_range": lambda w: w.gettext("La fecha está fuera de lo que se puede pedir."),
    "no_working_day": lambda w: w.gettext("Ese día ya no es laborable."),
    "not_asked": lambda w: w.gettext("La tarea no pide este documento."),
    "not_of_a_process": lambda w: w.gettext(
        "Un proceso consta de manifest.toml, archivos .bpmn y .dmn, y forms/*.json."
    ),
    "string_unicode": lambda w: w.gettext("Un texto tiene caracteres que no se admiten."),
}


def of_validation(faults: Sequence[Mapping[str, Any]]) -> Problem:
    """What the framework found; an address whose parts are no ids of ours leads nowhere."""
    if any(fault["loc"][:1] == ("path",) for fault in faults):
        return not_found()
    return invalid([(place_of(fault), str(fault["type"])) for fault in faults])


def invalid(faults: Sequence[tuple[str, str]]) -> Problem:
    """Places and what is wrong with each, as a key of `SAID`."""
    return own(
        ApiKind.INVALID_REQUEST, errors=[(place, SAID.get(kind, _other)) for place, kind in faults]
    )


def late_day(refused: Refused, field: str) -> Problem | None:
    """What a verb says of a day that is still to come, told of the body; None when that is not
    what it refused."""
    if refused.details.get("field") != field:
        return None
    return invalid([(f"body.{field}", "out_of_range")])


def place_of(fault: Mapping[str, Any]) -> str:
    """«body.data», «query.limit»."""
    return ".".join(str(step) for step in fault["loc"])


def _other(words: Any) -> str:
    return str(words.gettext("No tiene la forma documentada."))
