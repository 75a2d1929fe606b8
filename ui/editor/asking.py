"""The form that a decision asks for: its inputs as the parts of an ordinary form, and back.

Numbers, dates, choices and rows are read by engine.forms with its rules and its words. What has no
control of its own (any value, lists of lists) is written in FEEL; such a text may name nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from engine.dmn.fields import Field
from engine.feel import FeelError, FeelSyntaxError, Value, compile_expression
from engine.forms import FieldError, Form, parse_form, validate
from engine.forms.names import at


def gettext_noop(text: str) -> str:
    """Marks a sentence for the catalogues; it is translated where it is shown."""
    return text


FEW = 7  # more choices than these become a list to select from
MOST_FIELDS = 300
EXAMPLES = {
    "time": "14:30:00",
    "date and time": "2026-03-09T14:30:00",
    "days and time duration": "P30D",
    "years and months duration": "P1Y6M",
    "list": '["bienes", "servicios"]',
    "context": '{clave: "lpa", monto: 180000}',
    "range": "[1..10]",
}
NUMBERS = "[250000, 84500.50]"
ANY_EXAMPLE = '180000, "bienes", date("2026-03-09"), {clave: "lpa"}'
_MADE_BY = {
    "time": "time(text)",
    "date and time": "date and time(text)",
    "days and time duration": "duration(text)",
    "years and months duration": "duration(text)",
}
_PLAIN = ("number", "string", "boolean", "date")
NOT_READ = gettext_noop("No se entiende: {reason}")
NOT_A_VALUE = gettext_noop("«{name}» no es un valor. Si es un texto, escríbalo entre comillas.")
NOT_THAT_KIND = gettext_noop("Escríbalo así: {example}")


@dataclass(frozen=True, slots=True)
class Answered:
    """The values by the names of the inputs, and what is to be corrected."""

    values: Mapping[str, Value]
    errors: tuple[FieldError, ...]


def form_of(fields: Sequence[Field]) -> Form:
    """The form that asks for these inputs; its keys are places, since names hold anything."""
    parts = [_part(field, f"d{place}") for place, field in enumerate(fields[:MOST_FIELDS])]
    return parse_form(json.dumps({"type": "default", "components": parts}).encode())


def answers_of(fields: Sequence[Field], form: Form, raw: Mapping[str, Any]) -> Answered:
    """What was typed, as values by name; blank is null."""
    checked = validate(form, raw, {})
    faults = list(checked.errors)
    values: dict[str, Value] = {}
    for place, field in enumerate(fields[:MOST_FIELDS]):
        key = f"d{place}"
        values[field.name] = _value(field, checked.values.get(key), key, faults)
    return Answered(values, tuple(faults))


def label_of(name: str) -> str:
    """«fecha_convocatoria» as «Fecha convocatoria»; never mistaken for an expression."""
    told = name.replace("_", " ").replace("{{", "{ {").lstrip("= ")[:200]
    return told[:1].upper() + told[1:] or "—"


def _label(field: Field) -> str:
    return label_of(field.label or field.name)


def _part(field: Field, key: str) -> dict[str, Any]:
    part: dict[str, Any] = {"id": key.replace(".", "_"), "key": key, "label": _label(field)}
    if field.choices:
        return {**part, **_choices(field)}
    match field.kind:
        case "number":
            return {**part, "type": "number"}
        case "string":
            return {**part, "type": "textfield"}
        case "boolean":
            yes_no = [{"value": "true", "label": "Sí"}, {"value": "false", "label": "No"}]
            return {**part, "type": "radio", "values": yes_no}
        case "date":
            return {**part, "type": "datetime", "subtype": "date", "dateLabel": part["label"]}
    if field.parts:
        return _inside(field.parts, {**part, "type": "group"})
    if has_rows(field) and field.items:
        rows = {**part, "type": "dynamiclist", "allowAddRemove": True, "defaultRepetitions": 1}
        return _inside(field.items.parts, rows)
    hint = _example(field).replace("{", "{ ")
    return {
        **part,
        "type": "textfield" if field.kind in _MADE_BY else "textarea",
        "description": f"FEEL: {hint}" if field.kind not in _MADE_BY else hint,
        **({} if field.kind in _MADE_BY else {"properties": {"rows": "2"}}),
    }


def _example(field: Field) -> str:
    """How such a value is written in FEEL."""
    if field.kind == "list" and field.items and field.items.kind == "number":
        return NUMBERS
    return EXAMPLES.get(field.kind, ANY_EXAMPLE)


def _inside(parts: Sequence[Field], container: dict[str, Any]) -> dict[str, Any]:
    """A group or a list of rows, with its parts at places of their own."""
    key = container.pop("key")
    inner = [_part(part, f"p{place}") for place, part in enumerate(parts)]
    for child in inner:
        child["id"] = f"{container['id']}_{child['id']}"
    return {**container, "path": key, "components": inner}


def has_rows(field: Field) -> bool:
    """A list of contexts whose parts are all plain: rows that are added and taken away."""
    items = field.items
    return bool(items and items.parts) and all(
        part.kind in _PLAIN for part in (items.parts if items else ())
    )


def _choices(field: Field) -> dict[str, Any]:
    values = [{"value": _key(choice), "label": _key(choice)} for choice in field.choices]
    return {"type": "radio" if len(values) <= FEW else "select", "values": values}


def _key(choice: Value) -> str:
    return (
        {True: "true", False: "false"}.get(choice, "") if isinstance(choice, bool) else str(choice)
    )


def _value(field: Field, found: Value, name: str, faults: list[FieldError]) -> Value:
    if found is None:
        return None
    if field.choices:
        return next((choice for choice in field.choices if _key(choice) == str(found)), None)
    if field.kind == "boolean":
        return {"true": True, "false": False}.get(str(found))
    if field.kind in _PLAIN:
        return found
    if field.parts:
        inside = dict(_parts(field.parts, found, name, faults))
        return inside if any(value is not None for value in inside.values()) else None
    if has_rows(field) and field.items:
        parts = field.items.parts
        return [
            dict(_parts(parts, row, f"{name}[{number}]", faults))
            for number, row in enumerate(found)
        ]
    return _from_text(field, str(found), name, faults)


def _parts(
    parts: Sequence[Field], found: Value, name: str, faults: list[FieldError]
) -> Iterator[tuple[str, Value]]:
    for place, part in enumerate(parts):
        yield part.name, _value(part, at(found, (f"p{place}",)), f"{name}.p{place}", faults)


def _from_text(field: Field, text: str, name: str, faults: list[FieldError]) -> Value:
    """The value of a text in FEEL, or of a time or duration as people write them."""
    try:
        if field.kind in _MADE_BY:
            text = f"{text}:00" if field.kind == "time" and text.count(":") == 1 else text
            value = compile_expression(_MADE_BY[field.kind]).evaluate({"text": text})
            if value is None:
                faults.append(FieldError(name, NOT_THAT_KIND, {"example": EXAMPLES[field.kind]}))
            return value
        expression = compile_expression(text)
        if expression.names:
            unknown = min(expression.names, key=text.find)
            faults.append(FieldError(name, NOT_A_VALUE, {"name": unknown}))
            return None
        return expression.evaluate({})
    except FeelSyntaxError as wrong:
        faults.append(FieldError(name, NOT_READ, {"reason": wrong.spanish}))
    except FeelError as wrong:
        faults.append(FieldError(name, NOT_READ, {"reason": str(wrong)}))
    return None
