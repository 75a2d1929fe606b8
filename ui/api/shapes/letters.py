"""Letters of the house: begun and written by programs, signed by people."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import Field

from engine.letters.drafting import LONGEST_BODY, LONGEST_TITLE
from ui.api.shapes.words import Id, Number, Shape

MOST_CERTIFICATE = 140_000
"""Characters of base64: 100 KB of a file."""


class LetterShape(Shape):
    """A letter; number, code and hash come with its signature."""

    id: Id
    kind: str
    title: str
    state: Literal["draft", "signed", "void"]
    number: str | None
    code: str | None
    sha256: str | None
    signed_at: datetime | None
    document_id: Id | None


class Letters(Shape):
    """The letters of a case, oldest first."""

    items: list[LetterShape]


class NewLetter(Shape):
    """Begin a letter with the words that the process has for this kind."""

    kind: str = Field(min_length=1, max_length=40, examples=["constancia"])


class LetterWords(Shape):
    """What a draft says. Paragraphs are parted by an empty line."""

    title: str = Field(min_length=1, max_length=LONGEST_TITLE)
    addressee: str = Field(default="", max_length=LONGEST_TITLE)
    body: str = Field(min_length=1, max_length=LONGEST_BODY)


class WholeLetter(LetterShape):
    """A letter with its words, who signed it, and why it was voided. `certificate` is the name in
    the certificate that it was signed with, null without one."""

    case: Number
    addressee: str
    body: str
    signer: str | None
    certificate: str | None
    voided_at: datetime | None
    void_reason: str | None


class SignatureAsked(Shape):
    """The person who signs, proved by their own password, and their certificate where there is one.
    None of it is kept; five wrong passwords make that person wait, as on the pages."""

    login: str = Field(min_length=1, max_length=254, description="E-mail or national id.")
    password: str = Field(min_length=1, max_length=1_000, json_schema_extra={"writeOnly": True})
    certificate: str | None = Field(
        default=None, max_length=MOST_CERTIFICATE, description="PKCS#12, in base64."
    )
    certificate_password: str = Field(
        default="", max_length=1_000, json_schema_extra={"writeOnly": True}
    )


class SignedLetter(Shape):
    """The letter has its number and is in the file. Anybody looks its code up at `address`."""

    id: Id
    number: str
    code: str
    document_id: Id
    address: str = Field(examples=["https://cauce.pueblo.pe/tambo-real/v/7QXK-2M4D-9RTB"])


class WhyVoid(Shape):
    """Why a letter counts no more."""

    reason: str = Field(min_length=1, max_length=2_000)
