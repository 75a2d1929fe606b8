"""The words of a notice with their places filled. Pure.

A place is `{sentence}`: a name of the list and nothing else. Nothing is evaluated, and what is
filled in is never read for places again.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

PLACES = ("name", "sentence", "number", "link", "municipality", "summary")
LONGEST_SUBJECT = 150
LONGEST_BODY = 4_000
_PLACE = re.compile(r"\{([^{}]*)\}")


def unknown_places(text: str) -> tuple[str, ...]:
    """What stands between braces and is no place of ours; a lone brace counts too."""
    named = [each for each in _PLACE.findall(text) if each not in PLACES]
    rest = _PLACE.sub("", text)
    return tuple(named) + tuple(sign for sign in "{}" if sign in rest)


def filled(text: str, facts: Mapping[str, str]) -> str:
    """The text with its places filled in one go; what is not known is left out."""
    return _PLACE.sub(lambda found: facts.get(found[1], ""), text)


def one_line(text: str) -> str:
    """For a subject: no line breaks, no more than a line holds."""
    return " ".join(text.split())[:LONGEST_SUBJECT]
