"""Cuts FEEL text into tokens: numbers, strings, words, signs. Comments and spaces fall away.

Names with spaces are not decided here: a word is one run of name characters, and the parser joins
words by what it knows (names.py).
"""

import re
from typing import NamedTuple

from engine.feel.errors import FeelSyntaxError

MAX_TEXT = 100_000
MAX_TOKENS = 6_000
_START = (
    "A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d"
    "\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_PART = _START + r"0-9\u00b7\u0300-\u036f\u203f-\u2040"
_SPACE = r"\s\u0085\u1680\u180e\u2000-\u200b\u2028\u2029\u202f\u205f\u3000\ufeff"
_TOKEN = re.compile(
    rf"(?P<space>[{_SPACE}]+|//[^\n\r]*|/\*(?:[^*]|\*(?!/))*\*/)"
    r"|(?P<number>(?:[0-9]+(?:\.(?!\.)[0-9]+)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)"
    r'|(?P<string>"(?:[^"\\]|\\.)*")'
    rf"|(?P<word>[{_START}?][{_PART}]*)"
    r"|(?P<sign>\*\*|\.\.|!=|<=|>=|->|[-+*/=<>(){}\[\],:.@'’])",
    re.DOTALL,
)
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t", '"': '"', "'": "'", "\\": "\\"}
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{6})|(.))", re.DOTALL)
_SURROGATES = re.compile("([\ud800-\udbff])([\udc00-\udfff])")


class Token(NamedTuple):
    """A piece of the text: its kind (number, string, word, sign, end), and where it lies."""

    kind: str
    text: str
    start: int
    end: int


def tokenize(text: str) -> list[Token]:
    """The tokens, with one `end` token last; FeelSyntaxError where nothing fits."""
    if len(text) > MAX_TEXT:
        raise _too_long(text[:100], 0)
    tokens, at = [], 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            raise _unreadable(text, at)
        kind = str(match.lastgroup)
        if kind != "space":
            tokens.append(Token(kind, match.group(), at, match.end()))
            if len(tokens) > MAX_TOKENS:
                raise _too_long(text, at)
        at = match.end()
    tokens.append(Token("end", "", at, at))
    return tokens


def _too_long(text: str, at: int) -> FeelSyntaxError:
    found = f"more than {MAX_TEXT} characters or {MAX_TOKENS} words and signs"
    return FeelSyntaxError(text, offset=at, expected="a shorter text", found=found)


def unescape(literal: str) -> str:
    """What a string literal means: without quotes, with its escapes resolved."""
    body = literal[1:-1]
    if "\\" not in body:
        return body
    return _SURROGATES.sub(_join_surrogates, _ESCAPE.sub(_resolve, body))


def _resolve(match: re.Match[str]) -> str:
    if match[3] is not None:
        return _ESCAPES.get(match[3], match[0])
    code = int(match[1] or match[2], 16)
    return chr(code) if code < 0x110000 else match[0]


def _join_surrogates(match: re.Match[str]) -> str:
    high, low = ord(match[1]) - 0xD800, ord(match[2]) - 0xDC00
    return chr(0x10000 + (high << 10) + low)


def _unreadable(text: str, at: int) -> FeelSyntaxError:
    if text[at] == '"':
        return FeelSyntaxError(text, offset=at, expected="the closing quote")
    if text.startswith("/*", at):
        return FeelSyntaxError(text, offset=at, expected="the end of the comment: */")
    return FeelSyntaxError(text, offset=at, expected="a value", found=text[at])
