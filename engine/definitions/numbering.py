"""The number of a case: a prefix, the year and a gapless sequence."""

from __future__ import annotations

import re
from dataclasses import dataclass

_FORMAT = re.compile(
    r"(?P<prefix>[A-Za-z0-9][A-Za-z0-9./ -]{0,15})\{year\}(?P<between>[-/.]?)"
    r"\{sequence(?::0(?P<width>[1-9])d)?\}(?P<suffix>[A-Za-z0-9./-]{0,15})"
)


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """How the numbers of one kind of case are written; the sequence is counted by prefix."""

    prefix: str
    between: str
    width: int
    suffix: str

    @property
    def counter(self) -> str:
        """The name of the sequence: cases with the same prefix share it, year by year."""
        return f"case:{self.prefix}"

    def write(self, *, year: int, sequence: int) -> str:
        """The number of one case."""
        return f"{self.prefix}{year}{self.between}{sequence:0{self.width}d}{self.suffix}"


def parse_number_format(text: str) -> NumberFormat | None:
    """None when the text is not a prefix followed by {year} and {sequence}."""
    found = _FORMAT.fullmatch(text)
    if found is None:
        return None
    width = int(found["width"] or 1)
    return NumberFormat(found["prefix"], found["between"], width, found["suffix"])
