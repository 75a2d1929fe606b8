"""The words a title is found by: small letters, without accents, each once. Pure."""

import re
import unicodedata
from collections.abc import Iterator
from zlib import crc32

_WORD = re.compile(r"[^\W_]+")
_MOST_WORDS = 24
_LONGEST_WORD = 40


def words_of(title: str) -> tuple[str, ...]:
    """The searchable words of a title, in their order: `Adquisición de 2 laptops` gives
    `adquisicion`, `de`, `2`, `laptops`."""
    return tuple(dict.fromkeys(all_words(title)))[:_MOST_WORDS]


def plain(text: str) -> str:
    """Text as it is compared: small letters without accents."""
    small = unicodedata.normalize("NFKD", text).casefold()
    apart = unicodedata.normalize("NFKD", small)
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def all_words(text: str) -> Iterator[str]:
    """Every searchable word of a text, in their order and as often as they come."""
    return (word[:_LONGEST_WORD] for word in _WORD.findall(plain(text)))


def plain_number(identifier: str) -> str:
    """The identifier of a person as it is compared, without what stands between its digits:
    `123.456.789-09` gives `12345678909`."""
    return "".join(sign for sign in plain(identifier) if sign.isalnum())[:_LONGEST_WORD]


def marked(municipality_id: int, word: str) -> str:
    """A word of a document in the index of full text, where those of all municipalities are. The
    mark is short, since it stands before every word: two municipalities may have the same one, and
    whoever seeks names the municipality as well."""
    mark = crc32(str(municipality_id).encode()) & 0xFFFFF
    return f"{mark:x}/{word}"
