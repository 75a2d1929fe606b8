"""How the acts of a case were made known."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from pydantic import Field

from ui.api.shapes.words import Id, Shape

Form = Literal["electronic", "acknowledged", "personal", "second_visit", "publication"]


class NewNotification(Shape):
    """An attempt to make an act known. One that reached somebody names the document that proves
    it, and has effect from the day that the law of the country counts from its form."""

    act: str = Field(min_length=1, max_length=200, examples=["Resolución 021-2026"])
    addressee: str = Field(min_length=1, max_length=200)
    form: Form
    done_on: date = Field(description="The day it was tried, today at the latest.")
    reached: bool = True
    evidence_id: Id | None = Field(default=None, description="A document of the case.")


class NotificationShape(NewNotification):
    """A recorded attempt; `effective_on` is null when nobody was reached."""

    id: Id
    effective_on: date | None
    recorded_at: datetime


class Notifications(Shape):
    """Every attempt, the latest first."""

    items: list[NotificationShape]


class Notified(Shape):
    """It is recorded, and the process was told where it waits for it."""

    effective_on: date | None
