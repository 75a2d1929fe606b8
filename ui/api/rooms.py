"""What the rooms of the API share: their router, and the parameters that many addresses take."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Header, Path, Query

from ui.api.answers import wanted_version
from ui.api.route import ApiRoute

MOST = 100
USUAL = 50


def room(name: str) -> APIRouter:
    """The addresses of one noun, below the municipality."""
    return APIRouter(
        prefix="/{municipality}",
        route_class=ApiRoute,
        tags=[name],
        generate_unique_id_function=lambda route: f"{name}_{route.name}",
    )


Identifier = Annotated[str, Path(pattern=r"^[0-9]{1,19}$", examples=["285431774453432321"])]
Number = Annotated[str, Path(max_length=80, examples=["CON-2026-0007"])]
Cursor = Annotated[
    str | None,
    Query(max_length=300, description="Where the page begins: `next` of the one before."),
]
Limit = Annotated[int, Query(ge=1, le=MOST, description="How many at most.")]
Process = Annotated[str, Query(max_length=80, description="Only this process.")]
Text = Annotated[
    str,
    Query(
        max_length=80,
        description="Beginnings of words of the title, of the name of whoever is in the case or"
        " opened it, or of a document; or the beginning of the number of the case, or of an"
        " identifier (from six signs on). It finds what a person with these roles may know.",
    ),
]


async def _version(
    if_match: Annotated[
        str | None,
        Header(alias="If-Match", description="Act only if the case is as this ETag says."),
    ] = None,
) -> int | None:
    return wanted_version(if_match or "")


IfMatch = Annotated[int | None, Depends(_version)]
"""The version of the case that the request insists on."""
