"""The archive: how long each series is kept, what holds it, what is due, and acts of disposal."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from pydantic import Field

from ui.api.shapes.words import Id, Key, Number, Shape


class HoldShape(Shape):
    """A legal hold: nothing of its series is disposed of."""

    id: Id
    reason: str
    basis: str = Field(description="The order that asks for it.")
    placed_at: datetime


class SeriesShape(Shape):
    """A process as a series of the archive. `years` after their end its cases are due; null: never.
    `due` is how many are due today."""

    process: Key
    title: str
    years: int | None
    source: str = Field(description="The rule that says so.")
    disposition: str = Field(examples=["eliminate"])
    holds: list[HoldShape]
    due: int


class SeriesList(Shape):
    """The series of the municipality."""

    items: list[SeriesShape]


class DueCase(Shape):
    """A case that may be disposed of."""

    number: Number
    title: str
    process: Key
    closed_at: datetime


class DueCases(Shape):
    """What is due, series by series, the longest first; at most 500 of each."""

    items: list[DueCase]


class NewHold(Shape):
    """Hold a series."""

    process: Key
    reason: str = Field(min_length=1, max_length=2_000)
    basis: str = Field(default="", max_length=2_000, description="The order that asks for it.")


class NewDisposal(Shape):
    """Dispose of cases by the act of a committee: of all of them, or of none. It cannot be undone.

    The contents of documents, the words of letters and what is personal in the history go; number,
    chain and the hash of the index stay."""

    cases: list[Number] = Field(min_length=1, max_length=500)
    act: str = Field(min_length=1, max_length=200, examples=["Acta 003-2031"])
    act_on: date = Field(description="The day of the act, today at the latest.")
    basis: str = Field(min_length=1, max_length=2_000, description="The rule that it applied.")


class DisposalShape(Shape):
    """An act of disposal; `list_sha256` is the hash of its list of cases and of their indexes."""

    id: Id
    act: str
    act_on: date
    basis: str
    cases: int
    list_sha256: str
    made_at: datetime


class Disposals(Shape):
    """The acts of disposal, newest first."""

    items: list[DisposalShape]


class Disposed(Shape):
    """The act is recorded; so many contents were removed from the store."""

    id: Id
    cases: int
    contents: int


class Lifted(Shape):
    """The hold is over."""

    id: Id
    state: Literal["lifted"] = "lifted"
