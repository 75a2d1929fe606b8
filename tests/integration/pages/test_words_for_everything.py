"""Whatever the engine can say, the pages have words for, in every language."""

import re
import string
from datetime import UTC, date, datetime

import pytest

from engine.forms import wording
from engine.history.kinds import EventKind
from engine.history.town import TownEventKind
from engine.refusals import RefusalKind, Refused
from storage.queries.history import TimelineRow
from ui.formats import LANGUAGES, Formats, Localisation
from ui.history.sentences import PATTERNS, Teller
from ui.history.town import TOWN_PATTERNS
from ui.refusals import SENTENCES, STATUS, told
from ui.templating import catalogue_of

SAME = {"{words}", "Marque «{label}» para continuar", "Departamento", "Distrito"}
"""Sentences that are the same words in Spanish and Portuguese."""
HOLES = re.compile(r"%\((\w+)\)s")


def teller(language: str) -> Teller:
    words = catalogue_of(language)
    formats = Formats(Localisation(language), translate=words.gettext)
    return Teller(lambda _seq, _index: None, words, formats, date(2026, 3, 2), names={})


def event(kind: EventKind, **more: object) -> TimelineRow:
    values: dict[str, object] = {
        "seq": 1,
        "kind": int(kind),
        "element": None,
        "person_id": 7,
        "task_id": None,
        "at": datetime(2026, 3, 2, 14, tzinfo=UTC),
        "data": "",
        "detail": None,
        "detail_digest": None,
        "hash": b"",
        "person_name": "<b>Rosa</b>",
        "task_name": "Revisar pedido",
    }
    return TimelineRow(**{**values, **more})  # type: ignore[arg-type]


def test_every_event_has_its_sentence() -> None:
    assert set(PATTERNS) == set(EventKind)


def test_every_event_of_the_municipality_has_its_sentence() -> None:
    assert set(TOWN_PATTERNS) == set(TownEventKind)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", list(TownEventKind))
def test_an_event_of_the_municipality_keeps_its_facts_in_each_language(
    language: str, kind: TownEventKind
) -> None:
    pattern = TOWN_PATTERNS[kind]
    spanish, told = (set(HOLES.findall(pattern(catalogue_of(tag)))) for tag in ("es", language))
    assert told == spanish


def test_every_refusal_has_its_sentence_and_status() -> None:
    assert set(SENTENCES) == set(STATUS) == set(RefusalKind)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", list(RefusalKind))
def test_a_refusal_is_told_even_without_facts(language: str, kind: RefusalKind) -> None:
    said = told(Refused(kind), catalogue_of(language))
    assert said.status >= 400
    assert "%(" not in said.sentence


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", list(EventKind))
def test_an_event_is_told_even_when_its_personal_part_was_erased(
    language: str, kind: EventKind
) -> None:
    sentence = str(teller(language).sentence(event(kind)))
    assert "%(" not in sentence
    assert "<b>" not in sentence


@pytest.mark.parametrize("language", ["pt", "en"])
def test_translations_keep_the_places_of_what_they_mention(language: str) -> None:
    words = catalogue_of(language)
    for pattern in PATTERNS.values():
        spanish, other = pattern(catalogue_of("es")), pattern(words)
        assert set(HOLES.findall(other)) == set(HOLES.findall(spanish)), spanish


@pytest.mark.parametrize("language", ["pt", "en"])
def test_what_forms_answer_is_translated_with_its_places(language: str) -> None:
    words = catalogue_of(language)
    sentences = [text for name, text in vars(wording).items() if is_sentence(name, text)]
    for spanish in sentences:
        told_ = words.gettext(spanish)
        assert places(told_) == places(spanish), spanish
        assert spanish in SAME or told_ != spanish, spanish


def is_sentence(name: str, value: object) -> bool:
    return name.isupper() and isinstance(value, str) and not name.startswith("_")


def places(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}
