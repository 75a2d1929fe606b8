"""An address: a place of the country's list, chosen level by level, with street, number, reference.

What is sent are codes (`nivel1`, `nivel2` …, or `codigo` alone) and words; what the case gets are
the names of the places too, so that nothing has to look them up again. A place must lie in the one
chosen before it. Where the country has no list, the place is a word (`localidad`).
In the Andes many houses have no street: a reference will do in its place.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from engine.feel import Value
from engine.forms import wording
from engine.forms.components import Component, Kind, Rules
from engine.forms.readings import Reading, Wrong, wrong
from engine.forms.texts import read_text
from engine.territory import Ground, Place, Territory

LEVEL = "nivel"
CODE, SYSTEM, LOCALITY = "codigo", "sistema", "localidad"
STREET, NUMBER, REFERENCE = "calle", "numero", "referencia"
WORDS = (STREET, NUMBER, REFERENCE)
LEVEL_WORDS = {
    "departamento": wording.DEPARTMENT,
    "provincia": wording.PROVINCE,
    "distrito": wording.DISTRICT,
}
"""What the select of a level is called; a level that has no words here is called by its name."""
_WORD = Component(Kind.TEXTFIELD, rules=Rules())


@dataclass(frozen=True, slots=True)
class LevelView:
    """One level to choose from: its control inside the field, what it is called, the places that
    may be chosen and the one that is."""

    name: str
    title: str
    places: tuple[Place, ...]
    chosen: str = ""


@dataclass(frozen=True, slots=True)
class AddressView:
    """An address as it is shown: its levels (none without a list) and its words as typed."""

    levels: tuple[LevelView, ...] = ()
    words: Mapping[str, str] = field(default_factory=dict)


def read_address(raw: object, ground: Ground) -> Reading:
    """The address, or what to do about it; None when nothing of it was written."""
    if not isinstance(raw, Mapping):
        return Reading() if raw in (None, "", []) else wrong(wording.WRITE_ADDRESS)
    words: dict[str, Value] = {}
    for name in (*WORDS, LOCALITY):
        reading = read_text(_WORD, _text(raw.get(name)))
        if reading.wrong is not None:
            return reading
        words[name] = reading.value
    locality = words.pop(LOCALITY)
    if ground.territory is None:
        return _without_list(locality, words)
    codes = chosen_codes(raw, ground.territory)
    if is_unanswered(raw, ground):
        return Reading()
    fault = _fault_of(codes, ground.territory)
    if fault is not None:
        return Reading(None, fault)
    if words[STREET] is None and words[REFERENCE] is None:
        return wrong(wording.WRITE_STREET)
    return Reading({**_placed(ground.territory.chain(codes[-1]), ground.territory), **words})


def is_unanswered(raw: object, ground: Ground) -> bool:
    """Whether nothing of it was written: at most, the place is the one that the form proposed."""
    if not isinstance(raw, Mapping):
        return raw in (None, "", [])
    if any(_text(raw.get(name)).strip() for name in (*WORDS, LOCALITY)):
        return False
    if ground.territory is None:
        return True
    return chosen_codes(raw, ground.territory) in ([], [place.code for place in ground.home_chain])


def address_view(raw: object, ground: Ground) -> AddressView:
    """What to show of an answer; the municipality's own place where nothing was chosen yet."""
    known = raw if isinstance(raw, Mapping) else {}
    words = {name: _text(known.get(name)) for name in (*WORDS, LOCALITY)}
    territory = ground.territory
    if territory is None:
        return AddressView((), words)
    codes = chosen_codes(known, territory)
    if not isinstance(raw, Mapping):
        codes = [place.code for place in ground.home_chain]
    levels, inside = [], ""
    for number, name in enumerate(territory.levels, 1):
        given = codes[number - 1] if len(codes) >= number else ""
        places = territory.within(inside) if inside or number == 1 else ()
        inside = given if any(place.code == given for place in places) else ""
        title = LEVEL_WORDS.get(name, name.replace("_", " ").capitalize())
        levels.append(LevelView(f"{LEVEL}{number}", title, places, inside))
    return AddressView(tuple(levels), words)


def chosen_codes(raw: Mapping[str, object], territory: Territory) -> list[str]:
    """The code of each level, as far as it was given; a code alone stands for all of its levels."""
    names = [f"{LEVEL}{number}" for number in range(1, len(territory.levels) + 1)]
    if any(name in raw for name in names):
        codes = [_text(raw.get(name)) for name in names]
        return codes if any(codes) else []
    code = _text(raw.get(CODE))
    chain = territory.chain(code)
    return [place.code for place in chain] or ([code] if code else [])


def address_words(value: Mapping[str, object]) -> str:
    """«Jr. Comercio 120, Zurite, Anta, Cusco (frente a la plaza)»."""
    street = " ".join(_text(value.get(name)) for name in (STREET, NUMBER) if value.get(name))
    skipped = {*WORDS, CODE, SYSTEM}
    places = [_text(each) for name, each in value.items() if name not in skipped and each]
    told = ", ".join(each for each in (street, *reversed(places)) if each)
    reference = _text(value.get(REFERENCE))
    if not reference:
        return told
    return f"{told} ({reference})" if told else reference


def typed_words(shown: AddressView) -> str:
    """What was typed of an address that could not be understood; nothing where no word was."""
    if not any(shown.words.values()):
        return ""
    chosen = {level.chosen for level in shown.levels}
    names = [place.name for level in shown.levels for place in level.places if place.code in chosen]
    return ", ".join(each for each in (*shown.words.values(), *reversed(names)) if each)


def _fault_of(codes: list[str], territory: Territory) -> Wrong | None:
    """The first level that is not chosen, or not inside of the one before."""
    inside = ""
    for number in range(len(territory.levels)):
        code = codes[number] if len(codes) > number else ""
        place = territory.places.get(code)
        if place is None:
            return Wrong(wording.CHOOSE_PLACE, {})
        if place.parent != inside:
            holder = territory.places.get(inside)
            facts = {"place": place.name, "inside": holder.name if holder else territory.country}
            return Wrong(wording.PLACE_ELSEWHERE, facts)
        inside = code
    return None


def _placed(chain: tuple[Place, ...], territory: Territory) -> dict[str, Value]:
    named = {name: place.name for name, place in zip(territory.levels, chain, strict=True)}
    return {CODE: chain[-1].code, SYSTEM: territory.system, **named}


def _without_list(locality: Value, words: dict[str, Value]) -> Reading:
    if locality is None and not any(value is not None for value in words.values()):
        return Reading()
    if words[STREET] is None and words[REFERENCE] is None:
        return wrong(wording.WRITE_STREET)
    return Reading({LOCALITY: locality, **words})


def _text(value: object) -> str:
    if isinstance(value, list | tuple):
        value = value[-1] if value else ""
    return value if isinstance(value, str) else ""
