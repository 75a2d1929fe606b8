"""From the OpenAPI description to what its page shows: nouns, their addresses, the shapes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape

from ui.parts import Column

REFUSED = "400"
REF = "#/components/schemas/"
Schema = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Line:
    """A parameter or a field: its name, what it may hold, and what it is for."""

    name: str
    kind: str
    shape: str
    required: bool
    told: str


@dataclass(frozen=True, slots=True)
class Answer:
    """One status, what it means, and the shape that comes with it."""

    status: str
    told: str
    shape: str


@dataclass(frozen=True, slots=True)
class Explained:
    """One address with one method."""

    id: str
    method: str
    path: str
    told: str
    scope: str
    parameters: list[Line]
    body: str
    media_type: str
    fields: list[Line]
    answers: list[Answer]
    refusals: list[str]


@dataclass(frozen=True, slots=True)
class Shape:
    """One shape of what comes and goes."""

    name: str
    told: Markup
    fields: list[Line]


def explained(description: Schema) -> dict[str, Any]:
    """The context of api/page.html."""
    rooms: dict[str, list[Explained]] = {}
    for path, operations in description["paths"].items():
        for method, operation in operations.items():
            rooms.setdefault(operation["tags"][0], []).append(one(method, path, operation))
    shapes = description["components"]["schemas"]
    return {
        "about": [marked(each) for each in description["info"]["description"].split("\n\n")],
        "base": description["servers"][0]["url"],
        "line_columns": [Column("Name"), Column("Holds"), Column("What for")],
        "refusal_columns": [Column("Status"), Column("When")],
        "refusals": refusals_in(description),
        "rooms": rooms,
        "shapes": [
            Shape(name, marked(shape.get("description", "")), fields_of(shape))
            for name, shape in sorted(shapes.items())
            if "properties" in shape
        ],
    }


def marked(text: str) -> Markup:
    """The two marks that our descriptions use: `code` and **strong**."""
    strong = re.sub(r"\*\*(.+?)\*\*", r"<strong>\1</strong>", str(escape(text)))
    return Markup(re.sub(r"`(.+?)`", r"<code>\1</code>", strong))  # noqa: S704  # escaped above


def refusals_in(description: Schema) -> list[Answer]:
    """What each status of a refusal means, once for all addresses."""
    found = {
        answer.status: answer
        for operations in description["paths"].values()
        for operation in operations.values()
        for answer in answers_of(operation)
        if answer.status >= REFUSED
    }
    return [found[status] for status in sorted(found)]


def one(method: str, path: str, operation: Schema) -> Explained:
    media_type, body = body_of(operation)
    answers = list(answers_of(operation))
    return Explained(
        id=operation["operationId"],
        method=method.upper(),
        path=path,
        told=operation["description"].rpartition("\n\n")[0],
        scope=operation.get("x-scope", ""),
        parameters=[parameter(each) for each in operation.get("parameters", ())],
        body=shape_in(body),
        media_type=media_type,
        fields=fields_of(body),
        answers=[each for each in answers if each.status < REFUSED],
        refusals=sorted(each.status for each in answers if each.status >= REFUSED),
    )


def parameter(each: Schema) -> Line:
    schema = each["schema"]
    told = each.get("description") or schema.get("description", "")
    return Line(each["name"], kind_of(schema), "", bool(each.get("required")), told)


def body_of(operation: Schema) -> tuple[str, Schema]:
    content = operation.get("requestBody", {}).get("content", {})
    for media_type, told in content.items():
        return media_type, told["schema"]
    return "", {}


def answers_of(operation: Schema) -> Iterator[Answer]:
    for status, told in operation["responses"].items():
        schemas = [each["schema"] for each in told.get("content", {}).values()]
        yield Answer(status, told["description"], shape_in(schemas[0]) if schemas else "")


def fields_of(shape: Schema) -> list[Line]:
    required = shape.get("required", ())
    return [
        Line(name, kind_of(each), shape_in(each), name in required, each.get("description", ""))
        for name, each in shape.get("properties", {}).items()
    ]


def shape_in(schema: Schema) -> str:
    """The name of the shape that a schema refers to, alone, in a list or beside null."""
    if "$ref" in schema:
        return str(schema["$ref"]).removeprefix(REF)
    inner = [*schema.get("anyOf", ()), *filter(None, [schema.get("items")])]
    return next((found for each in inner if (found := shape_in(each))), "")


def kind_of(schema: Schema) -> str:
    """«string», «list of TaskLine», «string or null»."""
    if "anyOf" in schema:
        return " or ".join(kind_of(each) for each in schema["anyOf"])
    if schema.get("type") == "array":
        return f"list of {kind_of(schema['items'])}"
    if "enum" in schema:
        return " | ".join(str(each) or '""' for each in schema["enum"])
    return shape_in(schema) or str(schema.get("format") or schema.get("type") or "any")
