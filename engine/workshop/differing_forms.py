"""What two versions of a form ask differently: fields by their key, and what each says."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from engine.sentences import N_
from engine.workshop.changes import Change, ChangeKind

FIELD, FORM = N_("Campo"), N_("Formulario")
LABELS = {
    "label": N_("Nombre"),
    "type": N_("Clase"),
    "description": N_("Ayuda"),
    "validate.required": N_("Es obligatorio"),
    "validate.min": N_("Mínimo"),
    "validate.max": N_("Máximo"),
    "validate.minLength": N_("Letras, como mínimo"),
    "validate.maxLength": N_("Letras, como máximo"),
    "validate.pattern": N_("Forma"),
    "conditional.hide": N_("Se esconde si"),
    "defaultValue": N_("Valor de inicio"),
    "values": N_("Opciones"),
    "text": N_("Texto"),
    "place": N_("Lugar en el formulario"),
}


def forms_differ(path: str, before: bytes, after: bytes) -> Iterator[Change]:
    """Fields that were added, removed or changed; a file that is no form as a whole."""
    try:
        old, new = dict(_fields(json.loads(before))), dict(_fields(json.loads(after)))
    except (ValueError, TypeError, AttributeError, RecursionError):
        yield Change(ChangeKind.CHANGED, path, FORM, path)
        return
    found = False
    for key in dict.fromkeys([*new, *old]):
        one, other = old.get(key), new.get(key)
        for change in _of_field(path, key, one, other):
            found = True
            yield change
    if not found and json.loads(before) != json.loads(after):
        yield Change(ChangeKind.CHANGED, path, FORM, path)


def _of_field(
    path: str, key: str, old: dict[str, str] | None, new: dict[str, str] | None
) -> Iterator[Change]:
    name = (new or old or {}).get("label") or key
    if old is None or new is None:
        yield Change(
            ChangeKind.ADDED if old is None else ChangeKind.REMOVED, path, FIELD, name, key
        )
        return
    for part in dict.fromkeys([*new, *old]):
        before, after = old.get(part, ""), new.get(part, "")
        if before != after:
            label = LABELS.get(part, "")
            about = "" if label else part
            yield Change(ChangeKind.CHANGED, path, FIELD, name, key, label, about, before, after)


def _fields(form: Any, above: str = "") -> Iterator[tuple[str, dict[str, str]]]:
    """Every component by its key (or its id), with all that it says as flat texts."""
    for place, part in enumerate(form.get("components", []), 1):
        key = str(part.get("key") or part.get("path") or part.get("id") or f"{above}{place}")
        told = {
            name: value for name, value in _flat(part) if name not in ("id", "key", "layout.row")
        }
        yield f"{above}{key}", told
        yield from _fields(part, f"{above}{key}.")


def _flat(part: Any, above: str = "") -> Iterator[tuple[str, str]]:
    for name, value in part.items():
        if name == "components":
            continue
        if isinstance(value, dict):
            yield from _flat(value, f"{above}{name}.")
        elif name == "values" and isinstance(value, list):
            yield name, ", ".join(str(each.get("label", each)) for each in value)
        else:
            yield f"{above}{name}", _text(value)


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
