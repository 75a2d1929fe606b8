"""The words a title is found by."""

from hypothesis import given
from hypothesis import strategies as st

from storage.words import words_of


def test_words_are_small_and_without_accents() -> None:
    assert words_of("Adquisición de 2 LAPTOPS, y una impresión") == (
        "adquisicion",
        "de",
        "2",
        "laptops",
        "y",
        "una",
        "impresion",
    )


def test_a_word_counts_once() -> None:
    assert words_of("piedra sobre piedra") == ("piedra", "sobre")


def test_nothing_to_find_gives_no_words() -> None:
    assert words_of(" -- ¿? ") == ()


@given(st.text())
def test_words_are_few_and_short_whatever_is_typed(title: str) -> None:
    words = words_of(title)
    assert len(words) == len(set(words)) <= 24
    assert all(0 < len(word) <= 40 for word in words)


@given(st.text())
def test_the_words_of_words_are_the_same_words(title: str) -> None:
    words = words_of(title)
    assert words_of(" ".join(words)) == words
