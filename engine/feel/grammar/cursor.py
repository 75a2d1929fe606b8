"""Where the parser stands: the tokens, looking ahead, asking for what must come, nesting.

Every complaint about syntax is made here, so that all say line, column and what was expected.
"""

from collections.abc import Mapping
from typing import NoReturn

from engine.feel.errors import FeelSyntaxError
from engine.feel.names import KnownNames
from engine.feel.nodes import Node
from engine.feel.tokens import Token, tokenize
from engine.feel.types import Type

MAX_NESTING = 60


class Cursor:
    """A position in the tokens of one text."""

    def __init__(self, text: str, *, known: KnownNames, types: Mapping[str, Type]) -> None:
        self.text = text
        self.tokens = tokenize(text)
        self.index = 0
        self.known = known
        self.types = types
        self.depth = 0
        self.filters = True

    @property
    def token(self) -> Token:
        """The token that comes next."""
        return self.tokens[self.index]

    def ahead(self, count: int = 1) -> str:
        """The text of a later token."""
        at = self.index + count
        return self.tokens[at].text if at < len(self.tokens) else ""

    def advance(self) -> Token:
        """Take the next token."""
        token = self.tokens[self.index]
        self.index += 1
        return token

    def accept(self, text: str) -> bool:
        """Take the next token if it is that one."""
        if self.tokens[self.index].text != text:
            return False
        self.index += 1
        return True

    def expect(self, text: str) -> Token:
        """Take that token or complain."""
        if self.token.text != text:
            self.complain(text)
        return self.advance()

    def expect_end(self) -> None:
        """Complain unless the text is used up."""
        if self.token.kind != "end":
            self.complain("an operator or the end")

    def complain(self, expected: str, *, instead: str = "") -> NoReturn:
        """Refuse the text here."""
        raise FeelSyntaxError(
            self.text,
            offset=self.token.start,
            expected=expected,
            found=instead or self.token.text,
        )

    def deeper(self) -> None:
        """Count one more level of nesting."""
        self.depth += 1
        if self.depth > MAX_NESTING:
            self.complain("at most 60 levels of nesting", instead="more")

    def expression(self) -> Node:
        """Any expression; the floor above says how."""
        raise NotImplementedError
