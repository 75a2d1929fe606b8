"""What is written into a form file changes what was changed, and keeps what nobody here knows."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from engine.forms import parse_form
from engine.forms.editing import form_rewritten, moved, parts_of

ROOT = Path(__file__).parents[3]
FORMS = sorted(ROOT.glob("processes/**/forms/*.json"))
FIELD = {
    "type": "radio",
    "id": "r",
    "key": "via",
    "label": "Vía",
    "values": [{"value": "a", "label": "Una", "own": "x"}],
    "validate": {"required": True, "own": 1},
    "properties": {"register": "people", "register_key": "dni"},
}
TWO = json.dumps({"type": "default", "components": [FIELD, {"type": "text", "text": "Hola"}]})


def test_every_form_of_the_house_is_written_as_it_came() -> None:
    assert FORMS
    for path in FORMS:
        content = path.read_bytes()
        same = {
            part.place: {
                "label": part.label,
                "key": part.key,
                "help": part.help,
                "condition": part.condition,
                **({"required": "yes" if part.required else ""} if part.asks else {}),
                **({} if part.options is None else {"options": part.options}),
            }
            for part in parts_of(content)
        }
        assert form_rewritten(content, same) == content, path
        other = {place: {**texts, "condition": "1 = 2"} for place, texts in same.items()}
        back = {place: {"condition": texts["condition"]} for place, texts in same.items()}
        changed = form_rewritten(form_rewritten(content, other), back)
        assert json.loads(changed) == json.loads(content), path


def test_what_is_not_shown_here_stays_in_its_part() -> None:
    texts = {"label": "Camino", "required": "", "options": "a = Primera\nb = Segunda"}
    [part, _] = json.loads(form_rewritten(TWO.encode(), {"0": texts}))["components"]
    assert part == {
        **FIELD,
        "label": "Camino",
        "validate": {"own": 1},
        "values": [
            {"value": "a", "label": "Primera", "own": "x"},
            {"value": "b", "label": "Segunda"},
        ],
    }


def test_parts_come_move_and_go() -> None:
    content, place = moved(TWO.encode(), "down", "0")
    assert (place, [part.kind for part in parts_of(content)]) == ("1", ["text", "radio"])
    content, place = moved(content, "add", "0", "group")
    content, place = moved(content, "inside", place, "number")
    assert place == "1.0"
    content, _ = moved(content, "remove", "0")
    assert [part.kind for part in parts_of(content)] == ["group", "number", "radio"]
    for kind in ("textfield", "datetime", "select", "checklist", "filepicker", "address"):
        content, place = moved(content, "inside", "", kind)
    components = [part for part in json.loads(content)["components"] if part.get("id") != "r"]
    parse_form(json.dumps({"type": "default", "components": components}).encode())
    for verb, where, kind in (("add", "9", "text"), ("turn", "0", ""), ("add", "0", "button")):
        with pytest.raises((ValueError, LookupError)):
            moved(content, verb, where, kind)
