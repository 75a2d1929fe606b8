"""The words that all shapes share, and the shape of a refusal."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

Id = Annotated[str, Field(pattern=r"^[0-9]+$", examples=["285431774453432321"])]
Money = Annotated[str, Field(pattern=r"^-?[0-9]+(\.[0-9]+)?$", examples=["7145.83"])]
Number = Annotated[str, Field(examples=["CON-2026-0007"])]
Key = Annotated[str, Field(examples=["compra"])]
CaseState = Literal["open", "suspended", "completed", "cancelled", "failed"]
Name = Annotated[str, Field(examples=["Rosa Quispe"])]
Data = Annotated[
    dict[str, Any],
    Field(
        description="Values by name. Numbers are exact JSON numbers, days are ISO texts.",
        examples=[{"descripcion": "Bomba de agua", "cuantia": 7145.83}],
    ),
]
Cursor = Annotated[
    str | None, Field(description="What `cursor` asks for the next page; null on the last.")
]

CutShort = Annotated[
    str | None,
    Field(description="Said in plain words when the search found more than is looked at."),
]


class Shape(BaseModel):
    """Nothing beyond what is described."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Person(Shape):
    """A person, or the program that acts."""

    id: Id
    name: Name


class FieldFault(Shape):
    """One place of the request and what to do about it."""

    field: str = Field(examples=["cuantia"])
    message: str = Field(examples=["Complete «Cuantía»"])


class Fix(Shape):
    """A change that mends it; `act` is set, unset, remove or add."""

    act: str
    element: str
    path: str = Field(description="The place of the element in its file, as lxml writes it.")
    attribute: str
    value: str
    title: str


class Finding(Shape):
    """One thing that is wrong with a process (`error`), or worth a look (`warning`)."""

    severity: str = Field(examples=["error"])
    rule: str
    file: str = Field(examples=["compra.bpmn"])
    element: str = Field(examples=["tarea_1"])
    name: str
    what: str
    consequence: str
    instead: str = Field(description="What to do about it.")
    fix: Fix | None


class Refusal(Shape):
    """RFC 9457. `type` is `urn:cauce:problem:` and the kind of refusal; it never changes."""

    type: str = Field(pattern=r"^urn:cauce:problem:[a-z_]+$")
    title: str
    status: int
    detail: str = Field(description="A sentence for people.")
    instance: str = Field(description="Finds the request in the log.")
    errors: list[FieldFault] = Field(default_factory=list)
    problems: list[Finding] = Field(default_factory=list)
    facts: dict[str, str] = Field(default_factory=dict)
    reference: str = ""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "type": "urn:cauce:problem:held_by_other",
                    "title": "Held by other",
                    "status": 409,
                    "detail": "La tiene Marta Poma. Usted puede leerla.",
                    "instance": "urn:cauce:request:1f2e3d4c",
                    "facts": {"holder_id": "285431774453432321"},
                }
            ]
        },
    )
