"""What a letter says on paper, and the promise of the press that prints it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from engine.cadastre.plotting import Plot


@dataclass(frozen=True, slots=True)
class Sheet:
    """A letter as it is printed. `code` and `address`: how anybody checks it."""

    municipality: str
    kind: str
    number: str
    title: str
    addressee: str
    paragraphs: tuple[str, ...]
    day: date
    signer: str
    position: str
    case_number: str
    code: str
    address: str
    plot: Plot | None = None
    """The plan of a parcel, where the letter has one."""


@dataclass(frozen=True, slots=True)
class Printed:
    """What came out of the press."""

    filename: str
    content: bytes
    is_pdf: bool


class Press(Protocol):
    """Prints letters."""

    def address_of(self, code: str) -> str:
        """Where anybody looks the code up."""
        ...

    def print(self, sheet: Sheet) -> Printed:
        """The letter: a PDF/A where the machine can make one, else its plain text."""
        ...


def paragraphs_of(body: str) -> tuple[str, ...]:
    """The paragraphs of a text: what an empty line parts."""
    parts = (part.strip() for part in body.replace("\r\n", "\n").split("\n\n"))
    return tuple(part for part in parts if part)
