"""What stands around a case: notes, people, other cases."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import Field

from ui.api.shapes.words import Id, Number, Shape

Part = Literal["applicant", "representative", "third_party", "expert", "witness", "other"]
Joint = Literal["related", "attached", "incorporated"]


class Note(Shape):
    """A note for colleagues."""

    note: str = Field(min_length=1, max_length=4_000, examples=["Llamó el solicitante."])


class Noted(Shape):
    """The note stands in the history, as this event."""

    seq: int


class NewParty(Shape):
    """Somebody comes into a case."""

    role: Part
    name: str = Field(min_length=1, max_length=200)
    national_id: str = Field(default="", max_length=200)
    contact: str = Field(default="", max_length=200)


class PartyShape(NewParty):
    """Somebody in a case, with their part in it."""

    id: Id
    added_at: datetime


class Parties(Shape):
    """Who is in a case."""

    items: list[PartyShape]


class NewJoint(Shape):
    """Join another case to this one: read beside it, going along with it, or decided with it."""

    number: Number
    kind: Joint
    reason: str = Field(min_length=1, max_length=2_000)


class JointShape(Shape):
    """Another case; `outward` when this one took it in, and not the other way."""

    id: Id
    number: Number
    title: str
    kind: Joint
    reason: str
    outward: bool


class Joints(Shape):
    """The cases that stand together with a case."""

    items: list[JointShape]


class Made(Shape):
    """What was made, by its id."""

    id: Id
