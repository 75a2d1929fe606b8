"""Webhooks: who is told what happens, and what became of each delivery."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import Field

from ui.api.shapes.words import Cursor, Id, Shape

DeliveryState = Literal["waiting", "delivered", "failed"]
WebhookState = Literal["active", "failing", "paused"]


class WebhookAsked(Shape):
    """Tell `url` what happens from now on. The installation must allow its host."""

    url: str = Field(max_length=500, examples=["https://hooks.example/cauce"])
    kinds: list[str] = Field(
        default_factory=list,
        max_length=100,
        description="Only these events; none for all.",
        examples=[["cauce.case_completed"]],
    )
    process: str | None = Field(default=None, max_length=80, description="Only its cases.")


class WebhookMade(Shape):
    """The secret proves what was sent by us (Standard Webhooks); it is told only once."""

    id: Id
    secret: str | None = Field(
        description="Null where the same request had been answered before.",
        examples=["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"],
    )


class Webhook(Shape):
    """Who is told. Paused: it did not answer for three days, or said that it is gone."""

    id: Id
    url: str
    kinds: list[str]
    process: str | None
    created_at: datetime
    state: WebhookState
    failing_since: datetime | None


class Webhooks(Shape):
    """Everyone who is told."""

    items: list[Webhook]


class Delivery(Shape):
    """One event for one subscriber; `status` and `answer` are of the last attempt."""

    id: Id
    event: str = Field(description="The id of the CloudEvent.")
    kind: str
    state: DeliveryState
    attempts: int
    created_at: datetime
    tried_at: datetime | None
    status: int | None
    answer: str


class Deliveries(Shape):
    """The log of a subscriber, newest first."""

    items: list[Delivery]
    next: Cursor = None


class Changed(Shape):
    """It is so."""

    id: Id
