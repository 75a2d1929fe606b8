"""What two versions of a manifest say differently, key by key; the key is the element of a
change."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from typing import Any

from engine.sentences import N_
from engine.workshop.changes import Change, ChangeKind

SHEET = N_("Ficha del proceso")
LABELS = {
    "title": N_("Nombre"),
    "purpose": N_("Para qué sirve"),
    "starters": N_("Quién lo inicia"),
    "operators": N_("Quién lo opera"),
    "term": N_("Plazo"),
    "fee": N_("Derecho"),
    "number": N_("Número de los expedientes"),
    "uses": N_("Procedimientos que usa"),
    "roles": N_("Rol del carril"),
    "role_titles": N_("Nombre del rol"),
    "stages": N_("Etapa"),
    "glance": N_("Dato a la vista"),
    "letters": N_("Carta"),
    "service": N_("Ficha para el ciudadano"),
    "separate": N_("Pasos de personas distintas"),
    "exclude": N_("Personas apartadas"),
}


def manifests_differ(path: str, before: bytes, after: bytes) -> Iterator[Change]:
    """Each key that says another thing; a file that does not read as a whole."""
    try:
        old, new = (dict(_flat(tomllib.loads(each.decode()))) for each in (before, after))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError):
        yield Change(ChangeKind.CHANGED, path, SHEET, path)
        return
    for key in dict.fromkeys([*new, *old]):
        one, other = old.get(key, ""), new.get(key, "")
        if one != other:
            first, _, rest = key.partition(".")
            kind = ChangeKind.CHANGED if key in old and key in new else ChangeKind.ADDED
            kind = kind if key in new else ChangeKind.REMOVED
            label = LABELS.get(first, "")
            about = rest if label else key
            yield Change(kind, path, SHEET, path, key, label, about, one, other)


def _flat(table: Any, above: str = "") -> Iterator[tuple[str, str]]:
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{above}{name}.")
        elif isinstance(value, list) and value and all(isinstance(each, dict) for each in value):
            for number, each in enumerate(value, 1):
                yield from _flat(each, f"{above}{name}.{each.get('title') or number}.")
        elif isinstance(value, list):
            yield f"{above}{name}", ", ".join(map(str, value))
        else:
            yield f"{above}{name}", str(value)
