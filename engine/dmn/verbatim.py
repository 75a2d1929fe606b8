"""What an XML file says anew in the letters of the file before, as far as both say the same.

A writer of XML knows neither the order of attributes nor the lines of a tag. The beginning and the
end that two texts have in common, tag by tag, are taken from the first; what is between them from
the second.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence

_TOKENS = re.compile(
    r"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>"
    r"|<(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>|[^<]+",
    re.DOTALL,
)
_TAG = re.compile(r"<([^\s/>!?]+)(.*?)(/?)>", re.DOTALL)
_ATTRIBUTE = re.compile(r"([^\s=]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", re.DOTALL)
_SPACES = re.compile(r"[\t\r\n]")


def verbatim(before: bytes, after: bytes, encoding: str) -> bytes:
    """The second text, with all that it shares with the first at both ends as it stands there."""
    try:
        old, new = (_TOKENS.findall(each.decode(encoding)) for each in (before, after))
    except (UnicodeDecodeError, LookupError):
        return after
    if "".join(old).encode(encoding) != before or "".join(new).encode(encoding) != after:
        return after
    before_root = old[: _root(old)]
    old, new = old[len(before_root) :], new[_root(new) :]
    start = _shared(old, new)
    end = _shared(old[start:][::-1], new[start:][::-1])
    kept = [*before_root, *old[:start], *new[start : len(new) - end], *old[len(old) - end :]]
    return "".join(kept).encode(encoding)


def _root(tokens: Sequence[str]) -> int:
    """The place of the first tag: what stands before it is no part of the tree."""
    return next((place for place, each in enumerate(tokens) if _TAG.fullmatch(each)), 0)


def _shared(old: Sequence[str], new: Sequence[str]) -> int:
    """How many tokens say the same before the first that does not."""
    pairs = enumerate(zip(old, new, strict=False))
    differs = (
        place for place, (one, other) in pairs if one != other and _said(one) != _said(other)
    )
    return next(differs, min(len(old), len(new)))


def _said(token: str) -> Sequence[object]:
    """What a token means: the name of a tag and its attributes in no order, or a text."""
    tag = _TAG.fullmatch(token)
    if tag is None:
        plain = token.replace("\r\n", "\n")
        return (plain,) if token.startswith("<") else ("", html.unescape(plain))
    values = {
        name: html.unescape(_SPACES.sub(" ", one or other))
        for name, one, other in _ATTRIBUTE.findall(tag[2])
    }
    return (tag[1], tag[3], frozenset(values.items()))
