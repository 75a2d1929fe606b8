"""What can go wrong with FEEL: a text that does not parse, a limit that was reached, a null.

FeelSyntaxError names line, column and what was expected. FeelLimitError ends a hostile or runaway
evaluation. Refused is internal: a built-in raises it, the call site turns it into null + Warning.
"""

from dataclasses import dataclass

from engine.feel.reasons import reason_sentence
from engine.feel.spanish import syntax_sentence
from engine.sentences import N_, Sentence, phrase


class FeelError(Exception):
    """The family of everything that this room raises."""


class FeelSyntaxError(FeelError):
    """The text is not FEEL; str() is one plain sentence that names the place."""

    def __init__(self, text: str, *, offset: int, expected: str, found: str = "") -> None:
        self.text = text
        self.offset = offset
        self.line, self.column = line_and_column(text, offset)
        self.expected = expected
        self.found = found
        self.message = f"expected {expected}, but got {found or 'the end'}."
        super().__init__(f"Line {self.line}, column {self.column}: {self.message}")

    @property
    def sentence(self) -> Sentence:
        """The same sentence for people, to be told in their language."""
        return syntax_sentence(
            line=self.line, column=self.column, expected=self.expected, found=self.found
        )

    @property
    def spanish(self) -> str:
        """The same in Spanish."""
        return str(self.sentence)


class FeelLimitError(FeelError):
    """The evaluation was stopped: too deep, too long, or too large."""

    @property
    def sentence(self) -> Sentence:
        """The same sentence for people, to be told in their language."""
        return reason_sentence(str(self))

    @property
    def spanish(self) -> str:
        """The same in Spanish."""
        return str(self.sentence)


class Refused(FeelError):
    """A value cannot be computed; carries the reason. Becomes null and a warning."""


@dataclass(frozen=True, slots=True)
class Warning:
    """Why a part of an expression became null, and where in its text."""

    message: str
    text: str = ""
    offset: int = 0

    @property
    def line(self) -> int:
        """The line, counted from 1."""
        return line_and_column(self.text, self.offset)[0]

    @property
    def column(self) -> int:
        """The column, counted from 1."""
        return line_and_column(self.text, self.offset)[1]

    @property
    def sentence(self) -> Sentence:
        """The reason for people, with its place when it lies in a text."""
        why = reason_sentence(self.message)
        if not self.text:
            return Sentence("%(why)s.", {"why": why})
        place = N_("Línea %(line)s, columna %(column)s: %(why)s.")
        return phrase(place, line=self.line, column=self.column, why=why)

    @property
    def spanish(self) -> str:
        """The same in Spanish."""
        return str(self.sentence)

    def __str__(self) -> str:
        return f"Line {self.line}, column {self.column}: {self.message}"


def line_and_column(text: str, offset: int) -> tuple[int, int]:
    """Where an offset lies in a text, both counted from 1."""
    line = text.count("\n", 0, offset) + 1
    column = offset - (text.rfind("\n", 0, offset) + 1) + 1
    return line, column
