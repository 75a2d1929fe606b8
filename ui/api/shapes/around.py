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


class Ways(Shape):
    """How somebody without an account agreed to be told of their case: by mail to an address, by
    SMS or WhatsApp to a telephone."""

    channel: Literal["mail", "sms", "whatsapp"]
    address: str = Field(min_length=1, max_length=254, examples=["+51 984 111 222"])


class AgreedWay(Ways):
    """The same, since when."""

    agreed_at: datetime


class Sending(Shape):
    """What went, or is to go, to somebody in a case; of which event."""

    event: int = Field(description="The place of the event in the history of the case.")
    channel: Literal["mail", "sms", "whatsapp"]
    state: Literal["waiting", "sent", "failed"]
    wished_at: datetime
    tried_at: datetime | None
    tries: int


class PartyShape(NewParty):
    """Somebody in a case, with their part in it; how they are told of it, and what went to them."""

    id: Id
    added_at: datetime
    told_by: AgreedWay | None = Field(description="Null for who did not agree to be told.")
    notices: list[Sending] = Field(description="The newest first.")


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
