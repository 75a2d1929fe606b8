"""How people of a country write decimals: with a point in Lima, with a comma in La Paz."""

from __future__ import annotations

from functools import cache

from babel import Locale, UnknownLocaleError

_PORTUGUESE = frozenset({"BR"})


@cache
def decimal_point(country: str) -> str:
    """The mark between the whole and its parts."""
    language = "pt" if country in _PORTUGUESE else "es"
    try:
        symbols = Locale(language, country).number_symbols["latn"]
    except (UnknownLocaleError, KeyError):
        return "."
    return "," if symbols["decimal"] == "," else "."
