"""Names with spaces and signs in them: which words of the text together are one name.

Known names (given by the caller, declared in the text, or built in) win by the longest match. What
is not known is the longest run of plain words, since two names never stand side by side in FEEL.
"""

import re
from collections.abc import Iterable, Sequence

from engine.feel.tokens import Token, tokenize

_WORDS = "for return if then else some every satisfies in and or between true false null"
RESERVED = frozenset(_WORDS.split())
_SPACES = re.compile(r"\s+")


def canonical(name: str) -> str:
    """The one spelling of a name: single spaces, none at the ends."""
    return _SPACES.sub(" ", name).strip()


class KnownNames:
    """Names of more than one token, found by their first."""

    __slots__ = ("by_first", "single")

    def __init__(self, names: Iterable[str] = ()) -> None:
        self.by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        self.single: set[str] = set()
        for name in names:
            self.add(name)

    def copy(self) -> "KnownNames":
        """A set of the same names that may grow on its own."""
        twin = KnownNames()
        twin.by_first = {first: list(found) for first, found in self.by_first.items()}
        twin.single = set(self.single)
        return twin

    def add(self, name: str) -> None:
        """Learn a name; plain single words need no learning, reserved ones do."""
        name = canonical(name)
        if name.isidentifier() or not name:
            self.single.add(name)
            return
        try:
            tokens = tuple(token.text for token in tokenize(name)[:-1])
        except Exception:
            return
        found = self.by_first.setdefault(tokens[0], [])
        if (tokens, name) not in found:
            found.append((tokens, name))
            found.sort(key=lambda entry: -len(entry[0]))

    def longest(self, tokens: Sequence[Token], at: int) -> tuple[int, str]:
        """How many tokens from here are one known name, and its spelling; 0 when none."""
        for words, name in self.by_first.get(tokens[at].text, ()):
            if all(tokens[at + i].text == word for i, word in enumerate(words)):
                return len(words), name
        return (1, tokens[at].text) if tokens[at].text in self.single else (0, "")


def plain_run(tokens: Sequence[Token], at: int) -> tuple[int, str]:
    """How many tokens from here are plain words that make one name, and its spelling."""
    end = at
    while _continues(tokens, end, begun=end > at):
        end += 1
    return end - at, " ".join(token.text for token in tokens[at:end])


def _continues(tokens: Sequence[Token], at: int, *, begun: bool) -> bool:
    token = tokens[at]
    if token.kind == "number":
        return begun and token.text.isdigit()
    if token.kind != "word" or token.text in RESERVED:
        return False
    if not begun:
        return True
    return not (token.text == "instance" and tokens[at + 1].text == "of") and token.text != "?"
