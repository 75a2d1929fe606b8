"""Names with spaces and signs in them: which words of the text together are one name.

Known names (given by the caller, declared in the text, or built in) win by the longest match. What
is not known is the longest run of plain words, since two names never stand side by side in FEEL.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from engine.feel.errors import FeelSyntaxError
from engine.feel.tokens import Token, tokenize

_WORDS = "for return if then else some every satisfies in and or between true false null"
RESERVED = frozenset(_WORDS.split())
_SPACES = re.compile(r"\s+")


def canonical(name: str) -> str:
    """The one spelling of a name: single spaces, none at the ends."""
    return _SPACES.sub(" ", name).strip()


_END = ""


class KnownNames:
    """Names as a tree of tokens; what one set does not know it asks its parent."""

    __slots__ = ("parent", "single", "tree")

    def __init__(self, names: Iterable[str] = (), *, parent: "KnownNames | None" = None) -> None:
        self.parent = parent
        self.tree: dict[str, Any] = {}
        self.single: set[str] = set()
        for name in names:
            self.add(name)

    def add(self, name: str) -> None:
        """Learn a name. A single reserved word can only be quoted; a single word is plain."""
        name = canonical(name)
        if name.isidentifier() or not name:
            self.single.add(name)
            return
        try:
            tokens = tokenize(name)
        except FeelSyntaxError:  # a name that is no FEEL text can only be quoted
            return
        node = self.tree
        for token in tokens[:-1]:
            node = node.setdefault(token.text, {})
        node[_END] = name

    def longest(self, tokens: Sequence[Token], at: int) -> tuple[int, str]:
        """How many tokens from here are one known name, and its spelling; 0 when none."""
        found = self._own(tokens, at)
        if self.parent is None:
            return found
        inherited = self.parent.longest(tokens, at)
        return found if found[0] >= inherited[0] else inherited

    def _own(self, tokens: Sequence[Token], at: int) -> tuple[int, str]:
        word = tokens[at].text
        best = (1, word) if word in self.single and word not in RESERVED else (0, "")
        node, count = self.tree.get(word), 1
        while node is not None and at + count < len(tokens):
            if _END in node:
                best = (count, node[_END])
            node = node.get(tokens[at + count].text) if tokens[at + count].text else None
            count += 1
        return best


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
