"""People, the roles they hold, and what a municipality says of itself."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from pydantic import Field

from ui.api.shapes.words import Id, Name, Shape

RoleName = str
Why = Field(min_length=1, max_length=500, description="Why; it stays in the history.")


class HeldRole(Shape):
    """A role, from an instant until an instant."""

    role: RoleName = Field(examples=["calendario"])
    valid_from: datetime
    valid_until: datetime | None


class PersonLine(Shape):
    """Somebody who works in the municipality, or did."""

    id: Id
    name: Name
    position: str
    email: str
    state: Literal["active", "no_password", "disabled"]
    roles: list[HeldRole] = Field(description="Those held, and those to come.")
    tasks: int = Field(description="How many open tasks are in their hands.")


class People(Shape):
    """Everybody, by name."""

    items: list[PersonLine]


class NewPerson(Shape):
    """Somebody to be let in; an e-mail or a national id is needed to sign in."""

    name: str = Field(min_length=2, max_length=120, examples=["Rosa Quispe"])
    email: str = Field(default="", max_length=254, examples=["rosa@muni.gob.pe"])
    national_id: str = Field(default="", max_length=20)
    position: str = Field(default="", max_length=120)
    roles: list[RoleName] = Field(default_factory=list, max_length=100)
    reason: str = Field(default="", max_length=500)


class FirstPassword(Shape):
    """Who it is for, and a password that they must change; it is told only this once."""

    person_id: Id
    password: str


class NewRole(Shape):
    """A role to be given: from a day to a day, both included; at once and for good if absent."""

    role: RoleName = Field(min_length=1, max_length=100, examples=["calendario"])
    reason: str = Why
    from_on: date | None = None
    until_on: date | None = None


class RoleOf(Shape):
    """Whose role was given or taken."""

    person_id: Id
    role: RoleName


class WhyOnly(Shape):
    """The reason of an act."""

    reason: str = Why


class Departed(Shape):
    """What became of the tasks of who was shut out."""

    person_id: Id
    released: int
    passed: int
    kept: int = Field(description="Others were at work in those cases just then: ask again.")


class RoleLine(Shape):
    """A role that can be given."""

    role: RoleName
    title: str


class Roles(Shape):
    """The roles of the processes in force and of the house."""

    items: list[RoleLine]


class TownFacts(Shape):
    """What a municipality says of itself."""

    name: str = Field(min_length=2, max_length=120)
    country: str = Field(pattern=r"^[A-Z]{2}$", examples=["PE"])
    region: str = Field(default="", max_length=10)
    timezone: str = Field(max_length=60, examples=["America/Lima"])
    currency: str = Field(pattern=r"^[A-Z]{3}$", examples=["PEN"])
    locale: Literal["es", "pt", "en"] = "es"
    accent: str = Field(pattern=r"^#[0-9a-fA-F]{6}$", examples=["#8C3B1E"])
    reason: str = Why


class ChangedTown(Shape):
    """What is other than before, and the accent as it was kept."""

    fields: list[str]
    accent: str
