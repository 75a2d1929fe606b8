"""Fields of a form file written one by one, everything else of its JSON left as it came.

A field is named by its place («0.2»: the third part of the first one). Only what is known here is
written; properties, registers, documents and whatever else a part says stay in it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from engine.forms.components import CHOICES, CONTAINERS, SHOWN_ONLY, Kind
from engine.forms.file import load

_HOLDERS = frozenset({*CONTAINERS, "multipage"})
DEEPEST = 8
"""What lies deeper is no form that could be deployed, and is left alone."""
_OWN_LABEL = {"text": "text", "html": "content"}


@dataclass(frozen=True, slots=True)
class PartText:
    """One part as it is written: place, depth, kind, and what is changed here. `condition`: the
    FEEL text that hides it; `options`: one «value = label» a line (None: not written there);
    `more`: its own properties, only to be read."""

    place: str
    depth: int
    kind: str
    name: str
    label: str
    key: str
    help: str
    required: bool
    condition: str
    options: str | None
    holds: bool
    asks: bool
    first: bool
    last: bool
    more: Mapping[str, str]


def parts_of(content: bytes) -> tuple[PartText, ...]:
    """Every part in its order, those inside others after them. FormRefused when it is no form."""
    return tuple(_parts(_read(content), "", 0))


def form_rewritten(content: bytes, fields: Mapping[str, Mapping[str, str]]) -> bytes:
    """The file with these texts, by place and name (label, key, help, required, condition,
    options). ValueError when a place is not there."""
    data = _read(content)
    for place, texts in fields.items():
        _write(part_at(data, place), texts)
    return _as_written(content, data)


def moved(content: bytes, verb: str, place: str, kind: str = "") -> tuple[bytes, str]:
    """The file after a part moved («up», «down»), went («remove»), or one came after it («add») or
    into it («inside»), of this kind; and the place to look at. ValueError, IndexError."""
    data = _read(content)
    if verb == "inside":
        inside = part_at(data, place).setdefault("components", []) if place else _top(data)
        inside.append(_new(data, kind))
        return _as_written(content, data), _under(place, len(inside) - 1)
    above, _, last = place.rpartition(".")
    siblings, at = _siblings(data, above), int(last)
    if not 0 <= at < len(siblings):
        raise IndexError(place)
    if verb == "add":
        siblings.insert(at + 1, _new(data, kind))
        at += 1
    elif verb == "remove":
        del siblings[at]
        at = max(0, min(at, len(siblings) - 1))
    elif verb in ("up", "down"):
        wanted = max(0, at - 1) if verb == "up" else min(len(siblings) - 1, at + 1)
        siblings.insert(wanted, siblings.pop(at))
        at = wanted
    else:
        raise ValueError(verb)
    return _as_written(content, data), _under(above, at)


def part_at(data: dict[str, Any], place: str) -> dict[str, Any]:
    """The part at a place; ValueError or IndexError where there is none."""
    found: dict[str, Any] = data
    for step in place.split("."):
        if not step.isdecimal():
            raise ValueError(place)
        listed = found.get("components")
        found = listed[int(step)] if isinstance(listed, list) else {}
        if not isinstance(found, dict) or not found:
            raise ValueError(place)
    return found


def _read(content: bytes) -> dict[str, Any]:
    load(content)  # its limits and its faults, in sentences
    data: dict[str, Any] = json.loads(content.decode("utf-8-sig"))
    return data


def _as_written(content: bytes, data: dict[str, Any]) -> bytes:
    if data == json.loads(content.decode("utf-8-sig")):
        return content
    end = "\n" if content.endswith(b"\n") else ""
    return (json.dumps(data, ensure_ascii=False, indent=2) + end).encode()


def _top(data: dict[str, Any]) -> list[Any]:
    listed: list[Any] = data.setdefault("components", [])
    return listed


def _siblings(data: dict[str, Any], above: str) -> list[Any]:
    return _top(part_at(data, above) if above else data)


def _under(above: str, at: int) -> str:
    return f"{above}.{at}" if above else str(at)


def _parts(holder: dict[str, Any], above: str, depth: int) -> Iterator[PartText]:
    listed = holder.get("components")
    parts = listed if isinstance(listed, list) and depth <= DEEPEST else []
    for at, part in enumerate(parts):
        if not isinstance(part, dict):
            continue
        place = _under(above, at)
        yield _told(part, place, depth, first=at == 0, last=at == len(parts) - 1)
        yield from _parts(part, place, depth + 1)


def _told(part: dict[str, Any], place: str, depth: int, *, first: bool, last: bool) -> PartText:
    kind = str(part.get("type", ""))
    properties = part.get("properties")
    known = properties if isinstance(properties, dict) else {}
    return PartText(
        place=place,
        depth=depth,
        kind=kind,
        name=name_of(part),
        label=_text(part, label_key(part)),
        key=_text(part, key_key(part)),
        help=_text(part, "description"),
        required=_inside(part, "validate").get("required") is True,
        condition=str(_inside(part, "conditional").get("hide") or "").removeprefix("="),
        options=_options(part),
        holds=kind in _HOLDERS,
        asks=kind not in _HOLDERS and kind not in SHOWN_ONLY and kind != Kind.EXPRESSION,
        first=first,
        last=last,
        more={str(name): str(value) for name, value in known.items()},
    )


def name_of(part: Mapping[str, Any]) -> str:
    """How the faults of a form call this part."""
    for key in ("key", "path", "label", "id", "type"):
        if isinstance(part.get(key), str) and part[key]:
            return str(part[key])[:80]
    return "componente"


def label_key(part: Mapping[str, Any]) -> str:
    """Where a part keeps what people read."""
    kind = str(part.get("type"))
    if kind == Kind.DATE:
        return "timeLabel" if part.get("subtype") == "time" else "dateLabel"
    return _OWN_LABEL.get(kind, "label")


def key_key(part: Mapping[str, Any]) -> str:
    return "path" if part.get("type") in _HOLDERS else "key"


def _inside(part: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = part.get(name)
    return found if isinstance(found, dict) else {}


def _text(part: Mapping[str, Any], name: str) -> str:
    found = part.get(name)
    return found if isinstance(found, str) else ""


def _options(part: Mapping[str, Any]) -> str | None:
    listed = part.get("values")
    if part.get("type") not in CHOICES or not isinstance(listed, list):
        return None
    return "\n".join(
        f"{each.get('value', '')} = {each.get('label', '')}"
        for each in listed
        if isinstance(each, dict)
    )


def _write(part: dict[str, Any], texts: Mapping[str, str]) -> None:
    before = _told(part, "", 0, first=True, last=True)
    for name, key in (("label", label_key(part)), ("key", key_key(part)), ("help", "description")):
        if name in texts and texts[name].strip() != getattr(before, name).strip():
            _put(part, key, texts[name].strip())
    if "required" in texts and (texts["required"] == "yes") != before.required:
        _put_inside(part, "validate", "required", True if texts["required"] == "yes" else None)
    if "condition" in texts and texts["condition"].strip() != before.condition.strip():
        said = texts["condition"].strip().removeprefix("=").strip()
        _put_inside(part, "conditional", "hide", f"={said}" if said else None)
    if "options" in texts and texts["options"].strip() != (before.options or "").strip():
        known = {str(each.get("value")): each for each in part.get("values", ()) if each}
        part["values"] = [
            _option(line, known) for line in texts["options"].splitlines() if line.strip()
        ]


def _option(line: str, known: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
    """«value = label», keeping what else an option of this value said."""
    value, mark, label = (each.strip() for each in line.partition("="))
    return {**known.get(value, {"value": value}), "label": label if mark else value}


def _put(part: dict[str, Any], key: str, text: str) -> None:
    if text or key in ("label", "text", "key"):
        part[key] = text
    else:
        part.pop(key, None)


def _put_inside(part: dict[str, Any], name: str, key: str, value: object) -> None:
    inside = dict(_inside(part, name))
    if value is None:
        inside.pop(key, None)
    else:
        inside[key] = value
    if inside:
        part[name] = inside
    else:
        part.pop(name, None)


def _new(data: dict[str, Any], kind: str) -> dict[str, Any]:
    """A part of a kind, with a key that the form does not have."""
    if kind not in {each.value for each in Kind}:
        raise ValueError(kind)
    parts = tuple(_parts(data, "", 0))
    taken = {part.key for part in parts}
    key = next(name for number in range(1, 1_000) if (name := f"campo_{number}") not in taken)
    made: dict[str, Any] = {"type": kind, "id": f"{kind}_{key}"}
    if kind in ("text", "separator"):
        return {**made, "text": "…"} if kind == "text" else made
    if kind == Kind.GROUP:
        return {**made, "label": "…", "components": []}
    made |= {"key": key}
    if kind == Kind.DATE:
        return {**made, "subtype": "date", "dateLabel": "…"}
    made |= {"label": "…"}
    if kind in CHOICES:
        made["values"] = [{"value": "si", "label": "Sí"}, {"value": "no", "label": "No"}]
    return made
