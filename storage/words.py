"""The words a title is found by: small letters, without accents, each once. Pure."""

import re
import unicodedata

_WORD = re.compile(r"[^\W_]+")
_MOST_WORDS = 24
_LONGEST_WORD = 40


def words_of(title: str) -> tuple[str, ...]:
    """The searchable words of a title, in their order: `Adquisición de 2 laptops` gives
    `adquisicion`, `de`, `2`, `laptops`."""
    found = dict.fromkeys(word[:_LONGEST_WORD] for word in _WORD.findall(plain(title)))
    return tuple(found)[:_MOST_WORDS]


def plain(text: str) -> str:
    """Text as it is compared: small letters without accents."""
    small = unicodedata.normalize("NFKD", text).casefold()
    apart = unicodedata.normalize("NFKD", small)
    return "".join(letter for letter in apart if not unicodedata.combining(letter))
