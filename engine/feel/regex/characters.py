"""Sets of characters: ranges, escapes such as \\d and \\p{Lu}, negation, subtraction, case."""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TypeAlias

from engine.feel.regex.blocks import BLOCKS

Member: TypeAlias = Callable[[str], bool]
_REMEMBERED = 2_000
_CATEGORIES = frozenset(
    "L Lu Ll Lt Lm Lo M Mn Mc Me N Nd Nl No P Pc Pd Ps Pe Pi Pf Po Z Zs Zl Zp "  # noqa: SIM905
    "S Sm Sc Sk So C Cc Cf Cs Co Cn".split()
)


@dataclass(slots=True)
class CharSet:
    """Which single characters match; remembers what it was asked."""

    ranges: list[tuple[str, str]] = field(default_factory=list)
    classes: list[Member] = field(default_factory=list)
    negated: bool = False
    without: "CharSet | None" = None
    ignore_case: bool = False
    known: dict[str, bool] = field(default_factory=dict)

    def __contains__(self, char: str) -> bool:
        found = self.known.get(char)
        if found is None:
            if len(self.known) > _REMEMBERED:
                self.known.clear()
            found = self.known[char] = self._decide(char)
        return found

    def _decide(self, char: str) -> bool:
        inside = self._listed(char) is not self.negated
        return inside and not (self.without is not None and char in self.without)

    def _listed(self, char: str) -> bool:
        forms = variants(char) if self.ignore_case else (char,)
        return any(low <= form <= high for form in forms for low, high in self.ranges) or any(
            member(char) for member in self.classes
        )


@lru_cache(maxsize=1)
def _by_fold() -> dict[str, tuple[str, ...]]:
    """Characters that fold to one another, beyond upper and lower case."""
    found: dict[str, tuple[str, ...]] = {}
    for code in range(0x1E944):
        folded = chr(code).casefold()
        if len(folded) == 1 and folded != chr(code):
            found[folded] = (*found.get(folded, ()), chr(code))
    return found


def variants(char: str) -> tuple[str, ...]:
    """The character in all its cases."""
    folded = char.casefold()
    if char.isascii() and char not in "kKsS":
        return (char, char.lower(), char.upper())
    return (char, folded, *_by_fold().get(folded, ()))


def escape(letter: str) -> Member | None:
    """The class behind \\d, \\w, \\s, \\i, \\c; capitals mean the opposite."""
    member = _ESCAPES.get(letter.lower())
    if member is None or letter.islower():
        return member
    return lambda char: not member(char)


def property_class(name: str, *, negated: bool) -> Member | None:
    """The class behind \\p{name} and \\P{name}; None when there is no such property."""
    if name in _CATEGORIES:
        return lambda char: unicodedata.category(char).startswith(name) is not negated
    if name.startswith("Is") and name[2:] in BLOCKS:
        low, high = BLOCKS[name[2:]]
        return lambda char: (low <= ord(char) <= high) is not negated
    return None


def _is_digit(char: str) -> bool:
    return unicodedata.category(char) == "Nd"


def _is_word(char: str) -> bool:
    return unicodedata.category(char)[0] not in "PZC"


def _is_space(char: str) -> bool:
    return char in " \t\n\r"


def _is_name_start(char: str) -> bool:
    return char in ":_" or unicodedata.category(char)[0] == "L"


def _is_name_char(char: str) -> bool:
    return _is_name_start(char) or char in "-.\u00b7" or unicodedata.category(char)[0] in "MN"


_ESCAPES: dict[str, Member] = {
    "d": _is_digit, "w": _is_word, "s": _is_space, "i": _is_name_start, "c": _is_name_char,
}  # fmt: skip
