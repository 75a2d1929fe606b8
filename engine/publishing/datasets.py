"""What a data set is: its fields, each with a class that says whether it may leave the house.

Pure. A field without a class cannot be written down, and a value whose field is not named leaves
nowhere: `open_row` is the one way from what the house knows to what anybody reads.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

Cell = str | int | Decimal | date | bool | None
Row = Mapping[str, Cell]


class FieldClass(StrEnum):
    """public: anybody may read it; internal: the house works with it; personal: it tells who
    somebody is; sensitive: of health, opinion, violence, childhood; tax_secret: what one taxpayer
    declared, owes or paid. Only the first ever leaves."""

    PUBLIC = "public"
    INTERNAL = "internal"
    PERSONAL = "personal"
    SENSITIVE = "sensitive"
    TAX_SECRET = "tax_secret"  # noqa: S105  # a class of fields


class FieldType(StrEnum):
    """As Frictionless Table Schema names them."""

    STRING = "string"
    INTEGER = "integer"
    NUMBER = "number"
    DATE = "date"
    YEAR = "year"
    MONTH = "yearmonth"


class Frequency(StrEnum):
    """How soon what happens is in the data; as the EU vocabulary of frequencies names it."""

    CONTINUOUS = "UPDATE_CONT"
    DAILY = "DAILY"
    MONTHLY = "MONTHLY"
    QUARTERLY = "QUARTERLY"


@dataclass(frozen=True, slots=True)
class Field:
    """A column; `title` in Spanish, as the catalogue of translations knows it."""

    name: str
    type: FieldType
    title: str
    klass: FieldClass = FieldClass.PUBLIC


@dataclass(frozen=True, slots=True)
class Dataset:
    """A table of the portal. `key`: the fields that name a row, none where
    nothing does; `period`: the field whose first and
    last value are the time that it covers; `always`: the law or another decision publishes it, so
    nobody can switch it off; `counts`: what cannot be told of fewer than some stands as `withheld`.
    """

    id: str
    title: str
    description: str
    fields: tuple[Field, ...]
    key: tuple[str, ...]
    frequency: Frequency
    period: str = ""
    keywords: tuple[str, ...] = ()
    always: bool = False
    counts: bool = False

    @property
    def public(self) -> tuple[Field, ...]:
        """The columns that leave, in their order."""
        return tuple(each for each in self.fields if each.klass is FieldClass.PUBLIC)


def open_row(dataset: Dataset, known: Row) -> dict[str, Cell]:
    """Of what is known the public fields alone, in their order; what is absent is None."""
    return {each.name: known.get(each.name) for each in dataset.public}
