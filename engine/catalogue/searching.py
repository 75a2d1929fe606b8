"""Looking for a service in plain words: without accents, by the beginning of a word, in singular or
plural, and by the synonyms that its entry names. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol, TypeVar

from engine.definitions.service import Service
from storage.words import all_words

EMPTY = frozenset(
    {
        *("a", "al", "como", "con", "cual", "de", "del", "donde", "el", "en", "es", "hacer", "la"),
        *("las", "lo", "los", "me", "mi", "mis", "necesito", "para", "pedir", "por", "que"),
        *("quiero", "se", "si", "sobre", "su", "tengo", "tramite", "un", "una", "y"),
        *("da", "do", "dos", "em", "meu", "minha", "o", "os", "preciso", "quero", "um", "uma"),
        *("for", "how", "i", "my", "of", "the", "to", "want"),
    }
)
"""What stands in most questions and tells nothing of what is looked for."""
MOST_WORDS = 12
SHORTEST_BEGINNING = 3
"""Shorter words must be whole: «ir» is not the beginning of «irrigación»."""


class Findable(Protocol):
    """What is looked for by its words, with what their place weighs."""

    @property
    def found_by(self) -> Mapping[str, int]: ...


Found = TypeVar("Found", bound=Findable)


def search(offers: Sequence[Found], text: str) -> list[Found]:
    """Those that hold every word of the text, the best first; where none does, those that hold some
    of them. Everything, in its order, where the text has no word that tells anything."""
    asked = _asked(text)
    if not asked:
        return list(offers)
    found = [(_score(offer, asked), place, offer) for place, offer in enumerate(offers)]
    some = [(held, weight, place, offer) for (held, weight), place, offer in found if held]
    most = max((held for held, _, _, _ in some), default=0)
    ranked = [(-weight, place, offer) for held, weight, place, offer in some if held == most]
    return [offer for _, _, offer in sorted(ranked, key=lambda each: each[:2])]


def _asked(text: str) -> list[str]:
    words = [_stem(word) for word in list(all_words(text))[: 2 * MOST_WORDS] if word not in EMPTY]
    return list(dict.fromkeys(words))[:MOST_WORDS]


def _score(offer: Findable, asked: Iterable[str]) -> tuple[int, int]:
    """How many of the words it holds, and how much their places weigh."""
    best = [_weight_of(word, offer.found_by) for word in asked]
    return sum(1 for weight in best if weight), sum(best)


def _weight_of(asked: str, known: Mapping[str, int]) -> int:
    whole = known.get(asked, 0) * 2
    if whole or len(asked) < SHORTEST_BEGINNING:
        return whole
    return max((weight for word, weight in known.items() if word.startswith(asked)), default=0)


def index_of(service: Service) -> dict[str, int]:
    """Its words with what their place weighs: what it is called before what it asks for."""
    places = (
        (8, (service.action, service.title)),
        (6, service.words),
        (3, (service.line, service.code, service.output)),
        (2, (service.whom, *service.life_events)),
        (1, (*(each.title for each in service.requirements), *service.steps, service.authority)),
    )
    return index_of_texts(places)


def index_of_texts(places: Iterable[tuple[int, Iterable[str]]]) -> dict[str, int]:
    """The words of texts with what each place weighs, the heaviest first."""
    found: dict[str, int] = {}
    for weight, texts in places:
        for word in (each for text in texts for each in all_words(text)):
            if word not in EMPTY:
                found.setdefault(_stem(word), weight)
    return found


def _stem(word: str) -> str:
    """The singular, roughly: the same for a question and for what is looked through."""
    if len(word) > 5 and word.endswith("es") and word[-3] not in "aeiou":
        return word[:-2]
    return word[:-1] if len(word) > 3 and word.endswith("s") else word
