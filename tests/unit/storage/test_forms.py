"""The beginnings by which a word is found: singular and plural, each way."""

import pytest

from storage.forms import forms_of
from storage.words import all_words

PAIRS = [
    ("es", "licencia", "licencias"),
    ("es", "licitación", "licitaciones"),
    ("es", "ley", "leyes"),
    ("es", "papel", "papeles"),
    ("es", "informe", "informes"),
    ("es", "base", "bases"),
    ("es", "sede", "sedes"),
    ("es", "juez", "jueces"),
    ("es", "cruz", "cruces"),
    ("es", "ciudad", "ciudades"),
    ("pt", "licença", "licenças"),
    ("pt", "licitação", "licitações"),
    ("pt", "edital", "editais"),
    ("pt", "imóvel", "imóveis"),
    ("pt", "ordem", "ordens"),
    ("pt", "setor", "setores"),
    ("pt", "juiz", "juízes"),
    ("pt", "prefeitura", "prefeituras"),
    ("en", "permit", "permits"),
    ("en", "tax", "taxes"),
    ("en", "property", "properties"),
    ("en", "process", "processes"),
]


def folded(word: str) -> str:
    (found,) = all_words(word)
    return found


def finds(language: str, sought: str, written: str) -> bool:
    return any(folded(written).startswith(form) for form in forms_of(folded(sought), language))


@pytest.mark.parametrize(("language", "one", "many"), PAIRS)
def test_one_finds_many_and_many_find_one(language: str, one: str, many: str) -> None:
    for sought in (one, many):
        for written in (one, many):
            assert finds(language, sought, written), (sought, written)


@pytest.mark.parametrize("language", ["es", "pt", "en", "", "qu"])
@pytest.mark.parametrize("word", ["a", "gas", "mes", "tres", "2026", "pais", "bus", "status", "as"])
def test_short_words_and_unknown_languages_lose_nothing(language: str, word: str) -> None:
    assert finds(language, word, word)
    assert all(len(form) >= min(3, len(word)) for form in forms_of(word, language))


@pytest.mark.parametrize(
    ("language", "sought", "written"),
    [("es", "licencias", "licitación"), ("es", "meses", "mercado"), ("en", "process", "proc")],
)
def test_another_word_is_another_word(language: str, sought: str, written: str) -> None:
    assert not finds(language, sought, written)
