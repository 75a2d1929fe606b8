"""What is asked of a register for a form, and what it has."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from ui.api.shapes.tasks import Answers
from ui.api.shapes.words import Shape


class LookUp(Answers):
    """What is filled in so far, and the field whose answer is the key."""

    field: str = Field(
        max_length=300, description="The name of the control.", examples=["afectados[1].dni"]
    )


class LookedUp(Shape):
    """What fills fields that are empty so far, by the names of their controls; an address by the
    names of its parts. Nothing is kept: send it with the other answers."""

    values: dict[str, Any]
    case_number: str | None = Field(description="The case that it comes from.")
