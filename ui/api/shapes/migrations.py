"""Migrations: running cases and another version of their process."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from ui.api.shapes.words import Id, Key, Number, Shape


class Plan(Shape):
    """From which version to which. What the plan does not name is mapped by its id."""

    process: Key
    from_version: int = Field(ge=1, lt=2**31, examples=[7])
    to_version: int = Field(ge=1, lt=2**31, examples=[8])
    elements: dict[str, str | None] = Field(
        default_factory=dict,
        max_length=2_000,
        description="Elements of the old version by id, and what each becomes; null: nothing.",
        examples=[{"revisar": "revisar_expediente"}],
    )
    flows: dict[str, str] = Field(
        default_factory=dict,
        max_length=2_000,
        description="Flows into joins, by id: on which flow of the new join their tokens wait.",
    )
    new_forms: list[str] = Field(
        default_factory=list,
        max_length=2_000,
        description="Elements whose open tasks take the form of the new version.",
    )


class PlanWithReason(Plan):
    """The plan, and why."""

    reason: str = Field(min_length=1, max_length=2_000)


class MigrationReason(Shape):
    """Why it is undone."""

    reason: str = Field(min_length=1, max_length=2_000)


class Obstacle(Shape):
    """What keeps a case from going over."""

    kind: str = Field(examples=["no_target"])
    element: str
    told: str


class Prospect(Shape):
    """What would come of a case: `opens` are the tasks that would open at once."""

    case_number: Number
    goes: bool
    obstacles: list[Obstacle]
    opens: list[str]


class Trial(Shape):
    """What would come of each case; nothing was touched."""

    items: list[Prospect]
    goes: int
    stays: int


class MigrationBegun(Shape):
    """A batch begins: a worker brings the cases over, each with an outcome of its own."""

    id: Id
    items: int


class MigrationItem(Shape):
    """What came of a case: `outcome` is the kind of a refusal or error, empty otherwise."""

    case_number: Number
    state: Literal["waiting", "done", "refused", "failed"]
    outcome: str


class Migration(Shape):
    """How far it is: how many cases stand in each state, and the first thousand of them."""

    id: Id
    state: Literal["running", "paused", "cancelled", "completed"]
    reason: str
    counts: dict[str, int]
    items: list[MigrationItem]
