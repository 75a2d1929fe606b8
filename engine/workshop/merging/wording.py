"""What is to be decided, in plain words: which thing, what of it, and what each side says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from engine.sentences import N_
from engine.workshop import differing_forms, differing_sheets
from engine.workshop.labels import ATTRIBUTES, PARTS
from engine.workshop.merging.conflicts import Conflict, ConflictKind, Found, Judge, Thing
from engine.workshop.merging.parts import KIND, Part, flat

SORTS = {
    ".bpmn": N_("Diagrama"),
    ".dmn": N_("Decisión"),
    ".json": N_("Formulario"),
    ".toml": N_("Ficha del proceso"),
}
FILE = N_("Archivo")
OWN = {
    "name": N_("Nombre"),
    KIND: N_("Clase"),
    "@lanes": N_("Carril"),
    "@in": N_("Está dentro de"),
    "sourceRef": N_("Sale de"),
    "targetRef": N_("Lleva a"),
    "attachedToRef": N_("Está en el borde de"),
    "default": N_("Camino de los demás casos"),
    "hitPolicy": N_("Cuántas reglas valen"),
    "@joins": N_("Lo que llega, sale o está en él"),
}
ORDER = N_("Orden")
DETAIL = N_("Otro detalle")
_REFERS = frozenset(
    {"@lanes", "@in", "@joins", "sourceRef", "targetRef", "attachedToRef", "default"}
)


def worded(judge: Judge) -> list[Conflict]:
    """Every conflict that the merge of a file met, as it met them."""
    return [_conflict(judge, own, found) for own, found in judge.found.items()]


def _conflict(judge: Judge, own: str, found: Found) -> Conflict:
    at, thing = _thing(judge, found.path)
    rest = found.path[at:]
    label, about = _label(judge, thing, rest, found)
    base, ours, theirs = (
        _told(judge, found, each) for each in (found.base, found.ours, found.theirs)
    )
    return Conflict(
        own, found.kind, judge.file, thing.sort, thing.subject, thing.element_id, label, about,
        base, ours, theirs, judge.decisions.get(own),
    )  # fmt: skip


def _thing(judge: Judge, path: tuple[str, ...]) -> tuple[int, Thing]:
    for at in range(len(path), 0, -1):
        if path[:at] in judge.things:
            return at, judge.things[path[:at]]
    return 0, Thing(SORTS.get(judge.file[judge.file.rfind(".") :], FILE), judge.file, "")


def _label(judge: Judge, thing: Thing, rest: tuple[str, ...], found: Found) -> tuple[str, str]:
    if found.kind is ConflictKind.ORDER:
        return ORDER, ""
    if column := next((thing.columns[key] for key in rest if key in thing.columns), ""):
        return "", column
    return label_at(judge.file, rest, found.name)


def label_at(file: str, rest: tuple[str, ...], name: str) -> tuple[str, str]:
    """What a part of a thing is called, and what it is about."""
    if file.endswith(".json"):
        way = ".".join(rest)
        known = (key for key in differing_forms.LABELS if way == key or way.startswith(f"{key}."))
        return differing_forms.LABELS.get(next(known, ""), DETAIL if rest else ""), ""
    if file.endswith(".toml") and rest:
        return differing_sheets.LABELS.get(rest[0], DETAIL), " · ".join(map(_bare, rest[1:]))
    if not name and not rest:
        return "", ""
    if not rest:
        return OWN.get(name, DETAIL), ""
    tag = rest[-1].partition(":")[0].partition("~")[0].partition("@")[0]
    label = ATTRIBUTES.get((tag, name)) or PARTS.get(tag) or OWN.get(name, DETAIL)
    return label, rest[-1].partition(":")[2].partition("~")[0] if label != DETAIL else ""


def _told(judge: Judge, found: Found, value: Any) -> str:
    """A value in words; of a whole part what it says otherwise than the base."""
    if value is None or isinstance(value, bytes):
        return ""
    if isinstance(value, Part):
        base = found.base if isinstance(found.base, Part) else None
        return "; ".join(dict.fromkeys(_differs(judge, base, value)))
    return _value(judge, found.name, value)


def _differs(judge: Judge, base: Part | None, part: Part) -> Iterator[str]:
    before = dict(flat(base))
    for way, value in flat(part):
        if way[-1] != KIND and before.get(way) != value and value not in ("", None):
            yield _value(judge, way[-1], value)


def _value(judge: Judge, name: str, value: Any) -> str:
    if name in _REFERS:
        each = value if isinstance(value, list) else str(value).split()
        return ", ".join(judge.names.get(one.removeprefix("#"), one) for one in each)
    text = str(value).rpartition("}")[2] if name == KIND else str(value)
    return " ".join(text.split()).removeprefix("=")


def _bare(key: str) -> str:
    return key.partition("=")[2] if "=" in key else key.strip("«»")
