"""What the editor of scenarios completes steps with: sentences, and the words of this process."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from engine.workshop.drawn import Drawn, drawn_in
from engine.workshop.labels import ATTRIBUTES
from engine.workshop.scenarios.days import in_words
from engine.workshop.scenarios.fields import BETWEEN, ROW, fields_in, words_of
from engine.workshop.scenarios.forms import StepForms
from engine.workshop.scenarios.sentences import SENTENCES, keyword, known_language
from ui.visit import Member
from ui.workshop.scene import Scene

TERM = ATTRIBUTES["deadline", "title"]
KINDS = ("given", "when", "then")
MOST = 200
"""Words of one kind that are sent."""


def offer_of(here: Member, scene: Scene, language: str) -> str:
    """As the script reads it (`ui/static/src/js/workshop/steps.js`), JSON."""
    known = known_language(language)
    forms = StepForms(scene.files, scene.ending(".bpmn"))
    told: dict[str, Any] = {
        "keywords": {kind: [keyword(known, kind)] for kind in KINDS},
        "and": keyword(known, "and"),
        "phrases": [
            {"kind": each.kind, "text": each.phrase}
            for each in SENTENCES[known]
            if "{anyrole}" not in each.phrase
        ],
        "places": _places(here, scene, known),
        "fields": {name: _fields(forms, name) for name in forms.names},
    }
    return json.dumps(told, ensure_ascii=False)


def _places(here: Member, scene: Scene, language: str) -> Mapping[str, list[str]]:
    drawn = [each for path in scene.ending(".bpmn") for each in drawn_in(scene.files[path])]
    manifest = scene.manifest
    terms = {
        text for each in drawn for (label, _about), text in each.facts.items() if label == TERM
    }
    found = {
        "task": _named(drawn, "userTask"),
        "end": _named(drawn, "endEvent"),
        "name": [*(one.label for one in manifest.glance), *_named(drawn, "")],
        "term": sorted(terms),
        "role": sorted({*manifest.role_titles.values()}),
        "day": [in_words(here.today, language)],
        "days": ["5"],
    }
    return {place: words[:MOST] for place, words in found.items()}


def _named(drawn: list[Drawn], kind: str) -> list[str]:
    names = (each.name for each in drawn if each.name and (not kind or each.kind == kind))
    return list(dict.fromkeys(name for name in names if '"' not in name and "\n" not in name))


def _fields(forms: StepForms, name: str) -> list[dict[str, Any]]:
    """The fields of a task's form by the words over them, with the words of their options."""
    fields = fields_in(forms.called(name))
    found = []
    for each in fields[:MOST]:
        words = BETWEEN.join("1" if part == ROW else part for part in words_of(fields, each, ()))
        options = each.part.source.written if each.part.source and not each.piece else ()
        found.append({"words": words, "options": [one.label for one in options][:MOST]})
    return found
