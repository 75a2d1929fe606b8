"""Citizens: the services that they may ask for, filing for them, following a case, mandates."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from pydantic import Field

from ui.api.shapes.people import Why
from ui.api.shapes.words import Data, Id, Key, Number, Shape

Code = Field(examples=["2026-TAMBO-000123-7"])


class Term(Shape):
    """In how long it is answered, in one case; `length` is null where no law or act says it."""

    title: str
    length: int | None
    unit: str = Field(examples=["business"])
    source: str


class Price(Shape):
    """What it costs in one case; `amount` is null where nobody set it."""

    title: str
    amount: str | None = Field(examples=["142.10"])
    currency: str = Field(examples=["PEN"])
    note: str
    source: str


class Needed(Shape):
    """Something that is asked for; `source`: who brings it."""

    title: str
    source: Literal["citizen", "held", "interoperable"]
    when: str
    hint: str
    basis: str


class Remedy(Shape):
    """How one appeals: before whom, and in how long."""

    title: str
    body: str
    length: int | None
    unit: str
    basis: str


class ServiceLine(Shape):
    """A service in the catalogue; `open`: it can be asked for at the window today."""

    key: Key
    code: str
    title: str
    line: str
    open: bool
    free: bool
    qualification: Literal["automatic", "positive", "negative"]
    life_events: list[str]
    terms: list[Term]
    prices: list[Price]
    page: str = Field(description="Where people read of it.")


class Services(Shape):
    """The services in force, by title."""

    items: list[ServiceLine]


class Service(ServiceLine):
    """All that is said of a service."""

    whom: str
    office: str
    hours: str
    authority: str
    output: str
    needs: list[Needed]
    remedies: list[Remedy]
    legal_basis: list[str]
    notes: list[str]


class Applicant(Shape):
    """Who asks: their name and document, and where they are told of their case."""

    name: str = Field(min_length=2, max_length=120, examples=["Ana Paz"])
    national_id: str = Field(min_length=5, max_length=20, examples=["40718825"])
    email: str = Field(default="", max_length=254)
    phone: str = Field(default="", max_length=30, examples=["+51 984 111 222"])


class Enclosed(Shape):
    """A file that was sent before (`POST /uploads`), for a document that the form asks for."""

    kind: str = Field(min_length=1, max_length=200)
    title: str = Field(default="", max_length=200)
    filename: str = Field(min_length=1, max_length=200)
    upload: str = Field(min_length=1, max_length=100)


class NewApplication(Shape):
    """What is asked for, by whom; `originals`: what was seen of them."""

    service: Key = Field(max_length=80)
    applicant: Applicant
    data: Data = Field(default_factory=dict)
    originals: list[str] = Field(default_factory=list, max_length=40)
    files: list[Enclosed] = Field(default_factory=list, max_length=40)


class FiledApplication(Shape):
    """The case is open. The PIN is told only this once: whoever asks again with the same key gets
    an empty one."""

    number: Number
    code: str = Code
    pin: str = Field(examples=["K7QF3M"])


class Happened(Shape):
    """What happened, in words that name nobody."""

    at: str = Field(examples=["lunes 2 de marzo, 9:00"])
    sentence: str


class Letter(Shape):
    """What one side wrote to the other."""

    at: str
    own: bool = Field(description="The applicant wrote it.")
    text: str


class Observation(Shape):
    """What is to be corrected, and why."""

    label: str
    reason: str


class Tracked(Shape):
    """Where a case stands. What is the applicant's own (`number`, `applicant`, `letters`,
    `observed`) is told only with the PIN."""

    code: str = Code
    service: str
    word: str = Field(examples=["En curso"])
    sentence: str
    day: date | None
    filed_at: datetime
    happened: list[Happened]
    number: str | None
    applicant: str | None
    observed: list[Observation]
    letters: list[Letter]


class NewLetter(Shape):
    """What the applicant writes to the office."""

    text: str = Field(min_length=1, max_length=2_000)


class Correction(Shape):
    """The answers to what was observed, by field; anything else does not come in."""

    data: Data


class Said(Shape):
    """It was done, in this case."""

    code: str = Code


class Withdrawal(Shape):
    """Why it is wanted no more."""

    reason: str = Why


class Survey(Shape):
    """How it was, from 1 (very bad) to 5 (very good), and some words."""

    rating: int = Field(ge=1, le=5)
    words: str = Field(default="", max_length=1_000)


class NewMandate(Shape):
    """Who acts for whom: the e-mail of the agent's account, the principal, the services (none:
    all), until when, and the document that proves it."""

    agent: str = Field(max_length=254, examples=["ana@correo.pe"])
    principal_name: str = Field(min_length=2, max_length=120)
    principal_id: str = Field(min_length=5, max_length=20)
    services: list[Key] = Field(default_factory=list, max_length=100)
    from_on: date | None = Field(default=None, description="Today if absent.")
    until_on: date | None = None
    document: str = Field(min_length=1, max_length=300)


class MandateLine(Shape):
    """A mandate; `in_force`: it counts today."""

    id: Id
    agent: str
    principal: str
    services: list[Key]
    from_on: date
    until_on: date | None
    document: str
    in_force: bool
    revoked_at: datetime | None


class Mandates(Shape):
    """Mandates, newest first."""

    items: list[MandateLine]


class MandateOf(Shape):
    """The mandate that was written down or taken back."""

    id: Id
