"""What a file field shows and tells the browser: what waits beside it and how to send more."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Waiting:
    """One file beside a field; `percent` when it was cut off on its way, `picture` where a picture
    that waits is seen."""

    id: int
    name: str
    detail: str
    tile: str
    percent: int | None = None
    picture: str = ""


@dataclass(frozen=True, slots=True)
class Sending:
    """What a file field needs: where its files go, what it takes in words and as a list, the
    largest in bytes, and what waits there already."""

    address: str
    kind: str
    place: Mapping[str, str]
    limit: str
    accept: str
    largest: int
    most: int
    there: tuple[Waiting, ...] = ()
